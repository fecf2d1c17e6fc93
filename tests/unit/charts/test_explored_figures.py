"""Bars, lines, spreads and dots of any file: the numbers they are given, gaps kept, SVG only, no text as markup."""

from datetime import date

import pytest

from aboveboard.charts.amount_bars import Amount, amount_bars
from aboveboard.charts.colours import DARK, LIGHT, Look
from aboveboard.charts.histogram import Part, histogram
from aboveboard.charts.scatter import MOST, Mark, scatter
from aboveboard.charts.time_line import Point, time_line

looks = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])


@looks
def test_a_bar_that_may_not_be_shown_has_words_and_no_length(look: Look) -> None:
    figure = amount_bars([Amount("a", 5, "5"), Amount("b", None, "too few people")], look, "sum of cost")
    assert list(figure.data[0].x) == [5, 0]
    assert [note.text for note in figure.layout.annotations] == ["5", "too few people"]


@looks
def test_a_line_keeps_its_gaps(look: Look) -> None:
    points = [Point(date(2026, 7, day), None if day == 2 else day, str(day)) for day in (1, 2, 3)]
    (trace,) = time_line(points, look, "cost").data
    assert list(trace.y) == [1, None, 3]
    assert trace.connectgaps is False


def test_a_long_line_has_few_dates_below_it() -> None:
    points = [Point(date(2026, 1 + month % 12, 1), 1, "") for month in range(12)]
    assert len(time_line(points, LIGHT, "cost").layout.xaxis.tickvals) <= 4


@looks
def test_bars_of_a_spread_stand_where_their_numbers_are(look: Look) -> None:
    (trace,) = histogram([Part(0, 5, 3, ""), Part(5, 10, 0, "")], look, "cost").data
    assert list(trace.x) == [2.5, 7.5]
    assert list(trace.width) == [5, 5]
    assert list(trace.y) == [3, 0]


@looks
def test_dots_are_never_too_many_and_grow_with_their_rows(look: Look) -> None:
    (trace,) = scatter([Mark(place, place, 1 + place % 2, "") for place in range(2 * MOST)], look, "x", "y").data
    assert len(trace.x) == MOST
    assert trace.marker.size[1] > trace.marker.size[0]


def test_every_mark_is_svg_and_every_name_text() -> None:
    evil = "<b>cost</b>"
    figures = [
        amount_bars([Amount(evil, 1, "1")], LIGHT, evil),
        time_line([Point(date(2026, 7, 1), 1, "1")], LIGHT, evil),
        histogram([Part(0, 1, 1, "1")], LIGHT, evil),
        scatter([Mark(0, 0, 1, "1")], LIGHT, evil, evil),
    ]
    assert {trace.type for figure in figures for trace in figure.data} == {"bar", "scatter"}
    assert not any(evil in str(figure.layout) for figure in figures)
