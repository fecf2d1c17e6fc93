"""One id per click, so that a repeated click counts once and a deliberate second one counts again."""

import uuid

import streamlit as st

_KEPT = "_clicks"


def click_id(action: str, before: str, *said: object) -> str:
    """The same id until `before` moves, which is what the store said when the button was drawn.

    `said` is what the click carries: two different answers in quick succession are two clicks.
    """
    kept: dict[str, tuple[str, str]] = st.session_state.setdefault(_KEPT, {})
    known = kept.get(action)
    if known is None or known[0] != before:
        known = kept[action] = (before, uuid.uuid4().hex)
    return uuid.uuid5(uuid.UUID(known[1]), "\n".join(str(part) for part in said)).hex
