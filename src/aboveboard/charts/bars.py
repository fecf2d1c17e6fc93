"""Horizontal bars of shares: which part of a group can be reached, which part of the impressions a message takes."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import Look
from aboveboard.charts.layout import figure, name_rows, rows_height, short, value_column, wrapped


@dataclass(frozen=True)
class Bar:
    """One share, 0–1, with its name."""

    label: str
    share: float
    strong: bool = False
    """Drawn in the colour of a flag, with its own words beside it."""
    unknown: bool = False
    """The part about which nothing is known: grey, and said so."""


def share_bars(bars: Sequence[Bar], colours: Look, axis: str) -> go.Figure:
    """One bar per row in the order given, the share written beside it."""
    trace = go.Bar(
        x=[bar.share for bar in bars],
        y=list(range(len(bars))),
        orientation="h",
        marker={"color": [_colour(bar, colours) for bar in bars]},
        width=0.55,
        text=[_words(bar) for bar in bars],
        textposition="none",
        hovertext=[f"{short(bar.label)}: {_words(bar)}" for bar in bars],
        hoverinfo="text",
    )
    drawn = figure([trace], colours, rows_height(len(bars)))
    drawn.update_xaxes(range=[0, 1], tickvals=[0, 0.5, 1], tickformat=".0%", title_text=wrapped(axis))
    value_column(drawn, [_words(bar) for bar in bars], colours)
    name_rows(drawn, [bar.label for bar in bars])
    return drawn


def _colour(bar: Bar, colours: Look) -> str:
    return colours.unknown if bar.unknown else colours.flagged if bar.strong else colours.passed


def _words(bar: Bar) -> str:
    if bar.strong and bar.share == 0:
        return "0 %: nobody"
    part = f"{bar.share:.0%}".replace("%", " %")
    return f"{part}: not known" if bar.unknown else part
