"""The content of data/profiles: the shared dictionary of header names, and one profile per kind of export."""

import difflib
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from aboveboard.intake.profile_rules import (
    Blocks,
    CanonicalName,
    CurrencyCode,
    HeaderName,
    LongForm,
    NestedFigures,
    Picked,
    Report,
    SignName,
    WindowPattern,
)
from aboveboard.intake.settings_schema import (
    AgeLimits,
    Cells,
    Dimension,
    ExcludedRows,
    Family,
    Inactive,
    Operation,
    Pattern,
    SettingColumn,
    SettingLeaf,
    SettingRows,
    Suggested,
)
from aboveboard.model.canonical import CREATOR, FEEDBACK
from aboveboard.model.content import line_of, parse, repeated_key
from aboveboard.model.errors import BadContent
from aboveboard.model.layout import PROFILES

DICTIONARY = "dictionary.yaml"


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

    need: list[SignName] = []
    one_of: list[SignName] = []
    any: list[SignName] = []
    at_least: int = 1
    none_of: list[SignName] = []
    """Headers of a neighbour that this export never has."""
    header: Pattern | None = None
    """At least one normalised header matches."""
    preamble: Pattern | None = None
    """Matches the text above the header."""


class Event(_Strict):
    """A log: what one of its rows counts as, told by a column."""

    column: HeaderName
    counts: dict[str, Literal["impressions", "clicks"]]
    """Metric by the value in lower case; a row of another value counts nothing."""


ENTRY_COLUMNS = {"creator": tuple(CREATOR), "feedback": tuple(FEEDBACK)}


class Profile(_Strict):
    """How one kind of export is recognised and read."""

    id: str
    version: str
    platform: str | None
    priority: int
    reports: list[Report] = []
    """What it reads, and how sure that is, for the list of exports."""
    recognise: list[Signs] = Field(min_length=1)
    refuse: str = ""
    """Said instead of reading, for exports that are recognised but not read."""
    columns: dict[HeaderName, CanonicalName | None] = {}
    """Canonical column by normalised header, before the dictionary; null keeps it as an extra column."""
    by_values: dict[HeaderName, list[CanonicalName]] = {}
    """Headers that fit several groups: the first whose words all values are; the last, if it is free text, fits all."""
    personal: dict[HeaderName, str] = {}
    """Kind of personal data by normalised header."""
    hashed: dict[HeaderName, str] = {}
    """Kind of identifier by header: kept as a keyed hash where there is a key, else left out."""
    entries: Literal["creator", "feedback"] | None = None
    """Whether each row is one creator, or one comment, mention or complaint."""
    entry_columns: dict[str, list[HeaderName]] = {}
    """Headers by column of that table, in order of preference."""
    event: Event | None = None
    long_form: LongForm | None = None
    dates: Literal["dmy", "mdy"] | None = None
    currency: CurrencyCode | None = None
    micros: list[HeaderName] = []
    """Amounts in millionths, by header, beyond those of the dictionary."""
    id_prefixes: bool = False
    delivery: bool = True
    """Whether its rows are delivery."""
    unit: Literal["campaign", "adset", "ad"] = "adset"
    """Whose settings the rows hold."""
    settings: dict[HeaderName, SettingColumn] = {}
    settings_like: str | None = None
    """Id of a profile whose settings are also those of this one."""
    trees: dict[str, list[SettingLeaf]] = {}
    """Columns whose cells are JSON objects with all settings."""
    typed_rows: SettingRows | None = None
    """Settings that stand in rows of their own; those of one ad set are then gathered over all its rows."""
    family: Family | None = None
    not_rows: Cells | None = None
    """Lines that say something about the file and are no rows of it."""
    newest: str | None = None
    """A column that dates the row: only an ad set's newest row holds its settings."""
    all_texts: bool = False
    """Whether each further column of headlines or texts is another variant of the ad."""
    age_limits: AgeLimits | None = None
    suggested: list[Suggested] = []
    excluded_rows: ExcludedRows | None = None
    always_said: list[Dimension] = ["age", "gender", "geo"]
    """Dimensions for which an empty column is itself a setting: read and not narrowed."""
    inactive: Inactive | None = None
    blocks: Blocks | None = None
    cells: list[NestedFigures] = []
    picked: dict[CanonicalName, Picked] = {}
    """Canonical column by where its value stands inside another column."""
    variants: list[HeaderName] = []
    """Columns that list the texts of an ad's variants."""
    shares: list[HeaderName] = []
    """Columns of shares without their total."""
    period: WindowPattern | None = None
    """Groups "start" and "end" in the text above the header."""
    window_in_date: bool = False
    """Whether the date column shows the first day of the report's window where the report is not split by day."""
    date_begins: Pattern | None = None
    """Text above the header which says that each date begins a week or a month."""

    @property
    def headers(self) -> frozenset[str]:
        """Headers it knows by name."""
        listed = {header for headers in self.entry_columns.values() for header in headers}
        return frozenset({*self.columns, *self.by_values, *self.settings, *self.personal, *self.hashed, *listed})

    @cached_property
    def entry_of(self) -> dict[str, str]:
        """Column of the table of creators or answers by header."""
        return {header: name for name, headers in self.entry_columns.items() for header in headers}

    @model_validator(mode="after")
    def _known_entries(self) -> "Profile":
        known = set(ENTRY_COLUMNS.get(self.entries or "", ()))
        for name in self.entry_columns:
            if name not in known:
                close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.0)
                hint = f" Did you mean “{close[0]}”?" if close else " Say first what its entries are."
                raise ValueError(f"“{name}” is no column of a list of entries.{hint}")
        return self

    @cached_property
    def setting_of(self) -> dict[str, tuple[Dimension, Operation]]:
        """Dimension and operator by the header of each column that holds settings, for showing it."""
        found: dict[str, tuple[Dimension, Operation]] = {
            name: (column.dimension, column.operator) for name, column in self.settings.items()
        }
        found |= dict.fromkeys(self.trees, ("detailed", "include"))
        for row in self.typed_rows.rows if self.typed_rows else ():
            for name in row.value_columns:
                if not name.startswith("@"):
                    found.setdefault(name, (row.dimension or "context", "include"))
        if self.age_limits:
            found[self.age_limits.low] = found[self.age_limits.high] = "age", "include"
        for entry in self.suggested:
            found[entry.column] = "automation", "include"
        return found

    @cached_property
    def telling(self) -> frozenset[str]:
        """Headers of columns that say how others are read: types, ids, switches, dates."""
        rows, family = self.typed_rows, self.family
        found = {family.type_column, family.id_column, family.parent_column} if family else set()
        found |= {entry.unless.column for entry in self.suggested if entry.unless}
        found |= {name for name in (self.newest, self.not_rows and self.not_rows.column) if name}
        if rows:
            found |= {*rows.type_columns, *rows.excluded_by, *rows.told_with}
            found |= {row.id_column for row in rows.rows if row.id_column}
            found |= {entry.column for row in rows.rows for entry in (row.observe_if, row.observe_unless) if entry}
        if self.inactive:
            found |= {*self.inactive.columns, *self.inactive.row_columns}
        return frozenset(found)


@cache
def dictionary() -> Dictionary:
    """The shared dictionary; BadContent with file and line when it breaks its rules."""
    found = parse((PROFILES / DICTIONARY).read_text(encoding="utf-8"), DICTIONARY, Dictionary)
    _one_name_each(found)
    own = {name for profile in profiles() for name in profile.headers}
    return found.model_copy(update={"also_known": [*found.also_known, *sorted(own - set(found.also_known))]})


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
    found: dict[str, tuple[str, Profile]] = {}
    for path in paths:
        text = path.read_text(encoding="utf-8")
        profile = parse(text, path.name, Profile)
        if twice := repeated_key(text):
            raise BadContent(f"{path.name}, line {twice[1]}", f"“{twice[0]}” stands there twice; only the last counts.")
        if profile.id in found:
            said = f"id: “{profile.id}” is the id of {found[profile.id][0]} already."
            raise BadContent(f"{path.name}, line {line_of(text, ('id',))}", said, f"Write for example id: {path.stem}.")
        found[profile.id] = (path.name, profile)
    known = {profile.id: profile for _, profile in found.values()}
    return tuple(sorted((_whole(profile, known) for profile in known.values()), key=lambda profile: profile.priority))


def _whole(profile: Profile, known: Mapping[str, Profile]) -> Profile:
    """With the settings of the profile it is like."""
    if profile.settings_like is None:
        return profile
    if profile.settings_like not in known:
        raise BadContent(f"{profile.id}: no profile “{profile.settings_like}”", "It stands under settings_like.")
    return profile.model_copy(update={"settings": {**known[profile.settings_like].settings, **profile.settings}})
