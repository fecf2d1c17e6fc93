"""What a histogram and a scatter draw: counted in the database, never more marks than a page can bear."""

import math
from collections.abc import Sequence

import duckdb

from aboveboard.desk.explored import figures
from aboveboard.desk.explored.opened import TABLE, Opened, Statement, asking, quoted, rows_of
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
    low, high, n, every = rows_of(
        con,
        Statement(
            f"SELECT min({name}), max({name}), count({name}), count(*) FROM {TABLE} WHERE {filters.sql}", filters.values
        ),
    )[0]
    start, width = _edges(float(str(low)), float(str(high)), column.whole) if n else (0.0, 1.0)
    statement = Statement(
        f"SELECT CAST(floor(({name} - {start!r}) / {width!r}) AS INTEGER) AS bar, count(*) AS rows FROM {TABLE} "
        f"WHERE {name} IS NOT NULL AND {filters.sql} GROUP BY bar ORDER BY bar",
        filters.values,
    )
    counted = {int(str(bar)): int(str(rows)) for bar, rows in rows_of(con, statement)} if n else {}
    last = max(counted, default=-1)
    bins = tuple(Bin(start + bar * width, start + (bar + 1) * width, counted.get(bar, 0)) for bar in range(last + 1))
    return bins, statement, int(str(n)), int(str(every))


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
    across, up = quoted(x.name), quoted(y.name)
    with asking(opened) as con:
        filters = where(explored, asked.where)
        for column in (x, y):
            one_currency(con, filters, column)
        both = f"{across} IS NOT NULL AND {up} IS NOT NULL AND {filters.sql}"
        low_x, high_x, low_y, high_y, n = rows_of(
            con,
            Statement(
                f"SELECT min({across}), max({across}), min({up}), max({up}), count(*) FROM {TABLE} WHERE {both}",
                filters.values,
            ),
        )[0]
        every = int(
            str(rows_of(con, Statement(f"SELECT count(*) FROM {TABLE} WHERE {filters.sql}", filters.values))[0][0])
        )
        rows = int(str(n))
        gathered = rows > MOST_SPOTS or bool(explored.personal)
        if gathered:
            fields = (_field(across, low_x, high_x), _field(up, low_y, high_y))
            sql = (
                f"SELECT {fields[0]} AS x, {fields[1]} AS y, count(*) AS rows FROM {TABLE} WHERE {both} "
                f"GROUP BY 1, 2 ORDER BY 1, 2"
            )
        else:
            sql = f"SELECT {across} AS x, {up} AS y, count(*) AS rows FROM {TABLE} WHERE {both} GROUP BY 1, 2 ORDER BY 1, 2"
        statement = Statement(sql, filters.values)
        found = rows_of(con, statement) if rows else []
    spots = [Spot(float(str(a)), float(str(b)), int(str(c))) for a, b, c in found]
    notes = []
    if explored.personal:
        small = [spot for spot in spots if spot.rows < k]
        spots = [spot for spot in spots if spot.rows >= k]
        notes += [f"{len(small)} fields stand for fewer than {k:g} rows and are not shown."] if small else []
    if gathered and spots:
        notes.append(
            f"Each dot is the middle of a field of rows, {FIELDS} by {FIELDS} fields; the larger, the more rows."
        )
    answer = "No row that matches has both numbers."
    if rows:
        answer = f"{figures.rows(rows)}: {x.name} from {_ends(low_x, high_x)}, {y.name} from {_ends(low_y, high_y)}."
    method = f"{y.name} against {x.name}, of {figures.rows(every)} that match."
    return Drawn(x.name, y.name, (), tuple(spots), rows, every - rows, answer, method, statement.shown, tuple(notes))


def _field(name: str, low: object, high: object) -> str:
    """SQL: the middle of the field that a number falls in."""
    start, end = float(str(low)), float(str(high))
    width = (end - start) / FIELDS or 1.0
    return f"{start!r} + (least(floor(({name} - {start!r}) / {width!r}), {FIELDS - 1}) + 0.5) * {width!r}"


def _ends(low: object, high: object) -> str:
    return f"{figures.figure(float(str(low)))} to {figures.figure(float(str(high)))}"


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
