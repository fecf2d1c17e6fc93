"""What a file can answer: mapping, questions, a preset for the next file, and the way to becoming evidence."""

from dataclasses import replace

import streamlit as st

from aboveboard import desk
from aboveboard.desk import Draft, Upload, exploring
from aboveboard.desk.exploring import Opened
from aboveboard.model import ImportOutcome, Person, Receipt
from aboveboard.ui import adding, drafting, mapping, menu, receipts
from aboveboard.ui.exploring import address
from aboveboard.ui.exploring import file as file_of_visit
from aboveboard.ui.exploring.file import Dropped
from aboveboard.ui.frame import keeping_trouble
from aboveboard.ui.words import plain

DRAFT, SAVED = "_explore_draft", "_explore_saved"


def meaning(file: Dropped, opened: Opened, person: Person) -> None:
    """The same reading as in Add data, and the same questions; nothing is stored."""
    draft = _draft(file, opened)
    (receipt,) = draft.receipts
    if receipt.outcome is ImportOutcome.REFUSED:
        st.info(f"This file cannot become evidence of a campaign. {plain(receipt.refusal)}")
        return
    _recognised(receipt)
    receipts.receipt_head(receipt)
    receipts.is_this_right(receipt)
    mapping.questions(receipt)
    if receipt.columns:
        mapping.mapping(receipt, "Nothing is saved; below you can keep the mapping for the next file.")
    file_of_visit.meaning_is({column.source: column.canonical or "" for column in receipt.columns})
    adding.can_answer(draft)
    _next(file, receipt, person)


def _draft(file: Dropped, opened: Opened) -> Draft:
    """Read once per file and answer. Header row and dates that were picked above count here too."""
    given = drafting.given(file.name)
    dates = address.one(address.DATES) or given.dates
    header = opened.explored.header_line if address.one(address.HEADER) else None
    if (given.header, given.dates) != (header, dates):
        given = replace(given, header=header, dates=dates)
        drafting.table().given[file.name] = given
    mark = (file.mark, repr(given), st.session_state.get(SAVED))
    kept = st.session_state.get(DRAFT)
    if kept is not None and kept[0] == mark:
        found: Draft = kept[1]
        return found
    with st.spinner("Reading the file as a campaign's"):
        draft = desk.read_files(desk.house(), [Upload(file.name, file.raw)], {file.name: given})
    st.session_state[DRAFT] = (mark, draft)
    return draft


def _recognised(receipt: Receipt) -> None:
    if receipt.profile != "generic":
        return
    name = exploring.preset_name(desk.house(), receipt.header_signature)
    if name:
        st.success(f"Recognised: its columns are read by the preset “{plain(name)}”.")


def _next(file: Dropped, receipt: Receipt, person: Person) -> None:
    """Keep the mapping, or hand the file over; who may not is told why, and who may."""
    st.header("What next?", anchor=False)
    barred = exploring.why_not(person)
    if barred:
        st.markdown(plain(barred))
    if receipt.profile == "generic":
        _preset(receipt, person, bool(barred))
    st.markdown("**Promote to a campaign:** the file and your answers go to Add data, where they become evidence.")
    if st.button("Promote to a campaign", type="primary", disabled=bool(barred)):
        drafting.hand_over(file.name, file.raw)
        st.switch_page(menu.path("add_data"))


def _preset(receipt: Receipt, person: Person, barred: bool) -> None:
    open_mapping = any(question.code == "mapping" for question in receipt.questions)
    with st.expander("Save this mapping for the next file"):
        if open_mapping:
            st.markdown("Confirm above what the columns mean; then the mapping can be saved.")
            return
        st.markdown(
            "The next file with the same columns will be read this way, by everybody in this workspace. "
            "A preset for these columns that exists already is replaced."
        )
        with st.form("explore_preset", border=False):
            st.text_input("Name of the preset", key="_explore_preset", placeholder="Acme weekly export", max_chars=80)
            if st.form_submit_button("Save preset", disabled=barred):
                keeping_trouble(lambda: _save(receipt, person))
                st.rerun()
    saved = st.session_state.get(SAVED)
    if saved:
        st.success(f"Saved as “{plain(saved)}”.")


def _save(receipt: Receipt, person: Person) -> None:
    name = st.session_state["_explore_preset"]
    columns = {column.source: column.canonical or "" for column in receipt.columns if column.role != "personal"}
    exploring.save_preset(desk.house(), receipt, name, columns, person.name)
    st.session_state[SAVED] = name
