"""Any table, read to be looked at: typed by its own cells, personal data left out, every row accounted for."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from aboveboard.intake import kinds, personal, totals
from aboveboard.intake.cells import stage_cells
from aboveboard.intake.columns import decide as decide_columns
from aboveboard.intake.days import check_order
from aboveboard.intake.headers import headers
from aboveboard.intake.job import Job
from aboveboard.intake.kinds import Decided, Kinds
from aboveboard.intake.layout import DELIMITERS, Layout, find_table
from aboveboard.intake.loading import Misfit, load, private_database
from aboveboard.intake.opening import kind_inside, open_source
from aboveboard.intake.profiles import dictionary, profiles
from aboveboard.intake.recognition import recognise
from aboveboard.intake.records import Records, scan
from aboveboard.intake.roles import described
from aboveboard.intake.rows import local_decimal
from aboveboard.intake.set_aside import QUARANTINED, Aside, from_rows, sort_misfits
from aboveboard.intake.set_aside import table as asides_table
from aboveboard.intake.source import Source
from aboveboard.model import UnreadableFile
from aboveboard.model.exploring import Explored, Kind

DATA, ASIDE = "data.parquet", "aside.parquet"
_TOP, _TOP_CHARACTERS = 25, 200
_MOST_NAMES = 12
"""Columns of names, and of numbers, that are looked at for totals."""


def cell_of(place: int) -> str:
    """Name of a column in DATA, by its place among the columns; `line` says where each row stands in the file."""
    return f"p{place}"


@dataclass(frozen=True)
class _Table:
    """A file up to its records."""

    source: Source
    layout: Layout
    records: Records


def explore(name: str, raw: bytes, folder: Path, header: int | None = None, order: str | None = None) -> Explored:
    """Read a file into two copies in `folder`: DATA, typed, and ASIDE, what was left out. UnreadableFile if it is none.

    `header` is the line of the header row and `order` of dates is dmy or mdy, where a person said so.
    """
    words = dictionary()
    inner, kind, unpacked = kind_inside(raw)
    source = open_source(inner, kind, name, words)
    layout = find_table(source.body, words, header)
    records = scan(source.body, layout.offset, layout.next_line, layout.delimiter, layout.width, source.rows_are_lines)
    if not len(records):
        raise UnreadableFile("The file has no rows", "There is only a header, no data rows below it.", "Export again.")
    with private_database(folder) as con:
        misfits = load(con, source.body, records, layout.delimiter, layout.width, folder)
        (folder / "normalised.csv").unlink(missing_ok=True)
        job = _job(con, layout)
        stage_cells(job)
        found = kinds.decide(job, check_order(order), local_decimal(job))
        job.notices += [*unpacked, *source.notices]
        return _finish(job, _Table(source, layout, records), misfits, found, folder, (name, raw, kind))


def _job(con: duckdb.DuckDBPyConnection, layout: Layout) -> Job:
    """Every column but those on individuals is looked at, ratios too."""
    words = dictionary()
    named = headers(layout.header, words)
    profile = recognise([header.name for header in named], "\n".join(layout.preamble), words, profiles())
    fields = decide_columns(con, named, profile, words, None, True).fields
    return Job(con, layout, words, profile, [replace(f, role="extra") if f.role == "derived" else f for f in fields])


def _finish(
    job: Job, table: _Table, misfits: Sequence[Misfit], found: Kinds, folder: Path, file: tuple[str, bytes, str]
) -> Explored:
    aside = sort_misfits(job, table.source.body, table.records, misfits)
    _find_totals(job, found.columns)
    asides = [*aside.asides, *from_rows(job, table.source.body, table.records)]
    footers = int(job.con.execute("SELECT count(*) FROM footer").fetchall()[0][0])
    columns, cells = described(job, found.columns)
    kept = _write(job, cells, asides, folder)
    quarantined = sum(entry.kind == QUARANTINED for entry in asides)
    rows = len(table.records) - aside.footers - footers
    if rows != kept + len(asides):
        raise UnreadableFile("The rows could not be counted safely", f"{rows:,} lines were found.", "Save it anew.")
    name, raw, kind = file
    evident = [column.style for column in found.columns if column.style is not None and column.style.evident]
    comma = evident[0].decimal if evident else local_decimal(job)
    return Explored(
        file_name=name,
        size=len(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        kind=kind,
        encoding=table.source.encoding,
        delimiter=DELIMITERS.get(table.layout.delimiter, table.layout.delimiter) if kind == "csv" else None,
        decimal=comma,
        header_line=table.layout.header_line,
        preamble=table.layout.preamble,
        top=_top(table.source.body, job),
        rows=rows,
        quarantined=quarantined,
        totals=len(asides) - quarantined,
        columns=columns,
        personal=tuple((field.source, field.reason) for field in job.fields if field.role == "personal"),
        open_dates=found.open_dates,
        notices=tuple(job.notices),
    )


def _find_totals(job: Job, columns: Sequence[Decided]) -> None:
    job.con.execute("CREATE TEMP TABLE problem (line BIGINT, reason VARCHAR)")
    job.con.execute("CREATE TEMP VIEW typed AS SELECT * FROM base")
    names = [column.field for column in columns if column.kind is not Kind.NUMBER][:_MOST_NAMES]
    numbers = [f"t{column.field.index}" for column in columns if column.kind is Kind.NUMBER][:_MOST_NAMES]
    totals.find_among(job, names, numbers)


def _write(job: Job, columns: Sequence[str], asides: Sequence[Aside], folder: Path) -> int:
    """Both copies; the number of rows kept."""
    cells = "".join(f", {sql} AS {cell_of(place)}" for place, sql in enumerate(columns))
    job.con.execute(
        f"""COPY (SELECT line{cells} FROM base
        WHERE line NOT IN (SELECT line FROM total) ORDER BY line) TO $path (FORMAT parquet)""",
        {"path": str(folder / DATA)},
    )
    pq.write_table(asides_table(asides), folder / ASIDE)
    return int(pq.read_metadata(folder / DATA).num_rows)


def _top(body: bytes, job: Job) -> tuple[str, ...]:
    """The first lines as they stand; below the header nothing is shown of a file with columns on individuals."""
    lines = body[: 1 << 16].decode("utf-8", "replace").split("\n")[:_TOP]
    private = any(field.role == "personal" for field in job.fields)
    shown = [
        "[hidden, because the file holds personal data]" if private and place > job.layout.header_line else line
        for place, line in enumerate(lines, 1)
    ]
    return tuple(personal.mask(line)[:_TOP_CHARACTERS] for line in shown)
