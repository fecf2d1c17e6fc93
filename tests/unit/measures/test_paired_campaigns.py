"""A campaign and its twin: one test of the difference, and what else differs beside the creative."""

from datetime import date
from typing import Any

import duckdb
import pytest

from aboveboard.judgement import trend_findings
from aboveboard.measures import paired, paired_campaigns
from aboveboard.measures.groups import AGE
from aboveboard.model import Measurement, Status
from tests.unit.measures.made import by_age, by_gender, deliver, one, setting, workspace
from tests.unit.measures.wiring import read

MONTH: dict[str, Any] = {
    "period_start": date(2026, 9, 1),
    "period_end": date(2026, 9, 30),
    "spend": 100.0,
    "currency": "EUR",
}


def pair(con: duckdb.DuckDBPyConnection) -> list[Measurement]:
    return list(paired_campaigns.measure(read(con), read(con, "twin")))


def twins(women: tuple[int, int], men: tuple[int, int], **more: Any) -> duckdb.DuckDBPyConnection:
    con = workspace("twin")
    deliver(con, by_gender(women[0], men[0], **MONTH))
    deliver(con, by_gender(women[1], men[1], **{**MONTH, **more}), campaign="twin", import_id="i2")
    for campaign in ("spring", "twin"):
        setting(con, "Broad", "age", "18-65+", campaign=campaign)
    return con


def test_the_difference_is_tested_and_the_overlap_of_intervals_is_not() -> None:
    women = one(pair(twins((620, 540), (380, 460))), "pair_difference", gender="female")
    assert women.value == pytest.approx(0.08)
    assert women.p == pytest.approx(0.00029, abs=1e-5)
    assert women.figures["overlap"] == 1
    assert women.family_size == 1
    said = trend_findings.pair(women)
    assert "8.0 points apart, z = 3.62, p = .00029" in said
    assert said.endswith("That two intervals overlap is no test; this one is.")


def test_what_differs_besides_the_creative_is_said() -> None:
    con = twins((620, 540), (380, 460), spend=200.0, period_end=date(2026, 9, 20))
    setting(con, "Broad", "gender", "female", campaign="twin")
    women = one(pair(con), "pair_difference", gender="female")
    assert women.texts["differs"] == "the settings differ; the spend differs by more than a tenth; the days differ"
    assert "cannot be put down to the creative alone" in trend_findings.pair(women)


def test_nothing_else_differs_between_twins() -> None:
    assert one(pair(twins((620, 540), (380, 460))), "pair_difference", gender="female").texts["differs"] == ""


def test_what_the_files_do_not_tell_counts_as_not_known_to_be_equal() -> None:
    con = workspace("twin")
    deliver(con, by_gender(620, 380))
    deliver(con, by_gender(540, 460), campaign="twin", import_id="i2")
    differs = paired_campaigns.differences(read(con), read(con, "twin"))
    assert len(differs) == 3
    assert all("not in the data" in reason for reason in differs)


def test_a_twin_without_the_breakdown_gives_no_figure() -> None:
    con = workspace("twin")
    deliver(con, by_gender(620, 380))
    (figure,) = pair(con)
    assert figure.status is Status.NOT_SUPPLIED
    assert trend_findings.pair(figure) == figure.reason


def test_too_few_people_are_too_little() -> None:
    assert all(m.status is Status.INSUFFICIENT for m in pair(twins((3, 4), (5, 3))))


def test_unknown_people_are_no_basis() -> None:
    con = twins((620, 540), (380, 460))
    deliver(con, [{"unit": "Broad", "seg_gender": "unknown", "reach": 900}])
    (figure,) = pair(con)
    assert figure.status is Status.INSUFFICIENT
    assert "47.4 %" in figure.reason


def test_more_than_two_groups_are_adjusted_over_the_groups() -> None:
    con = workspace("twin")
    deliver(con, by_age({"18-24": 300, "25-34": 400, "65+": 300}), breakdown="age")
    counts = {"18-24": 400, "25-34": 300, "65+": 300}
    deliver(con, by_age(counts), breakdown="age", campaign="twin", import_id="i2")
    figures = paired_campaigns.measure(read(con), read(con, "twin"), AGE)
    assert {m.family_size for m in figures} == {3}
    assert all((m.p_adjusted or 0) >= (m.p or 0) for m in figures)


def test_nobody_or_everybody_on_both_sides_is_no_difference() -> None:
    for count in (0, 100):
        found = paired.compare(count, 100, 2 * count, 200)
        assert found is not None
        assert (found.z, found.p) == (0, 1)
    assert paired.compare(1, 0, 1, 1) is None
    assert paired.people_to_pass(0) is None
