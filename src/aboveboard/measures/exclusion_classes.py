"""What kind of exclusion a clause is: own audience, legal age, service area, content, interest, protected, stand-in."""

import re
from collections.abc import Sequence

from aboveboard.measures.bands import ADULT, parse
from aboveboard.measures.targeting import Clause
from aboveboard.measures.wordlists import Term

LEGAL_AGE_LIMIT = 25
"""No legal minimum age for buying anything lies above this."""
PROTECTED = frozenset(
    {
        "racial_ethnic_origin",
        "political_opinions",
        "religious_beliefs",
        "trade_union_membership",
        "health",
        "sex_life_orientation",
        "genetic",
        "biometric",
        "age",
        "familial_status",
        "sex_gender",
    }
)
_BY_DIMENSION = {
    "language": "proxy",
    "income": "proxy",
    "device": "proxy",
    "parental": "protected",
}
_POSTCODE = re.compile(r"zip|postal|postcode|neighbo|electoral|district", re.I)
_POSTCODE_FIRST = re.compile(r"[A-Z]{0,2}-?\d{4,6}(-\d{3,4})?\s*,\s*\D", re.I)
"""Google names places from small to large: "10001, New York, United States" is a post code."""
_OWN = re.compile(
    r"custom audience|connection|product audience|dynamic audience|remarketing|customer|excluded[ _]audience", re.I
)
_OWN_PEOPLE = re.compile(r"customer|client|buyer|purchas|convert|visitor|subscriber|follower|\bcrm\b", re.I)


def class_of(clause: Clause, terms: Sequence[Term], legal_age: bool) -> str:
    """The class of one exclusion; `legal_age`: the campaign advertises something with a minimum age."""
    if clause.dimension == "age":
        return _age(clause, legal_age)
    if clause.dimension == "gender":
        return "unclassified" if clause.value.lower() == "unknown" else "protected"
    if clause.dimension == "geo":
        fine = _POSTCODE.search(clause.raw_column) or _POSTCODE_FIRST.match(clause.value)
        return "proxy" if fine else "service_area"
    if clause.dimension in ("placement", "context"):
        return "content_safety"
    if named := _named(terms):
        return named
    if clause.dimension in _BY_DIMENSION:
        return _BY_DIMENSION[clause.dimension]
    if clause.dimension == "audience":
        own = _OWN.search(clause.raw_column) or _OWN_PEOPLE.search(clause.value)
        return "own_audience" if own else "unclassified"
    return "interest" if clause.dimension in ("detailed", "professional") else "unclassified"


def _age(clause: Clause, legal_age: bool) -> str:
    band = parse(clause.value)
    if band is None:
        return "unclassified"
    limit = LEGAL_AGE_LIMIT if legal_age else ADULT
    return "legal_age" if band.top < limit else "protected"


def _named(terms: Sequence[Term]) -> str | None:
    """Protected if a term names a trait, a stand-in if one only lets it be inferred; None if neither."""
    if any(not term.proxy and term.category in PROTECTED for term in terms):
        return "protected"
    return "proxy" if any(term.proxy and term.tier >= 3 for term in terms) else None
