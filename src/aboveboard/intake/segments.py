"""Values of segments in one spelling: ages, genders, countries."""

import re
from functools import cache

from babel import Locale

from aboveboard.intake.dates import LANGUAGES
from aboveboard.intake.profiles import Dictionary

UNKNOWN = "unknown"
ALL = "all"
TOP = 65
_DASH = r"\s?(?:[-–—]|to|bis|a)\s?"
_SPAN = re.compile(rf"(?:age )?(\d{{1,2}}){_DASH}(\d{{1,3}})(\+)?(?: years?(?: old)?)?")
_TIKTOK = re.compile(r"age (\d{2}) (\d{2,3})")
_FROM = re.compile(r"(?:[≥>]=? ?)?(\d{1,2})\s?\+?|(\d{1,2}) (?:and|or) (?:older|over|up|above)|over (\d{1,2})")
_UP_TO = re.compile(r"(\d{1,2})\s?[-–—]")
_BELOW = re.compile(r"(?:under|below|<) ?(\d{1,2})")
_EXTRA = {
    "UK": "GB",
    "U.K.": "GB",
    "GREAT BRITAIN": "GB",
    "ENGLAND": "GB",
    "USA": "US",
    "U.S.": "US",
    "U.S.A.": "US",
    "UNITED STATES OF AMERICA": "US",
    "SOUTH KOREA": "KR",
    "CZECH REPUBLIC": "CZ",
    "TURKEY": "TR",
}


def age(value: str, words: Dictionary) -> str | None:
    """A band like "18-24", "65+", "0-17", or "unknown"; None when the value is no age."""
    text = " ".join(value.lower().replace("_", " ").split())
    if text in words.age_words:
        return words.age_words[text]
    if found := _SPAN.fullmatch(text) or _TIKTOK.fullmatch(text):
        low, high = int(found.group(1)), int(found.group(2))
        if low > high:
            return None
        return f"{low}+" if high >= 99 else f"{low}-{high}" + ("+" if "+" in text else "")
    if found := _UP_TO.fullmatch(text):
        return f"0-{int(found.group(1))}"
    if found := _BELOW.fullmatch(text):
        return f"0-{int(found.group(1)) - 1}"
    if found := _FROM.fullmatch(text):
        low = int(next(group for group in found.groups() if group))
        open_end = not text.isdigit() or low >= TOP
        return f"{low}+" if open_end else f"{low}-{low}"
    return None


def age_limits(value: str, words: Dictionary) -> str | None:
    """An age setting: like an age, with an open end written the way platforms do ("18-65+")."""
    band = age(value, words)
    if band and re.fullmatch(r"\d{1,2}\+", band) and int(band[:-1]) < TOP:
        return f"{band[:-1]}-{TOP}+"
    return f"{band}+" if band and band.endswith(f"-{TOP}") else band


def gender(value: str, words: Dictionary) -> str | None:
    """female, male, unknown, other; None when the value is no known word for a gender."""
    return words.gender_of.get(" ".join(value.lower().replace("_", " ").split()))


@cache
def _territories() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in reversed(LANGUAGES):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EU", "UN", "QO", "XA", "XB"):
                names[name.upper()] = code
                names[code] = code
    return names | _EXTRA


def country(value: str) -> str | None:
    """ISO-3166 alpha-2 code; None when the value is no country that is known by name or code."""
    return _territories().get(" ".join(value.upper().split()))
