"""The only place with cached results. Keys are slugs, names and fingerprints, never frames, figures or paths."""

import streamlit as st

from aboveboard import desk
from aboveboard.desk import archive
from aboveboard.model import Change
from aboveboard.model.review import CampaignLine, Review
from aboveboard.model.sheet import Sheet


def campaigns(who: str = "") -> tuple[CampaignLine, ...]:
    """Every campaign as the person called `who` sees it; read again when anything happened in the workspace."""
    return _campaigns(who, archive.mark(desk.house()))


def review(slug: str) -> Review:
    """The campaign's latest review; read again only when its fingerprint moved."""
    return _review(slug, desk.fingerprint(desk.house(), slug))


def sheet(slug: str, who: str = "") -> Sheet:
    """The sign-off of a campaign as the person called `who` sees it; read again when anything happened."""
    return _sheet(slug, who, archive.mark(desk.house()))


def moved(slug: str, number: int) -> tuple[Change, ...]:
    """What moved between the evidence of a round and the newest."""
    return archive.changes(desk.house(), slug, number)


def members() -> tuple[desk.Member, ...]:
    """What the portfolio takes from every campaign; read again when anything happened in the workspace."""
    return _members(archive.mark(desk.house()))


def pair(slug: str, twin: str) -> tuple[desk.Paired, ...]:
    """Two campaigns side by side; measured again only when the evidence of one moved."""
    return _pair(slug, twin, *(desk.fingerprint(desk.house(), each) for each in (slug, twin)))


@st.cache_data(max_entries=32, show_spinner=False)
def _pair(slug: str, twin: str, mark: str, twin_mark: str) -> tuple[desk.Paired, ...]:
    return desk.pair(desk.house(), slug, twin)


@st.cache_data(max_entries=32, show_spinner=False)
def _campaigns(who: str, mark: str) -> tuple[CampaignLine, ...]:
    return desk.campaigns(desk.house(), who)


@st.cache_data(max_entries=64, show_spinner=False)
def _review(slug: str, fingerprint: str) -> Review:
    return desk.review(desk.house(), slug)


@st.cache_data(max_entries=64, show_spinner=False)
def _sheet(slug: str, who: str, mark: str) -> Sheet:
    return desk.sheet(desk.house(), slug, who)


@st.cache_data(max_entries=2, show_spinner=False)
def _members(mark: str) -> tuple[desk.Member, ...]:
    return desk.members(desk.house())
