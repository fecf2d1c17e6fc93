"""Who sits in front of the screen. In local mode a name is chosen from a list and taken on trust; the frame says so."""

from collections.abc import Sequence

import streamlit as st

from aboveboard import desk
from aboveboard.model import AboveboardError, Person, Role
from aboveboard.ui.words import plain

MODE = "Local mode: names are taken on trust, every record says not independent"
JUST_LOOKING = Person("", "", ())
"""Nobody was chosen: may read everything, does nothing."""
CHOSEN = "_person"
"""Plain session key: survives page changes, ends with the visit."""
_PICK = "_person_pick"
_NAME, _ROLES, _TEAM = "_person_name", "_person_roles", "_person_team"
_REFUSED = "_person_refused"


def here(everybody: Sequence[Person]) -> Person:
    """Whoever was chosen in this visit, as the workspace knows the person now."""
    wanted = st.session_state.get(CHOSEN, "")
    return next((person for person in everybody if person.id == wanted), JUST_LOOKING)


def picker(person: Person, everybody: Sequence[Person]) -> None:
    """Who am I: a short list and a small form for somebody new."""
    with st.popover(f"You are: {plain(described(person))}", key="who"):
        _choice(person, everybody)
        _newcomer(person)


def described(person: Person) -> str:
    """Name and roles."""
    if not person.id:
        return "just looking"
    return f"{person.name} · {person.role_words}"


def _option(person: Person) -> str:
    if not person.id:
        return "Just looking"
    return described(person) + (" · sample" if person.sample else "")


def _choice(person: Person, everybody: Sequence[Person]) -> None:
    known = {JUST_LOOKING.id: JUST_LOOKING, **{entry.id: entry for entry in everybody}}
    st.session_state[_PICK] = person.id

    def changed() -> None:
        st.session_state[CHOSEN] = st.session_state[_PICK]

    st.selectbox(
        "Who are you?",
        list(known),
        format_func=lambda id_: _option(known[id_]),
        key=_PICK,
        on_change=changed,
    )
    st.caption("Nobody checks this in local mode.  \nWhatever you do is recorded under this name.")


def _newcomer(by: Person) -> None:
    st.markdown("**Add a person**")
    with st.form("add_person", border=False):
        st.text_input("Name", key=_NAME)
        st.multiselect("Roles", list(Role), format_func=lambda role: role.words.capitalize(), key=_ROLES)
        st.text_input("Team", key=_TEAM, help="In the high tier two people of different teams sign.")
        st.form_submit_button("Add this person", on_click=lambda: _add(by))
        refused = st.session_state.pop(_REFUSED, None)
        if refused is not None:
            st.error(plain(f"{refused.title}. {refused.detail} {refused.hint}".strip()))


def _add(by: Person) -> None:
    """What was typed stays where it is when it cannot be taken."""
    given = st.session_state
    try:
        added = desk.add_person(desk.house(), given[_NAME], given[_ROLES], given[_TEAM], by if by.id else None)
    except AboveboardError as error:
        given[_REFUSED] = error
        return
    given[CHOSEN] = added.id
    given[_NAME], given[_ROLES], given[_TEAM] = "", [], ""
