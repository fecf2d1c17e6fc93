"""The only place with cached results. Keys are slugs and fingerprints, never frames, figures or paths."""

import streamlit as st

from aboveboard import desk
from aboveboard.model.review import CampaignLine, Review


def campaigns() -> tuple[CampaignLine, ...]:
    """Read afresh each time: the list is short and must never be stale."""
    return desk.campaigns(desk.house())


def review(slug: str) -> Review:
    """The campaign's latest review; read again only when its fingerprint moved."""
    return _review(slug, desk.fingerprint(desk.house(), slug))


@st.cache_data(max_entries=64, show_spinner=False)
def _review(slug: str, fingerprint: str) -> Review:
    return desk.review(desk.house(), slug)
