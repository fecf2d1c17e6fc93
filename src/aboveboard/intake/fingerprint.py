"""One fingerprint for the content of a file: the same for another row order, encoding, quoting or column order."""

import hashlib
from collections.abc import Sequence

import duckdb

from aboveboard.model.canonical import TABLES

_BATCH = 100_000
_LINE = {"source_row", "variant_no", "author"}
"""Places in the file, and what is hashed with the key of one workspace: content is the same in another."""


def fingerprint(con: duckdb.DuckDBPyConnection, tables: Sequence[str]) -> str:
    """sha256 over the sorted sha256 of every canonical row, without its place in the file."""
    parts = " UNION ALL ".join(f"SELECT sha256({_row(con, name)}) AS mark FROM {name}" for name in tables)
    digest = hashlib.sha256()
    if parts:
        marks = con.sql(f"SELECT mark FROM ({parts}) ORDER BY mark").to_arrow_reader(_BATCH)
        for batch in marks:
            mark = batch.column(0)
            begin = 64 * mark.offset
            digest.update(memoryview(mark.buffers()[-1])[begin : begin + 64 * len(mark)])
    return digest.hexdigest()


def _row(con: duckdb.DuckDBPyConnection, name: str) -> str:
    """SQL: a row as one text of name=value; what is missing is not there, so an absent column changes nothing."""
    columns = ["extra_key" if column == "extra" else column for column in TABLES[name] if column not in _LINE]
    counts = con.execute(f"SELECT {', '.join(f'count({column})' for column in columns)} FROM {name}").fetchall()[0]
    said = [column for column, count in zip(columns, counts, strict=True) if count]
    return f"concat_ws(chr(31), '{name}', " + ", ".join(f"'{column}=' || {column}::VARCHAR" for column in said) + ")"
