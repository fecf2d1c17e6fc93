"""Numbers: what the separators of a column mean is decided once for the whole column, never cell by cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from aboveboard.model.canonical import MONEY

COUNTS = frozenset({"impressions", "reach", "clicks", "link_clicks", "eligible", "audience_lo", "audience_hi"})
MONIES = frozenset({"spend", "spend_lo", "spend_hi"})
REALS = frozenset({"frequency", "results"})
NUMERIC = COUNTS | MONIES | REALS
COMMA, POINT = ",", "."

_BLANKS = "\\s\u00a0\u2009\u202f'’‘ʼ´"
"""Signs that only ever stand between thousands."""
_NOISE = f"[{_BLANKS}€$£¥₹₩₺₽₫฿₱₪₴₦%]"
_LETTERS = r"[A-Z]{3}|(?:R|US|CA|C|AU|A|NZ|HK|NT|SG|S|MX|AR)\$|zł|zl|kr\.?|Kč|Ft|lei|Rp\.?|Rs\.?|RM|S/\.?|TL|円|원|元"
_CODES = rf"^([+-]?)[{_BLANKS}]*(?:{_LETTERS})|(?:{_LETTERS})[{_BLANKS}]*$"
"""Currencies written with letters, in front of an amount or behind it."""
_BROKEN = rf"\d[{_BLANKS}](\d{{1,2}}([^\d]|$)|\d{{4}})"
"""A blank or apostrophe between digits that separates no thousands: "12 34" is not 1234."""
_NUMBERLIKE = r"[+-]?[\d.,]*\d([eE][+-]?\d+)?"
_PLAIN = r"[+-]?(\d+|\d*\.\d+)([eE][+-]?\d+)?"

_SAME_DIGIT = str.maketrans("123456789", "000000000")
_PATTERNS = {
    "comma3": r"[+-]?\d{1,3},\d{3}",
    "point3": r"[+-]?\d{1,3}\.\d{3}",
    "commas": r"[+-]?\d{1,3}(,\d{3}){2,}",
    "points": r"[+-]?\d{1,3}(\.\d{3}){2,}",
    "comma_decimal": r"[+-]?\d*,\d+([eE][+-]?\d+)?",
    "point_decimal": r"[+-]?\d*\.\d+([eE][+-]?\d+)?",
    "both_point": r"[+-]?\d{1,3}(,\d{3})+\.\d+",
    "both_comma": r"[+-]?\d{1,3}(\.\d{3})+,\d+",
    "lakhs": r"[+-]?\d{1,2}(,\d{2})+,\d{3}(\.\d+)?",
}


@dataclass(frozen=True)
class Style:
    """How one column writes its numbers."""

    decimal: str
    evident: bool
    """Whether the column's own cells settle it."""
    grouped: bool = False
    """Whether it writes thousands with a separator that could have been a decimal sign."""
    plain: bool = False
    """Whether its cells need no cleaning at all."""

    @property
    def thousands(self) -> str:
        """The other separator."""
        return COMMA if self.decimal == POINT else POINT

    @property
    def valid(self) -> str:
        """Cells that are numbers in this style."""
        point, comma = ("[.]", ",") if self.decimal == POINT else (",", "[.]")
        # Groups of two before the last three are the Indian way, which only writes commas.
        lakhs = r"|\d{1,2}(,\d{2})+,\d{3}" if self.decimal == POINT else ""
        return rf"[+-]?(\d+|\d{{1,3}}({comma}\d{{3}})+{lakhs})?({point}\d+)?([eE][+-]?\d+)?"


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Define the macros `digits(cell)`, a number without blanks, apostrophes, currency and percent, and
    `currency_sign(cell)`, its currency as it is written."""
    codes, noise, blanks = (pattern.replace("'", "''") for pattern in (_CODES, _NOISE, _BLANKS))
    con.execute(
        f"""CREATE TEMP MACRO digits(cell) AS
        regexp_replace(regexp_replace(cell, '{codes}', '\\1', 'g'), '{noise}', '', 'g')"""
    )
    con.execute(
        f"CREATE TEMP MACRO currency_sign(cell) AS nullif(regexp_replace(cell, '[{blanks}0-9.,+-]', '', 'g'), '')"
    )


@dataclass(frozen=True)
class Votes:
    """How the cells of one column are written."""

    fits: Mapping[str, int]
    """Cells per pattern."""
    plain: bool = True
    """Whether every cell is a number as the database reads it."""
    odd: bool = False
    """Whether some cells are no numbers in any style."""


def votes(con: duckdb.DuckDBPyConnection, columns: Sequence[int]) -> dict[int, Votes]:
    """The votes of each column of `cells`, taken on its few different shapes: each digit counts as 0."""
    if not columns:
        return {}
    checks = ", ".join(f"coalesce(bool_and(regexp_full_match(c{column}, $whole)), true)" for column in columns)
    whole = con.execute(f"SELECT {checks} FROM cells", {"whole": "[0-9]+"}).fetchall()[0]
    only_whole = Votes(dict.fromkeys(_PATTERNS, 0))
    return {
        column: only_whole if is_whole else _votes(_shapes(con, column))
        for column, is_whole in zip(columns, whole, strict=True)
    }


def _shapes(con: duckdb.DuckDBPyConnection, column: int) -> list[tuple[str, int]]:
    return con.execute(
        f"""SELECT translate(c{column}, '123456789', '000000000'), count(*) FROM cells
        WHERE c{column} IS NOT NULL GROUP BY 1"""
    ).fetchall()


def _votes(shapes: Sequence[tuple[str, int]]) -> Votes:
    fits = dict.fromkeys(_PATTERNS, 0)
    odd = False
    for shape, count in shapes:
        digits = re.sub(_NOISE, "", re.sub(_CODES, r"\1", shape))
        odd = odd or not re.fullmatch(_NUMBERLIKE, digits)
        for name, pattern in _PATTERNS.items():
            fits[name] += count if re.fullmatch(pattern, digits) else 0
    return Votes(fits, all(re.fullmatch(_PLAIN, shape) for shape, _ in shapes), odd)


def styles(counted: Mapping[int, Votes], counts: frozenset[int], fallback: str) -> dict[int, Style]:
    """The style of every column. What a column leaves open follows the columns that are clear, then `fallback`."""
    clear = {column: decimal for column, vote in counted.items() if (decimal := _evident(vote.fits))}
    voted = sorted(clear.values(), key=list(clear.values()).count)
    usual = voted[-1] if voted else fallback
    return {column: _style(vote, clear.get(column), column in counts, usual) for column, vote in counted.items()}


def _evident(fits: Mapping[str, int]) -> str | None:
    point = fits["both_point"] + fits["commas"] + fits["lakhs"] + fits["point_decimal"] - fits["point3"]
    comma = fits["both_comma"] + fits["points"] + fits["comma_decimal"] - fits["comma3"]
    if point == comma:
        return None
    return POINT if point > comma else COMMA


def _style(vote: Votes, evident: str | None, is_count: bool, usual: str) -> Style:
    fits = vote.fits
    told = fits["both_point"] + fits["both_comma"] + fits["comma_decimal"] - fits["comma3"]
    told += fits["point_decimal"] - fits["point3"]
    if evident is not None:
        grouped = is_count and bool(fits["commas"] or fits["points"] or fits["lakhs"]) and not told
        return Style(evident, True, grouped, vote.plain and evident == POINT)
    if is_count and (fits["comma3"] or fits["point3"]):
        # A count has no fraction, so a group of three digits after the sign is a thousand.
        return Style(POINT if fits["comma3"] >= fits["point3"] else COMMA, False, True)
    ambiguous = fits["comma3"] or fits["point3"]
    return Style(usual, False, False, vote.plain and (usual == POINT or not ambiguous))


def style_of(cells: Sequence[str], count: bool, fallback: str) -> Style:
    """The style of one column's cells, given as they are."""
    shapes = [(cell.translate(_SAME_DIGIT), 1) for cell in cells]
    return styles({0: _votes(shapes)}, frozenset({0} if count else ()), fallback)[0]


def without_noise(cell: str) -> str:
    """The cell without blanks, apostrophes, currency and percent."""
    return re.sub(_CODES, "", re.sub(_NOISE, "", cell))


def text_of(column: int, style: Style, shares: bool = True) -> str:
    """SQL: the cell as a number the database reads, NULL where it is no number in this style.

    A share such as "45%" is a number only where `shares` may stand.
    """
    cell, digits, broken = f"c{column}", f"digits(c{column})", _BROKEN.replace("'", "''")
    whole = "" if shares else f" AND NOT contains({cell}, '%')"
    if style.plain:
        return cell
    # Most cells are clean; the slow cleaning is for those that carry a currency, a percent sign or blanks.
    return f"""CASE WHEN regexp_full_match({cell}, '{style.valid}') THEN {_plainly(cell, style)}
        WHEN {digits} <> '' AND regexp_full_match({digits}, '{style.valid}') AND NOT regexp_matches({cell}, '{broken}')
        {whole} THEN {_plainly(digits, style)} END"""


def _plainly(text: str, style: Style) -> str:
    return f"replace(replace({text}, '{style.thousands}', ''), '{style.decimal}', '.')"


def value_of(text: str, canonical: str, factor: str = "1") -> str:
    """SQL: the typed value of a number text, NULL where it is none or out of range."""
    if canonical in COUNTS:
        exact = f"try_cast({text} AS DECIMAL(38, 6))"
        whole = f"CASE WHEN {exact} = trunc({exact}) THEN try_cast({exact} AS BIGINT) END"
        # A plain whole number needs one cast; the exact way is for "5.0" and the like.
        number = (
            f"CASE WHEN regexp_full_match({text}, '[+]?[0-9]{{1,18}}') THEN try_cast({text} AS BIGINT) ELSE {whole} END"
        )
        return f"nullif(greatest({number}, -1), -1)"
    if canonical in MONIES:
        # The factor is an exact decimal: through a double, 0.92 would become 0.91999999….
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
