"""Frequency as exported, never from reach added up; bounds per seven days decide, and a mean hides a tail."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from aboveboard.measures.night import hour
from aboveboard.model import Measurement, Outcome, Status
from tests.unit.measures.made import deliver, one, workspace
from tests.unit.measures.wiring import found, measured

SATURATION = "frequency.saturation"
MONTH = {"period_start": date(2026, 9, 1), "period_end": date(2026, 9, 28)}


def row(impressions: int, unit: str = "Broad", **more: Any) -> dict[str, Any]:
    return {"unit": unit, "impressions": impressions, **MONTH, **more}


def figures(*rows: dict[str, Any], breakdown: str = "", level: str = "adset", daily: bool = False) -> list[Measurement]:
    con = workspace()
    deliver(con, rows, breakdown=breakdown, level=level, daily=daily)
    return measured(con, SATURATION)


def test_without_reach_and_frequency_nothing_is_said() -> None:
    (absent,) = figures(row(1_000))
    assert (absent.status, absent.value) == (Status.NOT_SUPPLIED, None)
    assert "Reach" in absent.reason


def test_exported_frequency_and_its_bounds_per_week() -> None:
    figure = one(figures(row(12_000, reach=1_000)), "frequency", "Broad")
    assert (figure.value, figure.figures["days"]) == (12, 28)
    assert (figure.figures["per_week_low"], figure.figures["per_week_high"]) == (3, 12)
    assert found([figure], SATURATION).outcome is Outcome.WATCH


@pytest.mark.parametrize(
    ("frequency", "outcome", "reason"),
    [
        (4.9, Outcome.PASSED, ""),
        (5.0, Outcome.PASSED, ""),
        (6.0, Outcome.WATCH, "estimate_range"),
        (24.0, Outcome.WATCH, "near_limit"),
        (40.0, Outcome.WATCH, "near_limit"),
        (40.4, Outcome.FLAGGED, ""),
    ],
)
def test_the_lower_bound_flags_and_only_the_upper_bound_passes(frequency: float, outcome: Outcome, reason: str) -> None:
    finding = found(figures(row(40_000, frequency=frequency)), SATURATION)
    assert (finding.outcome, finding.reason) == (outcome, reason)


def test_groups_of_people_speak_for_themselves() -> None:
    rows = [row(9_000, seg_gender="female", reach=1_000), row(2_000, seg_gender="male", reach=1_000)]
    figure = one(figures(*rows, breakdown="gender"), "frequency", "Broad")
    assert (figure.value, figure.texts["group"]) == (9, "women")


def test_a_handful_of_people_with_any_frequency_does_not_speak() -> None:
    rows = [row(9_000, seg_gender="female", reach=3_000), row(100, seg_gender="male", reach=2)]
    assert one(figures(*rows, breakdown="gender"), "frequency", "Broad").value == 3


def test_rows_that_share_people_give_a_range_and_never_a_sum() -> None:
    rows = [row(6_000, seg_placement=place, reach=1_000) for place in ("feed", "story")]
    figure = one(figures(*rows, breakdown="placement"), "frequency", "Broad")
    assert (figure.figures["frequency_low"], figure.figures["frequency_high"]) == (6, 12)
    assert "lower_bound" in figure.badges


def test_ads_share_people_inside_each_group_of_people() -> None:
    counts = {("female", "one"): 3_000, ("female", "two"): 3_000, ("male", "one"): 1_000, ("male", "two"): 1_000}
    rows = [row(shown, seg_gender=g, seg_placement=ad, reach=1_000) for (g, ad), shown in counts.items()]
    figure = one(figures(*rows, breakdown="gender,placement"), "frequency", "Broad")
    # Women: 3 if the two placements reached different women, 6 if the same; men stay below.
    assert (figure.figures["frequency_low"], figure.figures["frequency_high"]) == (3, 6)
    assert figure.texts["group"] == "women"


def test_many_small_groups_still_speak() -> None:
    rows = [row(2_000, seg_age=f"{age}-{age}", reach=1_000) for age in range(20, 60)]
    assert one(figures(*rows, breakdown="age"), "frequency", "Broad").value == 2


def test_days_of_groups_of_people_give_one_figure_per_ad_set() -> None:
    days = [
        {
            "unit": "Broad",
            "seg_gender": g,
            "date": date(2026, 9, 1) + timedelta(days=day),
            "impressions": n,
            "reach": 500,
        }
        for g, n in (("female", 2_000), ("male", 1_000))
        for day in range(14)
    ]
    figure = one(figures(*days, breakdown="gender", daily=True), "frequency", "Broad")
    assert (figure.figures["per_week_low"], figure.figures["per_week_high"]) == (4, 28)
    assert (figure.texts["group"], figure.figures["days"]) == ("women", 7)


def test_the_row_of_the_whole_ad_set_is_preferred_to_its_parts() -> None:
    con = workspace()
    deliver(con, [row(6_000, seg_placement=place, reach=1_000) for place in ("a", "b")], breakdown="placement")
    deliver(con, [row(12_000, reach=1_500)], breakdown="", import_id="i2")
    assert one(measured(con, SATURATION), "frequency", "Broad").value == 8


def test_days_give_the_worst_week_as_a_range() -> None:
    days = [
        {"unit": "Broad", "date": date(2026, 9, 1) + timedelta(days=day), "impressions": shown, "reach": 1_000}
        for day, shown in enumerate([1_000] * 7 + [3_000] * 7)
    ]
    figure = one(figures(*days, daily=True), "frequency", "Broad")
    # The same 1,000 people every day: 21 showings a week; other people every day: 3.
    assert (figure.figures["per_week_low"], figure.figures["per_week_high"]) == (3, 21)
    assert figure.texts["from"] == "2026-09-08"


@pytest.mark.parametrize("seed", range(3))
def test_the_worst_week_by_brute_force(seed: int) -> None:
    draw, first = np.random.default_rng(seed), date(2026, 9, 1)
    chosen = sorted(draw.choice(40, 25, replace=False).tolist())
    shown = {day: (int(draw.integers(500, 5_000)), int(draw.integers(100, 500))) for day in chosen}
    rows = [
        {"unit": "Broad", "date": first + timedelta(days=day), "impressions": seen, "reach": reach}
        for day, (seen, reach) in shown.items()
    ]
    figure = one(figures(*rows, daily=True), "frequency", "Broad")
    weeks = [[shown[day] for day in chosen if begin <= day < begin + 7] for begin in chosen if begin <= chosen[-1] - 6]
    low = max(sum(seen for seen, _ in week) / sum(reach for _, reach in week) for week in weeks)
    high = max(sum(seen for seen, _ in week) / max(reach for _, reach in week) for week in weeks)
    bounds = [figure.figures["per_week_low"] or 0.0, figure.figures["per_week_high"] or 0.0]
    assert bounds == pytest.approx([low, high])


def test_a_reach_of_zero_is_no_reach() -> None:
    (absent,) = figures(row(1_000, reach=0))
    assert absent.status is Status.NOT_SUPPLIED


def test_a_window_shorter_than_a_week_is_not_stretched_downwards() -> None:
    figure = one(figures({**row(4_000, reach=1_000), "period_end": date(2026, 9, 4)}), "frequency", "Broad")
    assert (figure.figures["per_week_low"], figure.figures["per_week_high"]) == (4, 7)


def test_without_days_the_week_is_unknown() -> None:
    finding = found(figures({"unit": "Broad", "impressions": 4_000, "reach": 1_000}), SATURATION)
    assert finding.outcome is Outcome.INSUFFICIENT
    assert "which days" in finding.sentence


def test_a_frequency_below_one_is_shown_as_it_is() -> None:
    figure = one(figures(row(900, reach=1_000)), "frequency", "Broad")
    assert figure.value == pytest.approx(0.9)
    assert "frequency_below_one" in figure.badges
    assert figure.figures["often_high"] == 0


def test_the_most_shown_ad_set_speaks_and_the_others_are_listed() -> None:
    rows = [row(20_000, reach=1_000, unit="Retargeting"), row(2_000, reach=1_000)]
    finding = found(figures(*rows), SATURATION)
    assert finding.headline == "Retargeting shows each person 20.0 times in 28 days"
    assert [place.label for place in finding.places] == ["Broad"]
    assert "eight times or more" in finding.sentence


def test_ad_sets_without_a_frequency_keep_the_campaign_from_passing() -> None:
    finding = found(figures(row(3_000, reach=1_000), row(2_000, unit="Other")), SATURATION)
    assert finding.outcome is Outcome.INSUFFICIENT
    assert "40 % of impressions" in finding.sentence


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("00:00:00 - 00:59:59", 0), ("7", 7), ("11 PM", 23), ("12 am", 0), ("25", None), ("midnight", None)],
)
def test_the_hour_of_a_cell(cell: str, expected: int | None) -> None:
    assert hour(cell) == expected


def test_showings_at_night_are_a_share_of_those_with_a_known_hour() -> None:
    con = workspace()
    hours = {"02:00:00 - 02:59:59": 100, "14:00:00 - 14:59:59": 300, "all day": 999}
    deliver(con, [row(count, seg_hour=cell) for cell, count in hours.items()], breakdown="hour")
    assert one(measured(con, SATURATION), "night_share").value == pytest.approx(0.25)
