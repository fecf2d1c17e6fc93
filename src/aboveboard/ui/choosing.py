"""What only a person decides before a file is stored: rows left out, days that an earlier file has too."""

from collections.abc import Sequence

import streamlit as st

from aboveboard import desk
from aboveboard.model import Overlap, OverlapChoice, Receipt
from aboveboard.ui import drafting, words
from aboveboard.ui.aside import Rows, aside
from aboveboard.ui.mapping import mark
from aboveboard.ui.words import plain

MOST = 4


def unread(receipt: Receipt, rows: Rows) -> bool:
    """The rows that were not read, and whether their fate is still open."""
    name, key = receipt.file_name, mark(receipt.file_name)
    agreed = name in drafting.table().partial or drafting.given(name).partial
    if rows:
        many = receipt.rows_quarantined + receipt.rows_totals
        with st.expander(f"Rows set aside ({many:,})", expanded=bool(receipt.rows_quarantined) and not agreed):
            aside(rows, key)
    if not receipt.rows_quarantined or desk.is_identical(receipt):
        return False
    not_read = words.plural(receipt.rows_quarantined, "row was", "rows were")
    if agreed:
        rest = f"The other {receipt.rows_accepted:,} will be imported."
        st.markdown(f"✓ {words.plural(receipt.rows_quarantined, 'row is', 'rows are')} left out. {rest}")
        return False
    st.markdown(f"**{not_read} not read. Import the rest?**")
    with st.container(horizontal=True, key=f"rest_{key}"):
        st.button(f"Import the other {receipt.rows_accepted:,}", key=f"partial_{key}", on_click=_agree, args=(name,))
        st.button("Leave this file out", key=f"without_{key}", on_click=drafting.leave_out, args=(name,))
    return True


def _agree(name: str) -> None:
    drafting.table().partial.add(name)


def overlap(receipt: Receipt, found: Sequence[Overlap]) -> bool:
    """What the file would change in earlier ones, and whether it is still open what happens to those."""
    if not found:
        return False
    name = receipt.file_name
    st.markdown("**Some of these days were imported before**")
    st.markdown("\n".join(f"- {plain(desk.overlap_line(entry))}" for entry in found[:MOST]))
    if len(found) > MOST:
        st.caption(f"And {len(found) - MOST:,} more.")
    options = _options(found)
    key = f"overlap_{mark(name)}"
    chosen = drafting.table().choices.get(name)

    def decide() -> None:
        drafting.table().choices[name] = st.session_state[key]

    st.radio(
        "What should happen?",
        list(options),
        format_func=lambda choice: options[choice],
        index=list(options).index(chosen) if chosen in options else None,
        key=key,
        on_change=decide,
    )
    return drafting.table().choices.get(name) not in options


def _options(found: Sequence[Overlap]) -> dict[OverlapChoice, str]:
    """Replacing only the shared days is a choice of its own only where the earlier file has others."""
    outside = any(entry.outside for entry in found)
    named = " and ".join(dict.fromkeys(f"“{entry.file_name}”" for entry in found[:2]))
    more = " and others" if len({entry.file_name for entry in found}) > 2 else ""
    whole = {OverlapChoice.ALL: f"Replace all of {plain(named)}{more}"}
    days = {OverlapChoice.DAYS: "Replace the overlapping days, keep the others"} if outside else {}
    return {**days, **whole, OverlapChoice.APART: "Keep both apart: file this one as another campaign"}
