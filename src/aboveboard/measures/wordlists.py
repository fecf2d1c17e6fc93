"""Word lists as data: loading them, and finding their terms in many texts at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import duckdb
from pydantic import BaseModel, ConfigDict, Field

from aboveboard.model.content import parse
from aboveboard.model.layout import LEXICONS

Language = Literal["en", "de", "es", "fr"]
Category = Literal[
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
    "financial_distress",
    "financial_status",
    "criminal",
    "education",
    "purchase_history",
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TermGroup(_Strict):
    """Terms that share tier, category, language and reason."""

    category: Category
    tier: int = Field(ge=0, le=4)
    proxy: bool
    language: Language
    reason: str = Field(min_length=1)
    terms: tuple[str, ...] = Field(min_length=1)


class SensitiveWords(_Strict):
    """data/lexicons/sensitive.yaml."""

    id: str
    version: str
    languages: tuple[Language, ...]
    groups: tuple[TermGroup, ...]


class OpportunityCategory(_Strict):
    """One field of life in which leaving people out weighs more."""

    name: str
    declared: tuple[str, ...]
    words: dict[Language, tuple[str, ...]]


class OpportunityWords(_Strict):
    """data/lexicons/opportunity.yaml."""

    id: str
    version: str
    languages: tuple[Language, ...]
    categories: tuple[OpportunityCategory, ...]
    legal_age: dict[Language, tuple[str, ...]]


@dataclass(frozen=True)
class Term:
    """One term of the sensitive list."""

    term: str
    tier: int
    category: str
    proxy: bool
    reason: str


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def sensitive() -> tuple[Term, ...]:
    """Every sensitive term with what it means."""
    path = LEXICONS / "sensitive.yaml"
    words = parse(_text(path), path.name, SensitiveWords)
    return tuple(
        Term(term, group.tier, group.category, group.proxy, group.reason)
        for group in words.groups
        for term in group.terms
    )


@lru_cache(maxsize=1)
def opportunity() -> OpportunityWords:
    """Words and declared values of opportunity categories."""
    path = LEXICONS / "opportunity.yaml"
    return parse(_text(path), path.name, OpportunityWords)


def normal(expression: str) -> str:
    """SQL that brings a text to the form in which words are compared: no case, accent, sign or plural s."""
    words = rf"regexp_replace(lower(strip_accents({expression})), '[^\p{{L}}\p{{N}}]+', ' ', 'g')"
    singular = rf"regexp_replace({words}, '(\p{{L}}{{2}})ies\b', '\1y', 'g')"
    return rf"trim(regexp_replace({singular}, '(\p{{L}}{{2,}}[^s ])s\b', '\1', 'g'))"


_FIND = f"""SELECT DISTINCT written.text, term.term
FROM (SELECT text, ' ' || {normal("text")} || ' ' AS plain FROM (SELECT unnest($texts) AS text)) AS written
JOIN (SELECT term, ' ' || {normal("term")} || ' ' AS plain FROM (SELECT unnest($terms) AS term)) AS term
  ON contains(written.plain, term.plain)
ORDER BY written.text, term.term"""


def found(con: duckdb.DuckDBPyConnection, texts: Sequence[str], terms: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Terms that stand as whole words in each text; texts without any are left out."""
    if not texts:
        return {}
    hits: dict[str, list[str]] = {}
    for text, term in con.execute(_FIND, {"texts": list(texts), "terms": sorted(set(terms))}).fetchall():
        hits.setdefault(text, []).append(term)
    return {text: tuple(words) for text, words in hits.items()}
