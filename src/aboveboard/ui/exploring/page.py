"""The Explore screen: a file or a text, and what to look at; the address says which."""

import streamlit as st

from aboveboard.desk.exploring import Opened
from aboveboard.model import Person
from aboveboard.ui.briefing import paste_box
from aboveboard.ui.empty import empty_state
from aboveboard.ui.exploring import address, facts, file
from aboveboard.ui.exploring.columns import columns
from aboveboard.ui.exploring.file import Dropped
from aboveboard.ui.exploring.group import group
from aboveboard.ui.exploring.meaning import meaning
from aboveboard.ui.exploring.rows import first_rows
from aboveboard.ui.exploring.statements import sql_box
from aboveboard.ui.words import plain

TABS = {"file": "A file", "text": "A text"}
VIEWS = {
    "rows": "Rows",
    "columns": "Columns",
    "group": "Filter, group, draw",
    "sql": "SQL",
    "meaning": "What it can answer",
}


def explore(person: Person) -> None:
    """What is in this file, or in this text?"""
    if _choice("What do you want to look at?", address.TAB, TABS) == "text":
        paste_box()
        return
    found = file.dropped()
    if found is None:
        _empty()
        return
    opened = file.opened(found)
    if opened is not None:
        _file(found, opened, person)


def _choice(label: str, name: str, options: dict[str, str]) -> str:
    """One of a few, kept in the address; the first is the usual one and leaves the address clean."""
    usual = next(iter(options))
    key = f"_choice_{name}"
    asked = address.one(name)
    st.session_state[key] = asked if asked in options else usual

    def changed() -> None:
        chosen = st.session_state[key] or usual
        address.put_one(name, "" if chosen == usual else chosen)

    picked = st.segmented_control(
        label,
        list(options),
        format_func=lambda option: options[option],
        key=key,
        on_change=changed,
        required=True,
    )
    return str(picked or usual)


def _empty() -> None:
    if address.carries_question():
        empty_state(
            "Drop the file once more",
            "This link carries filters, a chart or a question, but files are never stored here.",
            "As soon as the file is back, they apply.",
        )
        return
    empty_state(
        "There is no file yet",
        "Any CSV, TSV or Excel file can be looked at here, also one that no ad platform made. Nothing is saved.",
        "Drop one above to see its rows, group and draw them, ask in SQL, and learn what it can answer.",
    )


def _file(found: Dropped, opened: Opened, person: Person) -> None:
    st.header(plain(facts.answer(opened.explored)), anchor=False)
    view = _choice("Look at", address.VIEW, VIEWS)
    if view == "rows":
        first_rows(opened)
    elif view == "columns":
        columns(opened)
    elif view == "group":
        group(opened)
    elif view == "sql":
        sql_box(opened)
    else:
        meaning(found, opened, person)
