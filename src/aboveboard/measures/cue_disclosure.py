"""Words and hashtags by which a post says that it is advertising, or that AI made it.

A clear token is one that a reader of the post's language understands; an ambiguous one ("#collab") is never enough.
Tokens are matched as whole words and whole hashtags: "#adventure" and "Anzeigentafel" hold none.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from aboveboard.measures import cue_languages, cue_lexicon
from aboveboard.measures.cue_lexicon import LANGUAGES
from aboveboard.measures.cue_normal import normalise

Kind = Literal["clear", "ambiguous", "ai"]
LABELS: tuple[Kind, ...] = ("clear", "ambiguous", "ai")
FOLD = 125
"""Signs of a caption that a feed shows before "more" (recalled, to be confirmed per platform)."""
_HASHTAG = re.compile(r"#\w+")


@dataclass(frozen=True)
class Token:
    """One token. `text[start:end] == words` in the original."""

    kind: Kind
    language: str
    """Whose list it is from."""
    start: int
    end: int
    words: str
    foreign: bool = False
    """The token is clear in another language than the text's."""


@dataclass(frozen=True)
class Disclosure:
    """What a caption discloses about being paid."""

    label: Literal["clear", "ambiguous", "none"]
    tokens: tuple[Token, ...]
    doubts: tuple[str, ...] = ()
    """Why a clear label may still go unseen: after_the_fold, among_hashtags, other_language."""


@lru_cache(maxsize=16)
def _patterns(language: str) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    labels = cue_lexicon.load(language).disclosure
    found: list[tuple[Kind, re.Pattern[str]]] = []
    for kind in LABELS:
        # Longest first, so that "paid advertisement" is one token.
        words = sorted((normalise(token).text for token in getattr(labels, kind)), key=len, reverse=True)
        if words:
            found.append((kind, re.compile(rf"(?<![\w#@])(?:{'|'.join(map(_whole, words))})")))
    return tuple(found)


def _whole(token: str) -> str:
    """A token that must not go on as a word; one that ends in a sign ("thanks to @") goes on as it likes."""
    return re.escape(token) + (r"(?!\w)" if token[-1].isalnum() else "")


def tokens(text: str) -> tuple[Token, ...]:
    """Every token of every language in reading order, at most one at a place.

    In a text whose language lists the token as ambiguous it is ambiguous, whatever other languages say ("#ad" in a
    German text).
    """
    own = cue_languages.read(text).guess
    normal = normalise(text)
    order = [own, *(language for language in LANGUAGES if language != own)] if own in LANGUAGES else list(LANGUAGES)
    kept: list[Token] = []
    for language in order:
        for kind, pattern in _patterns(language):
            for match in pattern.finditer(normal.text):
                start, end = normal.span(match.start(), match.end())
                token = Token(
                    kind, language, start, end, text[start:end], kind == "clear" and own not in ("", language)
                )
                _keep(kept, token)
    return tuple(sorted(kept, key=lambda token: token.start))


def _keep(kept: list[Token], token: Token) -> None:
    """Add the token unless its place is taken. Clear in two languages, one of them the text's, is not foreign."""
    for at, other in enumerate(kept):
        if token.start < other.end and other.start < token.end:
            if token.kind == other.kind and not token.foreign:
                kept[at] = replace(other, foreign=False)
            return
    kept.append(token)


def read(text: str) -> Disclosure:
    """Whether a caption is clearly labelled as paid; an ambiguous token alone counts as without."""
    found = tuple(token for token in tokens(text) if token.kind != "ai")
    clear = [token for token in found if token.kind == "clear"]
    if not clear:
        return Disclosure("ambiguous" if found else "none", found)
    first = clear[0]
    doubts = []
    if first.start >= FOLD:
        doubts.append("after_the_fold")
    if first.words.startswith("#") and len(_HASHTAG.findall(text)) > 5:
        doubts.append("among_hashtags")
    if all(token.foreign for token in clear):
        doubts.append("other_language")
    return Disclosure("clear", found, tuple(doubts))
