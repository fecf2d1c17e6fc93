"""Figures of an explored file with their table twins: bars, lines, spreads and dots."""

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from aboveboard.charts.amount_bars import Amount, amount_bars
from aboveboard.charts.histogram import histogram
from aboveboard.charts.scatter import Mark, scatter
from aboveboard.charts.time_line import Point, time_line
from aboveboard.desk import exploring
from aboveboard.model.exploring import Asked, Drawn, Group, Grouped, Spot
from aboveboard.ui import evidence, words
from aboveboard.ui.exploring.columns import bars_of, parts_of
from aboveboard.ui.exploring.table import lines_table
from aboveboard.ui.marks import look_now
from aboveboard.ui.words import plain

MOST_BARS = 40
MOST_FIGURES = 4
"""Series that get a figure of their own: currencies, or the second column of a line."""
NOT_KNOWN, TOO_FEW = "not known", "too few people"


def group_figures(found: Grouped, asked: Asked) -> None:
    """Bars or a line, one figure per currency and, for lines, per second group."""
    apart = found.currency_at
    if asked.chart == "line" and apart is None and len(found.by) > 1:
        apart = 1
    series = _series(found.groups, apart)
    for place, (name, groups) in enumerate(list(series.items())[:MOST_FIGURES]):
        if name is not None:
            st.subheader(plain(name or exploring.MISSING), anchor=False)
        what = exploring.taken(asked)
        if asked.chart == "line":
            figure = time_line(_points(groups, asked.unit), look_now(), what)
        else:
            bars = [_amount(group, found, apart, asked.unit) for group in groups[:MOST_BARS]]
            figure = amount_bars(bars, look_now(), what)
        evidence.draw(figure, f"explored_{asked.chart}_{place}", None, found.answer)
        if asked.chart == "bar" and len(groups) > MOST_BARS:
            evidence.note(f"The first {MOST_BARS} of {len(groups):,} groups are drawn; the table holds the others.")
    if len(series) > MOST_FIGURES:
        evidence.note(f"{len(series) - MOST_FIGURES} more series stand in the table.")


def _series(groups: Sequence[Group], apart: int | None) -> dict[str | None, list[Group]]:
    if apart is None:
        return {None: list(groups)}
    found: dict[str | None, list[Group]] = {}
    for group in groups:
        found.setdefault(group.keys[apart], []).append(group)
    return found


def _amount(group: Group, found: Grouped, apart: int | None, unit: str) -> Amount:
    keys = tuple(key for place, key in enumerate(group.keys) if place != found.currency_at or apart is None)
    return Amount(exploring.label(keys), group.value, value_words(group))


def value_words(group: Group) -> str:
    """The figure of a group, or why there is none."""
    if group.hidden:
        return TOO_FEW
    return NOT_KNOWN if group.value is None else exploring.figure(group.value)


def _points(groups: Sequence[Group], unit: str) -> list[Point]:
    """Every day, week or month between the first and the last; what has no rows is a gap."""
    by_day = {group.keys[0]: group for group in groups if group.keys[0]}
    if not by_day:
        return []
    day, last = date.fromisoformat(min(by_day)), date.fromisoformat(max(by_day))
    points: list[Point] = []
    while day <= last and len(points) < 2 * exploring.MOST_GROUPS:
        group = by_day.get(day.isoformat())
        said = "no rows" if group is None else value_words(group)
        name = exploring.day(day.isoformat(), unit)
        points.append(Point(day, group.value if group is not None else None, f"{name}: {said}"))
        day = _next(day, unit)
    return points


def _next(day: date, unit: str) -> date:
    if unit == "month":
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return day + timedelta(days=7 if unit == "week" else 1)


def group_lines(found: Grouped, asked: Asked, dated: Sequence[str]) -> list[dict[str, str]]:
    """The table twin: one line per group."""
    what = exploring.taken(asked)
    return [
        {
            **{
                name: exploring.day(key, asked.unit) if name in dated else (exploring.cut(key) or exploring.MISSING)
                for name, key in zip(found.by, group.keys, strict=True)
            },
            **({} if asked.how == "count" else {"Rows": TOO_FEW if group.rows is None else words.count(group.rows)}),
            words.first_upper(what): value_words(group),
        }
        for group in found.groups
    ]


def marks_figure(found: Drawn, asked: Asked) -> None:
    """A spread or dots, with the table behind a fold."""
    if not found.n:
        return
    if asked.chart == "histogram":
        figure = histogram(parts_of(found.bins), look_now(), found.column)
        lines = bars_of(found.bins)
    else:
        marks = [Mark(spot.x, spot.y, spot.rows, _spot_words(spot, found)) for spot in found.spots]
        figure = scatter(marks, look_now(), found.column, found.against)
        lines = [
            {
                found.column: exploring.figure(spot.x),
                f"{found.against} ": exploring.figure(spot.y),
                "Rows": words.count(spot.rows),
            }
            for spot in found.spots
        ]
    evidence.draw(figure, f"explored_{asked.chart}", None, found.answer)
    with st.expander(f"Table ({len(lines):,})", type="compact"):
        lines_table(lines, "The numbers that are drawn")


def _spot_words(spot: Spot, found: Drawn) -> str:
    rows = f", {words.plural(spot.rows, 'row')}" if spot.rows > 1 else ""
    both = f"{found.column} {exploring.figure(spot.x)}, {found.against} {exploring.figure(spot.y)}"
    return f"{exploring.cut(both)}{rows}"
