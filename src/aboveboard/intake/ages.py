"""Ages as platforms and people write them, in the languages exports come in: one spelling of one band."""

import re
import unicodedata

TOP = 65
"""Platforms write "65" for "65 and older"."""
_LONGEST_OPEN = 99
_STARTS = frozenset({13, 14, 16, 18, 21, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75})
"""Years at which a band begins: "> 64" is 65 and older, "> 65" says the same less exactly."""

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−~〜～", "-") | {"_": " ", "’": "'"})
_LABEL = r"(?:age(?: ?range| ?group)?|ages|aged|edades?|idades?|âges?|alter|età|leeftijd|wiek|만|年齢)[ :]*"
_UNIT = (
    r"(?:years?(?: old)?|yrs?|y\.?o\.?|años?|anos?|ans|jahren?|anni|jaar|lata?|rok|roku|år|yaş|"
    r"세|살|歳|才|岁|歲)\.?"
)
_N = rf"(\d{{1,3}})(?: ?{_UNIT})?"
_AND = r"(?:and|or|y|o|e|et|ou|und|oder|en|of|i|lub)"

_SPAN = re.compile(
    rf"(?:(?:from|von|de|du|da|dai|van|od) )?{_N} ?(?:-|to|bis|a|à|ao|au|ai|al|tot|t/m|do) ?"
    rf"(\d{{1,3}})\+?(?: ?{_UNIT})?"
)
_BETWEEN = re.compile(rf"(?:between|zwischen|entre|tra|fra|tussen|między) {_N} (?:and|und|y|e|et|en|i) {_N}")
_PAIR = re.compile(r"(\d{2}) (\d{2,3})")
_SINGLE = re.compile(_N)
_UNDER_WORDS = (
    r"under|below|less than|younger than|<|u|menos de|menor(?:es)? de|moins de|unter|jünger als|meno di|sotto i|"
    r"minori di|inferiore a|de menos de|abaixo de|onder(?: de)?|jonger dan|minder dan|poniżej|mniej niż|młodsi niż|"
    r"under de|alle under"
)
_BELOW = re.compile(rf"(?:{_UNDER_WORDS}) ?{_N}|{_N} ?(?:未満|미만)")
_UP_WORDS = (
    r"up to|max\.?|≤|<=|hasta(?: los)?|jusqu'à|jusque|bis(?: zu)?|fino a(?:i)?|até(?: os)?|tot(?: en met)?|t/m|do"
)
_FEWER = (
    r"younger|under|less|below|menos|menores|moins|jünger|weniger|meno|meno di|minori|menores|mais novos|jonger|minder|"
    r"mniej|młodsi"
)
_UP_TO = re.compile(rf"(?:{_UP_WORDS}) ?{_N}|{_N} ?(?:以下|이하|-)|{_N} {_AND} (?:{_FEWER})")
_OVER_WORDS = (
    r"≥|>=|over|from|ab|über|desde(?: los)?|a partir de|más de|mayor(?:es)? de|plus de|dès|oltre(?: i)?|più di|dai|"
    r"mais de|maiores de|vanaf|ouder dan|od|powyżej|więcej niż|starsi niż"
)
_MORE = (
    r"older|over|up|above|more|más|mas|mayores|plus|älter|mehr|più|oltre|superiori|mais|acima|ouder|meer|więcej|starsi|"
    r"powyżej"
)
_FROM = re.compile(
    rf"(?:{_OVER_WORDS}) ?{_N}(?: ?\+)?|{_N} ?(?:\+|plus|以上|이상)|(\d{{1,3}})\+ ?{_UNIT}|{_N} {_AND} (?:{_MORE})"
)
_ABOVE = re.compile(rf"> ?{_N}")


def band(value: str) -> str | None:
    """ "18-24", "65+", "0-17"; None when the value names no age."""
    text = plain(value)
    if found := _SPAN.fullmatch(text) or _BETWEEN.fullmatch(text) or _PAIR.fullmatch(text):
        return _range(int(found.group(1)), int(found.group(2)), open_end="+" in text)
    if found := _UP_TO.fullmatch(text):
        return f"0-{_first(found)}"
    if (found := _BELOW.fullmatch(text)) and _first(found) > 0:
        return f"0-{_first(found) - 1}"
    if found := _FROM.fullmatch(text):
        return f"{_first(found)}+"
    if found := _ABOVE.fullmatch(text):
        years = _first(found)
        return f"{years + 1 if years + 1 in _STARTS else years}+"
    if (found := _SINGLE.fullmatch(text)) and (years := _first(found)) <= _LONGEST_OPEN:
        return f"{years}+" if text.isdigit() and years >= TOP else f"{years}-{years}"
    return None


def plain(value: str) -> str:
    """Lower case, one kind of dash and blank, without a word for age in front or years behind."""
    text = unicodedata.normalize("NFKC", value).translate(_DASHES).lower()
    text = " ".join(text.split())
    return re.sub(rf"^{_LABEL}(?=\D?\d)", "", text).strip()


def _range(low: int, high: int, open_end: bool) -> str | None:
    if low > high:
        return None
    return f"{low}+" if high >= _LONGEST_OPEN else f"{low}-{high}" + ("+" if open_end else "")


def _first(found: re.Match[str]) -> int:
    return int(next(group for group in found.groups() if group))
