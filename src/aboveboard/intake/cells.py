"""Cells of the staged table: trimmed, and NULL where they say nothing."""

from collections.abc import Collection, Iterable

import duckdb

from aboveboard.intake.profiles import Dictionary

NAMIBIA = "na"
_BLANKS = "' \t\n' || chr(160) || chr(8239)"


def prepare(con: duckdb.DuckDBPyConnection, words: Dictionary) -> None:
    """Define the macros `said(cell)` and, for country codes, `said_code(cell)`."""
    quoted = ", ".join(_literal(word) for word in words.missing)
    codes = ", ".join(_literal(word) for word in words.missing if word != NAMIBIA)
    for name, listed in (("said", quoted), ("said_code", codes)):
        con.execute(
            f"""CREATE TEMP MACRO {name}(cell) AS
            CASE WHEN lower(trim(cell, {_BLANKS})) IN ({listed}) THEN NULL ELSE trim(cell, {_BLANKS}) END"""
        )


def _literal(word: str) -> str:
    """A word of our own dictionary as an SQL text."""
    return "'" + word.replace("'", "''") + "'"


def stage(con: duckdb.DuckDBPyConnection, columns: Iterable[int], codes: Collection[int]) -> None:
    """Table `cells` (line and the columns that may be kept) from `placed`, which is dropped with everything else."""
    kept = ", ".join(f"{'said_code' if index in codes else 'said'}(c{index}) AS c{index}" for index in columns)
    con.execute(f"CREATE TEMP TABLE cells AS SELECT line{', ' + kept if kept else ''} FROM placed")
    con.execute("DROP TABLE placed")


def samples(con: duckdb.DuckDBPyConnection, columns: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The first three different values of each column of `cells`."""
    listed = list(columns)
    if not listed:
        return {}
    parts = ", ".join(f"list(c{index} ORDER BY line) FILTER (WHERE c{index} IS NOT NULL)" for index in listed)
    row = con.execute(f"SELECT {parts} FROM (SELECT * FROM cells ORDER BY line LIMIT 200)").fetchall()[0]
    return {
        index: tuple(dict.fromkeys(value[:80] for value in found or ()))[:3]
        for index, found in zip(listed, row, strict=True)
    }


def filled(con: duckdb.DuckDBPyConnection, columns: Iterable[int]) -> frozenset[int]:
    """Columns of `cells` that hold at least one value."""
    listed = list(columns)
    if not listed:
        return frozenset()
    row = con.execute(f"SELECT {', '.join(f'count(c{index})' for index in listed)} FROM cells").fetchall()[0]
    return frozenset(index for index, count in zip(listed, row, strict=True) if count)
