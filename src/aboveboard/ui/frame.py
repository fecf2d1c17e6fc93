"""What surrounds every page: who is here, the mode in plain sight, and trouble told in words."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from aboveboard.model import AboveboardError
from aboveboard.ui import menu
from aboveboard.ui.marks import look_now
from aboveboard.ui.words import plain

LOG = logging.getLogger(__name__)
STYLE = Path(__file__).parent / "style.css"
ENTERED = "_entered"
TROUBLE = "_trouble"


@dataclass(frozen=True)
class Person:
    """Whoever sits in front of the screen."""

    name: str
    mode: str
    """Printed in the frame and never hidden."""


def current_user() -> Person:
    """Without a login service there is one person: whoever can open this computer's address."""
    return Person("You", "Local single-user mode")


def enter() -> None:
    """Called by main.py on every run; `frame` refuses a page that was started any other way."""
    st.session_state[ENTERED] = True


def frame(name: str) -> Person:
    """First statement of every page; stops a page that runs outside the frame."""
    if not st.session_state.pop(ENTERED, False):
        st.error("This page opens inside Aboveboard only. Start with: streamlit run app.py")
        st.stop()
    person = current_user()
    st.set_page_config(page_title=f"{menu.TITLES[name]} · Aboveboard")
    st.logo(menu.MARK, size="small", link=None)
    st.html(STYLE)
    st.html(_status_colours())
    with st.container(key="mode", width="content"):
        st.caption(person.mode)
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
    }
    return f"<style>:root {{ {' '.join(f'--ab-{name}: {value};' for name, value in named.items())} }}</style>"


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
