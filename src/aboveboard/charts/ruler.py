"""The isolation ruler: one marker on a scale that published studies have marked out."""

from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import Look, of_outcome
from aboveboard.charts.layout import figure, symbol
from aboveboard.model import Outcome
from aboveboard.model.numbers import probability

STONES = {0.075: "internet .075", 0.187: "neighbourhood .187"}
"""Borrowed from studies of news and of daily life; shown for scale, not as a limit."""
SHARED = {0.05: "watched .05", 0.2: "flagged .20"}
"""For the information that more than two groups share with the messages, no study has marked out a ruler."""
LONGEST = 0.4


@dataclass(frozen=True)
class Isolation:
    """How separate the messages of the groups are, with its interval and what chance alone gives."""

    value: float
    low: float | None
    high: float | None
    by_chance: float | None
    outcome: Outcome | None
    p: float | None = None
    two_groups: bool = True

    @property
    def stones(self) -> dict[float, str]:
        """Where lines are drawn: two groups are held against the published ruler."""
        return STONES if self.two_groups else SHARED

    @property
    def words(self) -> str:
        """Beside the marker."""
        return f"{self.value:.3f}" if self.p is None else f"{self.value:.3f}, p {probability(self.p)}"


def isolation_ruler(found: Isolation, colours: Look) -> go.Figure:
    """One marker (a ring where n is too small), its whisker, two milestones, and what chance explains in grey."""
    drawn = figure([_whisker(found, colours), _marker(found, colours)], colours, 170)
    end = max(LONGEST, (found.high or found.value) * 1.1)
    drawn.update_xaxes(range=[-0.008, end], tickformat=".2f", title_text="0 = the same messages, 1 = different ones")
    drawn.update_yaxes(visible=False, range=[-1, 1.3])
    if found.by_chance:
        drawn.add_vrect(x0=0, x1=found.by_chance, fillcolor=colours.unknown, opacity=0.35, line_width=0, layer="below")
    for number, (place, words) in enumerate(found.stones.items()):
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
    _words(drawn, found, end, colours)
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
        mode="markers",
        marker={
            "color": of_outcome(found.outcome, colours),
            "symbol": symbol(found.outcome),
            "size": 15,
            "line": {"width": 1.5},
        },
        hoverinfo="skip",
    )


def _words(drawn: go.Figure, found: Isolation, end: float, colours: Look) -> None:
    """Value and p below the marker, on the side with more room, on their own ground: they may lie on a line."""
    drawn.add_annotation(
        x=found.value,
        y=-0.55,
        text=found.words.replace("<", "&lt;"),
        showarrow=False,
        xanchor="left" if found.value < end / 4 else "right" if found.value > end * 3 / 4 else "center",
        bgcolor=colours.ground,
        font={"color": colours.text, "size": 13},
    )
