"""Records of a text, counted and placed without the database, piece by piece so that size costs no memory.

A file in which every record is one line needs no list of its records: `EvenRecords` knows where each begins by
counting. Anything else (line ends inside cells, blank lines, quotation marks out of place) is listed one by one.
"""

import mmap
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from aboveboard.intake.mending import Body, mend

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
_QUOTE, _LF = 34, 10
PIECE = 1 << 24
"""Bytes looked at together."""


class Records(Protocol):
    """Every record that is not blank, in file order."""

    @property
    def broken(self) -> dict[int, str]:
        """Why a record cannot be read, by its index: a quotation mark out of place."""

    @property
    def longest(self) -> int:
        """Bytes of the longest record."""

    def __len__(self) -> int: ...

    def lines(self, indices: Ints) -> Ints:
        """Line of the file, from 1, on which each of these records begins."""

    def index(self, line: int) -> int:
        """The record that begins on this line."""

    def text(self, body: Body, index: int) -> bytes:
        """The bytes of one record."""

    def misshapen(self, width: int) -> Iterator[tuple[int, int]]:
        """Index and number of cells of each record that has not `width` cells."""


@dataclass(frozen=True)
class EvenRecords:
    """Each record is one line, and no line is blank; how many cells each has is for the reader to find out."""

    count: int
    first_line: int
    longest: int
    marks: Sequence[tuple[int, int, int]]
    """First record, begin and end in bytes of each piece of the text."""
    broken: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return self.count

    def lines(self, indices: Ints) -> Ints:
        return indices + self.first_line

    def index(self, line: int) -> int:
        return line - self.first_line

    def text(self, body: Body, index: int) -> bytes:
        first, begin, end = self.marks[bisect_right(self.marks, index, key=lambda mark: mark[0]) - 1]
        piece = body[begin:end]
        breaks = np.flatnonzero(np.frombuffer(piece, np.uint8) == _LF)
        place = index - first
        start = 0 if place == 0 else int(breaks[place - 1]) + 1
        return piece[start : int(breaks[place]) if place < len(breaks) else len(piece)]

    def misshapen(self, width: int) -> Iterator[tuple[int, int]]:
        return iter(())


@dataclass(frozen=True)
class ListedRecords:
    """Records with their places."""

    start: Ints
    size: Small
    line: Ints
    cells: Small
    broken: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.start)

    @property
    def longest(self) -> int:
        return int(self.size.max(initial=0))

    def lines(self, indices: Ints) -> Ints:
        return self.line[indices]

    def index(self, line: int) -> int:
        return int(np.searchsorted(self.line, line))

    def text(self, body: Body, index: int) -> bytes:
        start = int(self.start[index])
        return body[start : start + int(self.size[index])]

    def misshapen(self, width: int) -> Iterator[tuple[int, int]]:
        odd = np.flatnonzero(self.cells != width)
        return zip(odd.tolist(), self.cells[odd].tolist(), strict=True)


def even(body: Body, offset: int, line: int, delimiter: str, width: int) -> EvenRecords | None:
    """The records after byte `offset`, whose first line is `line`; None when they have to be listed."""
    marks: list[tuple[int, int, int]] = []
    count, longest, position = 0, 0, offset
    while position < len(body):
        piece, end = _piece(body, position)
        found = _even_lines(piece, ord(delimiter), width)
        if found is None:
            return None
        marks.append((count, position, end))
        count, longest, position = count + found[0], max(longest, found[1]), end
        forget(body)
    return EvenRecords(count, line, longest, marks)


def _piece(body: Body, position: int) -> tuple[bytes, int]:
    """The next lines of the text, whole ones, and where they end."""
    end = min(position + PIECE, len(body))
    if end < len(body):
        after = body.find(b"\n", end - 1)
        end = len(body) if after < 0 else after + 1
    return body[position:end], end


def _even_lines(piece: bytes, delimiter: int, width: int) -> tuple[int, int] | None:
    """How many lines the piece has, and the longest; None when a line is blank or a cell holds a line end.

    The reader drops one empty cell too many at the end of a line without a word, so the delimiters are counted here.
    """
    part = np.frombuffer(piece, np.uint8)
    breaks = np.flatnonzero(part == _LF)
    if not piece.endswith(b"\n"):
        breaks = np.append(breaks, len(part))
    sizes = np.diff(breaks, prepend=-1) - 1
    blank = bytes([delimiter]) * (width - 1)
    if not sizes.all() or (piece.startswith(blank + b"\n") or b"\n" + blank + b"\n" in piece):
        return None
    if piece.endswith(b"\n" + blank):
        return None
    quotes = np.flatnonzero(part == _QUOTE) if b'"' in piece else np.zeros(0, np.int64)
    if len(quotes):
        if not _in_place(part, quotes, delimiter):
            return None
        if (np.searchsorted(breaks, quotes[0::2]) != np.searchsorted(breaks, quotes[1::2])).any():
            return None
    if _outside(part, piece.count(delimiter), quotes, delimiter) > len(breaks) * (width - 1):
        return None
    return len(breaks), int(sizes.max(initial=0))


def _outside(part: npt.NDArray[np.uint8], count: int, quotes: Ints, delimiter: int) -> int:
    """How many of `count` delimiters stand outside of quoted cells."""
    if not len(quotes):
        return count
    places = np.flatnonzero(part == delimiter)
    return count - int((np.searchsorted(places, quotes[1::2]) - np.searchsorted(places, quotes[0::2])).sum())


def listed(body: Body, offset: int, line: int, delimiter: str, width: int) -> ListedRecords:
    """All records after byte `offset`, one by one."""
    parts: list[ListedRecords] = []
    broken: dict[int, str] = {}
    position, at, count = offset, line, 0
    while position < len(body):
        found, position, at = _next(body, position, at, delimiter, width)
        broken |= {count + index: reason for index, reason in found.broken.items()}
        parts.append(found)
        count += len(found)
        forget(body)
    return ListedRecords(
        np.concatenate([part.start for part in parts] or [np.zeros(0, np.int64)]),
        np.concatenate([part.size for part in parts] or [np.zeros(0, np.int32)]),
        np.concatenate([part.line for part in parts] or [np.zeros(0, np.int64)]),
        np.concatenate([part.cells for part in parts] or [np.zeros(0, np.int32)]),
        broken,
    )


def _next(body: Body, position: int, line: int, delimiter: str, width: int) -> tuple[ListedRecords, int, int]:
    """The records of the next piece, where it ends, and the line after it."""
    piece, end = _piece(body, position)
    part = np.frombuffer(piece, np.uint8)
    quotes = np.flatnonzero(part == _QUOTE) if b'"' in piece else np.zeros(0, np.int64)
    if len(quotes) % 2 and end < len(body):
        # The piece ends inside a cell: it is cut after the last line end that stands outside of one.
        inside = np.bitwise_xor.accumulate(part == _QUOTE)
        outside = np.flatnonzero((part == _LF) & ~inside)
        if len(outside) and _in_place(part[: outside[-1] + 1], quotes[quotes <= outside[-1]], ord(delimiter)):
            end = position + int(outside[-1]) + 1
            part, quotes = part[: end - position], quotes[quotes <= outside[-1]]
    if len(quotes) and not _in_place(part, quotes, ord(delimiter)):
        found = mend(body, position, delimiter, width, end)
        listed_ones = ListedRecords(
            np.array(found.start, np.int64),
            _sizes(found.start, found.end),
            line + np.array(found.line, np.int64),
            np.array(found.cells, np.int32),
            found.broken,
        )
        return listed_ones, found.stopped, line + found.lines_read
    starts, ends, lines, cells = _split(part, len(quotes) > 0, ord(delimiter))
    read = int(np.count_nonzero(part == _LF))
    # A record of delimiters alone says nothing: spreadsheets append such lines.
    keep = ends - starts != cells - 1
    return (
        ListedRecords(
            starts[keep] + position,
            (ends[keep] - starts[keep]).astype(np.int32),
            lines[keep] + line,
            cells[keep].astype(np.int32),
        ),
        end,
        line + read,
    )


def _sizes(start: Sequence[int], end: Sequence[int]) -> Small:
    return (np.array(end, np.int64) - np.array(start, np.int64)).astype(np.int32)


def _in_place(part: npt.NDArray[np.uint8], quotes: Ints, delimiter: int) -> bool:
    """Whether quotes pair up, open only at the start of a cell and close only at its end."""
    if len(quotes) % 2:
        return False
    opened, closed = quotes[0::2], quotes[1::2]
    edges = np.zeros(256, bool)
    edges[[delimiter, _LF, _QUOTE]] = True
    before = edges[part[opened - 1]] | (opened == 0)
    last = closed == len(part) - 1
    after = edges[part[np.where(last, closed, closed + 1)]] | last
    return bool(before.all() and after.all())


def _split(part: npt.NDArray[np.uint8], quoted: bool, delimiter: int) -> tuple[Ints, Ints, Ints, Ints]:
    breaks = np.flatnonzero(part == _LF)
    delimiters = np.flatnonzero(part == delimiter)
    ends = breaks
    if quoted:
        inside = np.bitwise_xor.accumulate(part == _QUOTE)
        ends = breaks[~inside[breaks]]
        delimiters = delimiters[~inside[delimiters]]
    if len(part) and (not len(ends) or ends[-1] != len(part) - 1):
        ends = np.append(ends, len(part))
    starts = np.concatenate([np.zeros(min(1, len(ends)), np.int64), ends[:-1] + 1])
    cells = np.searchsorted(delimiters, ends) - np.searchsorted(delimiters, starts) + 1
    return starts, ends, np.searchsorted(breaks, starts), cells


def forget(body: Body) -> None:
    """Give the pages of a mapped file back, so that a large file does not fill the memory while it is read."""
    if isinstance(body, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        body.madvise(mmap.MADV_DONTNEED)
