"""Which settings of an ad set narrow its audience, and how close each comes to individuals."""

import re
from dataclasses import dataclass

from aboveboard.measures.bands import ADULT, parse
from aboveboard.measures.targeting import Clause

BROAD, PLACE, DEMOGRAPHICS, INTERESTS, LOOKALIKE, OWN_DATA = range(6)
LEVEL_NAMES = (
    "broad",
    "place or context",
    "demographics",
    "interests and behaviour",
    "lookalike or expansion",
    "own data on individuals",
)
_LOOKALIKE = re.compile(r"look-?alike|\blal\b|similar|expanded", re.I)
_RETARGETING = re.compile(r"retarget|remarket|\brt\b|visitor|website|\bcart\b|engage|pixel|app event|abandon", re.I)
_COUNTRY = re.compile(r"countr", re.I)
_ISO = re.compile(r"[A-Z]{2}")
_COLUMNS = (
    ("behaviours", re.compile(r"behavio", re.I)),
    ("life event", re.compile(r"life event", re.I)),
    ("education", re.compile(r"education|fields of study|school|degree", re.I)),
    ("family status", re.compile(r"famil|relationship|household|parent", re.I)),
    ("income", re.compile(r"income", re.I)),
)
_LEVELS = {
    "place": PLACE,
    "device": PLACE,
    "placement": PLACE,
    "daypart": PLACE,
    "context": PLACE,
    "language": BROAD,
    "age": DEMOGRAPHICS,
    "gender": DEMOGRAPHICS,
    "income": DEMOGRAPHICS,
    "education": DEMOGRAPHICS,
    "job": DEMOGRAPHICS,
    "family status": DEMOGRAPHICS,
    "life event": INTERESTS,
    "interests": INTERESTS,
    "behaviours": INTERESTS,
    "lookalike": LOOKALIKE,
    "retargeting": OWN_DATA,
    "custom list": OWN_DATA,
}
_DIRECT = {
    "gender": "gender",
    "language": "language",
    "device": "device",
    "placement": "placement",
    "daypart": "daypart",
    "context": "context",
    "income": "income",
    "parental": "family status",
}


@dataclass(frozen=True)
class Layer:
    """One dimension that a clause constrains, with its signal level 0–5."""

    name: str
    level: int


def layer_of(clause: Clause) -> Layer | None:
    """The layer an include clause adds; None where it narrows nothing finer than a country or all adults."""
    if clause.operator != "include" or not clause.narrows:
        return None
    name = kind_of(clause)
    return Layer(name, _LEVELS[name]) if name else None


def kind_of(clause: Clause) -> str | None:
    """The kind of signal that a clause reads, whatever it does with it; None for a country or all adults."""
    if clause.dimension == "age":
        return None if _all_adults(clause.value) else "age"
    if clause.dimension == "geo":
        return None if _COUNTRY.search(clause.raw_column) or _ISO.fullmatch(clause.value) else "place"
    if clause.dimension == "audience":
        return _audience(clause.value)
    if clause.dimension == "professional":
        return "education" if re.search(r"education|study|school|degree", clause.raw_column, re.I) else "job"
    if clause.dimension == "detailed":
        return next((name for name, column in _COLUMNS if column.search(clause.raw_column)), "interests")
    return _DIRECT.get(clause.dimension)


def _all_adults(value: str) -> bool:
    """A lower limit up to the age of majority and no upper one lets every adult in."""
    band = parse(value)
    return band is not None and band.low <= ADULT and band.high is None


def _audience(value: str) -> str:
    if _LOOKALIKE.search(value):
        return "lookalike"
    return "retargeting" if _RETARGETING.search(value) else "custom list"
