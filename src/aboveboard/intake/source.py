"""Bytes as they arrived into clean UTF-8 text: container, encoding, control characters, line ends."""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from aboveboard.intake.encoding import to_utf8
from aboveboard.intake.mending import Body
from aboveboard.model import Notice, UnreadableFile

MOST_BYTES = 4 << 30
"""A packed file that grows beyond this is refused instead of filling the disk."""
CONTROL = bytes([*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_CONTROL_BYTE = re.compile(b"[" + re.escape(CONTROL) + b"]")
_SAYS_SOMETHING = re.compile(rb"[^\x00 \t\r\n\xef\xbb\xbf\xff\xfe]")
_QUOTE, _LF, _CR = 34, 10, 13
_CSV_HINT = "Export the report again as CSV or Excel."


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
    rows_are_lines: bool = False
    """Whether each record counts as one line whatever it holds, as in a spreadsheet."""


def kind_of(raw: bytes) -> str:
    """What the bytes are, by content; the file name decides nothing."""
    if raw[:2] == b"PK":
        return "zip"
    if raw[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "xlsx"
    if raw[:2] == b"\x1f\x8b":
        return "gzip"
    return "parquet" if raw[:4] == b"PAR1" else "pdf" if raw[:5] == b"%PDF-" else "text"


def unpack(raw: bytes) -> tuple[bytes, str, tuple[Notice, ...]]:
    """The bytes of the table itself, its kind (text or xlsx), and what was unpacked on the way."""
    kind = kind_of(raw)
    if kind == "gzip":
        inner, _, notices = unpack(_gunzip(raw))
        return inner, _, (*notices, Notice("unpacked", "The file was packed with gzip and was unpacked."))
    if kind == "zip":
        return _unzip(raw)
    if kind == "parquet":
        raise UnreadableFile("This is a Parquet file", "Parquet is not read yet.", _CSV_HINT)
    if kind == "pdf":
        raise UnreadableFile("This is a PDF", "A PDF shows a table but does not hold one.", _CSV_HINT)
    return raw, kind, ()


def _gunzip(raw: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(raw)) as packed:
            inner = packed.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile("The packed file is damaged", str(error), "Download it again.") from error
    return _bounded(inner)


def _bounded(inner: bytes) -> bytes:
    if len(inner) > MOST_BYTES:
        raise UnreadableFile("The packed file is too large", "It unpacks to more than 4 GB.", "Split the export.")
    return inner


def _unzip(raw: bytes) -> tuple[bytes, str, tuple[Notice, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
            if any(member.startswith("xl/workbook") for member in members):
                return raw, "xlsx", ()
            if len(members) != 1:
                listed = ", ".join(members[:5]) + (" …" if len(members) > 5 else "")
                raise UnreadableFile(
                    "This is a ZIP archive", f"It holds {len(members)} files: {listed}.", "Unpack it and add its files."
                )
            with archive.open(members[0]) as member:
                inner = _bounded(member.read(MOST_BYTES + 1))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise UnreadableFile("The archive is damaged or locked", str(error), "Download the file again.") from error
    if kind_of(inner) not in ("text", "xlsx", "zip"):
        raise UnreadableFile("The archive holds no table", members[0], "Unpack it and add the file inside.")
    found, kind, notices = unpack(inner)
    return found, kind, (*notices, Notice("unpacked", f"{members[0]} was taken out of the ZIP archive."))


def text_source(raw: bytes) -> Source:
    """Text bytes into a Source; UnreadableFile for what is no table."""
    if not _SAYS_SOMETHING.search(raw):
        raise UnreadableFile("The file is empty", "There is no data in it.", "Export the report again.")
    body, encoding, notices = to_utf8(raw)
    refuse_other_formats(body)
    return clean(Source(body, "csv", encoding, notices))


def refuse_other_formats(body: bytes) -> None:
    start = body[:1000].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<body")):
        raise UnreadableFile(
            "This is a web page, not an export",
            "The file holds HTML, perhaps a sign-in page.",
            "Sign in to the ad platform and export the report again as CSV.",
        )
    if start.startswith((b"{", b"[{", b"[ {", b"[\n")):
        raise UnreadableFile("This is a JSON file", "JSON answers of an API are not read yet.", _CSV_HINT)


def clean(source: Source) -> Source:
    """Without control characters, with one kind of line end; both are told when something was done."""
    body, notices = bytes(source.body), source.notices
    if len(body.translate(None, CONTROL)) != len(body):
        notices = (*notices, control_notice(_lines_with_control(body)))
        body = body.translate(None, CONTROL)
    if b"\r" in body:
        notices = (*notices, *filter(None, [mixed_notice(body)]))
        body = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
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
