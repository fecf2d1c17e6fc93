"""Deep targeting against pressure copy: one dot per ad set, its signal level across, its share of pressing ads up."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import Look
from aboveboard.charts.layout import figure, short
from aboveboard.charts.levels import NAMES, OWN_DATA
from aboveboard.model.numbers import percent

LINE = 0.1
"""Where the policy begins to watch unproven claims; shown, never used to decide."""
SMALLEST, LARGEST = 10.0, 34.0
EVEN = 14.0
"""Pixels across a dot."""
ROOM = 0.5


@dataclass(frozen=True)
class Dot:
    """One ad set: highest signal level 0–5, share of its readable ads with an unproven claim, what it spent."""

    ad_set: str
    level: int
    share: float
    spend: float | None = None

    @property
    def deep_and_pressing(self) -> bool:
        """Own data on people, and pressure in more than one ad of ten: the top right."""
        return self.level == OWN_DATA and self.share > LINE


def depth_and_pressure(dots: Sequence[Dot], colours: Look) -> go.Figure:
    """Ordered levels across, no score; the area of a dot is its spend. Only what is top right carries its name."""
    marks = go.Scatter(
        x=[dot.level for dot in dots],
        y=[dot.share for dot in dots],
        mode="markers",
        marker={
            "size": _sizes(dots),
            "color": [colours.watch if dot.deep_and_pressing else colours.passed for dot in dots],
            "symbol": ["triangle-up" if dot.deep_and_pressing else "circle" for dot in dots],
            "opacity": 0.8,
            "line": {"width": 1.5, "color": colours.outline},
        },
        hovertext=[f"{short(dot.ad_set)}: {NAMES[dot.level]}, {percent(dot.share)} of ads press" for dot in dots],
        hoverinfo="text",
    )
    drawn = figure([marks], colours, 440)
    drawn.add_vrect(x0=OWN_DATA - ROOM, x1=OWN_DATA + ROOM, fillcolor=colours.band, line_width=0, layer="below")
    drawn.add_hline(y=LINE, line_color=colours.unknown, line_width=1, line_dash="dot", layer="below")
    drawn.update_xaxes(
        range=[-0.6, OWN_DATA + 0.6], tickvals=list(range(len(NAMES))), ticktext=list(NAMES), tickangle=-90
    )
    drawn.update_yaxes(
        range=[-0.09, 1.16],
        tickvals=[0, LINE, 0.5, 1],
        tickformat=".0%",
        title_text="ads with an unproven claim",
        title_font={"color": colours.muted, "size": 12},
    )
    for dot in dots:
        if dot.deep_and_pressing:
            drawn.add_annotation(
                x=dot.level,
                y=dot.share,
                text=short(dot.ad_set),
                showarrow=False,
                xanchor="right",
                xshift=14,
                yanchor="bottom",
                yshift=10,
                font={"color": colours.text, "size": 13},
            )
    return drawn


def _sizes(dots: Sequence[Dot]) -> list[float]:
    """Areas follow spend; all alike where the spend of one is not known, for a small dot would read as little money."""
    known = [dot.spend for dot in dots if dot.spend is not None]
    most = max(known, default=0.0)
    if len(known) < len(dots) or not most:
        return [EVEN] * len(dots)
    return [max(SMALLEST, LARGEST * math.sqrt(spend / most)) for spend in known]
