"""The way of a text into table `raw`: at once where it is plain, else record by record."""

from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from aboveboard.intake.cells import NAMIBIA
from aboveboard.intake.headers import Header
from aboveboard.intake.layout import Layout
from aboveboard.intake.loading import Loaded, Text, load_even, load_listed
from aboveboard.intake.mapping import Field, by_name
from aboveboard.intake.profiles import Profile, dictionary
from aboveboard.intake.progress import Progress, Step
from aboveboard.intake.records import Records, even, listed
from aboveboard.intake.rows import local_decimal
from aboveboard.intake.source import Source
from aboveboard.intake.typed import first_rows, holds, nothing_words, types
from aboveboard.model import UnreadableFile

PLAIN = 1 << 20
"""Text of this many bytes is first tried as a plain one: one line per record, numbers and dates as they are."""
PLATFORMS = {"tiktok": "TikTok", "linkedin": "LinkedIn"}
"""Names that are not simply capitalised."""


@dataclass(frozen=True)
class Opened:
    """A file that holds a table of a known frame."""

    source: Source
    layout: Layout
    profile: Profile | None
    headers: tuple[Header, ...]
    path: Path | None
    """Where its text lies on disk as it is, line by line; None for a text in memory."""


def load_table(
    con: duckdb.DuckDBPyConnection, folder: Path, opened: Opened, plain: bool, progress: Progress
) -> tuple[Records, Loaded]:
    """Table `raw`: at once where the text is plain, else record by record."""
    source, layout = opened.source, opened.layout
    frame = (source.body, layout.offset, layout.next_line, layout.delimiter, layout.width)
    text = Text(source.body, opened.path, layout.delimiter, layout.width, layout.next_line - 1)
    records = even(*frame) if len(source.body) >= PLAIN and source.lines is None else None
    if records is not None and len(records):
        for typed in (_types(opened) if plain else {}, {}):
            progress(Step.READING, 0, len(source.body), len(records))
            loaded = load_even(con, text, records, typed, _nothing(opened) if typed else ("",), folder)
            if loaded is not None and holds(con, _fields(opened), typed):
                return records, loaded
            if not typed:
                break
    progress(Step.READING, 0, len(source.body))
    one_by_one = listed(*frame)
    if source.lines is not None:
        one_by_one = replace(one_by_one, line=source.lines[one_by_one.line - 1])
    if not len(one_by_one):
        name = opened.profile.platform if opened.profile else None
        told = f"It is a report of {PLATFORMS.get(name, name.capitalize())}, but there" if name else "There"
        raise UnreadableFile(
            "The file has no rows", f"{told} is only a header, no data rows below it.", "Check the dates of the report."
        )
    progress(Step.READING, 0, len(source.body), len(one_by_one))
    return one_by_one, load_listed(con, text, one_by_one, folder)


def _fields(opened: Opened) -> list[Field]:
    return by_name(opened.headers, opened.profile, dictionary())


def _types(opened: Opened) -> dict[int, str]:
    """Which columns of a known export can be read as numbers and dates at once."""
    if opened.profile is None or opened.profile.cells or opened.profile.blocks:
        return {}
    words, fields = dictionary(), _fields(opened)
    if any(field.header.name in opened.profile.micros for field in fields):
        return {}
    local = local_decimal(fields, opened.layout, words)
    return types(fields, first_rows(opened.source.body, opened.layout), words, local)


def _nothing(opened: Opened) -> list[str]:
    codes = any(field.canonical == "seg_country" for field in _fields(opened))
    return nothing_words(dictionary(), (NAMIBIA,) if codes else ())
