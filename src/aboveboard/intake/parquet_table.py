"""Parquet files into text: ids, decimals and moments exactly as stored, nested columns as JSON."""

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from aboveboard.intake.bodies import MOST_TEXT, too_large, traced, written
from aboveboard.intake.loading import private_database
from aboveboard.intake.source import Source
from aboveboard.model import UnreadableFile

_MOST_ROWS, _MOST_COLUMNS = 50_000_000, 5_000
_WHOLE = 1e15
"""Above it a floating number no longer holds every digit of an id."""
_DAMAGED = "Download it again, or save the table as CSV."


def parquet_source(raw: bytes) -> Source:
    """A Parquet file as a Source; UnreadableFile when it is damaged, empty or too large."""
    try:
        names, rows = _frame(raw)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableFile("The Parquet file is damaged", _first_line(error), _DAMAGED) from error
    if not rows:
        raise UnreadableFile("The file has no rows", "The Parquet file is empty.", "Check the dates of the report.")
    if rows > _MOST_ROWS or len(names) > _MOST_COLUMNS:
        said = f"It has {rows:,} rows and {len(names):,} columns."
        raise UnreadableFile("The Parquet file is too large", said, "Export a shorter period or fewer columns.")
    with tempfile.TemporaryDirectory() as folder, private_database(Path(folder)) as con:
        (Path(folder) / "in.parquet").write_bytes(raw)
        try:
            text = _text(con, Path(folder))
        except duckdb.Error as error:
            raise UnreadableFile("The Parquet file cannot be read", _first_line(error), _DAMAGED) from error
    body = written([names]) + text
    lines = traced(body, np.arange(rows + 1, dtype=np.int64))
    return Source(body, "parquet", None, lines=lines, delimiter=",", framed=True)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0][:200].rstrip(".") + "."


def _frame(raw: bytes) -> tuple[list[str], int]:
    found = pq.ParquetFile(io.BytesIO(raw))
    return list(found.schema_arrow.names), int(found.metadata.num_rows)


def _text(con: duckdb.DuckDBPyConnection, folder: Path) -> bytes:
    """The rows as comma-separated text, in their order."""
    con.execute("SET TimeZone = 'UTC'")
    source = f"read_parquet('{folder / 'in.parquet'}', binary_as_string=true)"
    described = con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    cells = ", ".join(f"{_cell(str(row[0]), str(row[1]))} AS c{place}" for place, row in enumerate(described))
    con.execute(f"CREATE TEMP VIEW texts AS SELECT {cells} FROM {source}")
    _check_size(con, [f"c{place}" for place in range(len(described))])
    target = folder / "out.csv"
    con.execute(
        f"""COPY texts TO '{target}' (FORMAT csv, HEADER false, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '')"""
    )
    return target.read_bytes()


def _check_size(con: duckdb.DuckDBPyConnection, names: Sequence[str]) -> None:
    """A few repeated values of great length fit a small file; they are weighed before they are written."""
    weight = " + ".join(f"sum(coalesce(strlen({name}), 0) + 1)" for name in names)
    if int(con.execute(f"SELECT {weight} FROM texts").fetchall()[0][0]) > MOST_TEXT:
        raise too_large()


def _cell(name: str, kind: str) -> str:
    """SQL: a value as a CSV export would write it."""
    column = '"' + name.replace('"', '""') + '"'
    if kind.endswith("]") or kind.startswith(("STRUCT", "MAP", "UNION", "VARIANT")):
        return f"to_json({column})::VARCHAR"
    if kind in ("DOUBLE", "FLOAT"):
        whole = f"{column} = trunc({column}) AND abs({column}) < {_WHOLE}"
        return f"""CASE WHEN {whole} THEN {column}::BIGINT::VARCHAR
        WHEN abs({column}) >= {_WHOLE} AND isfinite({column}) THEN printf('%.14e', {column}::DOUBLE)
        ELSE {column}::VARCHAR END"""
    text = f"{column}::VARCHAR"
    return f"replace(replace({text}, chr(13) || chr(10), chr(10)), chr(13), chr(10))" if kind == "VARCHAR" else text
