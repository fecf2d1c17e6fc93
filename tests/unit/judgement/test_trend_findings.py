"""Cost, narrowing and frequency: where the limits lie, which figure speaks, and what the sentence may claim."""

from dataclasses import replace

import pytest

from aboveboard.judgement import trend_rules
from aboveboard.model import Measurement, Outcome, Scope, Severity, Status
from aboveboard.model.numbers import probability
from tests.unit.measures.wiring import LIMITS, found

BASE = Measurement(
    "exclusions.cost", "relative_cpm", "spring", Scope.SEGMENT, Status.MEASURED, coverage=1.0, decides=True
)


def price(
    value: float | None, low: float | None, high: float | None, gender: str = "female", **more: object
) -> Measurement:
    made = replace(
        BASE,
        status=Status.INSUFFICIENT if value is None else Status.MEASURED,
        attribute="gender",
        segment={"gender": gender},
        value=value,
        ci_low=low,
        ci_high=high,
        n=1_000.0,
        base="the campaign's cost per 1,000 impressions",
        figures={"impressions": 1_000.0, "cost": 2.8, "cost_all": 2.0, "days": 28.0},
        texts={"currency": "EUR", "price": "cost per 1,000 impressions"},
    )
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "low", "high", "outcome", "reason"),
    [
        (1.0, 0.95, 1.05, Outcome.PASSED, ""),
        (1.25, 1.2, 1.25, Outcome.PASSED, ""),
        (0.8, 0.8, 0.85, Outcome.PASSED, ""),
        (1.26, 1.2, 1.3, Outcome.WATCH, "near_limit"),
        (0.79, 0.7, 0.9, Outcome.WATCH, "near_limit"),
        (5.0, 4.0, 6.0, Outcome.WATCH, "near_limit"),
        (1.2, 1.1, 1.3, Outcome.WATCH, "uncertain"),
        (1.0, None, None, Outcome.WATCH, "no_interval"),
    ],
)
def test_a_price_is_never_flagged_and_passes_only_with_its_whole_interval(
    value: float, low: float | None, high: float | None, outcome: Outcome, reason: str
) -> None:
    judged = trend_rules.cost(price(value, low, high), LIMITS)
    assert (judged.outcome, judged.reason) == (outcome, reason)


def test_the_price_furthest_from_the_average_speaks() -> None:
    made = found(
        [price(1.4, 1.3, 1.5), price(0.5, 0.4, 0.6, "male"), price(1.0, 0.9, 1.1, "other")], "exclusions.cost.gender"
    )
    assert made.headline == "Reaching men costs 0.50× the campaign's average"
    assert made.sentence == (
        "Cost per 1,000 impressions €2.80 against €2.00 for everybody: 0.50×, 95 % interval 0.40–0.60, n = 1,000 "
        "impressions over 28 days. Compared with the campaign's cost per 1,000 impressions; a dearer group is reached "
        "less for the same money. Watch, because the price lies outside 0.80 to 1.25 of the campaign's."
    )
    assert made.severity is Severity.NOTE
    assert [place.label for place in made.places] == ["Women", "People of another gender"]


def test_a_sure_watch_speaks_before_an_unsure_one() -> None:
    made = found([price(1.24, 0.5, 3.0), price(0.79, 0.7, 0.85, "male")], "exclusions.cost.gender")
    assert made.headline.startswith("Reaching men")


def test_too_many_groups_without_a_price_keep_the_check_from_passing() -> None:
    few = price(None, None, None, "other", reason="Fewer than 10 people.")
    made = found([price(1.0, 0.95, 1.05), few], "exclusions.cost.gender")
    assert made.outcome is Outcome.INSUFFICIENT
    assert "50 % of impressions could not be judged" in made.sentence
    assert made.measurement.value is None


def slope(value: float, p: float, **figures: float) -> Measurement:
    return replace(
        BASE,
        measure="echo.narrowing",
        statistic="slope",
        scope=Scope.CAMPAIGN,
        value=value,
        ci_low=value - 0.1,
        ci_high=value + 0.1,
        p=p,
        p_adjusted=p,
        n=9_000.0,
        figures={"weeks": 8.0, "first": 5.1, "last": 3.2, "tau": -0.9, **figures},
    )


@pytest.mark.parametrize(
    ("value", "p", "outcome"),
    [
        (-0.3, 0.01, Outcome.WATCH),
        (-0.3, 0.05, Outcome.PASSED),
        (0.3, 0.01, Outcome.PASSED),
        (0.0, 1.0, Outcome.PASSED),
    ],
)
def test_only_a_clear_fall_is_watched(value: float, p: float, outcome: Outcome) -> None:
    assert trend_rules.narrowing(slope(value, p), LIMITS).outcome is outcome


def test_a_fall_to_few_messages_is_flagged_only_against_a_named_mix() -> None:
    few = slope(-0.3, 0.01, last_share_high=0.4)
    assert trend_rules.narrowing(few, LIMITS).outcome is Outcome.WATCH
    named = replace(few, texts={"reference": "the last approved round"})
    assert trend_rules.narrowing(named, LIMITS).outcome is Outcome.FLAGGED
    made = found([named], "echo.narrowing")
    assert made.severity is Severity.DECISION
    assert (
        made.headline == "People get fewer messages from week to week: 5.1 in effect in the first week, 3.2 in the last"
    )
    assert "−0.30 per week, 95 % interval −0.40 to −0.20, p = .01, Kendall's tau −0.90, 8 weeks" in made.sentence
    assert "not anybody's whole feed" in made.sentence


@pytest.mark.parametrize(("switched_off", "outcome"), [(0.0, Outcome.WATCH), (1.0, Outcome.PASSED)])
def test_a_stop_counts_as_explained_only_when_a_file_says_so(switched_off: float, outcome: Outcome) -> None:
    stopped = slope(0.0, 1.0, stopped=1.0, switched_off=switched_off, slope_all=-0.3, p_all=0.01)
    assert trend_rules.narrowing(stopped, LIMITS).outcome is outcome


def shown(low: float, high: float, ad_set: str = "Broad", **more: object) -> Measurement:
    figures = {"per_week_low": low, "per_week_high": high, "frequency_low": high, "frequency_high": high, "days": 28.0}
    tail = {"often_low": 0.05, "often_high": 0.14, "often_bound": 0.43, "impressions": 1_000.0}
    made = replace(
        BASE,
        measure="frequency.saturation",
        statistic="frequency",
        scope=Scope.AD_SET,
        ad_set=ad_set,
        value=high,
        n=500.0,
        figures={**figures, **tail},
    )
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("low", "high", "outcome", "reason"),
    [
        (1.25, 5.0, Outcome.PASSED, ""),
        (1.26, 5.04, Outcome.WATCH, "estimate_range"),
        (5.1, 20.4, Outcome.WATCH, "near_limit"),
        (10.0, 40.0, Outcome.WATCH, "near_limit"),
        (10.1, 40.4, Outcome.FLAGGED, ""),
    ],
)
def test_the_lower_bound_flags_and_the_upper_bound_passes(
    low: float, high: float, outcome: Outcome, reason: str
) -> None:
    judged = trend_rules.saturation(shown(low, high), LIMITS)
    assert (judged.outcome, judged.reason) == (outcome, reason)


def test_saturation_says_the_range_the_tail_and_what_to_do() -> None:
    made = found([shown(3, 12), shown(11, 44, "Retargeting")], "frequency.saturation")
    assert made.headline == "Retargeting shows each person 44.0 times in 28 days"
    assert "Per seven days 11.0 to 44.0 times" in made.sentence
    assert "5 % to 14 % of the people reached saw it eight times or more" in made.sentence
    assert made.smallest_change.startswith("Set a frequency cap")
    assert made.cause_sentence


def test_a_pass_must_rest_on_most_of_the_campaign() -> None:
    made = found([shown(1, 4, coverage=0.7)], "frequency.saturation")
    assert made.outcome is Outcome.INSUFFICIENT
    assert "30 % of impressions" in made.sentence


def test_before_the_launch_the_question_waits() -> None:
    made = found([], "frequency.saturation", source="")
    assert (made.outcome, made.awaits_delivery) == (Outcome.NOT_SUPPLIED, True)


@pytest.mark.parametrize(
    ("p", "said"), [(None, "not available"), (0.00001, "< .0001"), (0.01672, "= .0167"), (0.5, "= .5"), (1.0, "= 1")]
)
def test_a_probability_has_three_digits_and_no_leading_zero(p: float | None, said: str) -> None:
    assert probability(p) == said


def test_every_rule_says_why_it_is_watched() -> None:
    assert set(trend_rules.BECAUSE) == {"cost", "narrowing", "saturation"}
