"""Groups × weeks: what is not known is hatched and never a colour, numbers only where they fit."""

import plotly.graph_objects as go
import pytest

from aboveboard.charts.colours import DARK, LIGHT, Look
from aboveboard.charts.reach_map import MOST_NUMBERS, STRIPES, Missed, missed_map

HALF, UNKNOWN, PART = Missed(0.5, 0.0, "half"), Missed(0.0, 1.0, "?"), Missed(0.4, 0.2, "part")


def notes(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_a_cell_whose_settings_nobody_supplied_has_no_colour_and_a_question_mark() -> None:
    figure = missed_map(["65+"], ["6 Apr", "13 Apr"], [[HALF, UNKNOWN]], LIGHT)
    assert list(figure.data[0].z[0]) == [0.5, None]
    assert notes(figure) == ["50", "?"]


def test_the_unknown_part_is_hatched_as_wide_as_it_is() -> None:
    figure = missed_map(["65+"], ["6 Apr", "13 Apr"], [[HALF, PART]], LIGHT)
    (hatch,) = figure.layout.shapes
    strokes = hatch.path.split("M")[1:]
    assert len(strokes) == STRIPES
    left = min(float(stroke.split(",")[0]) for stroke in strokes)
    assert left == pytest.approx(1.48 - 0.96 * 0.2, abs=0.001)


def test_known_cells_are_not_hatched_and_a_week_without_spend_is_empty() -> None:
    figure = missed_map(["65+"], ["6 Apr", "13 Apr"], [[HALF, None]], LIGHT)
    assert figure.layout.shapes == ()
    assert figure.data[0].z[0][1] is None
    assert figure.data[0].hovertext[0][1] == "no spend"
    assert notes(figure) == ["50"]


def test_many_weeks_get_a_scale_in_place_of_numbers() -> None:
    weeks = [f"w{number}" for number in range(MOST_NUMBERS + 1)]
    many = missed_map(["65+"], weeks, [[HALF] * len(weeks)], LIGHT)
    few = missed_map(["65+"], weeks[:2], [[HALF, HALF]], LIGHT)
    assert (notes(many), many.data[0].showscale) == ([], True)
    assert (notes(few), few.data[0].showscale) == (["50", "50"], False)
    assert len(many.layout.xaxis.tickvals) <= 4


def test_a_long_name_takes_two_lines_and_is_text_not_markup() -> None:
    figure = missed_map(["<b>Parents</b> with toddlers of one to two years"], ["6 Apr"], [[HALF]], LIGHT)
    (name,) = figure.layout.yaxis.ticktext
    assert name.count("<br>") == 1
    assert "<b>" not in name
    assert name.endswith("…")


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_trace_is_drawn_as_svg(colours: Look) -> None:
    assert {trace.type for trace in missed_map(["65+"], ["6 Apr"], [[PART]], colours).data} == {"heatmap"}
