"""Deep targeting and pressure copy: places, sizes, names, and what has no size."""

import pytest

from aboveboard.charts.colours import DARK, LIGHT, Look
from aboveboard.charts.depth_pressure import Dot, depth_and_pressure
from aboveboard.charts.levels import NAMES

DEEP = Dot("Retargeting", 5, 0.5, 400.0)
CALM = Dot("Broad", 0, 0.0, 100.0)
EDGE = Dot("Newsletter", 5, 0.1, 100.0)


def test_only_what_is_top_right_carries_its_name_and_another_shape() -> None:
    figure = depth_and_pressure([DEEP, CALM, EDGE], LIGHT)
    assert [note.text for note in figure.layout.annotations] == ["Retargeting"]
    assert list(figure.data[0].marker.symbol) == ["triangle-up", "circle", "circle"]


def test_levels_are_ordered_names_and_no_number() -> None:
    axis = depth_and_pressure([CALM], LIGHT).layout.xaxis
    assert tuple(axis.ticktext) == NAMES


def test_the_area_of_a_dot_follows_its_spend() -> None:
    large, small, _ = depth_and_pressure([DEEP, CALM, EDGE], LIGHT).data[0].marker.size
    assert (large / small) ** 2 == pytest.approx(4)


def test_dots_are_alike_where_the_spend_of_one_is_not_known() -> None:
    sizes = depth_and_pressure([DEEP, Dot("Unknown", 2, 0.2)], LIGHT).data[0].marker.size
    assert len(set(sizes)) == 1


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_line_of_ten_percent_is_on_the_axis_of_the_values(colours: Look) -> None:
    figure = depth_and_pressure([CALM], colours)
    assert 0.1 in {shape.y0 for shape in figure.layout.shapes}
    assert {trace.type for trace in figure.data} == {"scatter"}
