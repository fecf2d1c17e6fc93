"""Header names: one spelling for matching, one unique name for display, and the currency they carry."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aboveboard.intake.personal import mask
from aboveboard.intake.profiles import Dictionary

_INVISIBLE = re.compile("[\ufeff\u200b-\u200f\u2060\u00ad]")
_CODE = re.compile(r"\s*\(([A-Z]{3})\)$")
_SIGN = re.compile(r"\s*\(([^()]{1,4})\)$")
_MONEY = re.compile(
    r"spen[dt]|spesa|cost|kost|koszt|custo|coût|betrag|bedrag|kwota|importe|importo|montant|gasto|valor|budget|value|"
    r"revenue|cp[acm]\b|金額|费用|費用|금액|비용",
    re.I,
)
_SHARED = frozenset({"$", "¥", "kr", "Rs"})
"""Signs of several currencies."""
_WIDE = str.maketrans("（）", "()")
_ALSO_WORDS = frozenset({"ALL", "TOP", "TRY", "CUP"})


@dataclass(frozen=True)
class Header:
    """One column's name."""

    source: str
    """As written, made unique with a number."""
    name: str
    """For matching: lower case, one blank between words, no currency."""
    currency: str | None = None


def distinct(cells: Sequence[str]) -> list[str]:
    """Blank and repeated names get a number, case-blind as the database compares them."""
    seen: dict[str, int] = {}
    names: list[str] = []
    for position, cell in enumerate(cells, 1):
        name = tidy(cell) or f"column {position}"
        count = seen.get(name.casefold(), 0) + 1
        seen[name.casefold()] = count
        names.append(name if count == 1 else f"{name} ({count})")
    return names


def tidy(cell: str) -> str:
    """Without invisible signs, surrounding quotes and doubled blanks.

    Where the true header was lost, a row of data stands in its place: an address in it is hidden as in any cell.
    """
    return mask(" ".join(_INVISIBLE.sub("", cell).split()).strip("\"'“”").strip())


def normalise(cell: str, words: Dictionary) -> tuple[str, str | None]:
    """The name for matching, and the currency in its last brackets.

    Only upper-case ISO codes count, and codes that are also words only on money columns: "Clicks (All)" is not lek.
    """
    text = tidy(cell).translate(_WIDE)
    currency: str | None = None
    if (found := _CODE.search(text)) and found.group(1) in words.currencies:
        code, rest = found.group(1), text[: found.start()]
        if code not in _ALSO_WORDS or _MONEY.search(rest):
            text, currency = rest, code
    elif (found := _SIGN.search(text)) and _is_sign(found.group(1), text[: found.start()], words):
        text, currency = text[: found.start()], words.currency_signs.get(found.group(1))
    return " ".join(text.replace("_", " ").replace("’", "'").lower().split()), currency


def speaks_of_money(name: str) -> bool:
    """Whether a column's name announces amounts."""
    return bool(_MONEY.search(name))


def _is_sign(sign: str, rest: str, words: Dictionary) -> bool:
    """Whether the brackets name a currency; signs of letters only do on money columns."""
    known = sign in words.currency_signs or sign in _SHARED
    return known and (not sign.isalpha() or speaks_of_money(rest))


def headers(cells: Sequence[str], words: Dictionary) -> tuple[Header, ...]:
    """All columns of a header row."""
    return tuple(Header(source, *normalise(cell, words)) for source, cell in zip(distinct(cells), cells, strict=True))


def signature(names: Iterable[str]) -> str:
    """sha256 over the normalised names, whatever their order."""
    return hashlib.sha256("\x1f".join(sorted(names)).encode()).hexdigest()
