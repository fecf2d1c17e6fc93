"""What a histogram and a scatter draw: counted in the database, never more marks than a page can bear."""

import math
from collections.abc import Sequence

import duckdb

from aboveboard.desk.explored import figures
from aboveboard.desk.explored.opened import TABLE, Opened, Statement, asking, count, quoted, rows_of
from aboveboard.desk.explored.where import needed, where
from aboveboard.model import WrongInput
from aboveboard.model.exploring import Asked, Bin, Drawn, Explored, ExploredColumn, Kind, Spot

BINS = 20
MOST_SPOTS = 1_000
FIELDS = 30
"""Fields of a scatter along each side, once there are more rows than dots can show: 900 at most."""


def histogram(opened: Opened, asked: Asked, k: float) -> Drawn:
    """How the numbers of one column are spread."""
    explored = opened.explored
    column = _numbers(explored, asked.of)
    with asking(opened) as con:
        filters = where(explored, asked.where)
        one_currency(con, filters, column)
        bins, statement, n, every = spread(con, column, filters)
        middle = rows_of(
            con,
            Statement(f"SELECT median({quoted(column.name)}) FROM {TABLE} WHERE {filters.sql}", filters.values),
        )[0][0]
    notes = []
    if explored.personal:
        bins, many = without_small(bins, k)
        notes += [f"{many} bars stand for fewer than {k:g} rows and are not shown."] if many else []
    answer = "No row that matches has a number here."
    if n:
        low, high = figures.figure(bins[0].low), figures.figure(bins[-1].high)
        answer = (
            f"Half of the {n:,} numbers lie below {figures.figure(float(str(middle)))}; all lie from {low} to {high}."
        )
    method = f"Numbers of {column.name} in {len(bins)} equally wide bars, of {figures.rows(every)} that match."
    return Drawn(column.name, "", bins, (), n, every - n, answer, method, statement.shown, tuple(notes))


def spread(
    con: duckdb.DuckDBPyConnection, column: ExploredColumn, filters: Statement
) -> tuple[tuple[Bin, ...], Statement, int, int]:
    """Bars with round edges, the statement that counted them, how many numbers and how many rows there are."""
    name = quoted(column.name)
    n, every = count(con, filters, name), count(con, filters)
    ((low, high),) = _extremes(con, (column,), filters)
    start, width = _edges(low, high, column.whole) if n else (0.0, 1.0)
    statement = Statement(
        f"SELECT CAST(floor(({name} - {start!r}) / {width!r}) AS INTEGER) AS bar, count(*) AS rows FROM {TABLE} "
        f"WHERE {name} IS NOT NULL AND {filters.sql} GROUP BY bar ORDER BY bar",
        filters.values,
    )
    counted = {int(str(bar)): int(str(rows)) for bar, rows in rows_of(con, statement)} if n else {}
    last = max(counted, default=-1)
    bins = tuple(Bin(start + bar * width, start + (bar + 1) * width, counted.get(bar, 0)) for bar in range(last + 1))
    return bins, statement, n, every


def _edges(low: float, high: float, whole: bool) -> tuple[float, float]:
    """A round lower edge and a round width that make about BINS bars."""
    if low == high:
        return low, max(1.0, abs(low)) if not whole else 1.0
    raw = (high - low) / BINS
    power = 10.0 ** math.floor(math.log10(raw))
    width = next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= raw * 0.999)
    if whole:
        width = max(1.0, width)
    return math.floor(low / width) * width, width


def without_small(bins: Sequence[Bin], k: float) -> tuple[tuple[Bin, ...], int]:
    """Bars of fewer than `k` rows out, where a row may be a person."""
    small = [entry for entry in bins if 0 < entry.count < k]
    return tuple(Bin(entry.low, entry.high, 0 if entry in small else entry.count) for entry in bins), len(small)


def scatter(opened: Opened, asked: Asked, k: float) -> Drawn:
    """Two number columns against each other; many rows are gathered into fields."""
    explored = opened.explored
    x, y = _numbers(explored, asked.of), _numbers(explored, asked.against)
    filters = where(explored, asked.where)
    both = Statement(f"{quoted(x.name)} IS NOT NULL AND {quoted(y.name)} IS NOT NULL AND {filters.sql}", filters.values)
    with asking(opened) as con:
        for column in (x, y):
            one_currency(con, filters, column)
        drawn, every = count(con, both), count(con, filters)
        ends = _extremes(con, (x, y), both)
        gathered = drawn > MOST_SPOTS or bool(explored.personal)
        statement = _spots((x, y), ends, both, gathered)
        found = rows_of(con, statement) if drawn else []
    spots = [Spot(float(str(a)), float(str(b)), int(str(c))) for a, b, c in found]
    notes = []
    if explored.personal:
        small = sum(spot.rows < k for spot in spots)
        spots = [spot for spot in spots if spot.rows >= k]
        notes += [f"{small} fields stand for fewer than {k:g} rows and are not shown."] if small else []
    if gathered and spots:
        many = f"{FIELDS} by {FIELDS} fields"
        notes.append(f"Each dot is the middle of a field of rows, {many}; the larger, the more rows.")
    answer = "No row that matches has both numbers."
    if drawn:
        named = ", ".join(f"{column.name} from {_span(*end)}" for column, end in zip((x, y), ends, strict=True))
        answer = f"{figures.rows(drawn)}: {named}."
    method = f"{y.name} against {x.name}, of {figures.rows(every)} that match."
    return Drawn(x.name, y.name, (), tuple(spots), drawn, every - drawn, answer, method, statement.shown, tuple(notes))


def _spots(
    columns: Sequence[ExploredColumn], ends: Sequence[tuple[float, float]], both: Statement, gathered: bool
) -> Statement:
    across, up = (
        _field(column, *end) if gathered else quoted(column.name) for column, end in zip(columns, ends, strict=True)
    )
    sql = f"SELECT {across} AS x, {up} AS y, count(*) AS rows FROM {TABLE} WHERE {both.sql} GROUP BY 1, 2 ORDER BY 1, 2"
    return Statement(sql, both.values)


def _extremes(
    con: duckdb.DuckDBPyConnection, columns: Sequence[ExploredColumn], filters: Statement
) -> list[tuple[float, float]]:
    names = [quoted(column.name) for column in columns]
    parts = ", ".join(f"min({name}), max({name})" for name in names)
    row = rows_of(con, Statement(f"SELECT {parts} FROM {TABLE} WHERE {filters.sql}", filters.values))[0]
    found = [0.0 if value is None else float(str(value)) for value in row]
    return list(zip(found[0::2], found[1::2], strict=True))


def _field(column: ExploredColumn, start: float, end: float) -> str:
    """SQL: the middle of the field that a number falls in."""
    width = (end - start) / FIELDS or 1.0
    place = f"least(floor(({quoted(column.name)} - {start!r}) / {width!r}), {FIELDS - 1})"
    return f"{start!r} + ({place} + 0.5) * {width!r}"


def _span(low: float, high: float) -> str:
    return f"{figures.figure(low)} to {figures.figure(high)}"


def _numbers(explored: Explored, name: str) -> ExploredColumn:
    column = needed(explored, name)
    if column.kind is not Kind.NUMBER:
        raise WrongInput(f"{column.name} holds no numbers", "", "Choose a number column.")
    return column


def one_currency(con: duckdb.DuckDBPyConnection, filters: Statement, column: ExploredColumn) -> None:
    """Amounts of several currencies do not belong on one axis."""
    if not column.currency:
        return
    name = quoted(column.currency)
    found = rows_of(
        con,
        Statement(
            f"SELECT DISTINCT {name} FROM {TABLE} WHERE {name} IS NOT NULL AND {filters.sql} ORDER BY 1 LIMIT 5",
            filters.values,
        ),
    )
    if len(found) > 1:
        codes = ", ".join(str(code) for (code,) in found)
        raise WrongInput(
            f"{column.name} is in several currencies ({codes})",
            "Amounts of different currencies do not belong on one axis.",
            f"Filter {column.currency} to one of them.",
        )
