"""Horizontal bars of shares: which part of a group can be reached, which part of the impressions a message takes."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import Look
from aboveboard.charts.layout import figure, name_rows, rows_height, short


@dataclass(frozen=True)
class Bar:
    """One share, 0–1, with its name."""

    label: str
    share: float
    strong: bool = False
    """Drawn in the colour of a flag, with its own words beside it."""


def share_bars(bars: Sequence[Bar], colours: Look, axis: str) -> go.Figure:
    """One bar per row in the order given, the share written beside it."""
    trace = go.Bar(
        x=[bar.share for bar in bars],
        y=list(range(len(bars))),
        orientation="h",
        marker={"color": [colours.flagged if bar.strong else colours.passed for bar in bars]},
        width=0.55,
        text=[_words(bar) for bar in bars],
        textposition="outside",
        textfont={"color": colours.text},
        cliponaxis=False,
        hovertext=[f"{short(bar.label)}: {_words(bar)}" for bar in bars],
        hoverinfo="text",
    )
    drawn = figure([trace], colours, rows_height(len(bars)))
    drawn.update_xaxes(range=[0, 1.12], tickvals=[0, 0.25, 0.5, 0.75, 1], tickformat=".0%", title_text=axis)
    name_rows(drawn, [bar.label for bar in bars])
    return drawn


def _words(bar: Bar) -> str:
    return "0 %: nobody" if bar.strong and bar.share == 0 else f"{bar.share:.0%}".replace("%", " %")
