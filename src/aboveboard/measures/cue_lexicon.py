"""Word lists of pressure cues: loading and checking data/lexicons/cues_*.yaml.

A pattern is a regular expression on normalised text (`cue_normal`). Every entry carries an example that it must find
and a counter-example that it must leave alone; both are tried when the file is loaded, so a broken entry is refused,
with its line, before anybody relies on it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from aboveboard.measures.cue_normal import normalise
from aboveboard.model.content import parse
from aboveboard.model.layout import LEXICONS

ANY = "any"
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
"""Languages with a list of their own; the list "any" needs no language."""
Family = Literal[
    "urgency",
    "scarcity",
    "social_proof",
    "confirmshaming",
    "fear_loss",
    "vulnerability",
    "authority",
    "hidden_cost",
    "formatting",
]
PRESSING = ("urgency", "scarcity", "social_proof", "confirmshaming", "fear_loss", "authority", "hidden_cost")
"""Families whose hit is a claim to be proven. `vulnerability` is a topic and `formatting` context: neither counts."""
Time = Literal["none", "today", "clock", "dated", "weekday"]
MIN_LETTERS, MIN_CAPITALS = 20, 0.5
_PIECE = re.compile(r"<([A-Z]+)>")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CueEntry(_Strict):
    """One entry of a list, as written."""

    id: str = Field(pattern=r"^[a-z]+\.[a-z_]+\.[a-z_]+$")
    family: Family
    pattern: str | tuple[str, ...] = ()
    """One regular expression, or several of which any may hold."""
    check: Literal["", "capitals"] = ""
    """A computed check instead of a pattern."""
    time: Time = "none"
    """What run dates can prove about the claim."""
    days: int = Field(default=1, ge=1)
    """For `time: today`: how many days in a row the words can be true."""
    example: str = Field(min_length=1)
    counter_example: str = Field(min_length=1)
    reason: str = Field(min_length=1)

    @model_validator(mode="after")
    def _one_way(self) -> "CueEntry":
        if bool(self.pattern) == bool(self.check):
            raise ValueError("give either a pattern or a check")
        return self


class Labels(_Strict):
    """Words by which an ad says that it is one, and by which a text says that AI made it."""

    clear: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    ai: tuple[str, ...] = ()


class CueFile(_Strict):
    """One data/lexicons/cues_*.yaml."""

    language: str
    version: str
    whole_words: bool = True
    """Whether a match must not begin or end inside a word."""
    pieces: dict[str, str] = {}
    """Named parts of patterns, written <NAME>; a piece may use those above it."""
    common_words: str = ""
    """The language's commonest words, with spaces between them; by them a text is recognised."""
    entries: tuple[CueEntry, ...]
    disclosure: Labels = Labels()

    @model_validator(mode="after")
    def _holds_together(self) -> "CueFile":
        ids = [entry.id for entry in self.entries]
        for number, entry in enumerate(self.entries):
            wrong = f"the id {entry.id} appears twice" if ids.count(entry.id) > 1 else self._fault(entry)
            if wrong:
                # The place is given by hand, so that the message names the entry's own line.
                fault = InitErrorDetails(
                    type=PydanticCustomError("cue", "{wrong}", {"wrong": wrong}),
                    loc=("entries", number),
                    input=entry.id,
                )
                raise ValidationError.from_exception_data("CueFile", [fault])
        return self

    def _fault(self, entry: CueEntry) -> str:
        """What is wrong with an entry, in words; empty when nothing is."""
        if not entry.id.startswith(f"{self.language}.{entry.family}."):
            return f"the id {entry.id} must begin with {self.language}.{entry.family}"
        try:
            rule = self.compiled(entry)
        except ValueError as error:
            return str(error)
        if not rule.spans(entry.example):
            return f"{entry.id} does not find its own example “{entry.example}”"
        if rule.spans(entry.counter_example):
            return f"{entry.id} fires on its counter-example “{entry.counter_example}”"
        return ""

    def compiled(self, entry: CueEntry) -> "Rule":
        """The entry ready for use. Raises ValueError naming the entry when a pattern cannot be read."""
        pieces: dict[str, str] = {}
        for name, piece in self.pieces.items():
            pieces[name] = _filled(piece, pieces, entry.id)
        patterns = (entry.pattern,) if isinstance(entry.pattern, str) else entry.pattern
        joined = "|".join(f"(?:{_filled(pattern, pieces, entry.id)})" for pattern in patterns)
        try:
            found = re.compile(rf"(?<!\w)(?:{joined})(?!\w)" if self.whole_words else joined)
        except re.error as error:
            raise ValueError(f"{entry.id}: the pattern cannot be read ({error})") from error
        return Rule(
            entry.id,
            entry.family,
            self.language,
            entry.reason,
            entry.time,
            entry.days,
            None if entry.check else found,
        )


def _filled(pattern: str, pieces: dict[str, str], owner: str) -> str:
    def piece(match: re.Match[str]) -> str:
        if match.group(1) not in pieces:
            raise ValueError(f"{owner} uses <{match.group(1)}>, which is not among the pieces above it")
        return pieces[match.group(1)]

    return _PIECE.sub(piece, pattern)


@dataclass(frozen=True)
class Rule:
    """One entry ready for use."""

    id: str
    family: Family
    language: str
    reason: str
    time: Time
    days: int
    pattern: re.Pattern[str] | None
    """None for the check of capitals, which needs the original text."""

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Every place in the original text that the entry names."""
        if self.pattern is None:
            return _capitals(text)
        normal = normalise(text)
        return tuple(
            normal.span(match.start(), match.end())
            for match in self.pattern.finditer(normal.text)
            if match.end() > match.start()
        )


def _capitals(text: str) -> tuple[tuple[int, int], ...]:
    """The whole text when at least half of its 20 or more letters are capitals."""
    letters = [sign for sign in text if sign.isalpha()]
    capitals = sum(sign.isupper() for sign in letters)
    loud = len(letters) >= MIN_LETTERS and capitals >= MIN_CAPITALS * len(letters)
    return ((0, len(text)),) if loud else ()


@lru_cache(maxsize=32)
def load(language: str) -> CueFile:
    """The list of one language, or "any". Raises BadContent naming file and line."""
    path = LEXICONS / f"cues_{language}.yaml"
    return parse(path.read_text(encoding="utf-8"), path.name, CueFile)


@lru_cache(maxsize=32)
def rules(language: str) -> tuple[Rule, ...]:
    """Every entry of one list, ready for use."""
    words = load(language)
    return tuple(words.compiled(entry) for entry in words.entries)


@lru_cache(maxsize=1)
def by_id() -> dict[str, Rule]:
    """Every entry of every list by its id."""
    return {rule.id: rule for language in (ANY, *LANGUAGES) for rule in rules(language)}
