"""Small multiples of weeks: gaps stay gaps, a trend is drawn only where there is one, and what happened is marked."""

from datetime import date, timedelta

import plotly.graph_objects as go
import pytest

from aboveboard.charts.colours import DARK, LIGHT, Look
from aboveboard.charts.weekly import Happened, Panel, Week, most_messages, weekly_lines
from aboveboard.model import Outcome

START = date(2026, 3, 2)


def weeks(*values: float | None) -> tuple[Week, ...]:
    return tuple(Week(START + timedelta(days=7 * place), value) for place, value in enumerate(values))


WOMEN = Panel("Women", weeks(3.6, 3.3, None, 2.9, 2.4, 2.2, 1.9), (3.6, 1.9), Outcome.WATCH)
MEN = Panel("Men", weeks(3.1, 3.2, 3.0), None, None)
STOPPED = Happened(START + timedelta(days=14), "no longer shown: Roses")
APPROVED = Happened(START + timedelta(days=20), "approved", approval=True)


def lines(figure: go.Figure) -> list[go.Scatter]:
    return [trace for trace in figure.data if trace.mode == "lines"]


def test_a_week_without_enough_people_is_a_gap() -> None:
    drawn = weekly_lines([WOMEN], [], LIGHT).data[0]
    assert drawn.y[2] is None
    assert drawn.connectgaps is False
    assert "too few people" in drawn.hovertext[2]


def test_a_trend_is_drawn_only_for_the_panel_that_has_one() -> None:
    (fitted,) = lines(weekly_lines([WOMEN, MEN], [], LIGHT))
    assert (fitted.yaxis, list(fitted.y)) == ("y", [3.6, 1.9])
    assert list(fitted.x) == [START, START + timedelta(days=42)]


def test_all_panels_share_one_axis_and_none_overlaps() -> None:
    layout = weekly_lines([WOMEN, MEN], [], LIGHT).layout
    assert layout.yaxis.range == layout.yaxis2.range
    assert layout.yaxis.range[1] >= most_messages([WOMEN, MEN]) == 3.6
    assert layout.yaxis.domain[0] > layout.yaxis2.domain[1] > layout.yaxis2.domain[0] >= 0
    assert layout.xaxis.anchor == "y2"


def test_what_happened_is_numbered_across_all_panels() -> None:
    figure = weekly_lines([WOMEN, MEN], [STOPPED, APPROVED], LIGHT)
    assert [(shape.x0, shape.yref, shape.line.dash) for shape in figure.layout.shapes] == [
        (STOPPED.day, "y domain", "dot"),
        (STOPPED.day, "y2 domain", "dot"),
        (APPROVED.day, "y domain", "solid"),
        (APPROVED.day, "y2 domain", "solid"),
    ]
    texts = [note.text for note in figure.layout.annotations]
    assert texts[-2:] == ["1", "✓2"]
    assert texts[0] == "<b>Women</b>  3.6 → 1.9"


def test_a_group_without_points_says_so() -> None:
    figure = weekly_lines([WOMEN, Panel("65+", weeks(None, None))], [], LIGHT)
    assert "<b>65+</b>  ○ too few people" in [note.text for note in figure.layout.annotations]


def test_a_name_from_a_file_is_text_not_markup() -> None:
    figure = weekly_lines([Panel("<i>x</i>", weeks(1.0, 2.0))], [], LIGHT)
    assert figure.layout.annotations[0].text.startswith("<b>&lt;i&gt;x&lt;/i&gt;</b>")


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_trace_is_drawn_as_svg(colours: Look) -> None:
    assert {trace.type for trace in weekly_lines([WOMEN, MEN], [STOPPED], colours).data} == {"scatter"}
