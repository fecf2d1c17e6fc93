"""The Lorenz curve of impressions over messages: how much of them the most shown ones take."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import Look
from aboveboard.charts.layout import figure
from aboveboard.model.numbers import percent

HEIGHT = 320


@dataclass(frozen=True)
class Shown:
    """Some messages (one, unless a table was cut) and the share of impressions that they take together, 0–1."""

    share: float
    messages: int = 1


@dataclass(frozen=True)
class Top:
    """The few messages that the curve names: "top 2 of 8 get 61 %"."""

    messages: int
    share: float

    def words(self, total: int) -> str:
        """What is written beside the mark."""
        return f"top {self.messages} of {total} {'gets' if self.messages == 1 else 'get'} {percent(self.share)}"


def lorenz(shown: Sequence[Shown], top: Top | None, colours: Look) -> go.Figure:
    """Messages from the least to the most shown; the diagonal is an equal share for each."""
    across, up = curve(shown)
    total = sum(entry.messages for entry in shown)
    drawn = figure([_diagonal(colours), _curve(across, up, colours)], colours, HEIGHT)
    share = {"range": [-0.01, 1.02], "tickvals": [0, 0.5, 1], "tickformat": ".0%"}
    drawn.update_xaxes(title_text="share of messages, least shown first", **share)
    drawn.update_yaxes(
        title_text="share of impressions", title_font={"color": colours.muted, "size": 12}, showgrid=False, **share
    )
    if top is not None:
        _name(drawn, 1 - top.messages / total, 1 - top.share, top.words(total), colours)
    return drawn


def curve(shown: Sequence[Shown]) -> tuple[list[float], list[float]]:
    """Points from (0, 0) to (1, 1), sorted by what one message gets."""
    across, up = [0.0], [0.0]
    for entry in sorted(shown, key=lambda entry: entry.share / entry.messages):
        across.append(across[-1] + entry.messages)
        up.append(up[-1] + entry.share)
    return [value / across[-1] for value in across], [value / up[-1] for value in up]


def _diagonal(colours: Look) -> go.Scatter:
    line = {"color": colours.unknown, "width": 1, "dash": "dot"}
    return go.Scatter(x=[0, 1], y=[0, 1], mode="lines", line=line, hoverinfo="skip")


def _curve(across: Sequence[float], up: Sequence[float], colours: Look) -> go.Scatter:
    few = len(across) <= 40
    return go.Scatter(
        x=list(across),
        y=list(up),
        mode="lines+markers" if few else "lines",
        line={"color": colours.passed, "width": 3},
        marker={"color": colours.passed, "size": 6},
        hovertext=[f"the least shown {part:.0%} get {share:.1%}" for part, share in zip(across, up, strict=True)],
        hoverinfo="text",
    )


def _name(drawn: go.Figure, x: float, y: float, words: str, colours: Look) -> None:
    """A ring on the curve and its words above the diagonal, where nothing else is."""
    drawn.add_scatter(
        x=[x],
        y=[y],
        mode="markers",
        marker={"symbol": "circle-open", "size": 15, "color": colours.text, "line": {"width": 2}},
        hoverinfo="skip",
    )
    drawn.add_annotation(
        x=x,
        y=y,
        ax=max(0.02, x - 0.4),
        ay=min(0.97, max(x + 0.2, 0.65)),
        axref="x",
        ayref="y",
        xanchor="left",
        text=words,
        showarrow=True,
        arrowhead=0,
        arrowwidth=1,
        arrowcolor=colours.muted,
        standoff=9,
        font={"color": colours.text, "size": 13},
    )
