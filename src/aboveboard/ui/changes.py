"""The change list: which setting to change to what, ready to paste."""

import hashlib
from collections.abc import Sequence

import streamlit as st

from aboveboard import desk
from aboveboard.model import SettingChange
from aboveboard.model.review import Review
from aboveboard.ui import words
from aboveboard.ui.copying import copy_button


def _left_out() -> dict[str, set[str]]:
    kept: dict[str, set[str]] = st.session_state.setdefault("_left_out", {})
    return kept


def is_listed(slug: str, change: SettingChange) -> bool:
    """Every proposed change is on the list until somebody takes it off."""
    return change.text not in _left_out().get(slug, set())


def toggle(slug: str, change: SettingChange) -> None:
    _left_out().setdefault(slug, set()).symmetric_difference_update({change.text})


def listed(review: Review) -> tuple[SettingChange, ...]:
    return tuple(change for change in review.change_list if is_listed(review.campaign.slug, change))


def change_row(review: Review, change: SettingChange, key: str) -> None:
    """One change on a card: where, what, Copy, and on or off the list."""
    slug = review.campaign.slug
    with st.container(horizontal=True, vertical_alignment="center", key=f"change_row_{key}"):
        st.text(change.text)
        copy_button(change.text, f"copy_{key}", spoken=f"Copy {change.text}")
        st.button(
            "Take off the list" if is_listed(slug, change) else "Add to change list",
            key=f"list_{key}",
            on_click=toggle,
            args=(slug, change),
        )


def change_list(review: Review) -> None:
    """The list beside the findings, with Copy and a CSV file."""
    chosen = listed(review)
    with st.container(border=True, key="change_list"):
        st.header(f"Change list ({len(chosen)})", anchor=False)
        if not review.change_list:
            st.markdown("No finding asks for another setting.")
            return
        if not chosen:
            st.markdown("Every proposed change was taken off the list.")
            return
        with st.container(key="change_lines", gap="xsmall"):
            for change in chosen:
                st.text(change.text)
        with st.container(horizontal=True, gap="small"):
            copy_button("\n".join(change.text for change in chosen), "copy_all", "Copy all")
            _csv(review, chosen)


def _csv(review: Review, chosen: Sequence[SettingChange]) -> None:
    content = desk.change_list_csv(chosen).encode("utf-8")
    # the fingerprint in the name keeps two downloads of equal length apart
    mark = hashlib.sha256(content).hexdigest()[:12]
    st.download_button(
        "CSV",
        content,
        file_name=f"{review.campaign.slug}-changes-{mark}.csv",
        mime="text/csv",
        on_click="ignore",
        help=f"{words.plural(len(chosen), 'line')}: platform, campaign, ad set, setting, now, to, why",
    )
