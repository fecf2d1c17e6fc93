"""What surrounds every page: who is here, the mode in plain sight, and trouble told in words."""

import logging
import secrets
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from aboveboard import desk
from aboveboard.model import AboveboardError, Person
from aboveboard.ui import menu, people
from aboveboard.ui.marks import look_now
from aboveboard.ui.words import plain

LOG = logging.getLogger(__name__)
STYLE = Path(__file__).parent / "style.css"
ENTERED = "_entered"
TROUBLE = "_trouble"


def enter() -> None:
    """Called by main.py on every run; `frame` refuses a page that was started any other way."""
    st.session_state[ENTERED] = True


def frame(name: str) -> Person:
    """First statement of every page: who is here. Stops a page that runs outside the frame."""
    if not st.session_state.pop(ENTERED, False):
        st.error("This page opens inside Aboveboard only. Start with: streamlit run app.py")
        st.stop()
    st.set_page_config(page_title=f"{menu.TITLES[name]} · Aboveboard")
    st.logo(menu.MARK, size="small", link=None)
    st.html(STYLE)
    st.html(_status_colours())
    everybody = desk.people(desk.house())
    person = people.here(everybody)
    with st.container(key="mode", width="content", horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(people.MODE, width="content")
        people.picker(person, everybody)
    _show_publishing_trouble()
    if name in menu.WORKSPACE:
        st.title(menu.TITLES[name], anchor=False)
    _show_kept_trouble()
    return person


def _status_colours() -> str:
    """The status colours of the visitor's theme as style properties: constants of ours, no text of others."""
    look = look_now()
    named = {
        "flagged": look.flagged,
        "watch": look.watch,
        "passed": look.passed,
        "unknown": look.unknown,
        "ground": look.ground,
        "text": look.text,
    }
    return f"<style>:root {{ {' '.join(f'--ab-{name}: {value};' for name, value in named.items())} }}</style>"


def _show_publishing_trouble() -> None:
    """Until it is mended, the launch gate answers from older files: said on every page."""
    trouble = desk.trouble(desk.house())
    if trouble:
        st.error(f"Records could not be published: {plain(trouble)} The launch gate answers from older files.")


def _show_kept_trouble() -> None:
    kept = st.session_state.pop(TROUBLE, None)
    if kept is not None:
        show_trouble(kept)


def keeping_trouble(action: Callable[[], None]) -> None:
    """For widget callbacks: an error that escapes one would replace the whole page by its message."""
    try:
        action()
    except AboveboardError as error:
        st.session_state[TROUBLE] = error


def show_trouble(error: Exception) -> bool:
    """Expected trouble in words; anything else as a log entry. True tells Streamlit to hide the traceback."""
    if isinstance(error, AboveboardError):
        parts = [f"**{plain(error.title)}**", plain(error.detail), plain(error.hint)]
        st.error("  \n".join(part for part in parts if part))
        return True
    entry = secrets.token_hex(4)
    LOG.error("entry %s", entry, exc_info=error)
    st.error(f"Something went wrong. Log entry {entry}.")
    return True
