"""Text as it arrived into clean UTF-8: encoding, control characters, line ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from aboveboard.intake.contents import refuse_markup
from aboveboard.intake.encoding import to_utf8
from aboveboard.intake.mending import Body
from aboveboard.model import Notice, UnreadableFile

Ints = npt.NDArray[np.int64]
CONTROL = bytes([*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_CONTROL_BYTE = re.compile(b"[" + re.escape(CONTROL) + b"]")
_TOKEN = re.compile(rb"&?access_token=[A-Za-z0-9_.%|-]*")
"""Answers of an API carry the key of whoever asked; it is nobody else's."""
_SAYS_SOMETHING = re.compile(rb"[^\x00 \t\r\n\xef\xbb\xbf\xff\xfe]")
_QUOTE, _LF, _CR = 34, 10, 13


@dataclass(frozen=True)
class Source:
    """Readable text of one file."""

    body: Body
    """UTF-8, lines end with LF, no control characters."""
    kind: str
    encoding: str | None
    notices: tuple[Notice, ...] = ()
    path: Path | None = None
    """Where exactly this text lies on disk; None while it is in memory alone."""
    lines: Ints | None = None
    """For every line of `body`, the line, row or record of the file that it came from; None where they are the same."""
    delimiter: str | None = None
    """Where `body` was written here; None where it has to be found."""
    framed: bool = False
    """Whether the first line of `body` is known to be the header."""


def text_source(raw: bytes) -> Source:
    """Text bytes into a Source; UnreadableFile for what is no table."""
    if not _SAYS_SOMETHING.search(raw):
        raise UnreadableFile("The file is empty", "There is no data in it.", "Export the report again.")
    body, encoding, notices = to_utf8(raw)
    refuse_markup(body)
    return clean(Source(body, "csv", encoding, notices))


def clean(source: Source) -> Source:
    """Without control characters, with one kind of line end; both are told when something was done."""
    body, notices = bytes(source.body), source.notices
    if len(body.translate(None, CONTROL)) != len(body):
        notices = (*notices, control_notice(_lines_with_control(body)))
        body = body.translate(None, CONTROL)
    if b"\r" in body:
        notices = (*notices, *filter(None, [mixed_notice(body)]))
        body = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"access_token=" in body:
        notices = (*notices, Notice("access_token", "Addresses in the file held an access token; it was removed."))
        body = _TOKEN.sub(b"", body)
    return replace(source, body=body, notices=notices)


def control_notice(lines: Sequence[int]) -> Notice:
    """Said of a text from which control characters were taken out."""
    return Notice(
        "control_characters", "Control characters (such as NUL) stood in some cells and were removed.", tuple(lines)
    )


def mixed_notice(body: bytes) -> Notice | None:
    """Said of a text with several kinds of line ends."""
    return Notice("line_ends", "The file mixes different line ends; all of them were read.") if _mixed(body) else None


def _lines_with_control(body: bytes) -> list[int]:
    normal = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines: list[int] = []
    line, position = 1, 0
    for found in _CONTROL_BYTE.finditer(normal):
        line += normal.count(b"\n", position, found.start())
        position = found.start()
        if not lines or lines[-1] != line:
            lines.append(line)
        if len(lines) == 20:
            break
    return lines


def _mixed(body: bytes) -> bool:
    """More than one kind of line end outside quoted cells."""
    marks = np.frombuffer(body, np.uint8)
    open_quote = np.bitwise_xor.accumulate(marks == _QUOTE)
    cr, lf = marks == _CR, marks == _LF
    pairs = np.zeros(len(marks), bool)
    pairs[:-1] = cr[:-1] & lf[1:]
    after_cr = np.zeros(len(marks), bool)
    after_cr[1:] = pairs[:-1]
    outside = ~open_quote
    kinds = (pairs & outside, cr & ~pairs & outside, lf & ~after_cr & outside)
    return sum(bool(kind.any()) for kind in kinds) > 1
