"""The content of data/profiles: the shared dictionary of header names, and one profile per kind of export."""

import re
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from aboveboard.model.content import parse
from aboveboard.model.errors import BadContent
from aboveboard.model.layout import PROFILES

DICTIONARY = "dictionary.yaml"


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"“{pattern}” is no regular expression: {error}") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TotalWords(_Strict):
    """Words that begin a total row."""

    certain: Pattern
    possible: Pattern


class PersonalWord(_Strict):
    """Header words of one kind of personal data."""

    kind: str
    header: Pattern


class Dictionary(_Strict):
    """Names and words that all exports share."""

    synonyms: dict[str, list[str]]
    also_known: list[str]
    audience_size: list[str]
    decimal_comma: list[str]
    derived: Pattern
    missing: list[str]
    errors: list[str]
    no_date: list[str]
    totals: TotalWords
    footer: Pattern
    micros: list[str]
    currency_signs: dict[str, str]
    currencies: list[str]
    personal: list[PersonalWord]
    gender: dict[str, list[str]]
    age_words: dict[str, str]

    @cached_property
    def canonical(self) -> dict[str, str]:
        """Canonical column by normalised header."""
        return {header: name for name, headers in self.synonyms.items() for header in headers}

    @cached_property
    def known(self) -> frozenset[str]:
        """Every header name of the dictionary, for finding the header row."""
        return frozenset(self.canonical) | frozenset(self.also_known)

    @cached_property
    def gender_of(self) -> dict[str, str]:
        """Canonical gender by lower-case word."""
        return {word: gender for gender, words in self.gender.items() if gender != "all" for word in words}


class Signs(_Strict):
    """One way to recognise an export. A name with @ stands for any header of that canonical column."""

    need: list[str] = []
    one_of: list[str] = []
    any: list[str] = []
    at_least: int = 1
    header: Pattern | None = None
    """At least one normalised header matches."""
    preamble: Pattern | None = None
    """Matches the text above the header."""


class SettingColumn(_Strict):
    """A column of settings: what it narrows, and how its cells list several values."""

    dimension: Literal[
        "age",
        "gender",
        "geo",
        "language",
        "audience",
        "detailed",
        "professional",
        "income",
        "parental",
        "device",
        "placement",
        "daypart",
        "automation",
        "special_category",
        "context",
    ]
    operator: Literal["include", "exclude", "observe", "suggest"] = "include"
    grammar: Literal[
        "comma", "semicolon", "brackets", "country", "id_names", "flexible", "json", "age", "gender", "whole"
    ] = "comma"
    group: int = Field(default=0, ge=0, le=4)
    """Columns of one dimension with the same number are alternatives; different numbers must all hold."""
    ignore: list[str] = []
    """Values that end with one of these say that nothing is set."""


class AgeLimits(_Strict):
    """Two columns that hold one age range."""

    low: str
    high: str
    default_low: int
    open_from: int
    """An upper limit of this many years, or none, means "and older"."""


class Suggested(_Strict):
    """A switch that turns settings into suggestions."""

    column: str
    on: list[str]
    columns: list[str]
    """Setting columns that are then suggestions; hard limits stay out of this list."""
    words: str


class ExcludedRows(_Strict):
    """A status that says the row's group is excluded by a setting."""

    column: str
    value: str
    segments: list[str]


class Inactive(_Strict):
    """Status words of settings no longer in use."""

    columns: list[str]
    values: list[str]


class Profile(_Strict):
    """How one kind of export is recognised and read."""

    id: str
    version: str
    platform: str | None
    priority: int
    recognise: list[Signs] = Field(min_length=1)
    refuse: str = ""
    """Said instead of reading, for exports that are recognised but not read."""
    columns: dict[str, str | None] = {}
    """Canonical column by normalised header, before the dictionary; null keeps it as an extra column."""
    personal: dict[str, str] = {}
    """Kind of personal data by normalised header."""
    dates: Literal["dmy", "mdy"] | None = None
    currency: str | None = None
    id_prefixes: bool = False
    delivery: bool = True
    """Whether its rows are delivery."""
    unit: Literal["adset", "ad"] = "adset"
    """Whose settings the rows hold."""
    settings: dict[str, SettingColumn] = {}
    age_limits: AgeLimits | None = None
    suggested: Suggested | None = None
    excluded_rows: ExcludedRows | None = None
    always_said: list[str] = ["age", "gender", "geo"]
    """Dimensions for which an empty column is itself a setting: read and not narrowed."""
    inactive: Inactive | None = None
    period: Pattern | None = None
    """Groups "start" and "end" in the text above the header."""
    currency_line: Pattern | None = None
    """Group "code" in the text above the header."""


@cache
def dictionary() -> Dictionary:
    """The shared dictionary; BadContent with file and line when it breaks its rules."""
    found = parse((PROFILES / DICTIONARY).read_text(encoding="utf-8"), DICTIONARY, Dictionary)
    _one_name_each(found)
    return found


def _one_name_each(found: Dictionary) -> None:
    seen: dict[str, str] = {}
    for name, headers in found.synonyms.items():
        for header in headers:
            if header in seen:
                raise BadContent(f"{DICTIONARY}: “{header}” twice", f"It stands under {seen[header]} and {name}.")
            seen[header] = name


@cache
def profiles() -> tuple[Profile, ...]:
    """Every profile, in the order in which they are tried."""
    return load_profiles(PROFILES)


def load_profiles(folder: Path) -> tuple[Profile, ...]:
    """The profiles of a folder; the first that recognises a file wins."""
    paths = sorted(path for path in folder.glob("*.yaml") if path.name != DICTIONARY)
    found = [parse(path.read_text(encoding="utf-8"), path.name, Profile) for path in paths]
    return tuple(sorted(found, key=lambda profile: profile.priority))
