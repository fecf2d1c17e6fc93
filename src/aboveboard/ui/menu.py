"""The one list of pages. Paths are absolute: Streamlit resolves relative ones beside main.py."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from aboveboard.model.layout import PAGES

MARK = str(Path(__file__).parent / "static/mark.svg")

WORKSPACE = {"campaigns": "Campaigns", "add_data": "Add data", "explore": "Explore", "portfolio": "Portfolio"}
"""First row: about the whole workspace."""

CAMPAIGN = {
    "findings": "Findings",
    "personalization": "Personalization",
    "exclusions": "Exclusions",
    "echo_chambers": "Echo chambers",
    "pressure": "Pressure",
    "sign_off": "Sign-off",
    "records": "Records",
}
"""Second row: about one campaign, always with ?campaign= in the address."""

TITLES = WORKSPACE | CAMPAIGN


def path(name: str) -> Path:
    return PAGES / f"{name}.py"


def registered() -> list[Page]:
    """Every page; those of the second row are hidden from the first but keep their address."""
    return [
        st.Page(
            path(name),
            title=title,
            default=name == "campaigns",
            visibility="visible" if name in WORKSPACE else "hidden",
        )
        for name, title in TITLES.items()
    ]


def link(name: str, label: str, **query: str) -> None:
    """A link to a page of ours; `label` is ours or already plain."""
    st.page_link(path(name), label=label, query_params=query)


def second_row(slug: str) -> None:
    """The pages of one campaign, one flat row."""
    with st.container(horizontal=True, gap="small", key="second_row"):
        for name, title in CAMPAIGN.items():
            link(name, title, campaign=slug)
