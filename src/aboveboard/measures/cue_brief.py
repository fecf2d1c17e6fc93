"""A text or brief read before there is any file: what in it presses, touches sensitive matters, or lacks a label.

Pure: nothing is stored, nothing is judged. The same lists and rules read the same text when it arrives in a file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from aboveboard.measures import cue_disclosure, cue_finder, cue_languages, cue_terms, wordlists
from aboveboard.measures.cue_disclosure import Disclosure
from aboveboard.measures.cue_languages import Languages
from aboveboard.measures.cue_terms import Terms
from aboveboard.measures.wordlists import Term

Kind = Literal["pressure", "topic", "formatting", "sensitive", "opportunity", "legal_age", "label"]
SENSITIVE_FROM = 3
LONGEST = 20_000
"""Signs that are read; a brief is no book, and a page must answer at once."""
_KINDS: dict[str, Kind] = {"vulnerability": "topic", "formatting": "formatting"}
_MISSING = {
    "none": "No advertising label: if a person is paid or gifted to post this, put a clear label at the start.",
    "ambiguous": "The label is unclear and counts as none: put a clear one at the start.",
    "after_the_fold": "The label stands where a feed may cut it off: put it at the start.",
    "among_hashtags": "The label stands among more than five hashtags: put it at the start.",
    "other_language": "The label is in another language than the text.",
}
_AI_MISSING = "No word says that AI made any of this: if AI made people, voices or scenes in it, say so."
_OPPORTUNITY = "Speaks of {}: there, leaving people out by age, gender or a stand-in weighs more. Declare the category."
_LEGAL_AGE = "Speaks of something with a legal minimum age: set the age of the audience."


@dataclass(frozen=True)
class Mark:
    """One finding in the text. `text[start:end] == words`."""

    kind: Kind
    group: str
    """Family of the cue, category of the sensitive term, opportunity category, or kind of label."""
    start: int
    end: int
    words: str
    reason: str
    tier: int | None = None
    """Of a sensitive term: 3 close to private life, 4 special category or a stand-in for one."""


@dataclass(frozen=True)
class Brief:
    """Everything found in one text, in reading order."""

    text: str
    """What was read, at most LONGEST signs."""
    marks: tuple[Mark, ...]
    missing: tuple[str, ...]
    """Labels that are missing or unclear, in words. They matter only where the text is a paid post or made by AI."""
    disclosure: Disclosure
    languages: Languages
    shortened: bool = False
    """Whether the text was longer than what was read."""

    def of(self, kind: Kind) -> tuple[Mark, ...]:
        """Marks of one kind."""
        return tuple(mark for mark in self.marks if mark.kind == kind)


def read_brief(text: str) -> Brief:
    """Cues, sensitive terms of tier 3 and 4, opportunity and legal-age words, labels, and labels that are missing."""
    shown = text[:LONGEST]
    marks = [*_cues(shown), *_sensitive(shown), *_opportunity(shown), *_labels(shown)]
    disclosure = cue_disclosure.read(shown)
    return Brief(
        shown,
        tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind))),
        tuple(_missing(shown, disclosure)) if shown.strip() else (),
        disclosure,
        cue_languages.read(shown),
        len(text) > LONGEST,
    )


def _cues(text: str) -> Iterator[Mark]:
    for cue in cue_finder.find(text):
        yield Mark(_KINDS.get(cue.family, "pressure"), cue.family, cue.start, cue.end, cue.words, cue.reason)


@lru_cache(maxsize=1)
def _sensitive_terms() -> tuple[Terms, dict[str, Term]]:
    """Terms of running text; ordinary names are looked for too, so that they hide the terms they hold."""
    worst: dict[str, Term] = {}
    for term in wordlists.sensitive():
        if term.tier < SENSITIVE_FROM or term.alone:
            continue
        if term.term not in worst or term.tier > worst[term.term].tier:
            worst[term.term] = term
    return cue_terms.prepare([*worst, *wordlists.ordinary()]), worst


def _sensitive(text: str) -> Iterator[Mark]:
    terms, meaning = _sensitive_terms()
    for hit in terms.find(text):
        term = meaning.get(hit.term)
        if term is None:
            continue
        words = text[hit.start : hit.end]
        yield Mark("sensitive", term.category, hit.start, hit.end, words, term.reason, term.tier)


@lru_cache(maxsize=1)
def _opportunity_terms() -> tuple[Terms, dict[str, str], Terms]:
    listed = wordlists.opportunity()
    category = {word: one.name for one in listed.categories for words in one.words.values() for word in words}
    ages = [word for words in listed.legal_age.values() for word in words]
    return cue_terms.prepare(category), category, cue_terms.prepare(ages)


def _opportunity(text: str) -> Iterator[Mark]:
    terms, category, ages = _opportunity_terms()
    for hit in terms.find(text):
        name = category[hit.term]
        words = text[hit.start : hit.end]
        yield Mark("opportunity", name, hit.start, hit.end, words, _OPPORTUNITY.format(name))
    for hit in ages.find(text):
        yield Mark("legal_age", "legal_age", hit.start, hit.end, text[hit.start : hit.end], _LEGAL_AGE)


def _labels(text: str) -> Iterator[Mark]:
    words = {"clear": "A clear label.", "ambiguous": _MISSING["ambiguous"], "ai": "Says that AI took part."}
    for token in cue_disclosure.tokens(text):
        yield Mark("label", token.kind, token.start, token.end, token.words, words[token.kind])


def _missing(text: str, disclosure: Disclosure) -> Iterator[str]:
    if disclosure.label != "clear":
        yield _MISSING[disclosure.label]
    for doubt in disclosure.doubts:
        yield _MISSING[doubt]
    if not any(token.kind == "ai" for token in cue_disclosure.tokens(text)):
        yield _AI_MISSING
