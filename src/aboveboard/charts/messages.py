"""How many messages reach each group in effect, as lollipops against the number on offer."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import Look, of_outcome
from aboveboard.charts.layout import figure, name_rows, rows_height, short, symbol, value_column
from aboveboard.model import Outcome

LINES = {0.5: "50 %", 0.75: "75 %"}
"""Shares of the messages on offer; drawn, never used to decide."""


@dataclass(frozen=True)
class Lollipop:
    """Effective number of messages of one group, and how many were on offer."""

    label: str
    effective: float
    offered: float
    of: float
    """What the limits are shares of: the number on offer, or the effective number of a named reference mix."""
    outcome: Outcome | None = None


def effective_messages(groups: Sequence[Lollipop], colours: Look) -> go.Figure:
    """A stem from zero to the effective number, a tick at the number on offer."""
    drawn = figure(
        [_stems(groups, colours), _heads(groups, colours), _offered(groups, colours)],
        colours,
        rows_height(len(groups), rest=96),
    )
    most, of = max(entry.offered for entry in groups), max(entry.of for entry in groups)
    drawn.update_xaxes(
        range=[0, max(most, of) * 1.12],
        title_text="messages in effect<br>| = on offer; dotted: 50 and 75 % of "
        + ("it" if of == most else "what the reference had"),
        rangemode="tozero",
    )
    for share, words in LINES.items():
        drawn.add_vline(x=share * of, line_color=colours.unknown, line_width=1, line_dash="dot", layer="below")
        drawn.add_annotation(
            x=share * of,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=words,
            showarrow=False,
            font={"color": colours.muted, "size": 12},
        )
    drawn.update_layout(margin_t=22)
    value_column(drawn, [f"{entry.effective:.1f} of {entry.offered:.0f}" for entry in groups], colours)
    name_rows(drawn, [entry.label for entry in groups])
    return drawn


def _stems(groups: Sequence[Lollipop], colours: Look) -> go.Scatter:
    across: list[float | None] = []
    rows: list[int | None] = []
    for place, entry in enumerate(groups):
        across += [0, entry.effective, None]
        rows += [place, place, None]
    return go.Scatter(x=across, y=rows, mode="lines", line={"color": colours.unknown, "width": 3}, hoverinfo="skip")


def _heads(groups: Sequence[Lollipop], colours: Look) -> go.Scatter:
    return go.Scatter(
        x=[entry.effective for entry in groups],
        y=list(range(len(groups))),
        mode="markers",
        marker={
            "color": [of_outcome(entry.outcome, colours) for entry in groups],
            "symbol": [symbol(entry.outcome) for entry in groups],
            "size": 13,
            "line": {"width": 1.5},
        },
        hovertext=[f"{short(entry.label)}: {entry.effective:.1f} of {entry.offered:.0f}" for entry in groups],
        hoverinfo="text",
    )


def _offered(groups: Sequence[Lollipop], colours: Look) -> go.Scatter:
    return go.Scatter(
        x=[entry.offered for entry in groups],
        y=list(range(len(groups))),
        mode="markers",
        marker={"symbol": "line-ns", "size": 16, "line": {"width": 2, "color": colours.text}},
        hoverinfo="skip",
    )
