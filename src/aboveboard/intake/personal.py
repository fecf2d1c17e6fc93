"""Columns about individuals: found by header or content, never let through, and masked wherever text is shown."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

import duckdb

from aboveboard.intake.profiles import Dictionary

HIDDEN = "[hidden]"
_EMAIL = r"[\w.+%-]+@[\w-]+(\.[\w-]+)+"
_PHONE = r"\+\d[\d\s().-]{7,}\d"
_IP = r"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b"
_UUID = r"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b"
_CONTENT = {"e-mail": _EMAIL, "phone": _PHONE, "ip": _IP, "device id": _UUID}
_NAMED = r"[\w.+%-]{1,128}@[\w-]+(\.[\w-]+)+"
"""Bounded, because an unbounded name makes the search through one long word take the square of its length."""
_ANY = re.compile("|".join(f"(?:{pattern})" for pattern in (_NAMED, _PHONE, _IP, _UUID)))
SQL_MASK = f"{_EMAIL}|{_PHONE}"
"""For free text that is kept: e-mail addresses and telephone numbers."""
_MARK = 20
_MOSTLY = 0.2
_FEW_DIGITS = 7
_AT_ONCE = 200
"""Columns looked at in one pass: thousands at a time would not fit into the memory that a reading may use."""


def kind_by_header(name: str, words: Dictionary) -> str | None:
    """Kind of personal data a normalised header announces."""
    for word in words.personal:
        if re.search(word.header, name, re.IGNORECASE):
            return word.kind
    return None


def kinds_by_content(con: duckdb.DuckDBPyConnection, columns: Sequence[int]) -> dict[int, str]:
    """Columns of table `raw` of whose filled cells every fifth or more is an address, number or device id."""
    found: dict[int, str] = {}
    for start in range(0, len(columns), _AT_ONCE):
        found |= _kinds(con, columns[start : start + _AT_ONCE])
    return found


def _kinds(con: duckdb.DuckDBPyConnection, columns: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    counts = ", ".join(
        f"coalesce(count_if(regexp_full_match(trim(c{column}), $p{number})), 0)"
        for column in columns
        for number in range(len(_CONTENT))
    )
    filled = ", ".join(f"count(nullif(trim(c{column}), ''))" for column in columns)
    parameters = {f"p{number}": pattern for number, pattern in enumerate(_CONTENT.values())}
    row = con.execute(f"SELECT {counts}, {filled} FROM raw", parameters).fetchall()[0]
    for place, column in enumerate(columns):
        total = row[len(columns) * len(_CONTENT) + place]
        for number, kind in enumerate(_CONTENT):
            if total and row[place * len(_CONTENT) + number] >= _MOSTLY * total:
                found.setdefault(column, kind)
    return found


def are_counts(con: duckdb.DuckDBPyConnection, column: int) -> bool:
    """Whether all cells are short plain numbers: "Phone calls" counts calls and names nobody."""
    statement = f"""SELECT count(nullif(trim(c{column}), '')) > 0 AND coalesce(bool_and(
        coalesce(trim(c{column}), '') = '' OR regexp_full_match(trim(c{column}), '[\\d.,%-]*')
        AND length(regexp_replace(c{column}, '\\D', '', 'g')) < {_FEW_DIGITS}), true) FROM raw"""
    return bool(con.execute(statement).fetchall()[0][0])


def is_told_in(con: duckdb.DuckDBPyConnection, column: int) -> bool:
    """Whether a cell of table `raw` holds an e-mail address or a telephone number somewhere in its text."""
    cell = f"c{column}"
    statement = f"""SELECT 1 FROM raw WHERE (contains({cell}, '@') OR contains({cell}, '+'))
        AND regexp_matches({cell}, $shape) LIMIT 1"""
    return bool(con.execute(statement, {"shape": SQL_MASK}).fetchall())


def masked(cell: str) -> str:
    """SQL: a text without e-mail addresses and telephone numbers, which need an @ or a + to be one."""
    clean = f"regexp_replace({cell}, '{SQL_MASK}', '{HIDDEN}', 'g')"
    return f"CASE WHEN contains({cell}, '@') OR contains({cell}, '+') THEN {clean} ELSE {cell} END"


def hashed(cell: str) -> str:
    """SQL: a short keyed hash of an identifier; "0" is how logs write that there is none."""
    return f"CASE WHEN {cell} <> '0' THEN left(sha256(getvariable('person_key') || {cell}), {_MARK}) END"


def mask(text: str) -> str:
    """Addresses, numbers and device ids out of a piece of text."""
    return _ANY.sub(HIDDEN, text)


def mask_cells(cells: Sequence[str], columns: Iterable[int], delimiter: str) -> str:
    """A record's text with whole personal cells hidden; cells that need quotation marks have them again."""
    hidden = set(columns)
    shown = [HIDDEN if index in hidden and cell else mask(cell) for index, cell in enumerate(cells)]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="").writerow(shown)
    return text.getvalue()
