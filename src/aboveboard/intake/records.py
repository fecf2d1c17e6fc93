"""Records of a text, counted and placed without the database: offsets, line numbers, cells per record."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from aboveboard.intake.mending import mend

Ints = npt.NDArray[np.int64]
_QUOTE, _LF = 34, 10


@dataclass(frozen=True)
class Records:
    """Every record that is not blank, in file order."""

    start: Ints
    end: Ints
    line: Ints
    """Line of the file on which it begins, from 1."""
    cells: Ints
    broken: dict[int, str] = field(default_factory=dict)
    """Why a record cannot be read, by its index: a quotation mark out of place."""

    def __len__(self) -> int:
        return len(self.start)


def scan(body: bytes, offset: int, line: int, delimiter: str, width: int, rows_are_lines: bool) -> Records:
    """All records after byte `offset`, whose first line is `line`; the header has `width` cells."""
    part = np.frombuffer(body, np.uint8)[offset:]
    quotes = np.flatnonzero(part == _QUOTE)
    if len(quotes) and not _in_place(part, quotes, ord(delimiter)):
        mended = mend(body, offset, delimiter, width)
        found = Records(
            np.array(mended.start, np.int64),
            np.array(mended.end, np.int64),
            line + np.array(mended.line, np.int64),
            np.array(mended.cells, np.int64),
            mended.broken,
        )
        return found
    starts, ends, lines, cells = _split(part, len(quotes) > 0, ord(delimiter))
    if rows_are_lines:
        lines = np.arange(len(starts), dtype=np.int64)
    # A record of delimiters alone says nothing: spreadsheets append such lines.
    blank = ends - starts == cells - 1
    keep = ~blank
    return Records(starts[keep] + offset, ends[keep] + offset, lines[keep] + line, cells[keep])


def _in_place(part: npt.NDArray[np.uint8], quotes: Ints, delimiter: int) -> bool:
    """Whether quotes pair up, open only at the start of a cell and close only at its end."""
    if len(quotes) % 2:
        return False
    padded = np.concatenate([np.array([_LF], np.uint8), part, np.array([_LF], np.uint8)])
    before, after = padded[quotes[0::2]], padded[quotes[1::2] + 2]
    edges = np.array([delimiter, _LF, _QUOTE], np.uint8)
    return bool(np.isin(before, edges).all() and np.isin(after, edges).all())


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
