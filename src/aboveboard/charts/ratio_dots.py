"""Dot plot of ratios on a log2 axis: who is reached how often, against an equal share."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from aboveboard.charts.colours import Look, of_outcome
from aboveboard.charts.layout import figure, name_rows, rows_height, short, symbol, value_column, wrapped
from aboveboard.charts.ratios import BAND, Dot, bounds, clamp, ticks
from aboveboard.model.numbers import interval

BEST_REACHED = "times the best-reached group"


def ratio_dots(marks: Sequence[Dot], colours: Look, silent: Sequence[str] = (), axis: str = BEST_REACHED) -> go.Figure:
    """One row per group in the order given; whiskers are 95 % intervals. `silent` groups had too little data."""
    ends = bounds(marks)
    drawn = figure(
        [_whiskers(marks, ends, colours), _points(marks, ends, colours)], colours, rows_height(len(marks) + len(silent))
    )
    drawn.add_vrect(x0=BAND[0], x1=BAND[1], fillcolor=colours.band, line_width=0, layer="below")
    drawn.add_vline(x=1, line_color=colours.unknown, line_width=1, layer="below")
    drawn.update_xaxes(
        type="log",
        range=_log_range(ends),
        tickvals=[place for place, _ in _ticks(marks, ends)],
        ticktext=[words for _, words in _ticks(marks, ends)],
        tickangle=0,
        title_text=wrapped(axis),
    )
    value_column(drawn, [*(f"{dot.value:.2f}×" for dot in marks), *("○ too little" for _ in silent)], colours)
    name_rows(drawn, [*(_row_name(dot) for dot in marks), *silent])
    return drawn


def _log_range(ends: tuple[float, float]) -> list[float]:
    return [math.log10(ends[0]) - 0.04, math.log10(ends[1]) + 0.04]


def _ticks(marks: Sequence[Dot], ends: tuple[float, float]) -> list[tuple[float, str]]:
    """Round ratios; where a group is at zero, the left end says that it stands for zero."""
    inside = ticks(ends)
    if all(dot.value > 0 for dot in marks):
        return inside
    return [(ends[0], "0"), *((tick, words) for tick, words in inside if tick > ends[0] * 1.5)]


def _row_name(dot: Dot) -> str:
    return dot.label if dot.n is None else f"{dot.label} (n {dot.n:,.0f})"


def _whiskers(marks: Sequence[Dot], ends: tuple[float, float], colours: Look) -> go.Scatter:
    across: list[float | None] = []
    rows: list[int | None] = []
    for place, dot in enumerate(marks):
        if dot.low is not None and dot.high is not None:
            across += [clamp(dot.low, ends), clamp(dot.high, ends), None]
            rows += [place, place, None]
    return go.Scatter(x=across, y=rows, mode="lines", line={"color": colours.unknown, "width": 2}, hoverinfo="skip")


def _points(marks: Sequence[Dot], ends: tuple[float, float], colours: Look) -> go.Scatter:
    tints = [of_outcome(dot.outcome, colours) for dot in marks]
    return go.Scatter(
        x=[clamp(dot.value, ends) for dot in marks],
        y=list(range(len(marks))),
        mode="markers",
        marker={"color": tints, "size": 12, "symbol": [symbol(dot.outcome) for dot in marks], "line": {"width": 1.5}},
        hovertext=[_hover(dot) for dot in marks],
        hoverinfo="text",
    )


def _hover(dot: Dot) -> str:
    between = "" if dot.low is None or dot.high is None else f", 95 % interval {interval(dot.low, dot.high)}"
    return f"{short(dot.label)}: {dot.value:.2f}×{between}"
