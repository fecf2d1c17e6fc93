"""Two numbers against each other: one dot per row, or per field of rows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import Look
from aboveboard.charts.layout import figure, short, wrapped

HEIGHT = 380
SMALLEST, LARGEST = 6.0, 22.0
MOST = 1_000
"""Marks; the SVG of more would make a page slow."""


@dataclass(frozen=True)
class Mark:
    """One dot."""

    x: float
    y: float
    rows: int
    words: str


def scatter(marks: Sequence[Mark], colours: Look, across: str, up: str) -> go.Figure:
    """Open dots, so that dots on each other are seen; the area grows with the rows."""
    most = max((mark.rows for mark in marks), default=1)
    trace = go.Scatter(
        x=[mark.x for mark in marks[:MOST]],
        y=[mark.y for mark in marks[:MOST]],
        mode="markers",
        marker={
            "color": colours.passed,
            "symbol": "circle-open",
            "size": [_size(mark.rows, most) for mark in marks[:MOST]],
            "line": {"width": 1.5},
        },
        hovertext=[mark.words for mark in marks[:MOST]],
        hoverinfo="text",
    )
    drawn = figure([trace], colours, HEIGHT)
    drawn.update_xaxes(nticks=6, title_text=wrapped(short(across)))
    drawn.update_yaxes(nticks=5, showgrid=True, gridcolor=colours.grid, title_text=wrapped(short(up)))
    drawn.update_yaxes(title_font={"color": colours.muted, "size": 12})
    return drawn


def _size(rows: int, most: int) -> float:
    return SMALLEST if most == 1 else SMALLEST + (LARGEST - SMALLEST) * math.sqrt(rows / most)
