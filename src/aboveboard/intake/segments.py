"""Values of segments in one spelling: ages, genders, countries."""

import re
from collections.abc import Collection
from functools import cache

from babel import Locale

from aboveboard.intake.ages import TOP, band, plain
from aboveboard.intake.profiles import Dictionary

LANGUAGES = ("en", "de", "es", "fr", "it", "pt", "nl", "pl", "ko", "ja")
"""Of country names."""
UNKNOWN = "unknown"
ALL = "all"
_PAIRS = (
    {"h": "male", "m": "female"},  # hombre and mujer, homem and mulher
    {"h": "male", "f": "female"},  # homme and femme
    {"m": "male", "w": "female"},  # männlich and weiblich
    {"m": "male", "v": "female"},  # man and vrouw
    {"m": "male", "k": "female"},  # mężczyzna and kobieta
    {"u": "male", "d": "female"},  # uomo and donna
)
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
    text = plain(value)
    if text in words.age_words:
        return words.age_words[text]
    return UNKNOWN if gender(text, words) == UNKNOWN else band(value)


def age_limits(value: str, words: Dictionary) -> str | None:
    """An age setting: like an age, with an open end written the way platforms do ("18-65+")."""
    found = age(value, words)
    if found and re.fullmatch(r"\d{1,2}\+", found) and int(found[:-1]) < TOP:
        return f"{found[:-1]}-{TOP}+"
    return f"{found}+" if found and found.endswith(f"-{TOP}") else found


def gender(value: str, words: Dictionary) -> str | None:
    """female, male, unknown, other; None when the value is no known word for a gender."""
    return words.gender_of.get(plain(value))


def lettered(values: Collection[str]) -> dict[str, str]:
    """Genders of a column written as two letters, which only the pair tells: H and M are hombre and mujer."""
    letters = frozenset(plain(value) for value in values)
    return next((pair for pair in _PAIRS if letters >= pair.keys()), {})


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
