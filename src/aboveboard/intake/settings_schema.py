"""How a profile describes settings: columns of them, rows of them, and what turns them on, off or into a wish."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"“{pattern}” is no regular expression: {error}") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]

Dimension = Literal[
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
Operation = Literal["include", "exclude", "observe", "suggest"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(_Strict):
    """What a setting narrows, and how its cells list several values."""

    operator: Operation = "include"
    grammar: Literal[
        "comma",
        "semicolon",
        "groups",
        "brackets",
        "country",
        "id_names",
        "flexible",
        "json",
        "age",
        "gender",
        "whole",
        "places",
        "located",
    ] = "comma"
    group: int = Field(default=0, ge=0, le=4)
    """Settings of one dimension with the same number are alternatives; different numbers must all hold."""
    ignore: list[str] = []
    """Values that end with one of these say that nothing is set."""
    means: dict[str, str | None] = {}
    """Other words for a value, by the value in lower case; null says that nothing is set."""
    left_out: str = ""
    """A value that a list must name to let it in: a list without it excludes it."""
    only_means: bool = False
    """Whether a value that `means` does not list says nothing."""


class SettingColumn(Said):
    """A column of settings."""

    dimension: Dimension


class SettingLeaf(SettingColumn):
    """A part of a column whose cells are JSON objects that hold all settings of an ad set."""

    path: Pattern
    """Found in the keys on the way to a value, joined by dots; one more, "exclude", where an operation is EXCLUDE."""
    said: str
    """Words for it, beside the column's name."""
    range: bool = False
    """The values are the least and the greatest age."""
    wish_if: Pattern | None = None
    """Found in a cell in which the values are only suggestions."""


class Listed(_Strict):
    """A word in the list, by ";" or ",", that another column of the ad set holds."""

    column: str
    word: str


class SettingRow(Said):
    """Rows that each hold one setting. The first of a profile's entries whose type and value fit decides a row."""

    match: Pattern = ""
    """Found in the row's type, in lower case; a file without a column of types has empty ones."""
    dimension: Dimension | None
    """None: rows that are understood and say nothing about people or places."""
    value_columns: list[str] = Field(min_length=1)
    """The first filled one holds the value. A name with @ stands for the column taken for that canonical name."""
    id_column: str | None = None
    only_excluded: bool = False
    """Whether the row says something only where `excluded_by` turns it into an exclusion."""
    observe_if: Listed | None = None
    """The values are only watched where the word is listed."""
    observe_unless: Listed | None = None
    """The values are only watched where the word is not listed."""


class SettingRows(_Strict):
    """A file whose rows have types: campaigns, ad sets, ads, and settings in rows of their own."""

    type_columns: list[str] = Field(min_length=1)
    """The first filled one holds the row's type."""
    rows: list[SettingRow] = []
    excluded_by: dict[str, Pattern] = {}
    """By column: a cell that turns the row's setting into an exclusion."""
    told_with: list[str] = []
    """Columns whose words stand beside the type where a setting is shown."""
    doubtful: Pattern | None = None
    """A type that no entry fits and that must be told, because it may exclude people."""
    whole_if: Pattern | None = None
    """Rows of this type prove that the file holds every setting: what it does not name is not narrowed."""
    overrides: list[Dimension] = []
    """Dimensions in which the settings of an ad set take the place of its campaign's."""


class Level(_Strict):
    """Whose id the rows of one type carry, and what their parent is."""

    match: Pattern
    own: Literal["campaign", "adset", "ad"] | None = None
    parent: Literal["campaign", "adset"] | None = None


class Family(_Strict):
    """A file in which rows point at their campaign or ad set by id. The first level that fits a type decides."""

    type_column: str
    id_column: str
    parent_column: str
    levels: list[Level] = Field(min_length=1)


class AgeLimits(_Strict):
    """Two columns that hold one age range."""

    low: str
    high: str
    default_low: int
    open_from: int
    """An upper limit of this many years, or none, means "and older"."""


class Cells(_Strict):
    """Cells of one column."""

    column: str
    values: list[str]
    """In lower case."""


class Suggested(_Strict):
    """A switch that turns settings into suggestions."""

    column: str
    on: list[str]
    columns: list[str]
    """Setting columns that are then suggestions; hard limits stay out of this list."""
    unless: Cells | None = None
    """A second switch that keeps them hard limits."""
    words: str


class ExcludedRows(_Strict):
    """A status that says the row's group is excluded by a setting."""

    columns: list[str] = Field(min_length=1)
    """The first that the file has holds the status."""
    values: list[str] = Field(min_length=1)
    """In lower case."""
    segments: list[str] = Field(min_length=1)


class Inactive(_Strict):
    """Status words of settings no longer in use."""

    columns: list[str] = []
    """Of the ad set as a whole."""
    row_columns: list[str] = []
    """Of the one row, in files whose rows have types."""
    values: list[str]

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not self.columns and not self.row_columns:
            raise ValueError("name a column in columns or row_columns")
        return self
