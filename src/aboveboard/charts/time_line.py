"""A figure over time: one line, with gaps where there is nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from aboveboard.charts.colours import Look
from aboveboard.charts.layout import figure, short, wrapped

HEIGHT = 300
MOST_TICKS = 4
MOST_MARKERS = 60


@dataclass(frozen=True)
class Point:
    """One day, week or month."""

    start: date
    value: float | None
    """None is a gap: nothing is known, or it is too small to show."""
    words: str


def time_line(points: Sequence[Point], colours: Look, axis: str) -> go.Figure:
    """The points in their order; the axis of values begins at zero unless some lie below."""
    trace = go.Scatter(
        x=[point.start for point in points],
        y=[point.value for point in points],
        mode="lines+markers" if len(points) <= MOST_MARKERS else "lines",
        connectgaps=False,
        line={"color": colours.passed, "width": 2},
        marker={"color": colours.passed, "size": 7},
        hovertext=[point.words for point in points],
        hoverinfo="text",
    )
    drawn = figure([trace], colours, HEIGHT)
    step = max(1, -(-len(points) // MOST_TICKS))
    shown = [point.start for point in points[::step]]
    drawn.update_xaxes(tickvals=shown, ticktext=[f"{day.day} {day:%b %Y}" for day in shown], tickangle=0)
    drawn.update_yaxes(
        rangemode="tozero", nticks=5, showgrid=True, gridcolor=colours.grid, title_text=wrapped(short(axis))
    )
    drawn.update_yaxes(title_font={"color": colours.muted, "size": 12})
    return drawn
