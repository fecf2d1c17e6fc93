"""Showings in seven days: both bounds, both lines, and ad sets whose days are not known."""

import pytest

from aboveboard.charts.colours import DARK, LIGHT, Look
from aboveboard.charts.frequencies import Frequency, weekly_ranges
from aboveboard.model import Outcome

TWO = [Frequency("Retargeting", 3.3, 13.2, Outcome.WATCH), Frequency("Broad", 0.9, 3.6, Outcome.PASSED)]


def test_the_lower_bound_is_filled_and_the_upper_one_open() -> None:
    _, upper, lower = weekly_ranges(TWO, LIGHT).data
    assert (list(lower.x), list(lower.marker.symbol)) == ([3.3, 0.9], ["triangle-up", "circle"])
    assert (list(upper.x), list(upper.marker.symbol)) == ([13.2, 3.6], ["triangle-up-open", "circle-open"])


def test_both_lines_stand_on_the_axis_of_the_values() -> None:
    figure = weekly_ranges([TWO[1]], LIGHT)
    assert {shape.x0 for shape in figure.layout.shapes} == {5, 10}
    assert figure.layout.xaxis.range[1] > 10


def test_an_ad_set_without_days_keeps_its_row() -> None:
    figure = weekly_ranges(TWO, LIGHT, ["Undated"])
    assert list(figure.layout.yaxis.ticktext) == ["Retargeting", "Broad", "Undated"]
    said = [note.text for note in figure.layout.annotations]
    assert said[:3] == ["3.3 to 13.2", "0.9 to 3.6", "○ no days"]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_trace_is_drawn_as_svg(colours: Look) -> None:
    assert {trace.type for trace in weekly_ranges(TWO, colours).data} == {"scatter"}


def test_a_long_name_takes_two_lines_and_their_room() -> None:
    long = Frequency("Prospecting with a rather long name of an ad set", 1.3, 5.1)
    figure = weekly_ranges([long], LIGHT)
    lines = figure.layout.yaxis.ticktext[0].split("<br>")
    assert len(lines) == 2
    assert max(map(len, lines)) <= 24
    assert figure.layout.height > weekly_ranges([TWO[0]], LIGHT).layout.height
