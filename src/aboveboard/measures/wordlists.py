"""Word lists as data: loading them, and finding their terms in many texts at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import duckdb
from pydantic import BaseModel, ConfigDict, Field

from aboveboard.measures import cue_terms
from aboveboard.model.content import parse
from aboveboard.model.layout import LEXICONS

Language = Literal["en", "de", "es", "fr", "it", "pt", "nl"]
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
    """Terms that share tier, category, language and reason.

    A term with a hyphen in front ("-itis") stands for every longer word with that end, one with a hyphen behind
    ("krebs-") for every longer word with that beginning.
    """

    category: Category
    tier: int = Field(ge=0, le=4)
    proxy: bool
    language: Language
    reason: str = Field(min_length=1)
    alone: bool = False
    """Whether a term counts only where it is the whole value, remarks in brackets apart that do not name a work."""
    terms: tuple[str, ...] = Field(min_length=1)


class SensitiveWords(_Strict):
    """data/lexicons/sensitive.yaml."""

    id: str
    version: str
    languages: tuple[Language, ...]
    ordinary: tuple[str, ...]
    """Names and turns of speech that hold a term and mean something else: passed over."""
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
    alone: bool = False


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _sensitive_words() -> SensitiveWords:
    path = LEXICONS / "sensitive.yaml"
    return parse(_text(path), path.name, SensitiveWords)


@lru_cache(maxsize=1)
def sensitive() -> tuple[Term, ...]:
    """Every sensitive term with what it means."""
    return tuple(
        Term(term, group.tier, group.category, group.proxy, group.reason, group.alone)
        for group in _sensitive_words().groups
        for term in group.terms
    )


def ordinary() -> tuple[str, ...]:
    """Names that hold a sensitive term and mean something else."""
    return _sensitive_words().ordinary


@lru_cache(maxsize=1)
def opportunity() -> OpportunityWords:
    """Words and declared values of opportunity categories."""
    path = LEXICONS / "opportunity.yaml"
    return parse(_text(path), path.name, OpportunityWords)


def _bare(expression: str) -> str:
    """SQL for a text's words without case, accent and sign."""
    return rf"trim(regexp_replace(lower(strip_accents({expression})), '[^\p{{L}}\p{{N}}]+', ' ', 'g'))"


def _singular(expression: str) -> str:
    """SQL for bare words without plural s."""
    singular = rf"regexp_replace({expression}, '(\p{{L}}{{2}})ies\b', '\1y', 'g')"
    return rf"regexp_replace({singular}, '(\p{{L}}{{2,}}[^s ])s\b', '\1', 'g')"


def normal(expression: str) -> str:
    """SQL that brings a text to the form in which words are compared: no case, accent, sign or plural s."""
    return _singular(_bare(expression))


_WORK = r"[(][^)]*\b(film|series|band|album|song|duo|musician|singer|novel|comics|manga|game|brand|company|app)[)]"
_NAME = f"CASE WHEN NOT regexp_matches(lower(text), '{_WORK}') THEN regexp_replace(text, '[(][^)]*[)]', ' ', 'g') END"
"""A value without remarks in brackets; null where a remark says that it is the title of a work or a trade name."""
_FIND = f"""WITH written AS (
  SELECT text, string_split(bare, ' ') AS bare, string_split({_singular("bare")}, ' ') AS words, name
  FROM (
    SELECT text, regexp_replace({_bare("text")}, $ordinary, '|', 'g') AS bare,
      {normal(_NAME)} AS name
    FROM (SELECT unnest($texts) AS text))),
term AS (
  SELECT term, alone, {normal("term")} AS plain, CASE WHEN starts_with(term, '-') THEN {_bare("term")} END AS ending,
    CASE WHEN ends_with(term, '-') THEN {_bare("term")} END AS beginning
  FROM (SELECT unnest($terms) AS term, unnest($alone) AS alone)),
size AS (SELECT DISTINCT len(string_split(plain, ' ')) AS many FROM term),
run AS (
  SELECT DISTINCT text, array_to_string(words[place : place + many - 1], ' ') AS plain
  FROM written JOIN size ON many <= len(words), unnest(range(1, len(words) - many + 2)) AS spot(place)),
word AS (SELECT DISTINCT text, unnest(bare) AS bare FROM written)
SELECT text, term FROM run JOIN term USING (plain) WHERE NOT alone AND ending IS NULL AND beginning IS NULL
UNION SELECT text, term FROM written JOIN term ON name = plain WHERE alone AND words <> ['|']
UNION SELECT text, term FROM word JOIN term ON ends_with(bare, ending) AND bare <> ending
UNION SELECT text, term FROM word JOIN term ON starts_with(bare, beginning) AND bare <> beginning
ORDER BY text, term"""
_NOTHING = r"[^\s\S]"


def _find(
    con: duckdb.DuckDBPyConnection, texts: Sequence[str], terms: dict[str, bool], passed_over: str = _NOTHING
) -> dict[str, tuple[str, ...]]:
    """Terms in each text; each term says whether it must stand alone."""
    if not texts or not terms:
        return {}
    given = {"texts": list(texts), "terms": list(terms), "alone": list(terms.values()), "ordinary": passed_over}
    hits: dict[str, list[str]] = {}
    for text, term in con.execute(_FIND, given).fetchall():
        hits.setdefault(text, []).append(term)
    return {text: tuple(words) for text, words in hits.items()}


def found(con: duckdb.DuckDBPyConnection, texts: Sequence[str], terms: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Terms that stand as whole words in each text; texts without any are left out."""
    return _find(con, texts, dict.fromkeys(sorted(set(terms)), False))


def _any_number(name: str) -> str:
    """Pattern of a name's bare words, each with or without plural s."""
    plain = (word for word, _, _ in cue_terms.words(name))
    return " ".join(f"{word[:-1]}(?:y|ies)" if word.endswith("y") else f"{word}s?" for word in plain)


@lru_cache(maxsize=1)
def _sensitive_index() -> tuple[dict[str, tuple[Term, ...]], dict[str, bool], str]:
    """What each term means, whether it must stand alone, and a pattern of all ordinary names."""
    by_term: dict[str, list[Term]] = defaultdict(list)
    for entry in sensitive():
        by_term[entry.term].append(entry)
    return (
        {term: tuple(entries) for term, entries in by_term.items()},
        {term: all(entry.alone for entry in entries) for term, entries in by_term.items()},
        rf"\b(?:{'|'.join(sorted(map(_any_number, ordinary()), key=len, reverse=True))})\b",
    )


def sensitive_in(con: duckdb.DuckDBPyConnection, texts: Sequence[str]) -> dict[str, tuple[Term, ...]]:
    """Entries of the sensitive list in each text, ordinary names passed over; texts without any are left out."""
    by_term, alone, passed_over = _sensitive_index()
    hits = _find(con, texts, alone, passed_over)
    return {text: tuple(entry for term in words for entry in by_term[term]) for text, words in hits.items()}
