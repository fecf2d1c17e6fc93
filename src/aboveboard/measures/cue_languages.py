"""Which language a text is in, told by script and by its commonest words; no model, and honest about its limits."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from aboveboard.measures import cue_lexicon
from aboveboard.measures.cue_lexicon import LANGUAGES
from aboveboard.measures.cue_normal import normalise
from aboveboard.model.content import parse
from aboveboard.model.layout import LEXICONS

ENOUGH_WORDS = 8
"""A text with this many words and none that is common in a covered language is taken to be in another one."""
_NO_WORD = re.compile(r"[#@]\w+|https?://\S+|www\.\S+")
"""Hashtags, handles and links are often in another language than the text."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


class OtherLanguages(BaseModel):
    """data/lexicons/cues_other.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    version: str
    letters: str
    languages: dict[str, str]


@dataclass(frozen=True)
class Languages:
    """What could be told about a text's language."""

    guess: str
    """ISO 639-1 code; "" when the text is too short to tell, "?" for a language that was not recognised."""
    covered: bool
    """Whether a word list of that language exists. A text too short to tell counts as covered: it met every list."""
    applied: tuple[str, ...]
    """Lists that are looked through. Ads mix languages, so every list meets every text in Latin script."""


@lru_cache(maxsize=1)
def _other() -> OtherLanguages:
    path = LEXICONS / "cues_other.yaml"
    return parse(path.read_text(encoding="utf-8"), path.name, OtherLanguages)


@lru_cache(maxsize=1)
def _common() -> dict[str, frozenset[str]]:
    covered = {language: cue_lexicon.load(language).common_words for language in LANGUAGES}
    return {language: frozenset(words.split()) for language, words in {**covered, **_other().languages}.items()}


@lru_cache(maxsize=4096)
def read(text: str) -> Languages:
    """Language of one text. Covered languages win ties, because a false alarm is seen and a silence is not missed."""
    plain = normalise(text).text
    letters = [sign for sign in plain if sign.isalpha()]
    latin = sum(unicodedata.name(sign, "").startswith("LATIN") for sign in letters)
    if letters and latin * 2 < len(letters):
        return Languages("?", False, (cue_lexicon.ANY,))
    applied = (cue_lexicon.ANY, *LANGUAGES)
    words = _WORD.findall(_NO_WORD.sub(" ", plain))
    counts = {language: sum(word in common for word in words) for language, common in _common().items()}
    foreign = any(sign in _other().letters for sign in letters)
    best = max(counts, key=lambda language: (counts[language], (language in LANGUAGES) != foreign))
    if not counts[best]:
        unknown = foreign or len(words) >= ENOUGH_WORDS
        return Languages("?" if unknown else "", not unknown, applied)
    return Languages(best, best in LANGUAGES, applied)
