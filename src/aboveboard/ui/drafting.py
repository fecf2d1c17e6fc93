"""The files on the table: read once per upload and answer, kept for this visit until they are stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from aboveboard import desk
from aboveboard.desk import Answers, Draft, Upload
from aboveboard.ui.words import plain

KEPT = "_draft"
GIVEN = "_given"
ROUND = "_upload_round"
HANDED = "_handed"


@dataclass(frozen=True)
class Handed:
    """A file that comes from Explore, with what an uploaded one has."""

    name: str
    raw: bytes
    file_id: str

    def getvalue(self) -> bytes:
        return self.raw


File = UploadedFile | Handed


def dropped() -> list[File]:
    """The uploader; emptied by `clear` because a second copy would stay in memory."""
    found = st.file_uploader(
        "Reports and settings exports",
        accept_multiple_files=True,
        key=f"files_{st.session_state.setdefault(ROUND, 0)}",
        help="Several files of one campaign belong together: a delivery report and the settings export, for example.",
    )
    return [*handed(), *found]


def hand_over(name: str, raw: bytes, mark: str) -> None:
    """A file goes on to Add data without a second upload; the answers about it are kept under its name already."""
    others = [file for file in st.session_state.get(HANDED, []) if file.name != name]
    st.session_state[HANDED] = [*others, Handed(name, raw, mark)]


def handed() -> list[Handed]:
    """Files that were handed over, each with a way to leave it out."""
    files: list[Handed] = st.session_state.get(HANDED, [])
    for place, file in enumerate(files):
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"handed_{place}"):
            st.markdown(f"**{plain(file.name)}** comes from Explore, with your answers.", width="content")
            st.button("Leave it out", key=f"_leave_{place}", help=file.name, on_click=_leave_out, args=(file,))
    return files


def _leave_out(file: Handed) -> None:
    st.session_state[HANDED] = [other for other in st.session_state.get(HANDED, []) if other is not file]


def clear() -> None:
    st.session_state.pop(KEPT, None)
    st.session_state.pop(GIVEN, None)
    st.session_state.pop(HANDED, None)
    st.session_state[ROUND] += 1


def given() -> dict[str, Answers]:
    """What was answered about each file, by its name."""
    kept: dict[str, Answers] = st.session_state.setdefault(GIVEN, {})
    return kept


def decide(name: str, **answers: object) -> None:
    """Keep an answer about one file beside the earlier ones."""
    given()[name] = replace(given().get(name, Answers()), **answers)  # type: ignore[arg-type]


def draft(files: Sequence[File]) -> Draft:
    """What the files are; read again only when a file or an answer changed."""
    mark = (tuple(file.file_id for file in files), repr(sorted(given().items(), key=lambda pair: pair[0])))
    kept = st.session_state.get(KEPT)
    if kept is not None and kept[0] == mark:
        found: Draft = kept[1]
        return found
    with st.spinner("Reading the files"):
        read = desk.read_files(desk.house(), _uploads(files), given())
    st.session_state[KEPT] = (mark, read)
    return read


def _uploads(files: Sequence[File]) -> list[Upload]:
    """Two files of one name get a number, so that each keeps its own answers."""
    seen: dict[str, int] = {}
    uploads = []
    for file in files:
        seen[file.name] = number = seen.get(file.name, 0) + 1
        name = file.name if number == 1 else f"({number}) {file.name}"
        uploads.append(Upload(name, file.getvalue()))
    return uploads
