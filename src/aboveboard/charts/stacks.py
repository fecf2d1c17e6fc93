"""Horizontal bars made of parts: claims still to be proven and proven ones, ads with a label, without, and unknown."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import plotly.graph_objects as go

from aboveboard.charts.colours import Look
from aboveboard.charts.layout import figure, name_rows, rows_height, short, value_column, wrapped


class Tone(StrEnum):
    """What a part says; each has its own colour and its own hatching, so that grey print still tells them apart."""

    OPEN = "open"
    SETTLED = "settled"
    UNKNOWN = "unknown"
    BAD = "bad"


HATCHES = {Tone.OPEN: "", Tone.SETTLED: "/", Tone.UNKNOWN: ".", Tone.BAD: ""}


@dataclass(frozen=True)
class Part:
    """One part of a bar."""

    name: str
    share: float
    """0–1 of the whole axis."""
    tone: Tone


@dataclass(frozen=True)
class Stack:
    """One bar: its parts from left to right, and the words at its right end."""

    label: str
    parts: tuple[Part, ...]
    note: str


def stacked(rows: Sequence[Stack], colours: Look, axis: str, lines: Sequence[float] = ()) -> go.Figure:
    """One bar per row; dotted lines at limits."""
    traces = [
        go.Bar(
            x=[part.share],
            y=[place],
            orientation="h",
            width=0.55,
            marker={"color": _colour(part.tone, colours), "pattern": _pattern(part.tone, colours)},
            hovertext=f"{short(row.label)}, {part.name}: {part.share:.0%}".replace("%", " %"),
            hoverinfo="text",
        )
        for place, row in enumerate(rows)
        for part in row.parts
        if part.share > 0
    ]
    drawn = figure(traces, colours, rows_height(len(rows)))
    drawn.update_layout(barmode="stack")
    drawn.update_xaxes(range=[0, 1], tickvals=[0, 0.5, 1], tickformat=".0%", title_text=wrapped(axis))
    for line in lines:
        drawn.add_vline(x=line, line={"color": colours.muted, "width": 1, "dash": "dot"})
    value_column(drawn, [row.note for row in rows], colours)
    name_rows(drawn, [row.label for row in rows])
    return drawn


def _colour(tone: Tone, colours: Look) -> str:
    return {
        Tone.OPEN: colours.watch,
        Tone.SETTLED: colours.passed,
        Tone.UNKNOWN: colours.unknown,
        Tone.BAD: colours.flagged,
    }[tone]


def _pattern(tone: Tone, colours: Look) -> dict[str, object]:
    return {"shape": HATCHES[tone], "fgcolor": colours.ground, "size": 7, "solidity": 0.25}
