"""Groups × weeks: which share of the money missed a group, and for which share nobody can say."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import SEQUENTIAL, Look, blend, ink, scale
from aboveboard.charts.layout import figure, rows_height, short

MOST_NUMBERS = 6
"""Weeks up to which each cell has room for its number on a narrow screen; beyond, a scale explains the colours."""
MOST_TICKS = 4
STRIPES = 4
WIDEST_NAME, MOST_LINES = 18, 2
"""Signs and lines of a group's name that leave room for the weeks."""


@dataclass(frozen=True)
class Missed:
    """One group in one week."""

    share: float
    """Of the money, that certainly missed the group, 0–1."""
    unknown: float
    """Of the money, whose settings are not in the data, 0–1: hatched."""
    words: str
    """What the cell says when asked."""


def missed_map(
    groups: Sequence[str], weeks: Sequence[str], cells: Sequence[Sequence[Missed | None]], colours: Look
) -> go.Figure:
    """The share that missed each group as colour and number; the unknown part of a cell hatched from its right edge."""
    numbered = len(weeks) <= MOST_NUMBERS
    trace = go.Heatmap(
        x=list(range(len(weeks))),
        y=list(range(len(groups))),
        z=[[None if cell is None or cell.unknown >= 1 else cell.share for cell in row] for row in cells],
        zmin=0,
        zmax=1,
        colorscale=scale(SEQUENTIAL),
        hovertext=[["no spend" if cell is None else _hover(cell) for cell in row] for row in cells],
        hoverinfo="text",
        hoverongaps=True,
        xgap=2 if len(weeks) <= 2 * MOST_NUMBERS else 0.5,
        ygap=3,
        showscale=not numbered,
        colorbar=_bar(colours),
    )
    drawn = figure([trace], colours, rows_height(len(groups), rest=64 if numbered else 110))
    step = max(1, -(-len(weeks) // MOST_TICKS))
    places = list(range(0, len(weeks), 1 if numbered else step))
    drawn.update_xaxes(
        tickvals=places, ticktext=[weeks[at] for at in places], tickangle=0, range=[-0.5, len(weeks) - 0.5]
    )
    drawn.update_yaxes(
        tickvals=list(range(len(groups))), ticktext=[_name(name) for name in groups], range=[len(groups) - 0.5, -0.5]
    )
    _hatch(drawn, cells, STRIPES if numbered else 1, colours)
    if numbered:
        _write(drawn, cells, colours)
    return drawn


def _name(group: str) -> str:
    lines = textwrap.wrap(group, WIDEST_NAME)
    cut = lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1] + "…"]
    return "<br>".join(short(line) for line in cut)


def _hover(cell: Missed) -> str:
    return cell.words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _bar(colours: Look) -> dict[str, object]:
    return {
        "orientation": "h",
        "y": -0.12,
        "yanchor": "top",
        "thickness": 10,
        "len": 0.9,
        "tickvals": [0, 1],
        "tickformat": ".0%",
        "tickangle": 0,
        "tickfont": {"color": colours.text, "size": 12},
        "title": {"text": "share of spend", "side": "bottom", "font": {"color": colours.muted, "size": 12}},
    }


def _hatch(drawn: go.Figure, cells: Sequence[Sequence[Missed | None]], stripes: int, colours: Look) -> None:
    """One path of slanted strokes over the unknown part of every cell."""
    strokes = []
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            if cell is None or cell.unknown < 0.005:
                continue
            right, width = column + 0.48, 0.96 * min(1.0, cell.unknown)
            step = width / stripes
            for number in range(stripes):
                left = right - width + number * step
                strokes.append(f"M{left:.3f},{row + 0.42:.3f}L{left + step:.3f},{row - 0.42:.3f}")
    if strokes:
        drawn.add_shape(
            type="path", path="".join(strokes), line={"color": colours.unknown, "width": 1.5 if stripes > 1 else 1}
        )


def _write(drawn: go.Figure, cells: Sequence[Sequence[Missed | None]], colours: Look) -> None:
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            if cell is None:
                continue
            unknown = cell.unknown >= 1
            ground = colours.ground if unknown else blend(SEQUENTIAL, cell.share)
            drawn.add_annotation(
                x=column,
                y=row,
                text="?" if unknown else f"{100 * cell.share:.0f}",
                showarrow=False,
                bgcolor=ground if cell.unknown >= 0.005 else None,
                font={"size": 13, "color": colours.text if unknown else ink(ground)},
            )
