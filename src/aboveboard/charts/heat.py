"""Heat maps of crossed groups: ratios round 1.0, or shares of messages per group."""

import math
import textwrap
from collections.abc import Callable, Sequence

import plotly.graph_objects as go

from aboveboard.charts.colours import DIVERGING, SEQUENTIAL, Look, blend, ink, scale
from aboveboard.charts.layout import LONGEST_LABEL, figure, outline_cell, rows_height, short, value_column

Cells = Sequence[Sequence[float | None]]
NARROW, FEW, MOST_LINES = 9, 4, 4
"""Signs of a name that fit under one of so few columns on a narrow screen, and lines of it."""
MOST_SIGNS = 6
"""Columns up to which each number has room for its percent sign on a narrow screen; the caption says the unit."""
REACH_OF_SCALE = 2.0
"""log2 distance from 1.0 at which the colour is fullest: a quarter and four times."""


def ratio_map(rows: Sequence[str], columns: Sequence[str], cells: Cells, colours: Look) -> go.Figure:
    """Ratios written in their cells; the lowest one outlined; an empty cell was not measured."""
    tints = [[None if value is None else _place(value) for value in row] for row in cells]
    written = [["" if value is None else f"{value:.2f}×" for value in row] for row in cells]
    drawn = _map(rows, columns, tints, written, colours)
    drawn.update_traces(zmin=-REACH_OF_SCALE, zmax=REACH_OF_SCALE, colorscale=scale(DIVERGING))
    _write(
        drawn, written, [[_share(tint, -REACH_OF_SCALE, REACH_OF_SCALE) for tint in row] for row in tints], DIVERGING
    )
    _outline(drawn, cells, min, colours)
    return drawn


def share_map(
    rows: Sequence[str], columns: Sequence[str], cells: Cells, colours: Look, margin: Sequence[str] = ()
) -> go.Figure:
    """Shares of each row written in their cells, the highest outlined; `margin`: one number per row, right."""
    sign = " %" if len(columns) <= MOST_SIGNS else ""
    written = [["" if value is None else f"{100 * value:.0f}{sign}" for value in row] for row in cells]
    drawn = _map(rows, columns, cells, written, colours)
    drawn.update_traces(zmin=0, zmax=1, colorscale=scale(SEQUENTIAL))
    _write(drawn, written, cells, SEQUENTIAL)
    _outline(drawn, cells, max, colours)
    value_column(drawn, list(margin), colours)
    return drawn


def _place(ratio: float) -> float:
    if ratio <= 0:
        return -REACH_OF_SCALE
    return max(-REACH_OF_SCALE, min(REACH_OF_SCALE, math.log2(ratio)))


def _share(tint: float | None, low: float, high: float) -> float | None:
    return None if tint is None else (tint - low) / (high - low)


def _write(drawn: go.Figure, written: Sequence[Sequence[str]], places: Cells, steps: tuple[str, ...]) -> None:
    """The number of each cell in the ink that reads best on its colour: plotly's own choice falls below 4.5 to 1."""
    for row, line in enumerate(places):
        for column, place in enumerate(line):
            if place is not None:
                drawn.add_annotation(
                    x=column,
                    y=row,
                    text=written[row][column],
                    showarrow=False,
                    font={"size": 13, "color": ink(blend(steps, place))},
                )


def _map(
    rows: Sequence[str], columns: Sequence[str], cells: Cells, written: Sequence[Sequence[str]], colours: Look
) -> go.Figure:
    trace = go.Heatmap(
        x=list(range(len(columns))),
        y=list(range(len(rows))),
        z=[list(row) for row in cells],
        text=[list(row) for row in written],
        hoverinfo="skip",
        showscale=False,
        xgap=3,
        ygap=3,
    )
    names, angle, room = _column_names(columns)
    drawn = figure([trace], colours, rows_height(len(rows), row=44, rest=30 + room))
    drawn.update_xaxes(tickvals=list(range(len(columns))), ticktext=names, tickangle=angle, side="bottom")
    drawn.update_yaxes(
        tickvals=list(range(len(rows))), ticktext=[short(name) for name in rows], range=[len(rows) - 0.5, -0.5]
    )
    return drawn


def _column_names(columns: Sequence[str]) -> tuple[list[str], int | None, int]:
    """Names as ticks, their angle (None = as there is room) and the pixels they need: nothing is cut on a phone."""
    longest = max((len(name) for name in columns), default=0)
    if longest <= NARROW:
        return [short(name) for name in columns], None, 22
    if len(columns) <= FEW:
        lines = [textwrap.wrap(name, NARROW)[:MOST_LINES] for name in columns]
        return ["<br>".join(short(line) for line in each) for each in lines], 0, 18 * max(map(len, lines)) + 6
    return [short(name) for name in columns], -90, 8 * min(longest, LONGEST_LABEL) + 8


def _outline(
    drawn: go.Figure,
    cells: Cells,
    which: Callable[[list[tuple[float, int, int]]], tuple[float, int, int]],
    colours: Look,
) -> None:
    known = [
        (value, row, column) for row, line in enumerate(cells) for column, value in enumerate(line) if value is not None
    ]
    if known:
        _, row, column = which(known)
        outline_cell(drawn, column, row, colours.text)
