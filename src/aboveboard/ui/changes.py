"""The change list: which setting to change to what, ready to paste."""

import hashlib
from collections.abc import Sequence

import streamlit as st

from aboveboard import desk
from aboveboard.model import SettingChange
from aboveboard.model.review import Review
from aboveboard.ui import words
from aboveboard.ui.copying import copy_button

OFF = "off"
"""Lines taken off the list, in the address: they survive a reload, and a copied link shows the same list."""


def _mark(change: SettingChange) -> str:
    return hashlib.sha256(change.text.encode()).hexdigest()[:8]


def _left_out(slug: str) -> set[str]:
    """Marks of the lines taken off; the address is asked once per campaign and visit."""
    kept: dict[str, set[str]] = st.session_state.setdefault("_left_out", {})
    if slug not in kept:
        kept[slug] = set(filter(None, st.query_params.get(OFF, "").split(",")))
    return kept[slug]


def is_listed(slug: str, change: SettingChange) -> bool:
    """Every proposed change is on the list until somebody takes it off."""
    return _mark(change) not in _left_out(slug)


def toggle(slug: str, change: SettingChange) -> None:
    _left_out(slug).symmetric_difference_update({_mark(change)})


def _keep_in_address(review: Review) -> None:
    off = ",".join(sorted(_left_out(review.campaign.slug) & {_mark(change) for change in review.change_list}))
    if off and st.query_params.get(OFF) != off:
        st.query_params[OFF] = off
    elif not off and OFF in st.query_params:
        del st.query_params[OFF]


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
    _keep_in_address(review)
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
