"""Cells of the staged table: trimmed, and NULL where they say nothing."""

from collections.abc import Iterable, Sequence

import duckdb

from aboveboard.intake import numbers
from aboveboard.intake.job import Job
from aboveboard.intake.profiles import Dictionary

NAMIBIA = "na"
_ODD_BLANK = r"[\t\n\x{A0}\x{202F}]$"
"""Cutting a set of signs costs a microsecond a cell, so only cells that end with an unusual blank pay it."""
_SEPARATOR = "\x1f"
"""No cell holds it: control characters are removed before."""
_BLANKS = "' \t\n' || chr(160) || chr(8239)"


def stage_cells(job: Job) -> None:
    """Table `cells` (line and the columns that may be kept) from `raw`, which is dropped with all the rest."""
    _macros(job.con, job.words)
    numbers.prepare(job.con)
    codes = {field.index for field in job.fields_in(("seg_country",))}
    kept = "".join(
        f", {'said_code' if field.index in codes else 'said'}(c{field.index}) AS c{field.index}" for field in job.stored
    )
    job.con.execute(f"CREATE TEMP TABLE cells AS SELECT line{kept} FROM numbered POSITIONAL JOIN raw")
    job.con.unregister("numbered")
    job.con.execute("DROP TABLE raw")


def _macros(con: duckdb.DuckDBPyConnection, words: Dictionary) -> None:
    """Macros `said(cell)` and, for country codes, `said_code(cell)`."""
    for name, listed in (("said", words.missing), ("said_code", [word for word in words.missing if word != NAMIBIA])):
        # One text that holds all words, not IN or a list: those cost a gigabyte on a table of 300 columns.
        inside = (_SEPARATOR + _SEPARATOR.join(listed) + _SEPARATOR).replace("'", "''")
        con.execute(
            f"""CREATE TEMP MACRO {name}(cell) AS CASE WHEN {_surely_said(listed)}
            THEN CASE WHEN regexp_matches(cell, '{_ODD_BLANK}') THEN rtrim(cell, {_BLANKS}) ELSE rtrim(cell) END
            WHEN contains('{inside}', '{_SEPARATOR}' || lower(trim(cell, {_BLANKS})) || '{_SEPARATOR}')
            THEN NULL ELSE trim(cell, {_BLANKS}) END"""
        )


def _surely_said(listed: Sequence[str]) -> str:
    """SQL: the first sign begins none of the words, so the cell says something; most cells end here, at little cost."""
    starts = {word[0] for word in listed if word} | {word[0].upper() for word in listed if word}
    free = [chr(code) for code in range(ord("0"), ord("z") + 1) if chr(code) not in starts and chr(code) not in "'\\"]
    runs: list[list[str]] = []
    for sign in free:
        if runs and ord(runs[-1][-1]) + 1 == ord(sign):
            runs[-1].append(sign)
        else:
            runs.append([sign])
    return " OR ".join(f"(cell >= '{run[0]}' AND cell < '{chr(ord(run[-1]) + 1)}')" for run in runs)


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
