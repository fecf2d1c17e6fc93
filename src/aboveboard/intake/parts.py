"""The typed copy of any table; thousands of columns are typed some at a time, because expressions hold memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from aboveboard.intake import kinds, numbers, totals
from aboveboard.intake.cells import macros
from aboveboard.intake.job import Job
from aboveboard.intake.kinds import Decided
from aboveboard.intake.loading import Loaded
from aboveboard.intake.mapping import Field
from aboveboard.intake.roles import described
from aboveboard.model.exploring import ExploredColumn, Kind

AT_ONCE = 200
"""Columns of one part."""
_MOST_NAMES = 12
"""Columns of names, and of numbers, that are looked at for totals."""
_KEPT = "line NOT IN (SELECT line FROM total) AND line NOT IN (SELECT line FROM footer)"
_ROWS = 50_000
"""Rows of one group in a copy of several parts."""


@dataclass
class Copied:
    """What became of the columns."""

    columns: list[ExploredColumn] = field(default_factory=list)
    rows: int = 0
    open_dates: str = ""
    decimal: str = ""
    """The decimal sign that the cells themselves settle; empty where none does."""


def copy(job: Job, loaded: Loaded, path: Path, order: str | None, local: str) -> Copied:
    """Write the typed table to `path`, and fill tables `total`, `problem` and `footer` of `job`'s database.

    Columns are called p0 … pN beside `line`.
    """
    macros(job.con, job.words)
    numbers.prepare(job.con)
    job.con.execute("CREATE TEMP TABLE problem (line BIGINT, reason VARCHAR)")
    parts = list(_parts(job.stored))
    copied, tables = Copied(), []
    for number, fields in enumerate(parts):
        part = replace(job, fields=fields)
        _stage(part, loaded)
        found = kinds.decide(part, order, copied.decimal or local)
        if number == 0:
            _find_totals(part, found.columns)
        columns, cells = described(part, found.columns, [entry.source for entry in job.fields])
        names = "".join(f", {sql} AS {cell_of(len(copied.columns) + place)}" for place, sql in enumerate(cells))
        statement = f"SELECT line{names} FROM base WHERE {_KEPT}"
        if len(parts) == 1:
            job.con.execute(f"COPY ({statement}) TO $path (FORMAT parquet)", {"path": str(path)})
        else:
            tables.append(job.con.sql(statement).to_arrow_table())
        copied.columns += columns
        copied.open_dates = copied.open_dates or found.open_dates
        copied.decimal = copied.decimal or _evident(found.columns)
        _forget(part)
    if tables:
        _write(tables, path)
    copied.rows = int(pq.read_metadata(path).num_rows)
    return copied


def cell_of(place: int) -> str:
    """Name of a column in the copy, by its place among the columns."""
    return f"p{place}"


def _parts(fields: Sequence[Field]) -> Iterator[list[Field]]:
    for start in range(0, max(1, len(fields)), AT_ONCE):
        yield list(fields[start : start + AT_ONCE])


def _stage(part: Job, loaded: Loaded) -> None:
    """Table `cells`: line and the columns of one part, NULL where a cell says nothing."""
    codes = {entry.index for entry in part.fields_in(("seg_country",))}
    made = "".join(
        f", {'said_code' if entry.index in codes else 'said'}(c{entry.index}) AS c{entry.index}"
        for entry in part.fields
    )
    part.con.execute(f"CREATE TEMP TABLE cells AS SELECT {loaded.line} AS line{made} FROM {loaded.rows}")


def _find_totals(part: Job, columns: Sequence[Decided]) -> None:
    part.con.execute("CREATE TEMP VIEW typed AS SELECT * FROM base")
    names = [column.field for column in columns if column.kind is not Kind.NUMBER][:_MOST_NAMES]
    figures = [f"t{column.field.index}" for column in columns if column.kind is Kind.NUMBER][:_MOST_NAMES]
    totals.find_among(part, names, figures)


def _evident(columns: Sequence[Decided]) -> str:
    return next((column.style.decimal for column in columns if column.style is not None and column.style.evident), "")


def _forget(part: Job) -> None:
    part.con.execute("DROP VIEW IF EXISTS typed")
    for table in ("base", "explored_days"):
        part.con.execute(f"DROP TABLE IF EXISTS {table}")


def _write(tables: Sequence[pa.Table], path: Path) -> None:
    """All parts beside each other: each holds the same lines in the same order."""
    lines = tables[0].column("line")
    if any(not table.column("line").equals(lines) for table in tables[1:]):
        raise ValueError("the parts of a table do not hold the same lines")
    named = {"line": lines}
    for table in tables:
        named |= {name: table.column(name) for name in table.column_names if name != "line"}
    pq.write_table(pa.table(named), path, row_group_size=_ROWS)
