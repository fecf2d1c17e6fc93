"""Horizontal bars of any amount; a bar that may not be shown is an empty frame with words."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import Look
from aboveboard.charts.layout import figure, name_rows, rows_height, short, value_column, wrapped


@dataclass(frozen=True)
class Amount:
    """One bar with its name and its number in words."""

    label: str
    value: float | None
    """None: not known, or too few people to show."""
    words: str


def amount_bars(amounts: Sequence[Amount], colours: Look, axis: str) -> go.Figure:
    """One bar per row in the order given, the number written beside it."""
    trace = go.Bar(
        x=[0 if amount.value is None else amount.value for amount in amounts],
        y=list(range(len(amounts))),
        orientation="h",
        marker={"color": colours.passed},
        width=0.55,
        text=[amount.words for amount in amounts],
        textposition="none",
        hovertext=[f"{short(amount.label)}: {amount.words}" for amount in amounts],
        hoverinfo="text",
    )
    drawn = figure([trace], colours, rows_height(len(amounts)))
    drawn.update_xaxes(rangemode="tozero", nticks=3, tickangle=0, title_text=wrapped(short(axis)))
    value_column(drawn, [amount.words for amount in amounts], colours)
    name_rows(drawn, [amount.label for amount in amounts])
    return drawn
