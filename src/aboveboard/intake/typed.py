"""Reading numbers and dates at once where a first look says that they are plain, and checking it afterwards.

Whatever is not plain (separators, signs, ranges, other orders of dates) goes the careful way through text: the figures
are the same, only slower to reach.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

import duckdb

from aboveboard.intake import numbers
from aboveboard.intake.dates import COLUMNS
from aboveboard.intake.layout import Layout
from aboveboard.intake.mapping import Field
from aboveboard.intake.mending import Body
from aboveboard.intake.profiles import Dictionary
from aboveboard.model.canonical import MONEY

COUNT, AMOUNT, REAL, DAY = "DOUBLE", MONEY, "DOUBLE", "DATE"
_LOOK = 1 << 18
_ROWS = 500
_WHOLE = re.compile(r"\d{1,15}")
_PLAIN = re.compile(r"-?\d+(\.\d+)?")
_GROUP = re.compile(r"\d{1,3}\.\d{3}")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_TYPES = {
    **dict.fromkeys(numbers.COUNTS, COUNT),
    **dict.fromkeys(numbers.MONIES, AMOUNT),
    **dict.fromkeys(numbers.REALS, REAL),
    **dict.fromkeys(COLUMNS, DAY),
}
_BOUNDS = ("audience_lo", "audience_hi")


def first_rows(body: Body, layout: Layout) -> list[list[str]]:
    """The first rows below the header, as they are written."""
    text = body[layout.offset : layout.offset + _LOOK].decode("utf-8", "ignore")
    whole = text[: text.rfind("\n")] if len(text) >= _LOOK // 4 and "\n" in text else text
    rows = csv.reader(io.StringIO(whole, newline=""), delimiter=layout.delimiter)
    return [row for _, row in zip(range(_ROWS), rows, strict=False) if len(row) == layout.width]


def types(
    fields: Sequence[Field], rows: Sequence[Sequence[str]], words: Dictionary, local_decimal: str
) -> dict[int, str]:
    """Type by column for the numbers and dates of a plain file; nothing where a single column is not plain."""
    missing = frozenset(words.missing)
    found: dict[int, str] = {}
    for field in fields:
        if field.canonical not in _TYPES:
            continue
        if field.canonical in _BOUNDS or field.header.name in words.micros:
            return {}
        cells = [row[field.index] for row in rows if row[field.index].strip().lower() not in missing]
        if not _plain(field.canonical, cells, local_decimal):
            return {}
        found[field.index] = _TYPES[field.canonical]
    return found


def _plain(canonical: str, cells: Sequence[str], local_decimal: str) -> bool:
    if canonical in COLUMNS:
        return bool(cells) and all(map(_ISO.fullmatch, cells))
    if canonical in numbers.COUNTS:
        return all(map(_WHOLE.fullmatch, cells))
    # "20.412" alone may be twenty thousand; one cell with another number of decimals settles it.
    settled = any("." in cell and not _GROUP.fullmatch(cell) for cell in cells)
    open_ones = any(map(_GROUP.fullmatch, cells))
    return local_decimal == numbers.POINT and all(map(_PLAIN.fullmatch, cells)) and (settled or not open_ones)


def nothing_words(words: Dictionary, keep: Iterable[str]) -> list[str]:
    """How cells that say nothing may be written, for the reader; without the words of `keep`."""
    said = [word for word in words.missing if word not in keep]
    return sorted({form for word in said for form in (word, word.upper(), word.capitalize(), word.title())})


def holds(con: duckdb.DuckDBPyConnection, fields: Sequence[Field], typed: Mapping[int, str]) -> bool:
    """Whether every cell of the typed columns of `raw` is what the careful way would have read."""
    checks = [_check(field) for field in fields if field.index in typed]
    if not checks:
        return True
    wanted = " AND ".join(f"coalesce(bool_and({check}), true)" for check in checks)
    return bool(con.execute(f"SELECT {wanted} FROM raw").fetchall()[0][0])


def _check(field: Field) -> str:
    cell, name = f"c{field.index}", field.canonical or ""
    if name in numbers.COUNTS:
        return f"{cell} >= 0 AND {cell} < 1e15 AND {cell} = trunc({cell})"
    if name in COLUMNS:
        return f"{cell} BETWEEN DATE '1990-01-01' AND DATE '2199-12-31'"
    return f"isfinite({cell})" if name in numbers.REALS else "true"
