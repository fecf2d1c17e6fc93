"""Real tables of rows from a file: cells as text, empty columns kept, long ones shortened before they come here."""

from collections.abc import Mapping, Sequence

import streamlit as st

from aboveboard.ui.words import plain

EMPTY = "–"
MOST_ROWS = 200
TALLEST, HEAD, LINE = 560, 44, 38
"""Pixels: of the box, of the names of its columns, and of one row of one line."""


def rows_table(names: Sequence[str], rows: Sequence[Sequence[str]], alt: str) -> None:
    """A table that scrolls in its own box; names are unique already. With a height the box takes the focus."""
    st.table(
        {plain(name): [plain(row[place]) or EMPTY for row in rows] for place, name in enumerate(names)},
        hide_index=True,
        alt=alt,
        height=min(TALLEST, HEAD + LINE * len(rows)),
    )


def lines_table(lines: Sequence[Mapping[str, str]], alt: str) -> None:
    """The same for lines that all have the same names; many are cut with the number said."""
    if not lines:
        return
    names = list(lines[0])
    rows_table(names, [[line[name] for name in names] for line in lines[:MOST_ROWS]], alt)
    if len(lines) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS} of {len(lines):,} rows.")


def paged(name: str, every: int, size: int, words: str) -> int:
    """Which page of many: two buttons and a sentence; 0 where one page holds all."""
    pages = max(1, -(-every // size))
    if pages == 1:
        return 0
    key = f"_page_{name}"
    place = min(int(st.session_state.get(key, 0)), pages - 1)

    def turn(by: int) -> None:
        st.session_state[key] = max(0, min(pages - 1, place + by))

    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"turn_{name}"):
        st.button(f"← Earlier {words}", key=f"{key}_back", disabled=place == 0, on_click=turn, args=(-1,))
        st.button(f"Further {words} →", key=f"{key}_on", disabled=place == pages - 1, on_click=turn, args=(1,))
        last = min(every, (place + 1) * size)
        first_upper = words[:1].upper() + words[1:]
        st.markdown(f"{first_upper} {place * size + 1:,} to {last:,} of {every:,}", width="content")
    return place
