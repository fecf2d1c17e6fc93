"""Where the table begins in a text: delimiter, header row, and the lines above it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from aboveboard.intake.headers import normalise
from aboveboard.intake.mending import Body
from aboveboard.intake.profiles import Dictionary
from aboveboard.model import UnreadableFile

DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "pipe"}
HEAD = 1 << 18
_ROWS, _CANDIDATES = 60, 40
_LONGEST_CELL = (1 << 31) - 1


@dataclass(frozen=True)
class Layout:
    """The frame of one table."""

    delimiter: str
    header: tuple[str, ...]
    header_line: int
    """From 1, preamble and blank lines counted."""
    preamble: tuple[str, ...]
    offset: int
    """Byte at which the first line after the header begins."""
    next_line: int

    @property
    def width(self) -> int:
        """Cells in the header."""
        return len(self.header)


@dataclass(frozen=True)
class _Row:
    cells: tuple[str, ...]
    line: int
    next_line: int


def score(rows: Sequence[Sequence[str]], words: Dictionary) -> tuple[float, int]:
    """Best header score among the first rows, and that row's index: known names weigh ten blank-free cells."""
    best, at = -1.0, 0
    for index, cells in enumerate(rows[:_CANDIDATES]):
        known = sum(normalise(cell, words)[0] in words.known for cell in cells if cell.strip())
        filled = sum(bool(cell.strip()) for cell in cells)
        value = 10 * known + min(filled, 60) - index / 2
        if value > best:
            best, at = value, index
    return best, at


def find_table(
    body: Body, words: Dictionary, line: int | None = None, known: str | None = None, framed: bool = False
) -> Layout:
    """The best delimiter and header row; `line` is the header's line where a person picked it.

    A body that was written here has a `known` delimiter, and perhaps its header in the first line (`framed`).
    """
    csv.field_size_limit(_LONGEST_CELL)
    head = body[:HEAD].decode("utf-8", "ignore").lstrip("\ufeff")
    named, skip = (known, 0) if known else _named_delimiter(head)
    best: tuple[float, str, list[_Row], int] | None = None
    for delimiter in (named,) if named else DELIMITERS:
        rows = _first_rows(head, delimiter, skip)
        if line is not None:
            rows = [row for row in rows if row.line == line]
        rows = rows[:1] if framed else rows
        value, at = score([row.cells for row in rows], words)
        if rows and (best is None or value > best[0]):
            best = value, delimiter, rows, at
    if best is None or sum(bool(cell.strip()) for cell in best[2][best[3]].cells) < 2:
        if line is not None:
            raise UnreadableFile(f"Line {line} is no header", "It does not hold several cells.", "Pick another line.")
        raise UnreadableFile(
            "No table was found", "No line looks like a header with several columns.", "Export the report as CSV."
        )
    _, delimiter, rows, at = best
    return _layout(body, delimiter, rows[at], skip > 0)


def _named_delimiter(head: str) -> tuple[str | None, int]:
    """Spreadsheets may name the delimiter in a first line "sep=;"."""
    first = head.split("\n", 1)[0].strip().strip('"')
    return (first[4], 1) if len(first) == 5 and first.lower().startswith("sep=") else (None, 0)


def _first_rows(head: str, delimiter: str, skip: int) -> list[_Row]:
    reader = csv.reader(io.StringIO(head.split("\n", skip)[skip] if skip else head, newline=""), delimiter=delimiter)
    rows: list[_Row] = []
    line = 1 + skip
    try:
        for cells in reader:
            rows.append(_Row(tuple(cells), line, reader.line_num + skip + 1))
            line = reader.line_num + skip + 1
            if len(rows) == _ROWS:
                break
    except csv.Error:
        return rows
    return rows


def _layout(body: Body, delimiter: str, header: _Row, named: bool) -> Layout:
    offset = _line_start(body, header.next_line)
    above = body[: _line_start(body, header.line)].decode("utf-8", "replace").split("\n")[1 if named else 0 :]
    preamble = tuple(line.strip().rstrip(delimiter).strip('"') for line in above if line.strip(f' "{delimiter}'))
    return Layout(delimiter, tuple(header.cells), header.line, preamble, offset, header.next_line)


def _line_start(body: Body, line: int) -> int:
    """Byte offset of a line, from 1."""
    position = 0
    for _ in range(line - 1):
        found = body.find(b"\n", position)
        if found < 0:
            return len(body)
        position = found + 1
    return position
