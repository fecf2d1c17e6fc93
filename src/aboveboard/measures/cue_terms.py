"""Terms of the word lists in one text, each with its place. Words are compared in the form of `wordlists.normal`.

"-itis" finds every longer word with that end, "krebs-" every longer word with that beginning.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_IES = re.compile(r"([^\W\d_]{2})ies$")
_PLURAL = re.compile(r"([^\W\d_]{2,}[^s])s$")


@dataclass(frozen=True)
class Found:
    """One term in a text: `text[start:end]` is how it is written there."""

    term: str
    start: int
    end: int


def _bare(word: str) -> str:
    """A word without case and accent."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign)).lower()


def _plain(word: str) -> str:
    """A word without case, accent and plural s."""
    return _PLURAL.sub(r"\1", _IES.sub(r"\1y", _bare(word)))


def words(text: str) -> list[tuple[str, int, int]]:
    """Every word in its compared form, with its place."""
    return [(_plain(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]


@dataclass(frozen=True)
class Terms:
    """Terms ready to be looked for."""

    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = field(repr=False)
    """First word → all words of a term in compared form, and the term; longer terms first."""
    ends: dict[str, str] = field(default_factory=dict, repr=False)
    """End of a word, plural s kept → the term."""
    starts: dict[str, str] = field(default_factory=dict, repr=False)
    """Beginning of a word → the term."""

    def find(self, text: str) -> tuple[Found, ...]:
        """Terms in reading order; where terms overlap, the longest counts."""
        written = words(text)
        plain = [word for word, _, _ in written]
        hits: list[Found] = []
        at = 0
        while at < len(plain):
            term = next(
                (
                    (parts, name)
                    for parts, name in self.by_first.get(plain[at], ())
                    if tuple(plain[at : at + len(parts)]) == parts
                ),
                self._affix(_bare(text[written[at][1] : written[at][2]])),
            )
            if term:
                parts, name = term
                hits.append(Found(name, written[at][1], written[at + len(parts) - 1][2]))
            at += len(term[0]) if term else 1
        return tuple(hits)

    def _affix(self, word: str) -> tuple[tuple[str, ...], str] | None:
        """One word and the term whose end or beginning it has."""
        for cut in range(1, len(word)):
            name = self.ends.get(word[cut:]) or self.starts.get(word[:-cut])
            if name:
                return (word,), name
        return None


def prepare(terms: Iterable[str]) -> Terms:
    """An index of the terms; a term without any word is left out."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    ends: dict[str, str] = {}
    starts: dict[str, str] = {}
    for term in sorted(set(terms)):
        parts = tuple(word for word, _, _ in words(term))
        if len(parts) == 1 and term.startswith("-"):
            ends[_bare(term[1:])] = term
        elif len(parts) == 1 and term.endswith("-"):
            starts[_bare(term[:-1])] = term
        elif parts:
            by_first[parts[0]].append((parts, term))
    for held in by_first.values():
        held.sort(key=lambda pair: -len(pair[0]))
    return Terms(dict(by_first), ends, starts)
