"""Files that lie in the inbox of the workspace: read from disk, however large."""

import streamlit as st

from aboveboard import desk
from aboveboard.ui import drafting, words
from aboveboard.ui.mapping import mark
from aboveboard.ui.words import plain

MOST = 20


def inbox() -> None:
    """One line per file with its size; one click puts it on the table."""
    house = desk.house()
    found = desk.inbox(house)
    if not found:
        return
    on_table = {upload.raw for upload in drafting.table().uploads.values() if not isinstance(upload.raw, bytes)}
    st.header("In the inbox", anchor=False)
    with st.container(border=True, key="inbox"):
        for entry in found[:MOST]:
            left, right = st.columns([4, 1], vertical_alignment="center")
            left.markdown(f"{plain(entry.name)} · {size(entry.size)} · {words.moment(entry.changed)}")
            taken = any(path.name == entry.name for path in on_table)
            right.button(
                "On the table" if taken else "Read",
                key=f"inbox_{mark(entry.name)}",
                disabled=taken,
                on_click=_take,
                args=(entry.name,),
                help=f"Read {plain(entry.name)}" if not taken else None,
            )
        if len(found) > MOST:
            st.caption(f"The newest {MOST} of {len(found):,} files.")


def _take(name: str) -> None:
    drafting.lay(desk.from_inbox(desk.house(), name))


def size(count: int) -> str:
    """ "12 KB", "48.0 MB", "1.2 GB"."""
    if count < 1_000_000:
        return f"{max(round(count / 1_000), 1):,} KB"
    return f"{count / 1_000_000:,.1f} MB" if count < 1_000_000_000 else f"{count / 1_000_000_000:,.1f} GB"
