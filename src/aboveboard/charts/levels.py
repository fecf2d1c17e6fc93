"""Signal levels of ad sets: from broad to own data on individuals, by name, never as a score."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import Look
from aboveboard.charts.layout import figure, name_rows, rows_height, short, value_column

NAMES = ("Broad", "Place or context", "Demographics", "Interests", "Lookalike", "Own data on people")
OWN_DATA = 5


@dataclass(frozen=True)
class Level:
    """The highest signal level among an ad set's layers."""

    ad_set: str
    level: int
    note: str = ""


def signal_levels(levels: Sequence[Level], colours: Look) -> go.Figure:
    """One row per ad set: its level as a mark, and the level's name under the ad set's, where no screen cuts it."""
    trace = go.Scatter(
        x=[entry.level for entry in levels],
        y=list(range(len(levels))),
        mode="markers",
        marker={
            "size": 14,
            "color": [colours.watch if entry.level == OWN_DATA else colours.passed for entry in levels],
            "symbol": ["triangle-up" if entry.level == OWN_DATA else "circle" for entry in levels],
        },
        hovertext=[f"{short(entry.ad_set)}: {NAMES[entry.level]}" for entry in levels],
        hoverinfo="text",
    )
    drawn = figure([trace], colours, rows_height(len(levels), row=38))
    drawn.update_xaxes(
        range=[-0.6, len(NAMES) - 0.4],
        tickvals=list(range(len(NAMES))),
        ticktext=["broad", *[""] * (len(NAMES) - 2), "own data"],
        tickangle=0,
        side="bottom",
    )
    value_column(drawn, [entry.note for entry in levels], colours)
    name_rows(drawn, [entry.ad_set for entry in levels], [NAMES[entry.level] for entry in levels], colours)
    for place in range(len(NAMES)):
        drawn.add_vline(x=place, line_color=colours.grid, line_width=1, layer="below")
    return drawn
