"""Dates: the order of day and month is decided once per file, and asked where the file leaves it open."""

import re
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from functools import cache

from babel import Locale

COLUMNS = ("date", "period_start", "period_end", "flight_start", "flight_end")
LANGUAGES = ("en", "de", "es", "fr", "it", "pt", "nl", "pl")
SQL_ISO = r"^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?:$|[T ]+\d{1,2}:)"
"""The first group is the day of a cell that may also name a time of day, but not of one that names a second day."""
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D(?!.*\d{4}[-/.]\d{1,2}[-/.]).*)?")
_WINDOW = re.compile(r"(.+?) (?:-|–|—|to|bis|au|al|a|tot|até|~) (.+)")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ ,T].*)?")
_SIGNED = re.compile(r"(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일](?:\D.*)?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.? (\d{1,2}),? (\d{4})(?:\D.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:\.|er|º|ª|°)?[ -](?:de )?([^\W\d_]+)\.?[ -](?:de )?(\d{4})(?:\D.*)?")
_EPOCH = {10: 1, 13: 1_000, 16: 1_000_000}


@cache
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in Locale(language).months[context][width].items():
                    names[name.lower().rstrip(".")] = number
    return names | {"sept": 9}


def evidence(values: Iterable[str]) -> tuple[int, int, str | None]:
    """Votes for day first and for month first, and an example that reads two ways."""
    day_first = month_first = 0
    example: str | None = None
    for value in values:
        found = _NUMERIC.fullmatch(value)
        if not found:
            continue
        first, sign, second = int(found.group(1)), found.group(2), int(found.group(3))
        if first > 12 or sign == ".":
            day_first += 1
        elif second > 12:
            month_first += 1
        elif first != second and example is None:
            example = value
    return day_first, month_first, example


def parse(value: str, order: str) -> date | None:
    """The day a cell names; None where it names none."""
    try:
        return _parse(value, order)
    except (ValueError, OverflowError):
        return None


def window(value: str, order: str) -> tuple[date, date] | None:
    """First and last day of a cell such as "2026-09-01 to 2026-09-07"; None where it is no such window."""
    found = _WINDOW.fullmatch(value)
    if found is None:
        return None
    first, last = parse(found.group(1), order), parse(found.group(2), order)
    return (first, last) if first is not None and last is not None and first <= last else None


def _parse(value: str, order: str) -> date | None:
    if found := _ISO.fullmatch(value) or _SIGNED.fullmatch(value):
        return date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    if found := _NUMERIC.fullmatch(value):
        first, second, year = int(found.group(1)), int(found.group(3)), int(found.group(4))
        day, month = (second, first) if order == "mdy" and found.group(2) != "." else (first, second)
        return date(year + 2000 if year < 100 else year, month, day)
    if found := _MONTH.fullmatch(value):
        return date(int(found.group(1)), int(found.group(2)), 1)
    if found := _COMPACT.fullmatch(value):
        return date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    if value.isdigit() and len(value) in _EPOCH:
        return datetime.fromtimestamp(int(value) / _EPOCH[len(value)], UTC).date()
    return _named(value)


def _named(value: str) -> date | None:
    if found := _MONTH_FIRST.fullmatch(value):
        name, day, year = found.groups()
    elif found := _DAY_FIRST.fullmatch(value):
        day, name, year = found.groups()
    else:
        return None
    month = _months().get(name.lower())
    return date(int(year), month, int(day)) if month else None


def readings(example: str) -> tuple[str, str]:
    """Both ways to read an ambiguous date, spelt out for a person."""
    return tuple(  # type: ignore[return-value]
        f"{words}: {example} is {found.day} {found:%B %Y}"
        for words, order in (("day first", "dmy"), ("month first", "mdy"))
        if (found := parse(example, order)) is not None
    )


def is_missing(value: str, words: Collection[str]) -> bool:
    """Whether a cell says that there is no date."""
    return value.lower() in words
