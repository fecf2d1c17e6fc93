"""The one file on this page: opened once per file and header row, kept for this visit only, in this visit only."""

from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from aboveboard.desk import exploring
from aboveboard.desk.exploring import Opened
from aboveboard.model import AboveboardError
from aboveboard.ui import drafting
from aboveboard.ui.exploring import address
from aboveboard.ui.frame import show_trouble

KEPT, OPENED, ROUND, MEANING = "_explored", "_opened", "_explore_round", "_explore_meaning"
DATES = ("dmy", "mdy")


@dataclass(frozen=True)
class Dropped:
    """A file as it arrived."""

    name: str
    raw: bytes
    mark: str


def dropped() -> Dropped | None:
    """The uploader, or the file of this visit; pages that were visited in between do not lose it."""
    kept: Dropped | None = st.session_state.get(KEPT)
    if kept is not None:
        st.button("Look at another file", on_click=forget)
        return kept
    found = st.file_uploader(
        "A file to look at",
        key=f"explore_{st.session_state.setdefault(ROUND, 0)}",
        help="CSV, TSV or Excel, up to 50 MB; it need not be an ad platform's.",
    )
    if found is None:
        return None
    _keep(found)
    st.rerun()


def _keep(found: UploadedFile) -> None:
    """Bytes are kept here and the uploader is emptied: it would hold a second copy."""
    st.session_state[KEPT] = Dropped(found.name, found.getvalue(), found.file_id)
    st.session_state[ROUND] += 1


def forget() -> None:
    """The file leaves the visit, and its typed copy the disk; the address goes back to nothing asked."""
    kept: Dropped | None = st.session_state.pop(KEPT, None)
    if kept is not None:
        drafting.table().given.pop(kept.name, None)
    for name in list(st.session_state):
        if str(name).startswith(("_opened", "_page_", "_explore_", "_running", "_answer")) and name != ROUND:
            st.session_state.pop(name, None)
    for name in (*address.ASKED, address.HEADER, address.DATES, address.COLUMN, address.SQL, address.VIEW):
        address.put_one(name, "")


def opened(file: Dropped) -> Opened | None:
    """The file as read; None where it is no table, which is said."""
    header, dates = _header(), address.one(address.DATES) if address.one(address.DATES) in DATES else None
    mark = (file.mark, header, dates)
    meaning = st.session_state.get(MEANING, {})
    kept = st.session_state.get(OPENED)
    if kept is not None and kept[0] == mark:
        found: Opened = kept[1]
        if kept[2] != meaning:
            found = exploring.with_meaning(found, meaning)
            st.session_state[OPENED] = (mark, found, meaning)
        return found
    st.session_state.pop(OPENED, None)
    try:
        with st.spinner("Reading the file"):
            read = exploring.open_file(file.name, file.raw, header, dates)
    except AboveboardError as error:
        show_trouble(error)
        return None
    st.session_state[OPENED] = (mark, read, {})
    return read


def meaning_is(mapping: dict[str, str]) -> None:
    """What the columns are taken for, once the file was read as a campaign's; counts from the next run on."""
    st.session_state[MEANING] = mapping


def _header() -> int | None:
    text = address.one(address.HEADER)
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 1_000 else None


def other_header(name: str, line: int | None) -> None:
    """Another header row makes other columns: what was answered about the old ones no longer counts."""
    address.put_one(address.HEADER, str(line) if line else "")
    drafting.table().given.pop(name, None)
    st.session_state.pop(MEANING, None)
