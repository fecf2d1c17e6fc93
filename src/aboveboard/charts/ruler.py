"""The isolation ruler: one marker on a scale that published studies have marked out."""

from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import Look, of_outcome
from aboveboard.charts.layout import figure, symbol
from aboveboard.model import Outcome

STONES = {0.075: "internet .075", 0.187: "neighbourhood .187"}
"""Borrowed from studies of news and of daily life; shown for scale, not as a limit."""
LONGEST = 0.4


@dataclass(frozen=True)
class Isolation:
    """How separate the messages of the groups are, with its interval and what chance alone gives."""

    value: float
    low: float | None
    high: float | None
    by_chance: float | None
    outcome: Outcome | None


def isolation_ruler(found: Isolation, colours: Look) -> go.Figure:
    """One marker, its whisker, two milestones, and the part that chance explains in grey."""
    drawn = figure([_whisker(found, colours), _marker(found, colours)], colours, 170)
    end = max(LONGEST, (found.high or found.value) * 1.1)
    drawn.update_xaxes(range=[-0.008, end], tickformat=".2f", title_text="0 = the same messages, 1 = different ones")
    drawn.update_yaxes(visible=False, range=[-1, 1.3])
    if found.by_chance:
        drawn.add_vrect(x0=0, x1=found.by_chance, fillcolor=colours.unknown, opacity=0.35, line_width=0, layer="below")
    for number, (place, words) in enumerate(STONES.items()):
        drawn.add_vline(x=place, line_color=colours.unknown, line_width=1, line_dash="dot", layer="below")
        drawn.add_annotation(
            x=place,
            y=1.2 - 0.45 * number,
            text=words,
            showarrow=False,
            xanchor="left",
            xshift=4,
            font={"color": colours.muted, "size": 12},
        )
    return drawn


def _whisker(found: Isolation, colours: Look) -> go.Scatter:
    ends = [] if found.low is None or found.high is None else [found.low, found.high]
    return go.Scatter(
        x=ends, y=[0] * len(ends), mode="lines", line={"color": colours.unknown, "width": 3}, hoverinfo="skip"
    )


def _marker(found: Isolation, colours: Look) -> go.Scatter:
    return go.Scatter(
        x=[found.value],
        y=[0],
        mode="markers+text",
        marker={
            "color": of_outcome(found.outcome, colours),
            "symbol": symbol(found.outcome),
            "size": 15,
            "line": {"width": 1.5},
        },
        text=[f"{found.value:.3f}"],
        textposition="bottom center",
        textfont={"color": colours.text, "size": 13},
        hoverinfo="skip",
    )
