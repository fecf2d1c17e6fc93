"""Crossed cells: judged only when the export crosses them, and guarded against reversals between ad sets."""

from typing import Any

import pytest

from aboveboard.model import Status
from tests.unit.measures.made import by_age, by_gender, deliver, measured, one, workspace

MEASURE = "exclusions.intersections"


def cells(counts: dict[tuple[str, str], tuple[int, int]], unit: str = "Broad") -> list[dict[str, Any]]:
    """Reach and eligible people by age and gender."""
    return [
        {"unit": unit, "seg_age": age, "seg_gender": gender, "reach": reach, "eligible": eligible}
        for (age, gender), (reach, eligible) in counts.items()
    ]


def test_an_uncrossed_export_is_not_supplied_and_never_built_from_margins() -> None:
    con = workspace()
    deliver(con, by_gender(1_000, 2_000))
    deliver(con, by_age({"18-24": 1_000, "25-34": 2_000}), breakdown="age", import_id="i2")
    absent = next(m for m in measured(con, MEASURE, "TL") if m.decides)
    assert absent.status is Status.NOT_SUPPLIED
    assert "age and gender together" in absent.reason


def test_a_gap_that_both_averages_hide_is_found() -> None:
    con = workspace()
    reach = {("18-24", "female"): 1_500, ("65+", "female"): 300, ("18-24", "male"): 900, ("65+", "male"): 900}
    deliver(con, cells({key: (count, 5_000) for key, count in reach.items()}), breakdown="age,gender")
    figures = measured(con, MEASURE)
    worst = one(figures, "impact_ratio", age="65+", gender="female")
    assert worst.value == pytest.approx(0.2)
    assert worst.attribute == "age × gender"
    assert worst.texts["reference"] == "women aged 18–24"
    assert worst.p_adjusted is not None
    assert worst.p_adjusted < 0.05


def test_cells_under_two_percent_of_people_are_listed_but_not_judged() -> None:
    con = workspace()
    counts = {("18-24", "female"): (900, 9_000), ("18-24", "male"): (950, 9_500), ("65+", "male"): (90, 100)}
    deliver(con, cells(counts), breakdown="age,gender")
    figures = measured(con, MEASURE)
    assert not any(m.segment == {"age": "65+", "gender": "male"} for m in figures)
    rows = {row.label: row for row in one(figures, "impact_ratio", age="18-24", gender="female").rows}
    assert rows["men aged 65 or older"].figures["count"] == 90
    assert "not part of the verdict" in rows["men aged 65 or older"].texts["note"]


def test_a_reversal_between_ad_sets_is_seen() -> None:
    con = workspace()
    for unit, women, men in (("A", (90, 100), (800, 1_000)), ("B", (300, 1_000), (25, 100))):
        rows = by_gender(women[0], men[0], unit)
        deliver(con, [dict(row, eligible=people) for row, people in zip(rows, (women[1], men[1]), strict=True)])
    guard = one(measured(con, MEASURE), "reversal")
    assert guard.value == pytest.approx(1.1429, abs=1e-4)
    assert guard.figures["pooled"] == pytest.approx(0.4727, abs=1e-4)
    assert guard.texts["reversal"] == "yes"


def test_one_base_for_all_ad_sets_cannot_reverse() -> None:
    con = workspace()
    deliver(con, [*by_gender(90, 800, "A"), *by_gender(300, 25, "B")])
    assert one(measured(con, MEASURE, "TL"), "reversal").status is Status.NOT_APPLICABLE
