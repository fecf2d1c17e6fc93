"""A watch always says why."""

from dataclasses import replace

import pytest

from aboveboard.judgement import judge, load
from aboveboard.model import Campaign, CampaignState, Finding, Measurement, Outcome, Scope, Status, Totals
from aboveboard.model.layout import POLICIES

POLICY = load(POLICIES / "baseline.yaml")
CAMPAIGN = Campaign("spring", "Spring", "meta", CampaignState.DRAFT, totals=Totals(10, source="spring.csv"))


def ratio(value: float, low: float, p: float, **more: object) -> Measurement:
    made = Measurement(
        "exclusions.delivery",
        "impact_ratio",
        "spring",
        Scope.SEGMENT,
        Status.MEASURED,
        segment={"age": "65+"},
        attribute="age",
        value=value,
        ci_low=low,
        ci_high=min(1.2, value * 1.2),
        p_adjusted=p,
        min_expected=80,
        decides=True,
        figures={"x_g": 900, "x_ref": 2100},
        texts={"reference": "people aged 25–34", "reference_segment": "x"},
    )
    return replace(made, **more)  # type: ignore[arg-type]


def by_age(*measurements: Measurement) -> Finding:
    return next(f for f in judge(POLICY, CAMPAIGN, measurements) if f.check == "exclusions.delivery.age")


REPRESENTATION = replace(
    ratio(1.39, 1.3, 0.0001), statistic="representation", decides=False, segment={"age": "65+"}, p_adjusted=0.0001
)


@pytest.mark.parametrize(
    ("measurements", "why"),
    [
        ((ratio(0.85, 0.83, 0.001),), "Watch, because the ratio lies between the limit 0.80 and 0.90."),
        ((ratio(0.95, 0.7, 0.6),), "Watch, because the interval reaches below the limit 0.80."),
        ((ratio(0.7, 0.4, 0.2),), "Watch, because the ratio is below the limit 0.80, but chance alone may explain it."),
        (
            (ratio(0.95, 0.9, 0.6, figures={"ratio_vs_others": 1.39}), REPRESENTATION),
            "Watch, because against everyone else the ratio is 1.39×, outside 0.80 to 1.25.",
        ),
        (
            (ratio(0.4, 0.3, 0.0001, badges=("estimated_people", "frequency_assumed", "weak")),),
            "Watch at most, because people are estimated with an assumed frequency.",
        ),
        (
            (ratio(0.79, 0.75, 0.0001, badges=("estimate_range", "weak")),),
            "Watch at most, because another frequency than the highest one seen would move the ratio across the limit.",
        ),
        (
            (ratio(0.79, 0.75, 0.0001, badges=("depends_on_unknown",)),),
            "Watch, because the outcome depends on people whose age is not known.",
        ),
    ],
)
def test_a_watched_ratio_says_why(measurements: tuple[Measurement, ...], why: str) -> None:
    found = by_age(*measurements)
    assert found.outcome is Outcome.WATCH
    assert found.sentence.endswith(why)


def size(low: float, high: float | None) -> Finding:
    made = Measurement(
        "personalization.audience_size",
        "audience_size",
        "spring",
        Scope.AD_SET,
        Status.MEASURED,
        ad_set="Retargeting",
        value=low,
        decides=True,
        figures={"audience_lo": low, "audience_hi": high, "bits": 16.8},
        base="population of Testland",
    )
    return next(f for f in judge(POLICY, CAMPAIGN, [made]) if f.measure == made.measure)


def test_a_small_audience_names_the_limit_that_applies() -> None:
    found = size(6_688, None)
    assert found.limit is not None
    assert (found.limit.id, found.limit.value) == ("audience.watch_below", 10_000)
    assert "Watch, because at least 6,688 people are below 10,000, and no upper bound is known." in found.sentence
    assert size(600, 800).limit.id == "audience.flag_below"  # type: ignore[union-attr]


def test_narrowness_is_said_in_people_before_bits() -> None:
    assert "down to about one person in 114,000 (16.8 bits)" in size(6_688, None).sentence


def test_a_passed_check_has_nothing_to_explain() -> None:
    assert "Watch" not in by_age(ratio(0.95, 0.9, 0.6)).sentence


TOPICS = Measurement(
    "echo.concentration",
    "hhi_normalised",
    "spring",
    Scope.CAMPAIGN,
    Status.MEASURED,
    value=0.3,
    ci_low=0.28,
    ci_high=0.33,
    n=100,
    decides=True,
    figures={"hhi": 0.45, "d2": 2.2, "k": 4.0},
)


def test_every_watch_of_every_rule_has_a_reason() -> None:
    share = Measurement("exclusions.delivery", "minors_share", "spring", Scope.CAMPAIGN, Status.MEASURED, value=0.1)
    tier = Measurement(
        "personalization.sensitive_signals",
        "max_tier",
        "spring",
        Scope.CAMPAIGN,
        Status.MEASURED,
        value=3,
        decides=True,
    )
    watched = [f for f in judge(POLICY, CAMPAIGN, [share, tier, TOPICS]) if f.outcome is Outcome.WATCH]
    assert len(watched) == 3
    assert all("Watch, because" in f.sentence for f in watched)


def test_concentration_is_said_in_messages_before_points() -> None:
    found = next(f for f in judge(POLICY, CAMPAIGN, [TOPICS]) if f.measure == "echo.concentration")
    assert found.sentence.startswith("In effect 2.2 of 4 messages share the impressions.")
    assert "(Herfindahl index 4,500 points)" in found.sentence


def test_another_place_says_why_it_is_watched() -> None:
    women = ratio(0.85, 0.83, 0.001, segment={"age": "18-24"})
    found = by_age(ratio(0.82, 0.81, 0.001), women)
    [place] = found.places
    assert place.sentence.endswith("; close to the limit")
