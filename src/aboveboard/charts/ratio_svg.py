"""A small dot plot of ratios as SVG text: for finding cards and printed records, without plotly or script."""

import math
from collections.abc import Sequence
from html import escape

from aboveboard.charts.colours import Look, of_outcome
from aboveboard.charts.ratios import BAND, Dot, bounds, clamp
from aboveboard.model import Outcome

WIDTH = 290
LABELS = 96
VALUES = 38
ROW = 24
FOOT = 22
FONT = "Inter, system-ui, 'Segoe UI', 'Liberation Sans', sans-serif"
LONGEST_LABEL = 15
ROWS = 6


def ratio_svg(marks: Sequence[Dot], colours: Look) -> str:
    """At most six groups, the lowest first; empty text when there is nothing to draw."""
    if not marks:
        return ""
    shown = chosen(marks)
    ends = bounds(shown)
    height = ROW * len(shown) + FOOT + 8
    parts = [_reference(ends, len(shown), colours)]
    parts += [_row(dot, place, ends, colours) for place, dot in enumerate(shown)]
    body = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="{FONT}" font-size="12.5">{body}</svg>'
    )


def chosen(marks: Sequence[Dot]) -> Sequence[Dot]:
    """The lowest groups and the highest one, which is what they are compared with."""
    return marks if len(marks) <= ROWS else [*marks[: ROWS - 1], marks[-1]]


def _x(value: float, ends: tuple[float, float]) -> float:
    low, high = (math.log2(end) for end in ends)
    place = (math.log2(clamp(value, ends)) - low) / (high - low)
    return LABELS + 10 + place * (WIDTH - LABELS - VALUES - 20)


def _reference(ends: tuple[float, float], rows: int, colours: Look) -> str:
    left, right, one = _x(BAND[0], ends), _x(BAND[1], ends), _x(1, ends)
    bottom = rows * ROW + 4
    return (
        f'<rect x="{left:.1f}" y="4" width="{right - left:.1f}" height="{bottom - 4}" fill="{colours.band}"/>'
        f'<line x1="{one:.1f}" x2="{one:.1f}" y1="4" y2="{bottom}" stroke="{colours.unknown}"/>'
        f'<text x="{one:.1f}" y="{bottom + 16}" text-anchor="middle" fill="{colours.muted}">equal share</text>'
    )


def _row(dot: Dot, place: int, ends: tuple[float, float], colours: Look) -> str:
    middle = place * ROW + 4 + ROW / 2
    colour = of_outcome(dot.outcome, colours)
    weight = ' font-weight="650"' if dot.outcome is Outcome.FLAGGED else ""
    name = dot.label if len(dot.label) <= LONGEST_LABEL else dot.label[: LONGEST_LABEL - 1] + "…"
    style = f'y="{middle + 4:.1f}" fill="{colours.text}"{weight}'
    return (
        f'<text x="0" {style}>{escape(name)}</text>'
        + _whisker(dot, middle, ends, colour)
        + mark(dot, _x(dot.value, ends), middle, colour, colours.ground)
        + f'<text x="{WIDTH}" {style} text-anchor="end">{dot.value:.2f}</text>'
    )


def _whisker(dot: Dot, middle: float, ends: tuple[float, float], colour: str) -> str:
    if dot.low is None or dot.high is None:
        return ""
    low, high = _x(dot.low, ends), _x(dot.high, ends)
    return f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{middle}" y2="{middle}" stroke="{colour}" stroke-width="2"/>'


def mark(dot: Dot, x: float, y: float, colour: str, ground: str) -> str:
    """Square for flagged, triangle for watch, disc for passed, open ring for too little data."""
    if dot.outcome is Outcome.FLAGGED:
        return f'<rect x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10" fill="{colour}"/>'
    if dot.outcome is Outcome.WATCH:
        return f'<path d="M{x:.1f} {y - 6:.1f}l6 11h-12z" fill="{colour}"/>'
    fill = ground if dot.open else colour
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}" stroke="{colour}" stroke-width="1.6"/>'
