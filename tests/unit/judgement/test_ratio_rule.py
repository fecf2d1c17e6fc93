"""Rule 1.5: a ratio flags only when it is below the line and clearly so. Cases are those of oracle O-24."""

import pytest

from aboveboard.judgement import load
from aboveboard.judgement.rules import ratio, worst
from aboveboard.model import Measurement, Outcome, Scope, Status
from aboveboard.model.layout import POLICIES

LIMITS = load(POLICIES / "baseline.yaml").values


def figure(
    value: float | None, low: float | None, p: float | None, expected: float = 50, **more: object
) -> Measurement:
    status = Status.MEASURED if value is not None else Status.INSUFFICIENT
    return Measurement(
        "exclusions.delivery",
        "impact_ratio",
        "c",
        Scope.SEGMENT,
        status,
        value=value,
        ci_low=low,
        p_adjusted=p,
        min_expected=expected,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("value", "low", "p", "expected", "outcome", "reason"),
    [
        (0.5, 0.3014, 0.00195, 20, Outcome.FLAGGED, ""),
        (0.6667, 0.2035, 0.6, 2.33, Outcome.INSUFFICIENT, None),
        (0.8, 0.6173, 0.0887, 50, Outcome.WATCH, "near_limit"),
        (0.7, 0.5224, 0.0162, 50, Outcome.FLAGGED, ""),
        (0.9, 0.6864, 0.446, 50, Outcome.WATCH, "uncertain"),
        (0.9, 0.8261, 0.0159, 500, Outcome.PASSED, ""),
        (0.85, 0.7791, 0.00025, 500, Outcome.WATCH, "near_limit"),
        (0.75, 0.2526, 0.2, 50, Outcome.WATCH, "uncertain"),
        (0.0, 0.0, 0.00001, 500, Outcome.FLAGGED, ""),
    ],
)
def test_the_outcome_follows_ratio_interval_and_adjusted_p(
    value: float, low: float, p: float, expected: float, outcome: Outcome, reason: str | None
) -> None:
    judged = ratio(figure(value, low, p, expected), LIMITS)
    assert judged.outcome is outcome
    assert reason is None or judged.reason == reason


def test_a_figure_with_an_assumed_frequency_is_at_most_watched() -> None:
    assert ratio(figure(0.4, 0.3, 0.0001, badges=("weak",)), LIMITS).outcome is Outcome.WATCH


def test_a_figure_that_was_not_measured_keeps_its_status_as_outcome() -> None:
    assert ratio(figure(None, None, None), LIMITS).outcome is Outcome.INSUFFICIENT


def test_the_worst_evaluable_place_decides_and_nothing_evaluable_never_passes() -> None:
    assert worst([Outcome.PASSED, Outcome.WATCH, Outcome.NOT_SUPPLIED]) is Outcome.WATCH
    assert worst([Outcome.NOT_SUPPLIED, Outcome.INSUFFICIENT, Outcome.NOT_SUPPLIED]) is Outcome.NOT_SUPPLIED
    assert worst([]) is Outcome.NOT_SUPPLIED
