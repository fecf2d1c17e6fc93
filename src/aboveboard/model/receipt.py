"""What is known about one file after reading it: facts about the file, nothing about measures."""

from dataclasses import dataclass, field
from datetime import date

from aboveboard.model.outcomes import ImportOutcome


@dataclass(frozen=True)
class Column:
    """One column of the file and what became of it."""

    source: str
    """Header as written in the file, made unique with a number where it repeats."""
    canonical: str | None
    """Name in the canonical model; None = kept as an extra column under its own name."""
    role: str
    """delivery | targeting | creative | creator | feedback | key | derived | extra | personal | unread."""
    confidence: float = 1.0
    """0–1: 1 for a profile's own header, less for a suggestion."""
    reason: str = ""
    """Why this mapping, in words a marketing manager understands."""
    samples: tuple[str, ...] = ()
    """Up to three values; empty for personal data."""


@dataclass(frozen=True)
class Notice:
    """Something that was done to the file or seen in it."""

    code: str
    message: str
    rows: tuple[int, ...] = ()
    """Line numbers in the file, counted from 1; at most the first 20."""


@dataclass(frozen=True)
class Question:
    """Something only a person can decide; nothing is stored until it is answered."""

    code: str
    """mapping | currency | dates | member."""
    text: str
    options: tuple[str, ...] = ()
    answer_with: str = ""
    """The command-line option that answers it."""


@dataclass(frozen=True)
class TotalsCheck:
    """The file's own total row against the sum of the rows kept."""

    metric: str
    file_total: float
    kept_sum: float
    line: int

    @property
    def difference(self) -> float:
        """Kept minus total, in the metric's unit."""
        return self.kept_sum - self.file_total


@dataclass(frozen=True)
class PersonalData:
    """A column that holds data on individuals, and what was done with it."""

    column: str
    kind: str
    """e-mail | phone | name | ip | device id | address | birth date | identifier."""
    action: str
    """dropped | hashed | masked."""


@dataclass(frozen=True)
class Grain:
    """What one row of the file stands for."""

    level: str
    """account | campaign | adset | ad."""
    breakdown: tuple[str, ...] = ()
    """Sorted segment names without their prefix, e.g. ("age", "gender")."""
    daily: bool = False
    """Whether rows carry single days instead of one window."""
    views: tuple[str, ...] = ()
    """Breakdowns of which each row has one, where a file shows the same delivery several times."""

    @property
    def words(self) -> str:
        """For the screen: "ad set × age × gender"."""
        level = {"adset": "ad set"}.get(self.level, self.level)
        if self.views:
            names = ", ".join(view.removeprefix("professional_").replace("_", " ") for view in self.views)
            return f"{level} × {'one of ' if len(self.views) > 1 else ''}{names}"
        return " × ".join([level, *self.breakdown, *(["day"] if self.daily else [])])


@dataclass(frozen=True)
class Receipt:
    """One per file read. rows_read = rows_accepted + rows_quarantined + rows_totals, always."""

    file_name: str
    size: int
    sha256: str
    outcome: ImportOutcome
    kind: str
    """csv | xlsx | xls | ods | json | parquet | unknown."""
    profile: str | None = None
    """Id of the profile that recognised the file; "generic" for a mapped table; None if refused before."""
    profile_version: str = ""
    platform: str | None = None
    """meta | google | snapchat | … ; None when unknown."""
    confidence: float = 0.0
    content: tuple[str, ...] = ()
    """Which tables the file fills: delivery, targeting, creative."""
    encoding: str | None = None
    delimiter: str | None = None
    locale: str | None = None
    header_row: int | None = None
    """Line of the header, from 1, preamble and blank lines counted."""
    preamble: tuple[str, ...] = ()
    rows_read: int = 0
    rows_accepted: int = 0
    rows_quarantined: int = 0
    rows_totals: int = 0
    date_from: date | None = None
    date_to: date | None = None
    currencies: tuple[str, ...] = ()
    grain: Grain | None = None
    columns: tuple[Column, ...] = ()
    personal_data: tuple[PersonalData, ...] = ()
    warnings: tuple[Notice, ...] = ()
    questions: tuple[Question, ...] = ()
    totals: tuple[TotalsCheck, ...] = ()
    sums: dict[str, float] = field(default_factory=dict)
    """Sums of the additive metrics over the accepted rows; spend as "spend EUR" per currency. Never reach."""
    fingerprint: str = ""
    """sha256 over the canonical typed rows: the same for another row order, encoding, quoting or column order."""
    header_signature: str = ""
    """sha256 over the normalised header names; recognises a preset."""
    refusal: str = ""
    """Why nothing was read, with the next step; empty unless refused."""
    campaigns: tuple[str, ...] = ()
    """Campaign names found in the file, before they become slugs."""
    answered: dict[str, str] = field(default_factory=dict)
    """What a person decided when it was imported: currency, dates, member; read so again when it is compared later."""
