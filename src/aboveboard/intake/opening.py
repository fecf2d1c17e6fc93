"""From the bytes of a file to the text of its table, whatever container or format they came in."""

from dataclasses import replace
from pathlib import Path

from aboveboard.intake.containers import Unpacked, unpack
from aboveboard.intake.contents import kind_of
from aboveboard.intake.json_table import json_source
from aboveboard.intake.json_text import check_size, looks_like_json
from aboveboard.intake.parquet_table import parquet_source
from aboveboard.intake.profiles import Dictionary
from aboveboard.intake.source import Source, clean, text_source
from aboveboard.intake.spreadsheet import WORKBOOKS, spreadsheet_source

_MARKS = b"\xef\xbb\xbf\xff\xfe"
_LOOK = 4_000


def kind_inside(raw: bytes, member: str | None = None) -> Unpacked:
    """The bytes of the table itself, their kind, and what was unpacked on the way; `member` chooses in an archive."""
    found = unpack(raw, member)
    if found.kind != "text":
        return found
    return replace(found, kind="json" if _is_json(found.inner[:_LOOK]) else "csv")


def _is_json(start: bytes) -> bool:
    return looks_like_json(start.lstrip(_MARKS).replace(b"\0", b""))


def plain_text(path: Path) -> bool:
    """Whether a file is text in lines, by its beginning; a JSON document that is too large is refused at once."""
    with path.open("rb") as file:
        start = file.read(_LOOK)
    if kind_of(start) != "text":
        return False
    if _is_json(start):
        check_size(path.stat().st_size)
        return False
    return True


def open_source(inner: bytes, kind: str, name: str, words: Dictionary) -> Source:
    """The text of a file of a known kind; UnreadableFile when there is no table in it."""
    if kind in WORKBOOKS:
        return clean(spreadsheet_source(inner, kind, name, words))
    if kind == "parquet":
        return clean(parquet_source(inner))
    found = text_source(inner)
    return clean(json_source(found, words)) if kind == "json" else found
