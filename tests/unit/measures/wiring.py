"""Catalogue entries, limits and checks of measures that exist but are not wired yet, and tests' way to run them.

What is here goes into model/catalogue.py, data/policies/baseline.yaml, and judgement/judging.py as it
stands; entries that are already there are left alone, so these helpers work before and after.
"""

import importlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from unittest.mock import patch

import duckdb

from aboveboard.judgement import judging, load, trend_findings
from aboveboard.judgement.policy import CheckEntry, LimitEntry, Policy
from aboveboard.measures import evidence
from aboveboard.model import Campaign, CampaignState, Enforcement, Finding, Measurement, Origin, Totals
from aboveboard.model.catalogue import CATALOGUE, Measure, Needs
from aboveboard.model.layout import POLICIES
from tests.unit.measures.made import CAMPAIGN

_BY_GROUP = "a delivery report broken down by age and gender with the amount spent, by day if possible"
_BY_DAY = "an ad-level report by day (Meta Ads Manager: Breakdown ▸ By time ▸ Day), or by week"
_FREQUENCY = "a delivery report by ad set with Reach or Frequency (Meta Ads Manager: Columns ▸ Delivery)"

MEASURES = (
    Measure(
        "exclusions.cost",
        "exclusions",
        "Do some cost more to reach?",
        tuple(
            Needs((segment, "spend", "impressions"), _BY_GROUP)
            for segment in ("seg_gender", "seg_age", "seg_region", "seg_country")
        ),
    ),
    Measure(
        "echo.narrowing",
        "echo_chambers",
        "Is it getting narrower?",
        tuple(Needs((topic, "date", "impressions"), _BY_DAY) for topic in ("ad_id", "ad_name", "seg_topic")),
    ),
    Measure(
        "frequency.saturation",
        "personalization",
        "Do people see it too often?",
        (Needs(("reach", "impressions"), _FREQUENCY), Needs(("frequency", "impressions"), _FREQUENCY)),
    ),
)


def _limit(name: str, value: float, unit: str, words: str, reason: str) -> LimitEntry:
    return LimitEntry(
        id=name,
        value=value,
        unit=unit,
        origin=Origin.OUR_DEFAULT,
        source="Aboveboard",
        as_of=date(2026, 11, 1),
        words=words,
        reason=reason,
    )


LIMIT_ENTRIES = (
    _limit(
        "cost.low",
        0.8,
        "ratio",
        "watched below 0.80 of the average price",
        "A group that is much cheaper is where the money goes.",
    ),
    _limit(
        "cost.high",
        1.25,
        "ratio",
        "watched above 1.25 of the average price",
        "The mirror of 0.80: the same money reaches a fifth fewer.",
    ),
    _limit("narrowing.min_weeks", 6, "weeks", "at least 6 weeks", "With four points no trend can be told from chance."),
    _limit(
        "frequency7.watch",
        5,
        "times per 7 days",
        "watched above 5 times in 7 days",
        "Trade advice is about three; above five most advice agrees.",
    ),
    _limit(
        "frequency7.flag",
        10,
        "times per 7 days",
        "flagged above 10 times in 7 days",
        "More than once a day for everybody who is reached.",
    ),
)


def _check(
    name: str, rule: str, title: str, enforcement: Enforcement, limit: str, item: str, by: str = ""
) -> CheckEntry:
    measure = name.removesuffix(f".{by}") if by else name
    topic = next(entry.topic for entry in MEASURES if entry.id == measure)
    return CheckEntry(
        id=name,
        measure=measure,
        rule=rule,
        topic=topic,
        title=title,
        enforcement=enforcement,
        limit=limit,
        attribute=by or None,
        checklist=(item,),
        required=False,
    )


CHECKS = (
    _check("exclusions.cost.gender", "cost", "Cost by gender", Enforcement.MAY, "cost.high", "X3", "gender"),
    _check("exclusions.cost.age", "cost", "Cost by age", Enforcement.MAY, "cost.high", "X3", "age"),
    _check("echo.narrowing", "narrowing", "Narrowing over time", Enforcement.SHOULD, "ratio.alpha", "E2"),
    _check("frequency.saturation", "saturation", "Showings per person", Enforcement.SHOULD, "frequency7.flag", "M5"),
)
RULES = {"cost": trend_findings.cost, "narrowing": trend_findings.narrowing, "saturation": trend_findings.saturation}
MODULES = tuple(entry.id for entry in MEASURES)

NOT_IN_CATALOGUE = tuple(entry for entry in MEASURES if entry.id not in {known.id for known in CATALOGUE})


def _policy() -> Policy:
    """The baseline with what it lacks."""
    policy = load(POLICIES / "baseline.yaml")
    limits, checks = {entry.id for entry in policy.limits}, {entry.measure for entry in policy.checks}
    return policy.model_copy(
        update={
            "limits": (*policy.limits, *(entry for entry in LIMIT_ENTRIES if entry.id not in limits)),
            "checks": (*policy.checks, *(check for check in CHECKS if check.measure not in checks)),
        }
    )


POLICY = _policy()
LIMITS: Mapping[str, float] = POLICY.values


@contextmanager
def wired() -> Iterator[None]:
    """Catalogue and rules as they will be."""
    with (
        patch("aboveboard.model.catalogue.CATALOGUE", (*CATALOGUE, *NOT_IN_CATALOGUE)),
        patch.dict(judging.RULES, RULES),
    ):
        yield


def measured(con: duckdb.DuckDBPyConnection, measure: str, campaign: str = CAMPAIGN) -> list[Measurement]:
    """The figures of one measure, without running the others."""
    module = importlib.import_module(f"aboveboard.measures.{measure.replace('.', '_')}")
    with wired():
        return list(module.measure(evidence.read(con, campaign, None, LIMITS)))


def read(con: duckdb.DuckDBPyConnection, campaign: str = CAMPAIGN) -> evidence.Evidence:
    """A campaign's evidence under the wired policy."""
    return evidence.read(con, campaign, None, LIMITS)


def found(measurements: Iterable[Measurement], check: str, source: str = "spring.csv") -> Finding:
    """The finding of one check; no `source` = nothing was delivered yet."""
    campaign = Campaign(CAMPAIGN, "Spring", "meta", CampaignState.DRAFT, totals=Totals(10, source=source))
    with wired():
        every = judging.judge(POLICY, campaign, list(measurements))
    return next(finding for finding in every if finding.check == check)
