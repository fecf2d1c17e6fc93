"""One group per row in two campaigns: each share with its 99 % interval."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import Look
from aboveboard.charts.layout import figure, name_rows, rows_height, short, value_column
from aboveboard.model.numbers import percent

APART = 0.16
"""Half the distance of the two marks of a row, in rows."""


@dataclass(frozen=True)
class Share:
    """Share of a group among the people reached, 0–1, with its bounds."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Pair:
    """A group in this campaign and in its twin."""

    label: str
    own: Share
    twin: Share

    @property
    def words(self) -> str:
        """ "+8.0 points", as in the sentence; what rounds to nothing has no sign."""
        points = round((self.own.value - self.twin.value) * 100, 1)
        return f"{points:+.1f} points".replace("-", "−") if points else "0.0 points"


def share_pairs(pairs: Sequence[Pair], colours: Look) -> go.Figure:
    """Filled: this campaign, above; open diamond: the twin, below. Whether they differ is the test's to say."""
    own = [(pair, pair.own, place - APART) for place, pair in enumerate(pairs)]
    twin = [(pair, pair.twin, place + APART) for place, pair in enumerate(pairs)]
    traces = [
        _whiskers([(share, y) for _, share, y in (*own, *twin)], colours),
        _marks(own, "circle", colours.passed),
        _marks(twin, "diamond-open", colours.text),
    ]
    drawn = figure(traces, colours, rows_height(len(pairs), row=44, rest=80))
    most = max(max(pair.own.high, pair.twin.high) for pair in pairs)
    drawn.update_xaxes(
        range=[0, min(1.02, most * 1.08)],
        tickformat=".0%",
        nticks=5,
        title_text="share of the people reached<br>● this campaign   ◇ its twin",
    )
    value_column(drawn, [pair.words for pair in pairs], colours)
    name_rows(drawn, [pair.label for pair in pairs])
    return drawn


def _whiskers(shares: Sequence[tuple[Share, float]], colours: Look) -> go.Scatter:
    across: list[float | None] = []
    rows: list[float | None] = []
    for share, y in shares:
        across += [share.low, share.high, None]
        rows += [y, y, None]
    return go.Scatter(x=across, y=rows, mode="lines", line={"color": colours.unknown, "width": 2}, hoverinfo="skip")


def _marks(shares: Sequence[tuple[Pair, Share, float]], shape: str, colour: str) -> go.Scatter:
    return go.Scatter(
        x=[share.value for _, share, _ in shares],
        y=[y for _, _, y in shares],
        mode="markers",
        marker={"symbol": shape, "size": 11, "color": colour, "line": {"width": 2}},
        hovertext=[
            f"{short(pair.label)}: {percent(share.value)}, {percent(share.low)} to {percent(share.high)}"
            for pair, share, _ in shares
        ],
        hoverinfo="text",
    )
