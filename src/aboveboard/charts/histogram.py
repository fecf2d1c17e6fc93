"""How numbers are spread: how many rows fall into each of some equally wide parts."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import Look
from aboveboard.charts.layout import figure, short, wrapped

HEIGHT = 280


@dataclass(frozen=True)
class Part:
    """One bar."""

    low: float
    high: float
    rows: int
    words: str


def histogram(parts: Sequence[Part], colours: Look, axis: str) -> go.Figure:
    """Upright bars without gaps; rows upward."""
    trace = go.Bar(
        x=[(part.low + part.high) / 2 for part in parts],
        y=[part.rows for part in parts],
        width=[part.high - part.low for part in parts],
        marker={"color": colours.passed, "line": {"color": colours.ground, "width": 1}},
        hovertext=[part.words for part in parts],
        hoverinfo="text",
    )
    drawn = figure([trace], colours, HEIGHT)
    drawn.update_xaxes(nticks=6, title_text=wrapped(short(axis)))
    drawn.update_yaxes(nticks=5, showgrid=True, gridcolor=colours.grid, title_text="rows")
    drawn.update_yaxes(title_font={"color": colours.muted, "size": 12})
    return drawn
