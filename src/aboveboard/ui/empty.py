"""Nothing to show, said in three parts: what, why, and what to do next."""

import streamlit as st

from aboveboard.ui import menu


def empty_state(what: str, why: str, following: str, link: tuple[str, str] | None = None, **query: str) -> None:
    """`link` is (page, label), `query` goes into its address. Texts of others must be plain already."""
    with st.container(border=True):
        st.markdown(f"**{what}**")
        st.markdown(f"{why} {following}".strip())
        if link is not None:
            menu.link(link[0], f"{link[1]} →", **query)
