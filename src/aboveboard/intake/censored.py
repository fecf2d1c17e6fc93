"""Bounds instead of numbers ("<1000", "≤100", "10k-100k", "lower_bound: 0, upper_bound: 999"): kept as ranges."""

import re
from dataclasses import dataclass
from decimal import Decimal

import duckdb
import pyarrow as pa

from aboveboard.intake.numbers import COMMA, Style

_AMOUNT = r"[\d.,' ]*\d\s?[kKmM]?"
SQL_SHAPE = rf"[<≤>≥]=?\s?{_AMOUNT}|{_AMOUNT}\s?[-–]\s?{_AMOUNT}|lower_bound: \d+(, upper_bound: \d+)?|upper_bound: \d+"
_BELOW = re.compile(rf"[<≤]=?\s?({_AMOUNT})")
_ABOVE = re.compile(rf"[>≥]=?\s?({_AMOUNT})")
_BETWEEN = re.compile(rf"({_AMOUNT})\s?[-–]\s?({_AMOUNT})")
_BOUNDS = re.compile(r"(?:lower_bound: (\d+))?(?:, )?(?:upper_bound: (\d+))?")
_TIMES = {"k": 1_000, "m": 1_000_000}


@dataclass(frozen=True)
class Bounds:
    """Lowest and highest possible value; None = open."""

    low: Decimal
    high: Decimal | None


def parse(cell: str, style: Style) -> Bounds:
    """The bounds a censored cell stands for."""
    if found := _BELOW.fullmatch(cell):
        return Bounds(Decimal(0), _amount(found.group(1), style))
    if found := _ABOVE.fullmatch(cell):
        return Bounds(_amount(found.group(1), style), None)
    if found := _BETWEEN.fullmatch(cell):
        return Bounds(_amount(found.group(1), style), _amount(found.group(2), style))
    found = _BOUNDS.fullmatch(cell)
    low, high = found.groups() if found else (None, None)
    return Bounds(Decimal(low or 0), Decimal(high) if high else None)


def _amount(text: str, style: Style) -> Decimal:
    text = text.strip()
    factor = _TIMES.get(text[-1].lower(), 1)
    digits = text.rstrip("kKmM ").replace(" ", "").replace("'", "")
    decimal = style.decimal
    separators = [sign for sign in digits if sign in ".,"]
    if len(separators) == 1 and re.search(r"[.,]\d{3}$", digits) and factor == 1:
        digits = digits.replace(separators[0], "")
    else:
        digits = digits.replace("." if decimal == COMMA else ",", "").replace(decimal, ".")
    return Decimal(re.sub(r"\.(?=.*\.)", "", digits) or 0) * factor


def collect(con: duckdb.DuckDBPyConnection, column: int, style: Style) -> int:
    """Table `bounds_<column>` (cell, lo, hi) with every censored cell of a column; returns how many rows have one."""
    found = con.execute(
        f"SELECT c{column}, count(*) FROM cells WHERE regexp_full_match(c{column}, $shape) GROUP BY 1 ORDER BY 1",
        {"shape": SQL_SHAPE},
    ).fetchall()
    parsed = [(cell, parse(cell, style)) for cell, _ in found]
    table = pa.table(
        {
            "cell": pa.array([cell for cell, _ in parsed], pa.string()),
            "lo": pa.array([bounds.low for _, bounds in parsed], pa.decimal128(28, 6)),
            "hi": pa.array([bounds.high for _, bounds in parsed], pa.decimal128(28, 6)),
        }
    )
    con.register("incoming_bounds", table)
    con.execute(f"CREATE TEMP TABLE bounds_{column} AS SELECT * FROM incoming_bounds")
    con.unregister("incoming_bounds")
    return sum(int(count) for _, count in found)
