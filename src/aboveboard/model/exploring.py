"""A file that is looked at and not kept: its columns, what is asked of it, and what comes back."""

from dataclasses import dataclass, field
from enum import StrEnum

from aboveboard.model.receipt import Notice


class Kind(StrEnum):
    """What the cells of a column are, decided for the whole column."""

    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True)
class Unread:
    """Cells of a number or date column that are neither; they count as missing and are named."""

    count: int
    line: int
    """Line of the first one in the file."""
    cell: str


@dataclass(frozen=True)
class ExploredColumn:
    """One column that may be looked at."""

    name: str
    """As in the header, made unique with a number."""
    kind: Kind
    canonical: str | None = None
    """What it is taken for in the canonical model, where its name says so."""
    whole: bool = False
    """Whether all its numbers are whole."""
    people: bool = False
    """Whether it counts people or what they did, so that small numbers could single somebody out."""
    not_added: str = ""
    """Why its numbers are never added up; empty where they may be."""
    currency: str = ""
    """Name of the column that holds the currency of its amounts, where the file names more than one."""
    unread: Unread | None = None


@dataclass(frozen=True)
class Explored:
    """How a file was read. rows = kept + quarantined + totals, always."""

    file_name: str
    size: int
    sha256: str
    kind: str
    """csv | xlsx."""
    encoding: str | None
    delimiter: str | None
    header_line: int
    preamble: tuple[str, ...]
    decimal: str = "."
    """The decimal sign."""
    top: tuple[str, ...] = ()
    """The first lines of the file with personal data masked, for picking another header row."""
    rows: int = 0
    quarantined: int = 0
    totals: int = 0
    columns: tuple[ExploredColumn, ...] = ()
    personal: tuple[tuple[str, str], ...] = ()
    """(column, kind of personal data): never read further."""
    open_dates: str = ""
    """A date that reads two ways, where the file does not settle the order."""
    notices: tuple[Notice, ...] = ()

    @property
    def kept(self) -> int:
        """Rows that can be looked at."""
        return self.rows - self.quarantined - self.totals

    def column(self, name: str) -> ExploredColumn | None:
        """The column of this name."""
        return next((entry for entry in self.columns if entry.name == name), None)

    def of_kind(self, *kinds: Kind) -> list[ExploredColumn]:
        """Columns of these kinds, in the order of the file."""
        return [entry for entry in self.columns if entry.kind in kinds]


@dataclass(frozen=True)
class Condition:
    """One filter; all of them must hold."""

    column: str
    how: str
    """is | contains | between | missing."""
    value: str = ""
    """What is looked for; for `between` the lower end, empty = open."""
    upper: str = ""
    """For `between`: the upper end, empty = open."""


@dataclass(frozen=True)
class Asked:
    """What is asked of a file: the part of the address that survives a reload."""

    where: tuple[Condition, ...] = ()
    chart: str = "table"
    """table | bar | line | histogram | scatter."""
    by: tuple[str, ...] = ()
    """Columns to group by, at most two; of a line the date column."""
    how: str = "count"
    """count | sum | mean | median | min | max."""
    of: str = ""
    """The number column that is taken together; of a histogram and a scatter the one along the axis."""
    against: str = ""
    """Of a scatter: the number column that goes up."""
    unit: str = "day"
    """day | week | month, where a date column is grouped by."""


@dataclass(frozen=True)
class Figures:
    """The numbers of one column, of one currency where it has several."""

    currency: str
    minimum: float | str
    quarter: float | str
    median: float | str
    three_quarters: float | str
    maximum: float | str
    mean: float | None = None


@dataclass(frozen=True)
class Bin:
    """One bar of a histogram; the upper end belongs to the next bin, save in the last."""

    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Profile:
    """One column in short."""

    column: ExploredColumn
    count: int
    missing: int
    distinct: int
    top: tuple[tuple[str, int | None], ...]
    """The most frequent values and how often; None where the count is too small to show."""
    figures: tuple[Figures, ...]
    bins: tuple[Bin, ...]
    sql: str


@dataclass(frozen=True)
class Group:
    """One group of rows."""

    keys: tuple[str, ...]
    """In the order of `Grouped.by`; "" where the cell is missing."""
    rows: int | None
    value: float | None
    """None where there is no number or the cell is too small to show."""
    hidden: bool = False
    """Too few people, or the second cell that a total would give away."""


@dataclass(frozen=True)
class Grouped:
    """Groups with one figure each."""

    by: tuple[str, ...]
    groups: tuple[Group, ...]
    """At most as many as can be shown, the largest first, days in their order."""
    all_groups: int
    n: int
    """Rows that match the filters."""
    answer: str
    method: str
    sql: str
    notes: tuple[str, ...] = ()
    currency_at: int | None = None
    """Place in `by` of the currency that keeps amounts apart."""


@dataclass(frozen=True)
class Spot:
    """One dot of a scatter: a row, or the middle of a field of rows."""

    x: float
    y: float
    rows: int


@dataclass(frozen=True)
class Drawn:
    """A histogram or a scatter with what belongs under it."""

    column: str
    against: str
    bins: tuple[Bin, ...]
    spots: tuple[Spot, ...]
    n: int
    left_out: int
    """Rows that match but have no number to draw."""
    answer: str
    method: str
    sql: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """Some rows as text."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first: int
    """Number of the first row on it, from 1."""
    all_rows: int
    sql: str = ""


@dataclass(frozen=True)
class Table:
    """The answer to a statement of the person's own."""

    names: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str | int | float | bool | None, ...], ...]
    more: bool
    """Whether rows beyond the limit were left out."""
    seconds: float
    shortened: bool = False
    """Whether long cells were cut."""


@dataclass(frozen=True)
class Refused:
    """Why a statement gave no table, in sentences."""

    sentence: str
    hint: str = ""
    position: int | None = None
    """Character of the statement at which the trouble begins, from 0."""


@dataclass(frozen=True)
class Limits:
    """What a statement of the person's own may take."""

    seconds: float = 10.0
    rows: int = 10_000
    memory_mb: int = 512
    cell: int = 2_000
    """Characters of one cell."""
    answer_bytes: int = field(default=24 << 20)
    load_seconds: float = 60.0
    """For handing over the table, before the clock of the statement starts."""
