"""Any table, read to be looked at: typed by its own cells, personal data left out, every row accounted for."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from aboveboard.intake import personal
from aboveboard.intake.columns import without_personal
from aboveboard.intake.containers import Undecided
from aboveboard.intake.days import check_order
from aboveboard.intake.headers import headers
from aboveboard.intake.job import Job
from aboveboard.intake.layout import DELIMITERS, Layout, find_table
from aboveboard.intake.loading import Misfit, Text, load_listed, private_database
from aboveboard.intake.mapping import by_name
from aboveboard.intake.mending import Body
from aboveboard.intake.opening import kind_inside, open_source
from aboveboard.intake.parts import Copied, cell_of, copy
from aboveboard.intake.profiles import dictionary, profiles
from aboveboard.intake.recognition import recognise
from aboveboard.intake.records import Records, listed
from aboveboard.intake.rows import local_decimal
from aboveboard.intake.set_aside import QUARANTINED, from_rows, sort_misfits
from aboveboard.intake.set_aside import table as asides_table
from aboveboard.intake.source import Source
from aboveboard.model import UnreadableFile
from aboveboard.model.exploring import Explored

__all__ = ["ASIDE", "DATA", "cell_of", "explore"]

DATA, ASIDE = "data.parquet", "aside.parquet"
_TOP, _TOP_CHARACTERS = 25, 200
_HIDDEN_LINE = "[hidden, because the file holds personal data]"


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
    try:
        inside = kind_inside(raw)
    except Undecided as open_:
        raise UnreadableFile(
            "Several tables are in this archive", open_.question.text, "Unpack it and open one."
        ) from open_
    kind, source = inside.kind, open_source(inside.inner, inside.kind, name, words)
    layout = find_table(source.body, words, header, source.delimiter, source.framed)
    records = listed(source.body, layout.offset, layout.next_line, layout.delimiter, layout.width)
    if source.lines is not None:
        records = replace(records, line=source.lines[records.line - 1])
    if not len(records):
        raise UnreadableFile("The file has no rows", "There is only a header, no data rows below it.", "Export again.")
    known = Explored(
        file_name=name,
        size=len(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        kind=kind,
        encoding=source.encoding,
        delimiter=DELIMITERS.get(layout.delimiter, layout.delimiter) if kind == "csv" else None,
        header_line=layout.header_line,
        preamble=layout.preamble,
        notices=(*inside.notices, *source.notices),
    )
    try:
        with private_database(folder) as con:
            text = Text(source.body, None, layout.delimiter, layout.width, layout.next_line - 1)
            loaded = load_listed(con, text, records, folder)
            job = _job(con, layout)
            copied = copy(job, loaded, folder / DATA, check_order(order), _local(job))
            return _finish(job, _Table(source, layout, records), loaded.misfits, copied, known, folder)
    except duckdb.OutOfMemoryException as error:
        raise UnreadableFile(
            "The table is too large to look at in one piece",
            f"It has {len(records):,} rows and {layout.width:,} columns.",
            "Leave out some of its columns, or split the file.",
        ) from error


def _job(con: duckdb.DuckDBPyConnection, layout: Layout) -> Job:
    """Every column but those on individuals is looked at, ratios too."""
    words = dictionary()
    named = headers(layout.header, words)
    profile = recognise([header.name for header in named], "\n".join(layout.preamble), words, profiles())
    fields = without_personal(con, by_name(named, profile, words), words)
    return Job(con, layout, words, profile, [replace(f, role="extra") if f.role == "derived" else f for f in fields])


def _local(job: Job) -> str:
    return local_decimal(job.fields, job.layout, job.words)


def _finish(
    job: Job, table: _Table, misfits: Sequence[Misfit], copied: Copied, known: Explored, folder: Path
) -> Explored:
    """With the rows accounted for; UnreadableFile where one is not."""
    aside = sort_misfits(job, table.source.body, table.records, misfits)
    asides = [*aside.asides, *from_rows(job, table.source.body, table.records)]
    footers = int(job.con.execute("SELECT count(*) FROM footer").fetchall()[0][0])
    pq.write_table(asides_table(asides), folder / ASIDE)
    rows = len(table.records) - aside.footers - footers
    if rows != copied.rows + len(asides):
        raise UnreadableFile("The rows could not be counted safely", f"{rows:,} lines were found.", "Save it anew.")
    quarantined = sum(entry.kind == QUARANTINED for entry in asides)
    return replace(
        known,
        decimal=copied.decimal or _local(job),
        top=_top(table.source.body, job),
        rows=rows,
        quarantined=quarantined,
        totals=len(asides) - quarantined,
        columns=tuple(copied.columns),
        personal=tuple((field.source, field.reason) for field in job.fields if field.role == "personal"),
        open_dates=copied.open_dates,
    )


def _top(body: Body, job: Job) -> tuple[str, ...]:
    """The first lines as they stand; below the header nothing is shown of a file with columns on individuals."""
    lines = body[: 1 << 16].decode("utf-8", "replace").split("\n")[:_TOP]
    private = any(field.role == "personal" for field in job.fields)
    return tuple(
        _HIDDEN_LINE
        if private and place > job.layout.header_line
        else personal.mask(line[: 2 * _TOP_CHARACTERS])[:_TOP_CHARACTERS]
        for place, line in enumerate(lines, 1)
    )
