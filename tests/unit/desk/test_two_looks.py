"""Before the launch there is no delivery to measure; afterwards every change is weighed against what was signed."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from aboveboard import desk
from aboveboard.desk import House
from aboveboard.desk.sheets import today
from aboveboard.model import Event
from tests.unit.desk import reviewed
from tests.unit.desk.reviewed import (
    ANNA,
    SLUG,
    TOM,
    Rows,
    answered,
    approved,
    changed,
    column,
    judged,
    put,
    sample,
    scale,
)

DELIVERY, SETTINGS = "city_bikes_delivery.csv", "city_bikes_settings.csv"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield reviewed.staffed(tmp_path / "workspace")
    desk.close()


def before_launch(house: House) -> None:
    put(house, ("settings.csv", sample(SETTINGS)))
    answered(house)
    desk.declare(house, SLUG, "launch", (today() + timedelta(days=5)).isoformat(), TOM)
    desk.submit(house, SLUG, TOM)
    judged(house)
    desk.decide(house, SLUG, Event.APPROVE, ANNA)


def test_before_the_launch_delivery_is_awaited_not_missing(house: House) -> None:
    put(house, ("settings.csv", sample(SETTINGS)))
    review = desk.review(house, SLUG)
    awaited = [finding for finding in review.snapshot.findings if finding.awaits_delivery]
    assert {finding.measure for finding in awaited} >= {"exclusions.delivery", "echo.concentration"}
    assert "not yet delivered" in review.verdict.sentence
    assert review.verdict.sentence.startswith("Ready to submit")


def test_approval_before_the_launch_carries_the_delivery_condition(house: House) -> None:
    before_launch(house)
    [condition] = desk.sheet(house, SLUG).conditions
    assert condition.due == today() + timedelta(days=8)
    assert condition.check.value == "delivery"


def test_the_first_delivery_export_meets_the_condition(house: House) -> None:
    before_launch(house)
    put(house, ("bikes.csv", sample(DELIVERY)))
    sheet = desk.sheet(house, SLUG)
    assert sheet.standing.holds
    assert [condition.status.value for condition in sheet.conditions] == ["met"]


def test_a_moved_launch_moves_the_delivery_condition(house: House) -> None:
    before_launch(house)
    desk.declare(house, SLUG, "launch", (today() + timedelta(days=20)).isoformat(), TOM)
    assert not desk.sheet(house, SLUG).standing.holds
    judged(house)
    desk.decide(house, SLUG, Event.APPROVE, ANNA)
    assert [c.due for c in desk.sheet(house, SLUG).conditions] == [today() + timedelta(days=23)]


def only_men(rows: Rows) -> None:
    """Women are hardly reached."""
    gender, reach, shown = column(rows, "Gender"), column(rows, "Reach"), column(rows, "Impressions")
    for row in rows[1:]:
        if row[gender] == "female":
            row[reach], row[shown] = str(int(row[reach]) // 4), str(int(row[shown]) // 4)


def test_a_first_delivery_that_leaves_people_out_breaks_the_approval(house: House) -> None:
    before_launch(house)
    put(house, ("bikes.csv", changed(sample(DELIVERY), only_men)))
    sheet = desk.sheet(house, SLUG)
    assert not sheet.standing.holds
    reopened = {item for reason in sheet.standing.reasons for item in reason.items}
    assert "X3" in reopened
    assert "P2" not in reopened
    assert [condition.status.value for condition in sheet.conditions] == ["open"]


def children_too(rows: Rows) -> None:
    """The youngest are minors, although the settings begin at 18."""
    age = column(rows, "Age")
    for row in rows[1:]:
        row[age] = row[age].replace("18-24", "13-17")


def test_a_first_delivery_to_minors_breaks_the_approval(house: House) -> None:
    before_launch(house)
    put(house, ("bikes.csv", changed(sample(DELIVERY), children_too)))
    sheet = desk.sheet(house, SLUG)
    assert not sheet.standing.holds
    assert any("exclusions.minors" in reason.text for reason in sheet.standing.reasons)
    assert [condition.status.value for condition in sheet.conditions] == ["open"]


def by_day(rows: Rows) -> None:
    """The same delivery, women missing, as two daily rows: people can only be estimated."""
    only_men(rows)
    starts, ends = column(rows, "Reporting starts"), column(rows, "Reporting ends")
    rows[0].insert(0, "Day")
    for row in rows[1:]:
        row[starts] = row[ends] = "2026-09-01"
        row.insert(0, "2026-09-01")
    rows += [["2026-09-02", *row[1 : starts + 1], "2026-09-02", "2026-09-02"] for row in rows[1:]]


def test_a_first_delivery_that_can_only_be_watched_leaves_the_condition_open(house: House) -> None:
    before_launch(house)
    put(house, ("bikes.csv", changed(sample(DELIVERY), by_day)))
    weak = [f for f in desk.review(house, SLUG).snapshot.findings if f.reason == "weak"]
    assert weak
    assert [condition.status.value for condition in desk.sheet(house, SLUG).conditions] == ["open"]


def upside_down(rows: Rows) -> None:
    rows[1:] = rows[:0:-1]


def columns_turned(rows: Rows) -> None:
    for row in rows:
        row[:] = row[::-1]


def grouped(rows: Rows) -> None:
    place = column(rows, "Impressions")
    for row in rows[1:]:
        row[place] = f"{int(row[place]):,}"


def quoted(raw: bytes) -> bytes:
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "row order": lambda raw: changed(raw, upside_down),
    "column order": lambda raw: changed(raw, columns_turned),
    "thousands separators": lambda raw: changed(raw, grouped),
    "no byte order mark": lambda raw: raw.decode("utf-8-sig").encode(),
    "semicolons": lambda raw: raw.decode("utf-8-sig").replace(",", ";").encode("utf-8-sig"),
    "utf-16 with tabs": lambda raw: raw.decode("utf-8-sig").replace(",", "\t").encode("utf-16"),
    "quotes everywhere": quoted,
}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_another_form_of_the_same_file_leaves_the_approval_standing(house: House, form: str) -> None:
    approved(house)
    mark = desk.review(house, SLUG).snapshot.fingerprint
    put(house, ("again.csv", FORMS[form](sample(DELIVERY))))
    assert desk.sheet(house, SLUG).standing.holds
    assert desk.review(house, SLUG).snapshot.fingerprint == mark


@pytest.mark.parametrize(("factor", "holds"), [(1.01, True), (1.05, False)])
def test_restated_history_breaks_an_approval_above_two_percent(house: House, factor: float, holds: bool) -> None:
    approved(house)
    put(house, ("again.csv", changed(sample(DELIVERY), scale("Impressions", factor))))
    sheet = desk.sheet(house, SLUG)
    assert sheet.standing.holds is holds
    reopened = {item for reason in sheet.standing.reasons for item in reason.items}
    if not holds:
        assert "X3" in reopened
        assert not {"P2", "X2", "G1", "T1"} & reopened
        assert {item.id for item in sheet.items if item.reopened} == reopened


def test_a_changed_setting_reopens_what_rests_on_it_and_a_reaffirmation_closes_it(house: House) -> None:
    approved(house)
    expires = desk.sheet(house, SLUG).rounds[-1].decision
    later = sample(SETTINGS).decode("utf-16").replace("\t18\t65\t", "\t18\t64\t").encode("utf-16")
    put(house, ("settings2.csv", later))
    sheet = desk.sheet(house, SLUG, ANNA)
    assert [reason.code for reason in sheet.standing.reasons] == ["stale"] * len(sheet.standing.reasons)
    reopened = {item.id for item in sheet.items if item.reopened}
    assert "X2" in reopened
    assert "T1" not in reopened
    judged(house)
    made = desk.decide(house, SLUG, Event.APPROVE, ANNA)
    assert made is not None
    assert made.short
    assert made.decision is not None
    assert expires is not None
    assert made.decision.expires_at == expires.expires_at
    assert desk.sheet(house, SLUG).standing.holds


def test_thirty_days_of_new_delivery_leave_the_approval_standing(house: House) -> None:
    """One file per day count, each longer than the one before: only the window grows."""
    approved(house)

    def longer(rows: Rows) -> None:
        ends, shown = column(rows, "Reporting ends"), column(rows, "Impressions")
        for row in rows[1:]:
            row[ends], row[shown] = "2026-10-15", str(round(int(row[shown]) * 1.5))

    put(house, ("longer.csv", changed(sample(DELIVERY), longer)))
    assert desk.sheet(house, SLUG).standing.holds
