"""The files on the table: kept for this visit, read beside the screen, until they are stored or taken away."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from aboveboard import desk
from aboveboard.desk import Answers, Draft, Stored, Upload, Work
from aboveboard.model import Overlap, OverlapChoice

KEPT = "_table"
PATIENCE = 1.0
"""Seconds a page waits for small files before it shows how far the reading is."""


@dataclass
class Table:
    """What lies on the table of one visit."""

    uploads: dict[str, Upload] = field(default_factory=dict)
    given: dict[str, Answers] = field(default_factory=dict)
    """What was answered about each file, by its name."""
    partial: set[str] = field(default_factory=set)
    """Files whose unread rows may be left out."""
    choices: dict[str, OverlapChoice] = field(default_factory=dict)
    """What happens to the days that a file shares with an earlier one."""
    draft: Draft | None = None
    read_for: object = None
    reading: Work[Draft] | None = None
    storing: Work[Stored] | None = None
    overlaps: tuple[object, dict[str, tuple[Overlap, ...]]] | None = None
    round: int = 0
    """Each time files are taken over, the upload field starts anew, so that no second copy stays in memory."""
    said: str = ""
    """What happened last, shown once."""

    @property
    def mark(self) -> object:
        """Changes with the files and with what was said about them."""
        return tuple((name, id(upload)) for name, upload in self.uploads.items()), dict(self.given)


def table() -> Table:
    """The one of this visit."""
    kept: Table = st.session_state.setdefault(KEPT, Table())
    return kept


def clear(said: str = "") -> None:
    """Take everything away and call off what is still being read; the memory is free again."""
    kept = table()
    if kept.reading is not None:
        kept.reading.cancel()
    st.session_state[KEPT] = Table(round=kept.round + 1, said=said)


def take(files: Sequence[UploadedFile]) -> None:
    """Files that were dropped are taken over."""
    for file in files:
        lay(Upload(file.name, file.getvalue()))
    table().round += 1


def lay(upload: Upload) -> None:
    """Put one file on the table. Two of one name get a number, so that each keeps its own answers."""
    kept = table()
    name, number = upload.name, 1
    while name in kept.uploads:
        number += 1
        name = f"({number}) {upload.name}"
    kept.uploads[name] = replace(upload, name=name)


def hand_over(name: str, raw: bytes) -> None:
    """A file goes on from Explore without another upload; what was answered about it stands under its name already."""
    kept = table()
    kept.uploads[name] = Upload(name, raw)
    kept.said = f"{name} comes from Explore, with your answers."


def leave_out(name: str) -> None:
    """Take one file away, with what was said about it."""
    kept = table()
    for known in (kept.uploads, kept.given, kept.choices):
        known.pop(name, None)
    kept.partial.discard(name)
    if not kept.uploads:
        clear()


def given(name: str) -> Answers:
    """What was answered about a file."""
    return table().given.get(name, Answers())


def decide(name: str, **answers: object) -> None:
    """Keep an answer about one file beside the earlier ones."""
    table().given[name] = replace(given(name), **answers)  # type: ignore[arg-type]


def draft() -> Draft | None:
    """What the files are; None while they are being read. Read again only when a file or an answer changed."""
    kept = table()
    if kept.draft is not None and kept.read_for == kept.mark:
        return kept.draft
    if kept.reading is None or kept.read_for != kept.mark:
        _begin(kept)
    if kept.reading is None or not kept.reading.wait(PATIENCE):
        return None
    done, kept.reading = kept.reading, None
    kept.draft = done.result()
    return kept.draft


def _begin(kept: Table) -> None:
    if kept.reading is not None:
        kept.reading.cancel()
    house, uploads, said, earlier = desk.house(), list(kept.uploads.values()), dict(kept.given), kept.draft
    kept.draft, kept.read_for = None, kept.mark
    kept.reading = Work(lambda watch: desk.read_files(house, uploads, said, watch, earlier))


def overlaps(found: Draft, campaign: str | None) -> dict[str, tuple[Overlap, ...]]:
    """Which earlier files the new ones share days with, by file name; asked once per draft and campaign."""
    kept = table()
    mark = (id(found), campaign)
    if kept.overlaps is None or kept.overlaps[0] != mark:
        with st.spinner("Comparing with earlier files"):
            kept.overlaps = (mark, dict(desk.overlaps(desk.house(), found, campaign)))
    return kept.overlaps[1]
