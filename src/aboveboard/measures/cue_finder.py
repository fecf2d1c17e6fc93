"""Pressure wording in a text, each hit with its exact place in the original. A hit is a claim to be proven."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from aboveboard.measures import cue_languages, cue_lexicon
from aboveboard.measures.cue_lexicon import PRESSING, Rule


@dataclass(frozen=True)
class Cue:
    """One hit. `start` and `end` count signs of the original text, so `text[start:end] == words`."""

    family: str
    entry: str
    """Id of the entry in data/lexicons/cues_*.yaml."""
    start: int
    end: int
    words: str
    reason: str

    @property
    def presses(self) -> bool:
        """Whether the hit is a claim to be proven; hardship topics and loud formatting are not."""
        return self.family in PRESSING


def find(text: str, languages: Sequence[str] | None = None) -> tuple[Cue, ...]:
    """Every cue in reading order, at most one of a family at a place.

    `languages` names the lists to use besides the one that needs no language; without it, every list that fits the
    text's script is used (`cue_languages.read`). Raises BadContent when a list breaks its own rules.
    """
    applied = cue_languages.read(text).applied if languages is None else (cue_lexicon.ANY, *languages)
    return _find(text, tuple(dict.fromkeys(applied)))


@lru_cache(maxsize=32_768)
def _find(text: str, applied: tuple[str, ...]) -> tuple[Cue, ...]:
    hits = [
        (rule, start, end)
        for language in applied
        for rule in cue_lexicon.rules(language)
        for start, end in rule.spans(text)
    ]
    # What run dates can test comes first, then the longest: one place gives one claim of a family.
    hits.sort(key=lambda hit: (hit[0].time == "none", hit[1] - hit[2], hit[1], hit[0].id))
    kept: list[tuple[Rule, int, int]] = []
    for rule, start, end in hits:
        if all(end <= other[1] or start >= other[2] or rule.family != other[0].family for other in kept):
            kept.append((rule, start, end))
    kept.sort(key=lambda hit: (hit[1], hit[2], hit[0].family))
    return tuple(Cue(rule.family, rule.id, start, end, text[start:end], rule.reason) for rule, start, end in kept)
