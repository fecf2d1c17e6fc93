"""Pressure: what may be said, what blocks, and what is only watched."""

from dataclasses import replace
from typing import Any

import pytest

from aboveboard.judgement import load, pressure_findings
from aboveboard.judgement.assembling import Case
from aboveboard.model import (
    Campaign,
    CampaignState,
    Driver,
    Finding,
    Measurement,
    Outcome,
    Row,
    Scope,
    Severity,
    Status,
    Totals,
)
from aboveboard.model.layout import POLICIES

CAMPAIGN = Campaign("spring", "Spring", "meta", CampaignState.DRAFT, totals=Totals(10, source="spring.csv"))
CUES, VULNERABLE = "pressure.cues", "pressure.vulnerable"
POLICY = load(POLICIES / "baseline.yaml")
CHECKS = {check.id: check for check in POLICY.checks}


def figure(statistic: str, value: float | None, measure: str = CUES, **more: Any) -> Measurement:
    status = Status.MEASURED if value is not None else Status.NOT_SUPPLIED
    made = Measurement(measure, statistic, "spring", Scope.CAMPAIGN, status, value=value, decides=True)
    return replace(made, **more)


def claim(status: str, words: str = "Ends tonight", ad: str = "Ad one") -> Row:
    return Row(
        ad,
        figures={"impressions": 400.0, "start": 0.0, "end": 12.0},
        texts={
            "words": words,
            "status": status,
            "field": "headline",
            "ad_set": "Broad",
            "ends": "",
            "first_date": "2026-01-10",
            "last_date": "2026-01-12",
            "family": "urgency",
        },
    )


def claims(*rows: Row) -> Measurement:
    counts = dict.fromkeys(("open", "disproved", "clock_slack", "no_daily_rows"), 0.0)
    for row in rows:
        counts[row.texts["status"]] += 1
    return figure("claims", counts["disproved"], rows=rows, figures={**counts, "ads": 40.0})


def ads_share(value: float = 0.15) -> Measurement:
    return figure("ads_share", value, ci_low=0.0706, ci_high=0.2907, n=40.0, figures={"ads": 40.0})


def impressions(value: float | None) -> Measurement:
    pressing = {"impressions_pressing": 400.0}
    return figure("impressions_share", value, decides=value is not None, figures=pressing)


def judged(check: str, *measurements: Measurement, campaign: Campaign = CAMPAIGN) -> Finding:
    case = Case(CHECKS[check], POLICY, campaign, measurements, "")
    return pressure_findings.RULES[CHECKS[check].rule](case)


@pytest.mark.parametrize(
    ("share", "outcome", "severity"),
    [
        (0.0, Outcome.PASSED, None),
        (0.1, Outcome.PASSED, None),
        (0.11, Outcome.WATCH, Severity.NOTE),
        (0.30, Outcome.WATCH, Severity.NOTE),
        (0.31, Outcome.FLAGGED, Severity.DECISION),
    ],
)
def test_the_share_of_impressions_decides(share: float, outcome: Outcome, severity: Severity | None) -> None:
    rows = (claim("open"),) if share else ()
    found = judged(CUES, impressions(share), ads_share(0.9), claims(*rows))
    assert (found.outcome, found.severity) == (outcome, severity)


def test_before_the_launch_the_share_of_ads_decides() -> None:
    found = judged(CUES, impressions(None), ads_share(0.5), claims(claim("open")))
    assert found.outcome is Outcome.FLAGGED
    assert found.headline.startswith("50 % of ads carry a claim that nobody has proven yet: “Ends tonight”")
    assert "95 % interval 7.1 % to 29.1 %" in found.sentence


def test_a_pass_claims_no_more_than_the_lists_can_know() -> None:
    found = judged(CUES, impressions(None), ads_share(0.0), claims())
    assert found.headline == "No pressure wording found by the word lists in 40 ads"
    assert "manipulat" not in found.headline + found.sentence


def test_a_disproved_claim_blocks_and_names_the_dates() -> None:
    rows = (claim("disproved"), claim("disproved", "Today only", "Ad two"), claim("open", "Hurry"))
    found = judged(CUES, impressions(0.05), ads_share(0.05), claims(*rows))
    assert (found.outcome, found.severity) == (Outcome.FLAGGED, Severity.BLOCKER)
    assert found.headline == "2 claims ran on after the end that they name: “Ends tonight” and “Today only”"
    assert "delivered 2026-01-10 to 2026-01-12" in found.sentence
    assert found.limit is not None
    assert found.limit.id == "urgency.slack_days"
    assert found.changes[0].text == "Broad · Ad one ▸ Headline “Ends tonight” → the true last day, or no deadline"
    assert found.affected_impressions == 800
    assert [place.outcome for place in found.places] == [Outcome.FLAGGED, Outcome.FLAGGED]


@pytest.mark.parametrize(
    ("status", "said"), [("clock_slack", "days of tolerance"), ("no_daily_rows", "adds several days up")]
)
def test_a_claim_in_doubt_is_watched(status: str, said: str) -> None:
    found = judged(CUES, impressions(0.05), ads_share(0.05), claims(claim(status)))
    assert (found.outcome, found.reason) == (Outcome.WATCH, status)
    assert said in found.sentence


def test_texts_in_another_language_are_no_pass() -> None:
    gap = "40 % of impressions are in a language without a word list."
    share = replace(impressions(None), status=Status.INSUFFICIENT, reason=gap, decides=True)
    found = judged(CUES, share, claims())
    assert (found.outcome, found.unlock) == (Outcome.INSUFFICIENT, gap)


def test_without_texts_the_check_could_not_run() -> None:
    found = judged(CUES, figure("ads_share", None, reason="Not in the data: the texts of the ads."))
    assert found.outcome is Outcome.NOT_SUPPLIED
    assert judged(CUES).outcome is Outcome.NOT_SUPPLIED


def pressed(value: float | None, *rows: Row, **figures: float) -> Measurement:
    return figure(
        "ad_sets_pressed",
        value,
        VULNERABLE,
        rows=rows,
        figures={"pressed_other": 2.0, **figures},
        drivers=(Driver("Night", 100, spend={"EUR": 5.0}),),
    )


def ad_set(cell: str) -> Row:
    return Row(
        "Night",
        figures={"vulnerable": 1.0, "impressions": 100.0},
        texts={"cell": cell, "why": "Addresses “Gambling” (financial distress).", "words": "“Hurry”"},
    )


def test_pressure_on_vulnerable_people_blocks() -> None:
    found = judged(VULNERABLE, pressed(1.0, ad_set("pressed_vulnerable")))
    assert (found.outcome, found.severity) == (Outcome.FLAGGED, Severity.BLOCKER)
    assert found.headline == "1 ad set presses people in a vulnerable situation: Night"
    assert "Addresses “Gambling”" in found.sentence
    assert (found.affected_impressions, found.affected_spend) == (100, {"EUR": 5.0})


def test_an_unreadable_text_before_vulnerable_people_is_watched() -> None:
    found = judged(VULNERABLE, pressed(0.0, ad_set("unknown"), text_unreadable=1.0))
    assert (found.outcome, found.reason) == (Outcome.WATCH, "text_unreadable")


def test_an_empty_cell_passes_as_far_as_could_be_read() -> None:
    found = judged(VULNERABLE, pressed(0.0))
    assert found.outcome is Outcome.PASSED
    assert "as far as could be read" in found.headline
    assert judged(VULNERABLE, pressed(None)).outcome is Outcome.NOT_SUPPLIED
