"""Pressure that meets people in a vulnerable situation: the table of two by two."""

import duckdb
import pytest

from aboveboard.model import Measurement, Status
from tests.unit.measures.made import by_gender, deliver, measured, setting, text, workspace

VULNERABLE = "pressure.vulnerable"
CALM, PRESSING, FOREIGN = "Linen shirts in eight colours", "Hurry, only 3 left", "Kup teraz i zaoszczędź na butach"


def delivered(*units: str) -> duckdb.DuckDBPyConnection:
    con = workspace()
    deliver(con, [{"unit": unit, "impressions": 100, "spend": 5, "currency": "EUR"} for unit in units], breakdown="")
    return con


def table(con: duckdb.DuckDBPyConnection) -> Measurement:
    (figure,) = measured(con, VULNERABLE)
    return figure


def test_without_texts_or_settings_nothing_is_supplied() -> None:
    con = delivered("A")
    assert (table(con).status, table(con).needs) == (Status.NOT_SUPPLIED, ("headline", "body"))
    text(con, "A", PRESSING)
    assert (table(con).status, table(con).needs) == (Status.NOT_SUPPLIED, ("targeting",))


def test_each_ad_set_stands_in_one_cell() -> None:
    con = delivered("A", "B", "C", "D")
    for unit, copy, interest in (
        ("A", PRESSING, "Depression support"),
        ("B", PRESSING, "Gardening"),
        ("C", CALM, "Depression support"),
        ("D", CALM, "Gardening"),
    ):
        text(con, unit, copy)
        setting(con, unit, "detailed", interest)
    figure = table(con)
    cells = ("pressed_vulnerable", "pressed_other", "calm_vulnerable", "calm_other", "unknown")
    assert [figure.figures[cell] for cell in cells] == [1, 1, 1, 1, 0]
    assert (figure.value, figure.figures["pressed_vulnerable impressions"]) == (1.0, 100.0)
    assert [driver.ad_set for driver in figure.drivers] == ["A"]
    assert figure.rows[0].label == "A"
    assert "Depression support" in figure.rows[0].texts["why"]


@pytest.mark.parametrize(
    ("dimension", "value", "vulnerable"),
    [
        ("age", "13-65+", 1.0),
        ("age", "16-24", 1.0),
        ("age", "17-", 1.0),
        ("age", "18-65+", 0.0),
        ("age", "65+", 0.0),
        ("detailed", "Payday loan", 1.0),
        ("detailed", "Online casino", 1.0),
        ("detailed", "Bereavement", 1.0),
        ("detailed", "Gardening", 0.0),
    ],
)
def test_who_counts_as_vulnerable(dimension: str, value: str, vulnerable: float) -> None:
    con = delivered("A")
    text(con, "A", CALM)
    setting(con, "A", dimension, value)
    assert table(con).rows[0].figures["vulnerable"] == vulnerable


def test_people_from_65_on_count_for_financial_products() -> None:
    con = delivered("A")
    text(con, "A", "A personal loan in plain words")
    setting(con, "A", "age", "65+")
    assert table(con).rows[0].figures["vulnerable"] == 1.0


def test_excluding_people_by_a_sensitive_value_does_not_press_them() -> None:
    con = delivered("A")
    text(con, "A", PRESSING)
    setting(con, "A", "detailed", "Gambling", "exclude")
    assert table(con).rows[0].figures["vulnerable"] == 0.0


def test_a_text_about_a_hardship_makes_its_audience_vulnerable() -> None:
    con = delivered("A")
    text(con, "A", "Drowning in debt? Act now, offer ends tonight")
    setting(con, "A", "gender", "female")
    assert table(con).value == 1.0


def test_an_ad_set_without_delivery_counts_only_before_the_launch() -> None:
    con = delivered("B")
    for unit, interest in (("A", "Depression support"), ("B", "Gardening")):
        text(con, unit, PRESSING)
        setting(con, unit, "detailed", interest)
    assert table(con).value == 0.0
    before = workspace()
    text(before, "A", PRESSING)
    setting(before, "A", "detailed", "Depression support")
    assert (table(before).value, table(before).texts["delivered"]) == (1.0, "not yet")


def test_an_ad_set_that_spent_nothing_did_not_deliver() -> None:
    con = delivered("B")
    deliver(con, by_gender(0, 0, "A", "impressions", spend=0, currency="EUR"))
    for unit, interest in (("A", "Depression support"), ("B", "Gardening")):
        text(con, unit, PRESSING)
        setting(con, unit, "detailed", interest)
    assert table(con).value == 0.0


def test_a_text_that_cannot_be_read_before_a_vulnerable_audience_is_said() -> None:
    con = delivered("A")
    text(con, "A", FOREIGN)
    setting(con, "A", "detailed", "Depression support")
    figure = table(con)
    assert (figure.status, figure.value, figure.figures["text_unreadable"]) == (Status.MEASURED, 0.0, 1.0)


def test_pressure_before_an_unknown_audience_is_no_pass() -> None:
    con = delivered("A", "B")
    text(con, "A", PRESSING)
    text(con, "B", CALM)
    setting(con, "B", "detailed", "Gardening")
    figure = table(con)
    assert (figure.status, figure.value) == (Status.INSUFFICIENT, None)
    assert "A" in figure.reason


def test_a_calm_text_needs_no_settings() -> None:
    con = delivered("A", "B")
    text(con, "A", CALM)
    text(con, "B", CALM)
    setting(con, "B", "detailed", "Gardening")
    assert (table(con).status, table(con).value) == (Status.MEASURED, 0.0)
