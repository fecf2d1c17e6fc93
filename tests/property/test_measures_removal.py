"""Laws of every measure at once: what is taken away never improves an outcome, unknown people change no known rate."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

import duckdb
import numpy as np
import pytest

from aboveboard.judgement import rules, trend_rules
from aboveboard.judgement.rules import Judged
from aboveboard.measures import suite
from aboveboard.model import Measurement, Outcome, Status
from tests.unit.measures.made import CAMPAIGN, deliver, setting, workspace
from tests.unit.measures.wiring import LIMITS, POLICY, found

RULES: dict[str, Callable[[Measurement, Any], Judged]] = {
    "exclusions.delivery": rules.ratio,
    "exclusions.intersections": rules.ratio,
    "exclusions.cost": trend_rules.cost,
    "echo.concentration": rules.concentration,
    "echo.effective_topics": rules.effective_topics,
    "echo.isolation": rules.isolation,
    "echo.narrowing": trend_rules.narrowing,
    "frequency.saturation": trend_rules.saturation,
}
"""Measures that rest on delivery, with the rule of one figure."""
COLUMNS = (
    *("impressions", "reach", "frequency", "eligible", "spend", "results", "currency"),
    *("seg_topic", "status", "date", "period_start"),
)
"""Not `unit`: without names a settings file of one ad set is taken for the settings of all."""
SEEDS = range(5)
START = date(2026, 3, 2)
Place = tuple[str, str, str | None, str, str | None]


def campaign(seed: int) -> duckdb.DuckDBPyConnection:
    """A campaign near the limits: groups, ad sets and weeks, each even or uneven by chance, a few cells missing."""
    draw = np.random.default_rng(seed)
    con = workspace()
    window = {"period_start": START.isoformat(), "period_end": (START + timedelta(days=48)).isoformat()}

    def cells(**values: object) -> dict[str, object]:
        return {name: value for name, value in values.items() if draw.random() < 0.97}

    ages = ("18-24", "25-34", "35-44", "45-54", "55-64", "65+")
    worst = draw.choice([0.5, 0.82, 0.95, 1.0])
    price = draw.choice([1.0, 1.0, 1.5])
    rows = []
    for unit in ("A", "B"):
        for number, age in enumerate(ages):
            for gender in ("female", "male"):
                reach = int(draw.normal(900, 12) * (worst if number == 5 else 1))
                shown = int(reach * draw.choice([2.1, 4.0]))
                rows.append(
                    {"unit": unit, "seg_age": age, "seg_gender": gender, **window}
                    | cells(reach=reach, impressions=shown, eligible=4_000, spend=shown * 0.002)
                )
    deliver(con, rows, breakdown="age,gender")
    deliver(
        con,
        [
            {"unit": unit, "impressions": 40_000, **window} | cells(frequency=float(draw.choice([2, 4, 9, 90])))
            for unit in ("A", "B")
        ],
        breakdown="",
        import_id="i2",
    )
    lead = draw.choice([1.0, 1.0, 6.0])
    tilt, fade = draw.choice([0.0, 0.0, 0.4]), draw.choice([0.0, 0.0, 0.12])
    stop = int(draw.choice([0, 0, 5]))
    days = []
    for day in range(49):
        for number, gender in enumerate(("female", "male")):
            mix = np.array([lead + (tilt if number else -tilt), 1.0, 1.0 + (-tilt if number else tilt), 1.0])
            mix[0] += fade * (day // 7)
            for topic, share in enumerate(mix / mix.sum()):
                if stop and topic == 3 and day >= 7 * stop:
                    continue
                shown = int(draw.normal(1_000, 20) * share)
                spend = shown * 0.002 * (price if number else 1) * draw.normal(1, 0.05)
                days.append(
                    {"unit": "A", "seg_gender": gender, "date": (START + timedelta(days=day)).isoformat()}
                    | cells(seg_topic=f"t{topic}", impressions=shown, spend=spend, results=shown // 50, frequency=1.1)
                    | {"currency": "EUR", "status": "paused" if stop and topic == 3 else "active"}
                )
    deliver(con, days, breakdown="gender,topic", daily=True, import_id="i3")
    if draw.random() < 0.4:
        setting(con, "A", "age", "18-44")
    return con


def judged(con: duckdb.DuckDBPyConnection) -> dict[Place, Outcome]:
    """Outcome of every deciding figure, by the place it speaks of; the worst where several share a place."""
    figures = suite.measure_campaign(con, CAMPAIGN, "TL", LIMITS)
    outcomes: dict[Place, list[Outcome]] = {}
    for m in figures:
        if m.decides and m.measure in RULES:
            place = m.measure, m.statistic, m.attribute, str(m.segment), m.ad_set
            outcomes.setdefault(place, []).append(RULES[m.measure](m, LIMITS).outcome)
    return {place: rules.worst(listed) for place, listed in outcomes.items()}


@cache
def whole(seed: int) -> dict[Place, Outcome]:
    """Outcomes with nothing taken away."""
    return judged(campaign(seed))


def test_the_campaigns_of_this_file_come_out_in_every_way() -> None:
    """Otherwise the laws below would hold for want of cases."""
    seen = {(place[0], outcome) for seed in SEEDS for place, outcome in whole(seed).items()}
    for measure in RULES:
        assert (measure, Outcome.PASSED) in seen, measure
        assert {(measure, Outcome.WATCH), (measure, Outcome.FLAGGED)} & seen, measure


@pytest.mark.parametrize("seed", SEEDS)
def test_p_14_no_outcome_becomes_a_pass_when_a_column_is_taken_away(seed: int) -> None:
    con, before = campaign(seed), whole(seed)
    for column in COLUMNS:
        con.execute("BEGIN")
        con.execute(f"UPDATE delivery SET {column} = NULL")
        after = judged(con)
        con.execute("ROLLBACK")
        better = {
            place: (before[place], outcome)
            for place, outcome in after.items()
            if outcome is Outcome.PASSED and before.get(place, Outcome.PASSED) is not Outcome.PASSED
        }
        assert not better, (column, better)


@pytest.mark.parametrize("seed", range(2))
def test_p_15_rows_of_an_unknown_group_leave_every_known_rate_as_it_is(seed: int) -> None:
    con = campaign(seed)

    def known() -> dict[tuple[str, str | None], object]:
        figures = suite.measure_campaign(con, CAMPAIGN, "TL", LIMITS)
        return {
            (str(m.segment), m.attribute): (m.figures.get("x_g"), m.figures.get("r_g"))
            for m in figures
            if m.measure == "exclusions.delivery" and m.statistic == "impact_ratio" and m.segment and not m.ad_set
        }

    before = known()
    assert before
    unknown = {"unit": "A", "seg_age": "unknown", "seg_gender": "unknown", "impressions": 500, "reach": 250}
    deliver(con, [unknown], breakdown="age,gender")
    assert known() == before


@pytest.mark.parametrize("check", [check.id for check in POLICY.checks])
def test_p_16_an_empty_campaign_is_not_in_the_data_or_not_applicable(check: str) -> None:
    con = workspace()
    figures = suite.measure_campaign(con, CAMPAIGN, "TL", LIMITS)
    for source in ("", "empty.csv"):
        outcome = found(figures, check, source).outcome
        assert outcome in (Outcome.NOT_SUPPLIED, Outcome.NOT_APPLICABLE)


@pytest.mark.parametrize("seed", range(10, 14))
def test_figures_are_measured_or_say_why_not_and_hold_finite_numbers(seed: int) -> None:
    con = campaign(seed)
    figures = suite.measure_campaign(con, CAMPAIGN, "TL", LIMITS)
    for figure in figures:
        if figure.status is not Status.MEASURED:
            assert figure.value is None
            assert figure.reason
            continue
        assert figure.value is not None
        assert np.isfinite(figure.value)
        assert figure.method
        assert figure.sql
        numbers = [*figure.figures.values(), *(value for row in figure.rows for value in row.figures.values())]
        assert all(value is None or np.isfinite(value) for value in numbers)
        if figure.ci_low is not None and figure.ci_high is not None:
            assert figure.ci_low - 1e-6 <= figure.value <= figure.ci_high + 1e-6
    for check in POLICY.checks:
        made = found(figures, check.id)
        assert made.sentence
        assert made.headline
