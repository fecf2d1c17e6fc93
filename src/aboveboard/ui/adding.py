"""From dropped files to findings: receipts, questions, what the files answer, and one button."""

from collections.abc import Sequence

import streamlit as st

from aboveboard import desk
from aboveboard.desk import Draft
from aboveboard.model import ImportOutcome, Person, Receipt
from aboveboard.model.catalogue import CATALOGUE
from aboveboard.model.review import CampaignLine
from aboveboard.ui import drafting, mapping, menu, receipts, words
from aboveboard.ui.verdict import NOTHING_NEW
from aboveboard.ui.words import plain

AS_NAMED = "As named in the files"
NO_COUNTRY = ""


def add_files(lines: Sequence[CampaignLine], person: Person) -> None:
    """The whole way in."""
    files = drafting.dropped()
    if not files:
        st.markdown(
            "CSV, TSV or XLSX, up to 50 MB each. The files stay on this computer. "
            "Larger ones come in with `aboveboard import`."
        )
        return
    draft = drafting.draft(files)
    for receipt in draft.receipts:
        _file(receipt)
    can_answer(draft)
    _finish(draft, lines, person)


def _file(receipt: Receipt) -> None:
    with st.container(border=True, key=f"file_{mapping.mark(receipt.file_name)}"):
        receipts.receipt_head(receipt)
        if receipt.outcome is ImportOutcome.REFUSED:
            return
        receipts.is_this_right(receipt)
        mapping.questions(receipt)
        if receipt.columns:
            mapping.mapping(receipt)


def can_answer(draft: Draft) -> None:
    """Which questions all files together answer, and what would unlock the others."""
    open_ways: dict[str, list[str]] = {}
    answered = []
    for entry in CATALOGUE:
        found = draft.answers.get(entry.id)
        if found is None:
            continue
        if found.answerable:
            answered.append(entry.question)
        else:
            open_ways.setdefault(found.unlock, []).append(entry.question)
    st.header(f"These files answer {len(answered)} of {len(draft.answers)} questions", anchor=False)
    with st.container(border=True, key="answers"):
        for question in answered:
            st.markdown(f"✓ {question}")
        for unlock, questions in sorted(open_ways.items(), key=lambda pair: -len(pair[1])):
            st.markdown("  \n".join(f"◌ {question}" for question in questions))
            st.caption(plain(unlock))


def _finish(draft: Draft, lines: Sequence[CampaignLine], person: Person) -> None:
    storable = [receipt for receipt in draft.receipts if receipt.outcome.stored]
    waiting = [receipt for receipt in draft.receipts if receipt.outcome is ImportOutcome.NEEDS_ANSWER]
    campaign = _campaign(lines)
    country = _country(draft)
    if waiting:
        st.info(f"Waiting for an answer above: {words.plural(len(waiting), 'file')}.")
    if st.button("Show findings", type="primary", disabled=bool(waiting) or not storable):
        _store(draft, campaign, country, person)


def _campaign(lines: Sequence[CampaignLine]) -> str | None:
    names = [line.campaign.name for line in lines if not line.campaign.sample]
    chosen = st.selectbox(
        "Campaign",
        [AS_NAMED, *dict.fromkeys(names)],
        accept_new_options=True,
        help="Choose one to file all of these under it, or type a new name.",
    )
    return None if chosen in (None, AS_NAMED) else chosen


def _country(draft: Draft) -> str | None:
    countries = {NO_COUNTRY: "No country", **dict(desk.countries(desk.house()))}
    named = [code for code in draft.countries if code in countries]
    first = named[0] if len(named) == 1 else NO_COUNTRY
    chosen = st.selectbox(
        "Compare with the adults of",
        list(countries),
        index=list(countries).index(first),
        format_func=lambda code: countries[code],
        help="Used where the files do not say how many people of each group could have been reached.",
    )
    return chosen or None


def _store(draft: Draft, campaign: str | None, country: str | None, person: Person) -> None:
    with st.status("Storing and measuring", expanded=True) as status:
        stored = desk.store_files(
            desk.house(), draft, campaign, country, lambda line: status.write(plain(line)), by=person.name
        )
        status.update(label="Done", state="complete", expanded=False)
    drafting.clear()
    if not stored.campaigns:
        names = ", ".join(receipt.file_name for receipt in stored.receipts if receipt.outcome.stored)
        st.session_state[NOTHING_NEW] = f"Nothing new: this campaign rests on the content of {names} already."
    opened = next(iter((*stored.campaigns, *stored.holding)))
    st.session_state["_campaign"] = opened
    st.switch_page(menu.path("findings"), query_params={"campaign": opened})
