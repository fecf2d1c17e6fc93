"""Groups with one figure each: counted, summed where that means something, small cells hidden."""

from collections.abc import Sequence
from dataclasses import replace

from aboveboard.desk.explored import figures
from aboveboard.desk.explored.hiding import hidden
from aboveboard.desk.explored.opened import TABLE, Opened, Statement, asking, count, quoted, rows_of
from aboveboard.desk.explored.where import needed, where
from aboveboard.model import WrongInput
from aboveboard.model.exploring import Asked, Explored, ExploredColumn, Group, Grouped, Kind

MOST_GROUPS = 1_000
UNITS = ("day", "week", "month")
HOW = ("count", "sum", "mean", "median", "min", "max")
_SQL = {"mean": "avg({0})", "median": "median({0})", "min": "min({0})", "max": "max({0})"}


def grouped(opened: Opened, asked: Asked, k: float) -> Grouped:
    """The groups of a table, bars or line; `k` people is the fewest that are shown."""
    explored = opened.explored
    column = _taken(explored, asked)
    with asking(opened) as con:
        filters = where(explored, asked.where)
        by = _by(explored, asked)
        currency_at = None
        apart = column.currency if column is not None and column.currency not in by else ""
        if apart and count(con, filters, f"DISTINCT {quoted(apart)}") > 1:
            by = (*by, apart)
        if column is not None and column.currency in by:
            currency_at = by.index(column.currency)
        statement = _statement(explored, asked, by, column, filters)
        found = rows_of(con, statement)
        matching = count(con, filters)
    groups, notes = _shown(explored, column, asked, found, len(by), k)
    if currency_at is not None and column is not None:
        notes.insert(0, f"Amounts of {column.name} in different currencies are kept apart, never added.")
    if column is not None and asked.how == "mean" and column.not_added:
        notes.append("The mean gives every row the same weight, however many people stand behind it.")
    every = int(str(found[0][-1])) if found else 0
    if every > len(groups):
        notes.append(f"The first {len(groups):,} of {every:,} groups are shown. Filter, or group by something coarser.")
    answer = _answer(asked, explored, groups, every, currency_at)
    method = figures.method(explored, asked, matching, by)
    return Grouped(by, groups, every, matching, answer, method, statement.shown, tuple(notes), currency_at)


def _taken(explored: Explored, asked: Asked) -> ExploredColumn | None:
    """The number column, after checking that this may be done with it."""
    if asked.how not in HOW:
        raise WrongInput(f"There is no “{asked.how}” of a group", f"Possible: {', '.join(HOW)}.", "Choose one.")
    if asked.how == "count":
        return None
    column = needed(explored, asked.of)
    if column.kind is not Kind.NUMBER:
        raise WrongInput(f"{column.name} holds no numbers", "", "Choose a number column, or count the rows.")
    if asked.how == "sum" and column.not_added:
        raise WrongInput(
            f"{column.name} is never added up", column.not_added, "Take the median, the smallest or the largest."
        )
    return column


def _by(explored: Explored, asked: Asked) -> tuple[str, ...]:
    if asked.unit not in UNITS:
        raise WrongInput(f"There is no time unit “{asked.unit}”", f"Possible: {', '.join(UNITS)}.", "Choose one.")
    by = tuple(dict.fromkeys(needed(explored, name).name for name in asked.by))
    if asked.chart == "line" and (not by or needed(explored, by[0]).kind is not Kind.DATE):
        raise WrongInput("A line needs a column with dates", "It shows how a figure moves over time.", "Choose one.")
    return by


def _statement(
    explored: Explored, asked: Asked, by: Sequence[str], column: ExploredColumn | None, filters: Statement
) -> Statement:
    keys = [_key(needed(explored, name), asked.unit) for name in by]
    parts = [f"CAST({key} AS VARCHAR) AS {quoted(f'group {place}')}" for place, key in enumerate(keys, 1)]
    value, total = "count(*)", ""
    if column is not None:
        name = quoted(column.name)
        added = f"sum({name})" if column.whole else f"fsum({name})"
        value = added if asked.how == "sum" else _SQL[asked.how].format(name)
        total = added if column.people and not column.not_added else ""
    parts += ["count(*) AS rows", f"CAST({value} AS DOUBLE) AS value"]
    parts += [f"CAST({total} AS DOUBLE) AS total"] if total else []
    parts.append('count(*) OVER () AS "all groups"')
    dated = bool(by) and needed(explored, by[0]).kind is Kind.DATE
    places = [str(place) for place in range(1, len(keys) + 1)]
    group = f" GROUP BY {', '.join(places)}" if places else ""
    order = ", ".join(places if dated else ["value DESC NULLS LAST", *places])
    sql = f"SELECT {', '.join(parts)} FROM {TABLE} WHERE {filters.sql}{group} ORDER BY {order} LIMIT {MOST_GROUPS}"
    return Statement(sql, filters.values)


def _key(column: ExploredColumn, unit: str) -> str:
    name = quoted(column.name)
    return f"CAST(date_trunc('{unit}', {name}) AS DATE)" if column.kind is Kind.DATE else name


def _shown(
    explored: Explored,
    column: ExploredColumn | None,
    asked: Asked,
    found: Sequence[tuple[object, ...]],
    keys: int,
    k: float,
) -> tuple[tuple[Group, ...], list[str]]:
    groups = [
        Group(tuple("" if key is None else str(key) for key in row[:keys]), _whole(row[keys]), _number(row[keys + 1]))
        for row in found
        if row[keys]
    ]
    names = [group.keys for group in groups]
    notes: list[str] = []
    small: frozenset[int] = frozenset()
    if column is not None and column.people:
        adds_up = not column.not_added
        totals = [_number(row[keys + 2]) for row in found if row[keys]] if adds_up else []
        sizes = totals or [group.value for group in groups]
        small = hidden(names, sizes, k, adds_up)
        if asked.how != "sum":
            small |= hidden(names, [group.value for group in groups], k, False)
    few: frozenset[int] = frozenset()
    if explored.personal:
        few = hidden(names, [group.rows for group in groups], k, True)
        if few:
            notes.append("A row of this file may be one person, so rows are counted like people.")
    if small | few:
        notes.append(_hidden_words(len(small | few), k))
    return tuple(
        replace(
            group,
            value=None if place in small | few else group.value,
            rows=None if place in few else group.rows,
            hidden=place in small | few,
        )
        for place, group in enumerate(groups)
    ), notes


def _hidden_words(many: int, k: float) -> str:
    groups = "1 group is" if many == 1 else f"{many:,} groups are"
    return (
        f"{groups} not shown: under {k:g} people, or the one that a total would give away. "
        "Nobody should be singled out by a small cell."
    )


def _whole(value: object) -> int:
    return int(str(value))


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _answer(asked: Asked, explored: Explored, groups: Sequence[Group], every: int, currency_at: int | None) -> str:
    """One sentence: the highest and the lowest group, or from when to when and between what."""
    shown = [group for group in groups if group.value is not None]
    what = figures.taken(asked)
    if not groups:
        return "No row matches these filters."
    if not shown:
        return "No group holds a number that can be shown."
    if not groups[0].keys:
        if asked.how == "count":
            where_from = "that match these filters" if asked.where else "in the file"
            return f"{figures.rows(groups[0].rows or 0)} {where_from}."
        return f"The {what} is {figures.figure(shown[0].value)}."
    if currency_at is not None:
        codes = sorted({group.keys[currency_at] or figures.MISSING for group in groups})
        return f"The {what} in {len(codes)} currencies, each for itself: {', '.join(codes[:6])}."
    high = max(shown, key=lambda group: group.value or 0)
    low = min(shown, key=lambda group: group.value or 0)
    if asked.chart == "line" or (asked.by and needed(explored, asked.by[0]).kind is Kind.DATE):
        first, last = (figures.day(group.keys[0], asked.unit) for group in (groups[0], groups[-1]))
        ends = f"{figures.figure(low.value)} and {figures.figure(high.value)}"
        return f"From {first} to {last} the {what} lies between {ends}."
    of_shown = " of those shown" if any(group.hidden for group in groups) else ""
    if len(shown) == 1 or high.value == low.value:
        return f"{figures.label(high.keys)}: the {what} is {figures.figure(high.value)}."
    return (
        f"{figures.label(high.keys)} has the highest {what}, {figures.figure(high.value)}; "
        f"{figures.label(low.keys)} the lowest{of_shown}, {figures.figure(low.value)}; {every:,} groups."
    )
