"""How sensitive each targeting clause is, from 0 (context) to 4 (special category, or a stand-in for it)."""

import re
from dataclasses import dataclass

from aboveboard.measures import wordlists
from aboveboard.measures.bands import ADULT, parse
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.targeting import Clause
from aboveboard.measures.wordlists import Term

MINORS = 4
_NEUTRAL = {"placement": 0, "context": 0, "daypart": 0, "automation": 0, "special_category": 0}
_PRECISE = re.compile(r"zip|postal|postcode|address|radius|neighbo", re.I)
_ISO = re.compile(r"[A-Z]{2}")
_BY_DIMENSION = {"language": 1, "device": 1, "gender": 2, "professional": 2, "detailed": 2, "income": 3, "parental": 3}
WORDED = frozenset({"detailed", "audience", "professional", "parental", "income"})
"""Dimensions whose values are words with a meaning of their own."""
OWN_DATA = "own data, content unknown"


@dataclass(frozen=True)
class Sensitivity:
    """One clause with its tier and what makes it so."""

    clause: Clause
    tier: int
    category: str
    reason: str
    words: tuple[str, ...]
    proxy: bool
    understood: bool
    """Whether a word list or the kind of setting says what the value means."""


def of_clauses(evidence: Evidence, clauses: tuple[Clause, ...]) -> tuple[Sensitivity, ...]:
    """Tier of every clause that includes or excludes people."""
    used = [clause for clause in clauses if clause.operator in ("include", "exclude") and clause.narrows]
    worded = sorted({clause.value for clause in used if clause.dimension in WORDED})
    hits = wordlists.sensitive_in(evidence.con, worded)
    return tuple(_of(clause, hits.get(clause.value, ())) for clause in used)


def _of(clause: Clause, terms: tuple[Term, ...]) -> Sensitivity:
    tier, category, reason = _plain(clause)
    understood = clause.dimension not in ("detailed", "audience", "professional")
    if clause.dimension not in WORDED or not terms:
        return Sensitivity(clause, tier, category, reason, (), False, understood)
    worst = max(terms, key=lambda term: (term.tier, not term.proxy, term.term))
    words = tuple(dict.fromkeys(term.term for term in sorted(terms, key=lambda term: -term.tier)))
    if worst.tier < tier:
        return Sensitivity(clause, tier, category, reason, words, False, True)
    return Sensitivity(clause, worst.tier, worst.category, worst.reason, words, worst.proxy, True)


def _plain(clause: Clause) -> tuple[int, str, str]:
    """Tier that the kind of setting alone gives."""
    if clause.dimension == "age":
        return _age(clause)
    if clause.dimension == "geo":
        return _place(clause)
    if clause.dimension == "audience":
        return 3, "own_data", OWN_DATA
    if clause.dimension in _NEUTRAL:
        return 0, "", "Context, nothing about the person."
    tier = _BY_DIMENSION.get(clause.dimension, 2)
    category = {"income": "financial_status", "parental": "familial_status"}.get(clause.dimension, "")
    return tier, category, ""


def _age(clause: Clause) -> tuple[int, str, str]:
    """A setting for people under 18 only is tier 4; one that also lets them in is close to private life."""
    band = parse(clause.value)
    if band is None or band.low >= ADULT or clause.operator == "exclude":
        return 2, "", ""
    if band.minor:
        return MINORS, "age", "Addresses people under 18."
    return 3, "age", "People under 18 can be reached."


def _place(clause: Clause) -> tuple[int, str, str]:
    if _PRECISE.search(clause.raw_column):
        return 3, "", "A precise place."
    return (1, "", "") if _ISO.fullmatch(clause.value) or "countr" in clause.raw_column.lower() else (2, "", "")
