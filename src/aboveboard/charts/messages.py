"""How many messages reach each group in effect, as lollipops against the number on offer."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import Look, of_outcome
from aboveboard.charts.layout import figure, name_rows, rows_height, short, symbol, value_column
from aboveboard.model import Outcome


@dataclass(frozen=True)
class Lollipop:
    """Effective number of messages of one group, and how many were on offer."""

    label: str
    effective: float
    offered: float
    outcome: Outcome | None = None


def effective_messages(groups: Sequence[Lollipop], colours: Look) -> go.Figure:
    """A stem from zero to the effective number, a tick at the number on offer."""
    drawn = figure(
        [_stems(groups, colours), _heads(groups, colours), _offered(groups, colours)], colours, rows_height(len(groups))
    )
    most = max(entry.offered for entry in groups)
    drawn.update_xaxes(range=[0, most * 1.12], title_text="messages in effect; | = on offer", rangemode="tozero")
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
