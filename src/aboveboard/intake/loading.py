"""The loading recipe: a fixed dialect, rejects kept, and no record lost without being named."""

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import duckdb
import numpy as np
import pyarrow as pa

from aboveboard.intake.mending import Body
from aboveboard.intake.records import PIECE, EvenRecords, Ints, ListedRecords, Records, forget
from aboveboard.model import UnreadableFile

_SLACK = 1 << 21
_MEMORY = 640 << 20
_WORDS = {"UNQUOTED VALUE": "a quotation mark is out of place", "INVALID ENCODING": "its characters cannot be read"}


@dataclass(frozen=True)
class Misfit:
    """A record that does not become a row."""

    index: int
    """Among the records."""
    reason: str


@dataclass(frozen=True)
class Loaded:
    """What is in table `raw`, and what is not."""

    misfits: list[Misfit]
    line: str
    """SQL over `rows`: the line of the file on which a row stands."""
    rows: str
    """SQL: table `raw`, joined with its lines where they do not simply count."""
    typed: Mapping[int, str] = field(default_factory=dict)
    """Columns that were read as numbers or dates right away, and their types."""


@dataclass(frozen=True)
class Text:
    """A text to load: where its table begins and how it is cut."""

    body: Body
    path: Path | None
    """Where the text lies on disk; None while it is in memory alone."""
    delimiter: str
    width: int
    skip: int
    """Lines before the first record."""


@contextlib.contextmanager
def private_database(folder: Path, on_disk: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of this reading alone, bounded in memory, spilling into `folder`; a large one lives there."""
    limit = min(_MEMORY, _installed() // 4)
    place = str(folder / "reading.duckdb") if on_disk else ":memory:"
    con = duckdb.connect(place, config={"memory_limit": f"{limit >> 20}MB", "temp_directory": str(folder / "spill")})
    try:
        con.execute("SET enable_progress_bar=false")
        yield con
    finally:
        con.close()


def _installed() -> int:
    """Bytes of memory of the machine; where the system does not say, four times the bound we set."""
    if not hasattr(os, "sysconf"):
        return 4 * _MEMORY
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def load_even(
    con: duckdb.DuckDBPyConnection,
    text: Text,
    records: EvenRecords,
    types: Mapping[int, str],
    missing: Sequence[str],
    folder: Path,
) -> Loaded | None:
    """Table `raw` straight from a text in which every record is one line; None when a single record does not fit.

    `types`: columns to read as numbers or dates at once; their cells may be any of `missing` instead.
    """
    path = text.path
    if path is None:
        path = folder / "text.csv"
        path.write_bytes(text.body)
    rejected = _read(con, path, text.delimiter, text.width, records.longest, True, types, missing, text.skip)
    if rejected is None or len(rejected) or _count(con) != len(records):
        return None
    return Loaded([], f"(rowid + {records.first_line})", "raw", dict(types))


def load_listed(con: duckdb.DuckDBPyConnection, text: Text, records: ListedRecords, folder: Path) -> Loaded:
    """Tables `raw` (c0 … cN, all text) and `numbered` (line); what did not fit is named.

    Rows and misfits together are all records; otherwise the file is refused.
    """
    misfits = _misshapen(records, text.width)
    odd = np.zeros(len(records), bool)
    odd[[misfit.index for misfit in misfits]] = True
    kept = np.flatnonzero(~odd)
    path = folder / "normalised.csv"
    position = _write(path, text.body, records, kept)
    for parallel in (True, False):
        rejected = _read(con, path, text.delimiter, text.width, records.longest, parallel)
        if rejected is not None and _count(con) + len(rejected) == len(kept):
            break
    else:
        raise UnreadableFile(
            "The rows could not be counted safely",
            f"{len(kept):,} lines were found, but not all could be read or named as unreadable.",
            "Save the file as CSV in a spreadsheet and add it again.",
        )
    path.unlink()
    lost = [
        Misfit(int(kept[np.searchsorted(position, byte, side="right") - 1]), _WORDS.get(kind, kind.lower()))
        for byte, kind in rejected
    ]
    odd[[misfit.index for misfit in lost]] = True
    con.register("numbered", pa.table({"line": pa.array(records.lines(np.flatnonzero(~odd)), pa.int64())}))
    return Loaded([*misfits, *lost], "line", "numbered POSITIONAL JOIN raw")


def _misshapen(records: Records, width: int) -> list[Misfit]:
    found = [Misfit(index, reason) for index, reason in records.broken.items()]
    for index, cells in records.misshapen(width):
        if index not in records.broken:
            kind = "too few" if cells < width else "too many, some are extra"
            found.append(Misfit(index, f"{cells} cells, {width} expected – {kind}"))
    return found


def _write(path: Path, body: Body, records: ListedRecords, kept: Ints) -> Ints:
    """The records to read, one after the other; returns the byte at which each begins in the copy."""
    start = records.start[kept]
    end = start + records.size[kept]
    lengths = end - start + 1
    position = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])[: len(kept)]
    # Neighbouring records are written as one run, cut where it grows long: a clean file is a single one.
    breaks = np.flatnonzero(start[1:] != end[:-1] + 1) + 1
    firsts = np.concatenate([np.zeros(min(1, len(kept)), np.int64), breaks])
    lasts = np.concatenate([breaks, np.full(min(1, len(kept)), len(kept), np.int64)]) - 1
    with path.open("wb") as copy:
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            _copy(copy, body, int(start[first]), int(end[last]))
            copy.write(b"\n")
    return position


def _copy(copy: BinaryIO, body: Body, begin: int, end: int) -> None:
    while begin < end:
        stop = min(begin + PIECE, end)
        copy.write(body[begin:stop])
        if stop - begin == PIECE:
            forget(body)
        begin = stop


def _read(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    delimiter: str,
    width: int,
    longest: int,
    parallel: bool,
    types: Mapping[int, str] | None = None,
    missing: Sequence[str] = ("",),
    skip: int = 0,
) -> Sequence[tuple[int, str]] | None:
    """Byte and kind of each rejected record; None when the reader gave up."""
    for table in ("raw", "bad_rows", "bad_scan"):
        con.execute(f"DROP TABLE IF EXISTS {table}")
    given = types or {}
    try:
        con.execute(
            """CREATE TABLE raw AS SELECT * FROM read_csv($path, auto_detect=false, header=false, delim=$delimiter,
            quote='"', escape='"', strict_mode=true, columns=$columns, parallel=$parallel, max_line_size=$longest,
            nullstr=$missing, skip=$skip,
            store_rejects=true, rejects_table='bad_rows', rejects_scan='bad_scan')""",
            {
                "path": str(path),
                "delimiter": delimiter,
                "columns": {f"c{index}": given.get(index, "VARCHAR") for index in range(width)},
                "parallel": parallel,
                "longest": longest + _SLACK,
                "missing": list(missing),
                "skip": skip,
            },
        )
    except duckdb.Error:
        return None
    return con.execute(
        "SELECT line_byte_position - 1, min(error_type::VARCHAR) FROM bad_rows GROUP BY ALL ORDER BY 1"
    ).fetchall()


def _count(con: duckdb.DuckDBPyConnection) -> int:
    return int(con.execute("SELECT count(*) FROM raw").fetchall()[0][0])
