"""Cells of the staged table: trimmed, and NULL where they say nothing."""

from collections.abc import Iterable, Sequence

import duckdb

from aboveboard.intake import numbers, personal
from aboveboard.intake.job import Job, quoted
from aboveboard.intake.loading import Loaded
from aboveboard.intake.mapping import Field
from aboveboard.intake.profiles import Dictionary

NAMIBIA = "na"
_ODD_BLANK = r"[\t\n\x{A0}\x{202F}]$"
"""Cutting a set of signs costs a microsecond a cell, so only cells that end with an unusual blank pay it."""
_WIDE = 100
"""From here on, looking for expressions that repeat costs the square of the columns; no two columns share one."""
_SEPARATOR = "\x1f"
"""No cell holds it: control characters are removed before."""
_LOOK, _SHOWN = 200, 80
_BLANKS = "' \t\n' || chr(160) || chr(8239)"


def stage_cells(job: Job, loaded: Loaded) -> None:
    """`cells` (line and the columns that may be kept) from `raw`: a view of a plain file, else a table of its own."""
    macros(job.con, job.words)
    numbers.prepare(job.con)
    codes = {field.index for field in job.fields_in(("seg_country",))}
    said = {field.index: _said(field, field.index in codes) for field in job.stored}
    _mask(job, said)
    if loaded.typed:
        kept = "".join(f", {_plain(job, field, said[field.index])} AS c{field.index}" for field in job.stored)
        job.con.execute(f"CREATE TEMP VIEW cells AS SELECT {loaded.line} AS line{kept} FROM raw")
        return
    kept = "".join(f", {cell} AS c{index}" for index, cell in said.items())
    if len(said) > _WIDE:
        job.con.execute("SET disabled_optimizers = 'common_subexpressions'")
    job.con.execute(f"CREATE TABLE cells AS SELECT {loaded.line} AS line{kept} FROM {loaded.rows}")
    job.con.execute("DROP TABLE raw")


def _said(field: Field, code: bool) -> str:
    """SQL of a cell: trimmed, missing where it says nothing, and only a hash of who it names."""
    cell = f"said{'_code' if code else ''}(c{field.index})"
    return personal.hashed(cell) if field.hashed else cell


def _mask(job: Job, said: dict[int, str]) -> None:
    """Addresses and numbers of people go out of every text that holds some, whatever its column is called."""
    found = []
    for field in job.stored:
        cell = f"c{field.index}"
        if field.index in job.typed or field.hashed or not personal.is_told_in(job.con, field.index):
            continue
        said[field.index] = personal.masked(f"said({cell})")
        found.append(field.source)
    if found:
        job.tell("masked", f"{quoted(found)}: e-mail addresses and telephone numbers in the texts were hidden.")
        job.masked = tuple(found)


def _plain(job: Job, field: Field, said: str) -> str:
    """SQL of a cell of a plain file: as it was read, where no cell of the column is missing or has blanks around it."""
    cell = f"c{field.index}"
    if field.index in job.typed:
        return f"CAST({cell} AS BIGINT)" if field.canonical in numbers.COUNTS else cell
    changed = f"SELECT 1 FROM (SELECT DISTINCT {cell} FROM raw) WHERE {said} IS DISTINCT FROM {cell} LIMIT 1"
    return said if job.con.execute(changed).fetchall() else cell


def macros(con: duckdb.DuckDBPyConnection, words: Dictionary) -> None:
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


def samples(job: Job, columns: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The first three different values of each column, as they are written in the file."""
    con = job.con
    listed = [column for column in columns if column not in job.typed]
    nothing = frozenset(job.words.missing)
    cells = {index: [row[index].strip() for row in job.first] for index in job.typed}
    typed = {index: _different(cell for cell in row if cell.lower() not in nothing) for index, row in cells.items()}
    if not listed:
        return typed
    parts = ", ".join(f"left(c{index}, {_SHOWN})" for index in listed)
    head = con.sql(f"SELECT {parts} FROM cells ORDER BY line LIMIT {_LOOK}").to_arrow_table()
    return typed | {
        index: _different(column.drop_null().unique().to_pylist())
        for index, column in zip(listed, head.columns, strict=True)
    }


def _different(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value[:_SHOWN] for value in values if value))[:3]
