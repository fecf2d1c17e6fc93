"""What no file carries: stated by the submitter, evidence like any other, and it decides which questions are asked."""

import streamlit as st

from aboveboard import desk
from aboveboard.model import AboveboardError, Event, Person
from aboveboard.model.sheet import Sheet
from aboveboard.ui.signing.viewing import Side, View
from aboveboard.ui.words import plain

LAUNCH = "launch"
QUESTIONS = {
    "has_chatbot": "Does a bot answer comments or messages?",
    "has_creators": "Do paid, gifted or virtual creators take part?",
    "has_landing_page": "Does the ad lead to a page where people consent, buy or sign up?",
    "has_ai_content": "Is any ad made or altered with AI?",
}
FACTS = {**QUESTIONS, LAUNCH: "First day of delivery"}
_SAID = {"yes": "Yes", "no": "No", "": "Not stated"}
_REFUSED = "_facts_refused"


def facts(sheet: Sheet, view: View, person: Person) -> None:
    """A small form while the campaign is being prepared; open as long as something is not stated."""
    if view.side is not Side.ANSWERING or Event.SUBMIT not in sheet.may:
        return
    stated = sum(bool(sheet.declared.get(name)) for name in QUESTIONS)
    title = f"What no file can tell: {stated} of {len(QUESTIONS)} stated"
    with st.expander(title, expanded=stated < len(QUESTIONS)):
        columns = st.columns(2)
        for place, (name, question) in enumerate(QUESTIONS.items()):
            with columns[place % 2]:
                _fact(sheet, name, question, person)
        _launch(sheet, person)
        refused = st.session_state.pop(_REFUSED, None)
        if refused is not None:
            st.error(plain(f"{refused.title}. {refused.detail}"))


def _fact(sheet: Sheet, name: str, question: str, person: Person) -> None:
    key = f"fact_{sheet.campaign.slug}_{name}"
    st.session_state[key] = sheet.declared.get(name, "")

    def changed() -> None:
        _declare(sheet, name, st.session_state[key], person)

    st.radio(question, list(_SAID), format_func=lambda said: _SAID[said], horizontal=True, key=key, on_change=changed)


def _launch(sheet: Sheet, person: Person) -> None:
    key = f"fact_{sheet.campaign.slug}_{LAUNCH}"
    held = sheet.launch.isoformat() if sheet.launch else ""
    if st.session_state.get(f"{key}_held") != held or key not in st.session_state:
        st.session_state[f"{key}_held"], st.session_state[key] = held, held

    def changed() -> None:
        _declare(sheet, LAUNCH, st.session_state[key], person)

    st.text_input(f"{FACTS[LAUNCH]}, year-month-day", key=key, placeholder="2026-12-31", on_change=changed, width=240)


def _declare(sheet: Sheet, name: str, value: str, person: Person) -> None:
    try:
        desk.declare(desk.house(), sheet.campaign.slug, name, value, person.name)
    except AboveboardError as error:
        st.session_state[_REFUSED] = error
