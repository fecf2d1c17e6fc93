"""Texts in the form in which cues are looked for, each sign still knowing where it stands in the original."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_APOSTROPHES = frozenset("’‘‛ʼ´`＇′")
_QUOTES = frozenset("“”„‟«»″")
_DASHES = frozenset("‐‑‒–—―−")
_SPACE, _RUN_OF_SPACE = re.compile(r"\s"), re.compile(r"\s\s")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f")


@dataclass(frozen=True)
class Normal:
    """Normalised text with the place of every sign in the original."""

    text: str
    starts: tuple[int, ...]
    """Index in the original at which the sign begins; one entry per sign of `text`."""
    ends: tuple[int, ...]
    """Index in the original after the sign."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the original; `end` must be larger than `start`."""
        return self.starts[start], self.ends[end - 1]


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """A sign with the marks that combine with it, so that both spellings of é become one sign."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, at
            start = at


def _plain(sign: str) -> str:
    if sign in _APOSTROPHES:
        return "'"
    if sign in _DASHES:
        return "-"
    if sign in _QUOTES:
        return '"'
    if sign in _INVISIBLE:
        return ""
    if sign.isspace():
        return " "
    return sign.lower() if sign.isascii() else unicodedata.normalize("NFKC", sign).casefold()


@lru_cache(maxsize=4096)
def normalise(text: str) -> Normal:
    """NFKC, straight apostrophes and hyphens, no invisible signs, single spaces, no case; emoji stay.

    Compatibility forms are taken sign by sign, so that every sign keeps its place: "𝗛𝘂𝗿𝗿𝘆" becomes "hurry".
    """
    if text.isascii() and not _RUN_OF_SPACE.search(text):
        # Most ads: every sign stays one sign.
        plain = _SPACE.sub(" ", text.replace("`", "'")).lower()
        return Normal(plain, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for sign in _plain(text[start:end]):
            if sign == " " and signs and signs[-1] == " ":
                ends[-1] = end
                continue
            signs.append(sign)
            starts.append(start)
            ends.append(end)
    return Normal("".join(signs), tuple(starts), tuple(ends))
