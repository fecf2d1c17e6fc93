"""Dumbbells of shares: what the base or the settings give each group, and what delivery made of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import Look
from aboveboard.charts.layout import figure, name_rows, rows_height, short, value_column


@dataclass(frozen=True)
class Move:
    """One group's share of the people who could be reached, and of those who were."""

    label: str
    base: float
    delivered: float

    @property
    def points(self) -> float:
        """Percentage points that delivery added or took."""
        return (self.delivered - self.base) * 100

    def words(self, digits: int = 0) -> str:
        """ "+3 points", "−3 points"; what rounds to nothing has no sign."""
        rounded = round(self.points, digits)
        return f"{rounded:+.{digits}f} points".replace("-", "−") if rounded else "0 points"


def share_moves(moves: Sequence[Move], colours: Look) -> go.Figure:
    """An open ring for the base, a filled mark for delivery, a line between them."""
    drawn = figure(
        [_lines(moves, colours), _bases(moves, colours), _ends(moves, colours)], colours, rows_height(len(moves))
    )
    most = max(max(move.base, move.delivered) for move in moves)
    drawn.update_xaxes(
        range=[-0.01, most * 1.08], tickformat=".0%", title_text="○ share of the base   ● share delivered"
    )
    value_column(drawn, [move.words() for move in moves], colours)
    name_rows(drawn, [move.label for move in moves])
    return drawn


def _lines(moves: Sequence[Move], colours: Look) -> go.Scatter:
    across: list[float | None] = []
    rows: list[int | None] = []
    for place, move in enumerate(moves):
        across += [move.base, move.delivered, None]
        rows += [place, place, None]
    return go.Scatter(x=across, y=rows, mode="lines", line={"color": colours.unknown, "width": 3}, hoverinfo="skip")


def _bases(moves: Sequence[Move], colours: Look) -> go.Scatter:
    return go.Scatter(
        x=[move.base for move in moves],
        y=list(range(len(moves))),
        mode="markers",
        marker={"symbol": "circle-open", "size": 12, "color": colours.text, "line": {"width": 2}},
        hovertext=[f"{short(move.label)}: {move.base:.1%} of the base" for move in moves],
        hoverinfo="text",
    )


def _ends(moves: Sequence[Move], colours: Look) -> go.Scatter:
    return go.Scatter(
        x=[move.delivered for move in moves],
        y=list(range(len(moves))),
        mode="markers",
        marker={"symbol": "circle", "size": 12, "color": [_colour(move, colours) for move in moves]},
        hovertext=[f"{short(move.label)}: {move.delivered:.1%} of delivery" for move in moves],
        hoverinfo="text",
    )


def _colour(move: Move, colours: Look) -> str:
    return colours.passed if move.points >= 0 else colours.watch
