"""Numbers: what the separators of a column mean is decided once for the whole column, never cell by cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from aboveboard.model.canonical import MONEY

COUNTS = frozenset({"impressions", "reach", "clicks", "link_clicks", "eligible", "audience_lo", "audience_hi"})
MONIES = frozenset({"spend"})
REALS = frozenset({"frequency", "results"})
NUMERIC = COUNTS | MONIES | REALS
COMMA, POINT = ",", "."

_PATTERNS = {
    "filled": ".*",
    "comma3": r"[+-]?\d{1,3},\d{3}",
    "point3": r"[+-]?\d{1,3}\.\d{3}",
    "commas": r"[+-]?\d{1,3}(,\d{3}){2,}",
    "points": r"[+-]?\d{1,3}(\.\d{3}){2,}",
    "comma_decimal": r"[+-]?\d*,\d+([eE][+-]?\d+)?",
    "point_decimal": r"[+-]?\d*\.\d+([eE][+-]?\d+)?",
    "both_point": r"[+-]?\d{1,3}(,\d{3})+\.\d+",
    "both_comma": r"[+-]?\d{1,3}(\.\d{3})+,\d+",
}


@dataclass(frozen=True)
class Style:
    """How one column writes its numbers."""

    decimal: str
    evident: bool
    """Whether the column's own cells settle it."""
    grouped: bool = False
    """Whether it writes thousands with a separator that could have been a decimal sign."""

    @property
    def thousands(self) -> str:
        """The other separator."""
        return COMMA if self.decimal == POINT else POINT

    @property
    def valid(self) -> str:
        """Cells that are numbers in this style."""
        point, comma = ("[.]", ",") if self.decimal == POINT else (",", "[.]")
        return rf"[+-]?(\d+|\d{{1,3}}({comma}\d{{3}})+)?({point}\d+)?([eE][+-]?\d+)?"


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Define the macro `digits(cell)`: without blanks, apostrophes, currency and percent."""
    con.execute(
        r"""CREATE TEMP MACRO digits(cell) AS regexp_replace(regexp_replace(cell,
        '[\s\x{00A0}\x{2009}\x{202F}''’‘€$£¥₹₩₺₽%]', '', 'g'), '^[A-Z]{3}|[A-Z]{3}$', '', 'g')"""
    )


def votes(con: duckdb.DuckDBPyConnection, columns: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many cells of each column fit each pattern."""
    if not columns:
        return {}
    counted = ", ".join(
        f"coalesce(count_if(regexp_full_match(digits(c{column}), $p{number})), 0)"
        for column in columns
        for number in range(len(_PATTERNS))
    )
    parameters = {f"p{number}": pattern for number, pattern in enumerate(_PATTERNS.values())}
    row = con.execute(f"SELECT {counted} FROM cells", parameters).fetchall()[0]
    width = len(_PATTERNS)
    return {
        column: dict(zip(_PATTERNS, row[place * width : (place + 1) * width], strict=True))
        for place, column in enumerate(columns)
    }


def styles(counted: Mapping[int, Mapping[str, int]], counts: frozenset[int], fallback: str) -> dict[int, Style]:
    """The style of every column. What a column leaves open follows the columns that are clear, then `fallback`."""
    clear = {column: decimal for column, vote in counted.items() if (decimal := _evident(vote))}
    voted = sorted(clear.values(), key=lambda decimal: list(clear.values()).count(decimal))
    usual = voted[-1] if voted else fallback
    return {column: _style(vote, clear.get(column), column in counts, usual) for column, vote in counted.items()}


def _evident(vote: Mapping[str, int]) -> str | None:
    point = vote["both_point"] + vote["commas"] + vote["point_decimal"] - vote["point3"]
    comma = vote["both_comma"] + vote["points"] + vote["comma_decimal"] - vote["comma3"]
    if point == comma:
        return None
    return POINT if point > comma else COMMA


def _style(vote: Mapping[str, int], evident: str | None, is_count: bool, usual: str) -> Style:
    ambiguous = vote["comma3"] + vote["point3"] + vote["commas"] + vote["points"]
    told = vote["both_point"] + vote["both_comma"] + vote["comma_decimal"] - vote["comma3"]
    told += vote["point_decimal"] - vote["point3"]
    if evident is not None:
        return Style(evident, True, is_count and bool(vote["commas"] or vote["points"]) and not told)
    if is_count and ambiguous:
        # A count has no fraction, so a group of three digits after the sign is a thousand.
        return Style(POINT if vote["comma3"] >= vote["point3"] else COMMA, False, True)
    return Style(usual, False)


def text_of(column: int, style: Style) -> str:
    """SQL: the cell as a number the database reads, NULL where it is no number in this style."""
    digits = f"digits(c{column})"
    plain = f"replace(replace({digits}, '{style.thousands}', ''), '{style.decimal}', '.')"
    return f"CASE WHEN {digits} <> '' AND regexp_full_match({digits}, '{style.valid}') THEN {plain} END"


def value_of(text: str, canonical: str, factor: str = "1") -> str:
    """SQL: the typed value of a number text, NULL where it is none or out of range."""
    if canonical in COUNTS:
        exact = f"try_cast({text} AS DECIMAL(38, 6))"
        return f"CASE WHEN {exact} >= 0 AND {exact} = trunc({exact}) THEN try_cast({exact} AS BIGINT) END"
    if canonical in MONIES:
        return f"try_cast(try_cast({text} AS {MONEY}) * {factor} AS {MONEY})"
    return f"CASE WHEN isfinite(try_cast({text} AS DOUBLE)) THEN try_cast({text} AS DOUBLE) END"


def reason_of(text: str, column: int, canonical: str) -> str:
    """SQL: why a cell is not taken as a number."""
    infinite = f"WHEN regexp_matches(lower(c{column}), '^[+-]?(inf|infinity|∞)$') THEN 'is not a finite number'"
    if canonical not in COUNTS:
        return f"CASE {infinite} ELSE 'is not a number' END"
    number = f"try_cast({text} AS DOUBLE)"
    return f"""CASE {infinite} WHEN {number} < 0 THEN 'is negative, and a count cannot be'
        WHEN {number} >= 1e18 THEN 'is too large for a count'
        WHEN {number} <> trunc({number}) THEN 'has a fraction, and a count cannot have one'
        ELSE 'is not a number' END"""
