"""The loading recipe: a fixed dialect, all text, rejects kept, and no record lost without being named."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from aboveboard.intake.records import Ints, Records
from aboveboard.model import UnreadableFile

_SLACK = 1 << 21
_MEMORY = 1 << 30
_WORDS = {"UNQUOTED VALUE": "a quotation mark is out of place", "INVALID ENCODING": "its characters cannot be read"}


@dataclass(frozen=True)
class Misfit:
    """A record that does not become a row."""

    index: int
    """Among the records."""
    reason: str


@contextlib.contextmanager
def private_database(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An in-memory database of this reading alone, bounded in memory, spilling into `folder`."""
    limit = min(_MEMORY, _installed() // 2)
    con = duckdb.connect(
        ":memory:", config={"memory_limit": f"{limit >> 20}MB", "temp_directory": str(folder / "spill")}
    )
    try:
        con.execute("SET enable_progress_bar=false")
        yield con
    finally:
        con.close()


def _installed() -> int:
    """Bytes of memory of the machine; where the system does not say, twice the bound we set."""
    if not hasattr(os, "sysconf"):
        return 2 * _MEMORY
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def load(
    con: duckdb.DuckDBPyConnection, body: bytes, records: Records, delimiter: str, width: int, folder: Path
) -> list[Misfit]:
    """Fill tables `raw` (c0 … cN, all text) and `numbered` (line); return what did not fit.

    Rows and misfits together are all records; otherwise the file is refused.
    """
    misfits = _misshapen(records, width)
    odd = np.zeros(len(records), bool)
    odd[[misfit.index for misfit in misfits]] = True
    kept = np.flatnonzero(~odd)
    path = folder / "normalised.csv"
    position = _write(path, body, records, kept)
    for parallel in (True, False):
        rejected = _read(con, path, delimiter, width, int((records.end - records.start).max(initial=0)), parallel)
        if rejected is not None and _count(con) + len(rejected) == len(kept):
            break
    else:
        raise UnreadableFile(
            "The rows could not be counted safely",
            f"{len(kept):,} lines were found, but not all could be read or named as unreadable.",
            "Save the file as CSV in a spreadsheet and add it again.",
        )
    lost = [
        Misfit(int(kept[np.searchsorted(position, byte, side="right") - 1]), _WORDS.get(kind, kind.lower()))
        for byte, kind in rejected
    ]
    odd[[misfit.index for misfit in lost]] = True
    _number(con, records.line[~odd])
    return [*misfits, *lost]


def _misshapen(records: Records, width: int) -> list[Misfit]:
    found = [Misfit(index, reason) for index, reason in records.broken.items()]
    for index in np.flatnonzero(records.cells != width):
        if int(index) not in records.broken:
            cells = int(records.cells[index])
            kind = "too few" if cells < width else "too many, some are extra"
            found.append(Misfit(int(index), f"{cells} cells, {width} expected – {kind}"))
    return found


def _write(path: Path, body: bytes, records: Records, kept: Ints) -> Ints:
    """The records to read, one after the other; returns the byte at which each begins in the copy."""
    start, end = records.start[kept], records.end[kept]
    lengths = end - start + 1
    position = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])[: len(kept)]
    # Neighbouring records are written as one run: a clean file is a single one.
    breaks = np.flatnonzero(start[1:] != end[:-1] + 1) + 1
    firsts = np.concatenate([np.zeros(min(1, len(kept)), np.int64), breaks])
    lasts = np.concatenate([breaks, np.full(min(1, len(kept)), len(kept), np.int64)]) - 1
    view = memoryview(body)
    with path.open("wb") as copy:
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            copy.write(view[int(start[first]) : int(end[last])])
            copy.write(b"\n")
    return position


def _read(
    con: duckdb.DuckDBPyConnection, path: Path, delimiter: str, width: int, longest: int, parallel: bool
) -> Sequence[tuple[int, str]] | None:
    """Byte and kind of each rejected record; None when the reader gave up."""
    for table in ("raw", "bad_rows", "bad_scan"):
        con.execute(f"DROP TABLE IF EXISTS {table}")
    try:
        con.execute(
            """CREATE TEMP TABLE raw AS SELECT * FROM read_csv($path, auto_detect=false, header=false, delim=$delimiter,
            quote='"', escape='"', strict_mode=true, columns=$columns, parallel=$parallel, max_line_size=$longest,
            store_rejects=true, rejects_table='bad_rows', rejects_scan='bad_scan')""",
            {
                "path": str(path),
                "delimiter": delimiter,
                "columns": {f"c{index}": "VARCHAR" for index in range(width)},
                "parallel": parallel,
                "longest": longest + _SLACK,
            },
        )
    except duckdb.Error:
        return None
    return con.execute(
        "SELECT line_byte_position - 1, min(error_type::VARCHAR) FROM bad_rows GROUP BY ALL ORDER BY 1"
    ).fetchall()


def _count(con: duckdb.DuckDBPyConnection) -> int:
    return int(con.execute("SELECT count(*) FROM raw").fetchall()[0][0])


def _number(con: duckdb.DuckDBPyConnection, lines: Ints) -> None:
    """Table `numbered`: the line each row of `raw` stands on in the file, in the same order."""
    con.register("numbered", pa.table({"line": pa.array(lines, pa.int64())}))
