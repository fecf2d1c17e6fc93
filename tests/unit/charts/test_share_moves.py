"""From the base to delivery: where the arrow points, what chance gives, and what nobody knows."""

from aboveboard.charts.colours import LIGHT
from aboveboard.charts.dumbbell import Move, share_moves

DOWN = Move("Women", 0.51, 0.37, chance=(0.5, 0.52), population=0.505)
UP = Move("Men", 0.49, 0.63, chance=(0.48, 0.5), population=0.495)


def test_the_arrow_points_where_delivery_went() -> None:
    heads = share_moves([DOWN, UP, Move("Even", 0.2, 0.2)], LIGHT).data[-1].marker.symbol
    assert list(heads) == ["triangle-left", "triangle-right", "circle"]


def test_chance_is_a_grey_band_and_the_population_a_tick() -> None:
    figure = share_moves([DOWN, UP], LIGHT)
    assert [place for place in figure.data[0].x if place is not None] == [0.5, 0.52, 0.48, 0.5]
    ticks = next(trace for trace in figure.data if trace.marker.symbol == "line-ns")
    assert list(ticks.x) == [0.505, 0.495]
    key = figure.layout.xaxis.title.text
    assert all(word in key for word in ("eligible", "population", "chance alone"))


def test_what_is_not_known_is_grey_and_not_called_eligible() -> None:
    unknown = Move("Women", 0.51, 0.37, eligible_known=False)
    figure = share_moves([unknown], LIGHT)
    assert list(figure.data[-1].marker.color) == [LIGHT.unknown]
    assert "eligible" not in figure.layout.xaxis.title.text
    assert "chance" not in figure.layout.xaxis.title.text


def test_no_trace_needs_webgl() -> None:
    assert {trace.type for trace in share_moves([DOWN], LIGHT).data} == {"scatter"}
