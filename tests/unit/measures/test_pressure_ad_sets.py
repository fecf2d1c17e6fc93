"""Pressing ads by ad set: shares of what could be read, money by currency, and nothing known never zero."""

import pytest

from aboveboard.model import Status
from tests.unit.measures.made import deliver, measured, one, text, workspace
from tests.unit.measures.test_pressure_cues import CUES, ad


def test_each_ad_set_has_its_own_share_and_money() -> None:
    con = workspace()
    rows = [ad("one", 900, "A", spend=9, currency="EUR"), ad("two", 100, "A", spend=1, currency="USD")]
    deliver(con, [*rows, ad("three", 50, "B", spend=2, currency="EUR")], level="ad", breakdown="")
    text(con, "A", "Linen shirts in eight colours", ad="one")
    text(con, "A", "Hurry, only 3 left in stock", ad="two")
    text(con, "B", "Cotton shirts in two colours", ad="three")
    figure = one(measured(con, CUES), "ad_set_share")
    first, second = figure.rows
    assert (figure.value, figure.n, figure.decides) == (1, 2, False)
    assert (first.label, first.figures["ads_pressing_share"], first.figures["impressions"]) == ("A", 0.5, 1_000)
    assert (first.figures["spend EUR"], first.figures["spend USD"]) == (9, 1)
    assert (second.label, second.figures["ads_pressing_share"]) == ("B", 0)


def test_an_ad_set_whose_texts_cannot_be_read_has_no_share() -> None:
    con = workspace()
    text(con, "A", "Спешите, осталось только три штуки на складе сегодня", ad="one")
    figure = one(measured(con, CUES), "ad_set_share")
    assert (figure.status, figure.value) == (Status.INSUFFICIENT, None)
    assert figure.rows[0].figures["ads_pressing_share"] is None


def test_ad_sets_add_up_to_the_campaign() -> None:
    con = workspace()
    for unit, copies in (("A", 2), ("B", 3)):
        for number in range(copies):
            text(con, unit, "Hurry" if number == 0 else f"Shirt number {number}", ad=f"{unit}{number}")
    figures = measured(con, CUES)
    rows = one(figures, "ad_set_share").rows
    whole = one(figures, "ads_share")
    for name in ("ads", "ads_readable", "ads_pressing"):
        assert sum(row.figures[name] or 0 for row in rows) == pytest.approx(whole.figures[name])
