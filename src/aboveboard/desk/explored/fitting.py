"""What an address asks, held against the file at hand: what the file cannot answer is left out and said."""

from dataclasses import replace

from aboveboard.desk.explored.grouping import HOW, UNITS
from aboveboard.desk.explored.where import where
from aboveboard.model import AboveboardError
from aboveboard.model.exploring import Asked, Condition, Explored, ExploredColumn, Kind

CHARTS = ("table", "bar", "line", "histogram", "scatter")
MOST_FILTERS, MOST_KEYS = 12, 2


def fit(explored: Explored, asked: Asked) -> tuple[Asked, tuple[str, ...]]:
    """The part of the question that this file can answer, and a sentence for each part that it cannot."""
    notes: list[str] = []
    kept: list[Condition] = []
    for condition in asked.where[:MOST_FILTERS]:
        try:
            where(explored, [condition])
            kept.append(condition)
        except AboveboardError as error:
            notes.append(f"One filter of the address was left out: {error.title}.")
    chart = asked.chart if asked.chart in CHARTS else "table"
    unit = asked.unit if asked.unit in UNITS else "day"
    by = [name for name in asked.by[:MOST_KEYS] if explored.column(name)]
    notes += [f"This file has no column “{name}”; the address asks for it." for name in asked.by if name not in by]
    if chart == "line" and not (by and _is(explored.column(by[0]), Kind.DATE)):
        by = [column.name for column in explored.of_kind(Kind.DATE)[:1]]
        if not by:
            chart = "table"
            notes.append("A line needs a column with dates, and this file has none.")
    of, against = (_number(explored, name, notes) for name in (asked.of, asked.against))
    how = asked.how if asked.how in HOW else "count"
    if chart in ("histogram", "scatter"):
        numbers = [column.name for column in explored.of_kind(Kind.NUMBER)]
        if len(numbers) < (1 if chart == "histogram" else 2):
            chart = "table"
            notes.append("This chart needs columns with numbers, and this file has too few.")
        else:
            of = of or numbers[0]
            against = against or next((name for name in numbers if name != of), of)
    if how != "count" and not of:
        of = _first(explored, how)
        how = how if of else "count"
    column = explored.column(of)
    if how == "sum" and column is not None and column.not_added and chart not in ("histogram", "scatter"):
        notes.append(f"{column.name} is never added up. {column.not_added}")
        how = "median"
    fitted = Asked(tuple(kept), chart, tuple(dict.fromkeys(by)), how, of, against, unit)
    return _without_idle(fitted), tuple(dict.fromkeys(notes))


def _without_idle(asked: Asked) -> Asked:
    """What the chosen chart does not use is not in the address."""
    if asked.chart == "histogram":
        return replace(asked, by=(), how="count", against="", unit="day")
    if asked.chart == "scatter":
        return replace(asked, by=(), how="count", unit="day")
    return replace(asked, against="", of="" if asked.how == "count" else asked.of)


def _first(explored: Explored, how: str) -> str:
    """The first number column of which this figure means something."""
    fitting = [column for column in explored.of_kind(Kind.NUMBER) if how != "sum" or not column.not_added]
    return fitting[0].name if fitting else ""


def _is(column: ExploredColumn | None, kind: Kind) -> bool:
    return column is not None and column.kind is kind


def _number(explored: Explored, name: str, notes: list[str]) -> str:
    if not name or _is(explored.column(name), Kind.NUMBER):
        return name
    notes.append(f"This file has no column of numbers “{name}”; the address asks for it.")
    return ""
