"""Audience sizes as ranges on a log10 axis: an open end is drawn open."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import Look
from aboveboard.charts.layout import figure, name_rows, rows_height, short, value_column

FLOORS = {100: "100", 1_000: "1,000", 10_000: "10,000"}
"""Where platforms and our defaults draw lines; shown, never used to decide."""
TICKS = [10**power for power in range(1, 10)]


@dataclass(frozen=True)
class Range:
    """People an ad set can reach, at least and at most; None above means the upper end is not known."""

    label: str
    low: float
    high: float | None


def size_ranges(ranges: Sequence[Range], colours: Look) -> go.Figure:
    """One row per ad set, smallest on top."""
    drawn = figure([_bars(ranges, colours), _ends(ranges, colours)], colours, rows_height(len(ranges)))
    for floor in FLOORS:
        drawn.add_vline(x=floor, line_color=colours.unknown, line_width=1, line_dash="dot", layer="below")
    low, high = _axis(ranges)
    ticks = [tick for tick in TICKS if low <= tick <= high]
    drawn.update_xaxes(
        type="log",
        range=[math.log10(low), math.log10(high)],
        tickvals=ticks,
        ticktext=[_short_count(tick) for tick in ticks],
        title_text="people in the audience",
    )
    value_column(drawn, [said(entry) for entry in ranges], colours)
    name_rows(drawn, [entry.label for entry in ranges])
    return drawn


def _axis(ranges: Sequence[Range]) -> tuple[float, float]:
    values = [value for entry in ranges for value in (entry.low, entry.high) if value]
    return max(5.0, min([80.0, *values]) / 2), max([20_000.0, *values]) * 4


def _bars(ranges: Sequence[Range], colours: Look) -> go.Scatter:
    across: list[float | None] = []
    rows: list[int | None] = []
    for place, entry in enumerate(ranges):
        if entry.high is not None:
            across += [max(entry.low, 1), max(entry.high, 1), None]
            rows += [place, place, None]
    return go.Scatter(x=across, y=rows, mode="lines", line={"color": colours.passed, "width": 5}, hoverinfo="skip")


def _ends(ranges: Sequence[Range], colours: Look) -> go.Scatter:
    return go.Scatter(
        x=[max(entry.low, 1) for entry in ranges],
        y=list(range(len(ranges))),
        mode="markers",
        marker={
            "color": colours.passed,
            "size": 12,
            "symbol": ["circle" if entry.high is not None else "triangle-right-open" for entry in ranges],
            "line": {"width": 2},
        },
        hovertext=[f"{short(entry.label)}: {said(entry)}" for entry in ranges],
        hoverinfo="text",
    )


def said(entry: Range) -> str:
    """ "120,000–180,000", "at least 900"."""
    if entry.high is None:
        return f"at least {entry.low:,.0f}"
    return f"{entry.low:,.0f}" if entry.low == entry.high else f"{entry.low:,.0f}–{entry.high:,.0f}"


def _short_count(tick: int) -> str:
    for size, sign in ((10**9, "bn"), (10**6, "m"), (10**3, "k")):
        if tick >= size:
            return f"{tick // size}{sign}"
    return str(tick)
