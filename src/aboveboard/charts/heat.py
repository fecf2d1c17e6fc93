"""Heat maps of crossed groups: ratios round 1.0, or shares of messages per group."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from aboveboard.charts.colours import DIVERGING, SEQUENTIAL, Look, scale
from aboveboard.charts.layout import figure, rows_height, short

Cells = Sequence[Sequence[float | None]]
REACH_OF_SCALE = 2.0
"""log2 distance from 1.0 at which the colour is fullest: a quarter and four times."""


def ratio_map(rows: Sequence[str], columns: Sequence[str], cells: Cells, colours: Look) -> go.Figure:
    """Ratios written in their cells; the lowest one outlined; an empty cell was not measured."""
    tints = [[None if value is None else _place(value) for value in row] for row in cells]
    written = [["" if value is None else f"{value:.2f}×" for value in row] for row in cells]
    drawn = _map(rows, columns, tints, written, colours)
    drawn.update_traces(zmin=-REACH_OF_SCALE, zmax=REACH_OF_SCALE, colorscale=scale(DIVERGING))
    _outline_lowest(drawn, cells, colours)
    return drawn


def share_map(rows: Sequence[str], columns: Sequence[str], cells: Cells, colours: Look) -> go.Figure:
    """Shares of each row written in their cells."""
    written = [["" if value is None else f"{value:.0%}".replace("%", " %") for value in row] for row in cells]
    drawn = _map(rows, columns, cells, written, colours)
    drawn.update_traces(zmin=0, zmax=1, colorscale=scale(SEQUENTIAL))
    return drawn


def _place(ratio: float) -> float:
    if ratio <= 0:
        return -REACH_OF_SCALE
    return max(-REACH_OF_SCALE, min(REACH_OF_SCALE, math.log2(ratio)))


def _map(
    rows: Sequence[str], columns: Sequence[str], cells: Cells, written: Sequence[Sequence[str]], colours: Look
) -> go.Figure:
    trace = go.Heatmap(
        x=list(range(len(columns))),
        y=list(range(len(rows))),
        z=[list(row) for row in cells],
        text=[list(row) for row in written],
        texttemplate="%{text}",
        textfont={"size": 13},
        hoverinfo="skip",
        showscale=False,
        xgap=3,
        ygap=3,
    )
    drawn = figure([trace], colours, rows_height(len(rows), row=44, rest=52))
    drawn.update_xaxes(tickvals=list(range(len(columns))), ticktext=[short(name) for name in columns], side="bottom")
    drawn.update_yaxes(
        tickvals=list(range(len(rows))), ticktext=[short(name) for name in rows], range=[len(rows) - 0.5, -0.5]
    )
    return drawn


def _outline_lowest(drawn: go.Figure, cells: Cells, colours: Look) -> None:
    known = [
        (value, row, column) for row, line in enumerate(cells) for column, value in enumerate(line) if value is not None
    ]
    if known:
        _, row, column = min(known)
        drawn.add_shape(
            type="rect",
            x0=column - 0.48,
            x1=column + 0.48,
            y0=row - 0.46,
            y1=row + 0.46,
            line={"color": colours.text, "width": 3},
        )
