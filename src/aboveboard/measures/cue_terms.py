"""Terms of the word lists in one text, each with its place. Words are compared in the form of `wordlists.normal`."""

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


def _plain(word: str) -> str:
    """A word without case, accent and plural s."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign)).lower()
    return _PLURAL.sub(r"\1", _IES.sub(r"\1y", bare))


def words(text: str) -> list[tuple[str, int, int]]:
    """Every word in its compared form, with its place."""
    return [(_plain(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]


@dataclass(frozen=True)
class Terms:
    """Terms ready to be looked for."""

    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = field(repr=False)
    """First word → all words of a term in compared form, and the term; longer terms first."""

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
                None,
            )
            if term:
                parts, name = term
                hits.append(Found(name, written[at][1], written[at + len(parts) - 1][2]))
            at += len(term[0]) if term else 1
        return tuple(hits)


def prepare(terms: Iterable[str]) -> Terms:
    """An index of the terms; a term without any word is left out."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for term in sorted(set(terms)):
        parts = tuple(word for word, _, _ in words(term))
        if parts:
            by_first[parts[0]].append((parts, term))
    for held in by_first.values():
        held.sort(key=lambda pair: -len(pair[0]))
    return Terms(dict(by_first))
