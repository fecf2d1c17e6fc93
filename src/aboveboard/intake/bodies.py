"""Rows of text from any container into the body of a Source: one CSV text, each of its lines traced to its origin."""

import csv
import io
from collections.abc import Iterable, Sequence

import numpy as np

from aboveboard.intake.source import Ints
from aboveboard.model import UnreadableFile

MOST_TEXT = 1 << 30
"""Bytes of text that a table may become before it is refused."""
_LF, _QUOTE = 10, 34


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as comma-separated text; UnreadableFile when they are more than fits."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    found = bytearray()
    for row in rows:
        writer.writerow(row if any(row) else [])
        if text.tell() > 1 << 20:
            found += text.getvalue().encode("utf-8", "replace")
            text.seek(0)
            text.truncate()
            if len(found) > MOST_TEXT:
                raise too_large()
    return bytes(found + text.getvalue().encode("utf-8", "replace"))


def too_large() -> UnreadableFile:
    """What to raise for a table whose text has no end."""
    return UnreadableFile(
        "The table is too large",
        f"Its text is more than {MOST_TEXT >> 30} GB.",
        "Export a shorter period, or save the table as CSV.",
    )


def traced(body: bytes, origin: Ints) -> Ints:
    """For every line of the body, the number that its record has in the file; `origin` holds one per record."""
    marks = np.frombuffer(body, np.uint8)
    breaks = np.flatnonzero(marks == _LF)
    quotes = np.flatnonzero(marks == _QUOTE)
    ends = np.searchsorted(quotes, breaks) % 2 == 0
    record = np.concatenate([np.zeros(1, np.int64), np.cumsum(ends)])
    found: Ints = origin[np.minimum(record, len(origin) - 1)]
    return found


def one_spelling(text: str) -> str:
    """Line ends inside a cell as LF, so that no record is cut by them."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
