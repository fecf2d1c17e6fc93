"""What is known about one file while it is being read; each step adds to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from aboveboard.intake.layout import Layout
from aboveboard.intake.mapping import UNREAD, Field
from aboveboard.intake.profiles import Dictionary, Profile
from aboveboard.model import Notice, Question

LISTED = 20


@dataclass
class Job:
    """One file on its way from text to canonical rows."""

    con: duckdb.DuckDBPyConnection
    layout: Layout
    words: Dictionary
    profile: Profile | None
    fields: list[Field]
    typed: Mapping[int, str] = field(default_factory=dict)
    """Columns whose cells are numbers or dates already, with their types."""
    line: str = "line"
    """SQL over `raw`: the line of the file on which a row stands, where `raw` is kept."""
    first: Sequence[Sequence[str]] = ()
    """The first rows as they are written, where some columns are typed."""
    masked: tuple[str, ...] = ()
    """Columns whose texts held e-mail addresses or telephone numbers, which were hidden."""
    notices: list[Notice] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def tell(self, code: str, message: str, rows: Iterable[int] = ()) -> None:
        """Something that was done or seen."""
        self.notices.append(Notice(code, message, tuple(rows)[:LISTED]))

    def field_of(self, canonical: str) -> Field | None:
        """The column that is taken for `canonical`."""
        return next((column for column in self.fields if column.canonical == canonical), None)

    def fields_in(self, names: Iterable[str]) -> list[Field]:
        """The columns taken for any of `names`, in the order of the names."""
        return [found for name in names if (found := self.field_of(name)) is not None]

    def named(self, header: str) -> Field | None:
        """The first column whose normalised header is `header`."""
        return next((column for column in self.fields if column.header.name == header), None)

    @property
    def stored(self) -> list[Field]:
        """Columns whose cells are read at all: neither personal nor computable again nor one of too many."""
        return [column for column in self.fields if column.role not in ("personal", "derived", UNREAD)]

    def text(self, column: Field) -> str:
        """SQL: the cell as text, also where it was read as a number or a date."""
        cell = f"c{column.index}"
        return f"CAST({cell} AS VARCHAR)" if column.index in self.typed else cell

    def rows_where(
        self, condition: str, parameters: dict[str, object] | None = None, table: str = "typed"
    ) -> list[int]:
        """Lines of the first rows that meet an SQL condition made of our own column names."""
        statement = f"SELECT line FROM {table} WHERE {condition} ORDER BY line LIMIT {LISTED}"
        return [int(row[0]) for row in self.con.execute(statement, parameters or {}).fetchall()]


def quoted(names: Iterable[str]) -> str:
    """Column names in a sentence."""
    return ", ".join(names)
