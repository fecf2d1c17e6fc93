"""Price of a group against everybody's: one currency, an interval only from days, never more than a watch."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from aboveboard.measures import cost_blocks
from aboveboard.model import Outcome, Status
from tests.unit.measures.made import deliver, one, workspace
from tests.unit.measures.wiring import found, measured

COST = "exclusions.cost"


def group(gender: str, impressions: int, spend: float, **more: Any) -> dict[str, Any]:
    return {
        "unit": "Broad",
        "seg_gender": gender,
        "impressions": impressions,
        "spend": spend,
        "currency": "EUR",
        **more,
    }


def by_day(women: float, men: float, days: int, noise: float = 0.05) -> list[dict[str, Any]]:
    """Daily rows whose price per thousand varies around the two means."""
    draw = np.random.default_rng(3)
    rows = []
    for day in range(days):
        market = 1 + draw.normal(0, 0.2)  # what moves every price of a day
        for gender, price in (("female", women), ("male", men)):
            spend = 10 * price * market * (1 + draw.normal(0, noise))
            rows.append(group(gender, 10_000, spend, date=date(2026, 3, 1) + timedelta(days=day)))
    return rows


def test_without_spend_by_group_the_report_that_would_answer_is_named() -> None:
    con = workspace()
    deliver(con, [{"unit": "Broad", "seg_gender": "female", "impressions": 100}])
    figures = measured(con, COST)
    assert [(m.attribute, m.status) for m in figures] == [("gender", Status.NOT_SUPPLIED), ("age", Status.NOT_SUPPLIED)]
    assert "amount spent" in figures[0].reason


def test_the_price_of_everybody_includes_people_of_unknown_gender() -> None:
    con = workspace()
    deliver(con, [group("female", 100_000, 300), group("male", 100_000, 200), group("unknown", 100_000, 100)])
    women = one(measured(con, COST), "relative_cpm", gender="female")
    assert women.value == pytest.approx(1.5)
    assert women.figures["cost"] == pytest.approx(3)
    assert women.figures["cost_all"] == pytest.approx(2)
    assert women.figures["spend_share"] == pytest.approx(0.5)


def test_without_days_there_is_no_interval_and_the_best_outcome_is_watch() -> None:
    con = workspace()
    deliver(con, [group("female", 100_000, 200), group("male", 100_000, 200)])
    figures = measured(con, COST)
    assert one(figures, "relative_cpm", gender="female").ci_low is None
    finding = found(figures, "exclusions.cost.gender")
    assert (finding.outcome, finding.reason) == (Outcome.WATCH, "no_interval")
    assert "no interval" in finding.sentence


def test_even_prices_over_many_days_pass() -> None:
    con = workspace()
    deliver(con, by_day(2.0, 2.0, 28), daily=True)
    figures = measured(con, COST)
    women = one(figures, "relative_cpm", gender="female")
    assert women.ci_low is not None
    assert women.ci_high is not None
    assert women.ci_low <= 1 <= women.ci_high
    # The market's moves hit both groups of a day alike, so they do not widen the interval.
    assert women.ci_high - women.ci_low < 0.05
    assert found(figures, "exclusions.cost.gender").outcome is Outcome.PASSED


def test_thirteen_days_are_too_few_for_an_interval() -> None:
    con = workspace()
    deliver(con, by_day(2.0, 2.0, 13), daily=True)
    assert one(measured(con, COST), "relative_cpm", gender="female").ci_method.startswith("no interval")


def test_a_dear_group_is_watched_and_never_flagged() -> None:
    con = workspace()
    deliver(con, by_day(9.0, 1.0, 28), daily=True)
    finding = found(measured(con, COST), "exclusions.cost.gender")
    assert finding.outcome is Outcome.WATCH
    assert finding.headline == "Reaching men costs 0.20× the campaign's average"
    assert "over 28 days" in finding.sentence


def test_currencies_are_never_added() -> None:
    con = workspace()
    deliver(con, [group("female", 100_000, 300), group("male", 100_000, 200)])
    deliver(con, [group(g, 50_000, 9_000, currency="JPY") for g in ("female", "male")])
    figures = [m for m in measured(con, COST) if m.segment == {"gender": "female"}]
    assert {m.texts["currency"]: m.value for m in figures} == {"EUR": pytest.approx(1.2), "JPY": pytest.approx(1)}


def test_a_group_of_a_handful_of_people_is_not_priced() -> None:
    con = workspace()
    deliver(con, [group("female", 100_000, 300), group("male", 100_000, 200), group("other", 20, 5)])
    other = one(measured(con, COST), "relative_cpm", gender="other")
    assert (other.status, other.value) == (Status.INSUFFICIENT, None)


def test_one_group_only_has_nobody_to_be_compared_with() -> None:
    con = workspace()
    deliver(con, [group("female", 100_000, 300)])
    assert measured(con, COST)[0].status is Status.NOT_APPLICABLE


def test_a_cost_per_result_needs_thirty_results() -> None:
    con = workspace()
    deliver(con, [group("female", 100_000, 300, results=60), group("male", 100_000, 300, results=29)])
    figures = measured(con, COST)
    assert one(figures, "relative_cost_per_result", gender="female").value == pytest.approx(5 / (600 / 89))
    men = one(figures, "relative_cost_per_result", gender="male")
    assert (men.status, men.decides) == (Status.INSUFFICIENT, False)


def test_results_of_different_kinds_are_not_added() -> None:
    con = workspace()
    rows = [group("female", 100_000, 300, results=60, result_type="lead")]
    rows += [group("male", 100_000, 300, results=60, result_type="purchase")]
    deliver(con, rows)
    assert {m.statistic for m in measured(con, COST) if m.value is not None} == {"relative_cpm"}


def test_prices_from_part_of_the_campaign_do_not_pass() -> None:
    con = workspace()
    deliver(con, by_day(2.0, 2.0, 28), daily=True)
    deliver(con, [{"unit": "Broad", "impressions": 2_000_000}], breakdown="", import_id="i2")
    finding = found(measured(con, COST), "exclusions.cost.gender")
    assert finding.outcome is Outcome.INSUFFICIENT
    assert "72 % of impressions" in finding.sentence


def test_whole_days_are_drawn_so_that_the_interval_covers_the_truth() -> None:
    """28 days with prices of two groups around 2 and 3: the true ratio to the average lies inside in most draws."""
    draw = np.random.default_rng(9)
    truth, inside, runs = 2 / 2.5, 0, 120
    for _ in range(runs):
        units = np.full((28, 2), 10_000.0)
        money = 10 * np.array([2.0, 3.0]) * (1 + draw.normal(0, 0.2, (28, 1))) * (1 + draw.normal(0, 0.1, (28, 2)))
        bounds = cost_blocks.intervals(money, units)
        assert bounds is not None
        inside += bool(bounds[0][0] <= truth <= bounds[1][0])
    assert inside / runs > 0.88
