"""Tables that leave the app: no cell that a spreadsheet takes for a formula, no cell that singles somebody out."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from aboveboard.desk.explored.figures import MISSING
from aboveboard.desk.explored.hiding import HIDDEN, hidden
from aboveboard.desk.listing import neutral
from aboveboard.intake.roles import counts_people
from aboveboard.model.exploring import Asked, Explored, Grouped, Table

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_COUNT = re.compile(r"^(count|approx_count_distinct)\(|^count_star\(|^(n|count|rows|number)$", re.IGNORECASE)


def csv_of(names: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table for a spreadsheet. Numbers stay numbers, texts that begin like a formula get an apostrophe."""
    out = io.StringIO()
    # RFC 4180; with another line end the writer would leave a carriage return inside a cell unquoted
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([neutral(name) for name in names])
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    return out.getvalue()


def harmless(cell: object) -> object:
    """Text that a spreadsheet reads as text. A real number such as -5 is no formula."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell if _NUMBER.fullmatch(cell) else neutral(cell)
    return cell


def grouped_csv(table: Grouped, what: str, k: float) -> str:
    """Groups as they are on the screen; hidden cells say so."""
    few = f"{HIDDEN} (< {k:g})"
    rows = [
        [
            *(key or MISSING for key in group.keys),
            few if group.rows is None else group.rows,
            few if group.hidden else _plain(group.value),
        ]
        for group in table.groups
    ]
    return csv_of([*table.by, "rows", what], rows)


def _plain(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) and abs(value) < 1e15 else value


def answer_csv(table: Table, explored: Explored, k: float) -> tuple[str, int]:
    """The answer to a statement, and how many small cells of it were left out."""
    rows = [list(row) for row in table.rows]
    keys = [_key(row, table, place) for place, row in enumerate(rows)]
    left_out = 0
    for place, (name, number) in enumerate(zip(table.names, table.numeric, strict=True)):
        if not number or not _people(name, explored):
            continue
        sizes = [_size(row[place]) for row in rows]
        for small in hidden(keys, sizes, k, True):
            rows[small][place] = f"{HIDDEN} (< {k:g})"
            left_out += 1
    return csv_of(table.names, rows), left_out


def _key(row: Sequence[object], table: Table, place: int) -> tuple[str, ...]:
    """The texts of a row name its group; a row without any is a group by itself."""
    texts = tuple(str(cell) for cell, number in zip(row, table.numeric, strict=True) if not number)
    return texts or (str(place),)


def _people(name: str, explored: Explored) -> bool:
    """Whether a column of an answer counts people: by the columns it speaks of, or by its own name."""
    if _COUNT.match(name):
        return bool(explored.personal)
    said = name.casefold()
    return any(column.people and column.name.casefold() in said for column in explored.columns) or counts_people(said)


def _size(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def what_words(asked: Asked) -> str:
    """Head of the figure's column in a file."""
    return "count" if asked.how == "count" else f"{asked.how} of {asked.of}"
