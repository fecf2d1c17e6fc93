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
    chance: tuple[float, float] | None = None
    """Between which shares chance alone would put delivery, 95 of 100 times."""
    population: float | None = None
    """Share of the population, where the base is the people whom the settings let in."""
    eligible_known: bool = True
    """Whether the base is known to be the people who could be reached."""

    @property
    def points(self) -> float:
        """Percentage points that delivery added or took."""
        return (self.delivered - self.base) * 100

    def words(self, digits: int = 0) -> str:
        """ "+3 points", "−3 points"; what rounds to nothing has no sign."""
        rounded = round(self.points, digits)
        return f"{rounded:+.{digits}f} points".replace("-", "−") if rounded else "0 points"


def share_moves(moves: Sequence[Move], colours: Look) -> go.Figure:
    """An open ring for the base, an arrow head for delivery, grey behind them what chance alone would give."""
    traces = [_chance(moves, colours), _lines(moves, colours), _population(moves, colours), _bases(moves, colours)]
    drawn = figure([*traces, _ends(moves, colours)], colours, rows_height(len(moves), rest=84))
    most = max(max(move.base, move.delivered, move.population or 0) for move in moves)
    drawn.update_xaxes(range=[-0.01, most * 1.08], tickformat=".0%", nticks=5, title_text=_key(moves))
    value_column(drawn, [move.words() for move in moves], colours)
    name_rows(drawn, [move.label for move in moves])
    return drawn


def _key(moves: Sequence[Move]) -> str:
    base = "eligible" if all(move.eligible_known for move in moves) else "base"
    key = f"○ share of {base}  ▶ delivered"
    key += "<br>| share of the population" if any(move.population is not None for move in moves) else ""
    return key + ("<br>grey: chance alone" if any(move.chance is not None for move in moves) else "")


def _chance(moves: Sequence[Move], colours: Look) -> go.Scatter:
    across: list[float | None] = []
    rows: list[int | None] = []
    for place, move in enumerate(moves):
        if move.chance is not None:
            across += [*move.chance, None]
            rows += [place, place, None]
    line = {"color": colours.grid, "width": 18}
    return go.Scatter(x=across, y=rows, mode="lines", line=line, hoverinfo="skip")


def _population(moves: Sequence[Move], colours: Look) -> go.Scatter:
    known = [(place, move.population) for place, move in enumerate(moves) if move.population is not None]
    return go.Scatter(
        x=[share for _, share in known],
        y=[place for place, _ in known],
        mode="markers",
        marker={"symbol": "line-ns", "size": 18, "line": {"width": 2, "color": colours.text}},
        hovertext=[f"{short(moves[place].label)}: {share:.1%} of the population" for place, share in known],
        hoverinfo="text",
    )


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
        marker={
            "symbol": [_head(move) for move in moves],
            "size": 13,
            "color": [_colour(move, colours) for move in moves],
        },
        hovertext=[f"{short(move.label)}: {move.delivered:.1%} of delivery" for move in moves],
        hoverinfo="text",
    )


def _head(move: Move) -> str:
    """Where the arrow points; a disc where nothing moved."""
    if not round(move.points, 1):
        return "circle"
    return "triangle-right" if move.points > 0 else "triangle-left"


def _colour(move: Move, colours: Look) -> str:
    """Grey where nobody knows how many people of the group could be reached at all."""
    if not move.eligible_known:
        return colours.unknown
    return colours.passed if move.points >= 0 else colours.watch
