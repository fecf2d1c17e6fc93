"""From dropped files to findings: receipts, questions, what the files answer, and one button."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from aboveboard import desk
from aboveboard.desk import Cancelled, Draft, Stored, Work
from aboveboard.model import ImportOutcome, Overlap, Person, Receipt
from aboveboard.model.catalogue import CATALOGUE
from aboveboard.model.review import CampaignLine
from aboveboard.ui import choosing, drafting, inbox, mapping, menu, moving, receipt_facts, receipts, words
from aboveboard.ui.verdict import NOTHING_NEW
from aboveboard.ui.words import plain

AS_NAMED = "As named in the files"
NO_COUNTRY = ""
CAMPAIGN = "file_under"


def add_files(lines: Sequence[CampaignLine], person: Person) -> None:
    """The whole way in."""
    table = drafting.table()
    if table.storing is not None:
        _while_storing(table.storing)
        return
    _say(table)
    _drop_zone()
    inbox.inbox()
    if not table.uploads:
        return
    draft = drafting.draft()
    if draft is None:
        moving.reading(list(table.uploads))
        return
    _on_the_table(draft, lines, person)


def _say(table: drafting.Table) -> None:
    if table.said:
        st.info(plain(table.said))
        table.said = ""


def _drop_zone() -> None:
    files = st.file_uploader(
        "Reports and settings exports",
        accept_multiple_files=True,
        key=f"files_{drafting.table().round}",
        help="Several files of one campaign belong together: a delivery report and the settings export, for example.",
    )
    if files:
        drafting.take(files)
        st.rerun()
    limit = int(st.get_option("server.maxUploadSize"))
    folder = desk.inbox_folder(desk.house())
    larger = (
        f"copy it to `{_short(folder)}` or run `aboveboard import FILE`" if folder else "run `aboveboard import FILE`"
    )
    st.markdown(
        f"CSV, TSV or XLSX, up to {limit} MB each. The files stay on this computer. Is a file larger? Then {larger}."
    )


def _short(folder: Path) -> str:
    """The inbox as it is called from where the app was started."""
    return f"{folder.relative_to(Path.cwd())}/" if folder.is_relative_to(Path.cwd()) else f"{folder}/"


def _on_the_table(draft: Draft, lines: Sequence[CampaignLine], person: Person) -> None:
    campaign = _chosen(st.session_state.get(CAMPAIGN))
    overlaps = drafting.overlaps(draft, campaign)
    names = {line.campaign.slug: line.campaign.name for line in lines}
    waiting = [
        receipt for receipt in draft.receipts if _file(draft, receipt, names, overlaps.get(receipt.file_name, ()))
    ]
    _finish(draft, lines, len(waiting), person)
    can_answer(draft)


def _file(draft: Draft, receipt: Receipt, names: Mapping[str, str], overlaps: Sequence[Overlap]) -> bool:
    """One card; whether something about the file is still open."""
    name = receipt.file_name
    is_open = receipt.outcome is ImportOutcome.NEEDS_ANSWER
    with st.container(border=True, key=f"file_{mapping.mark(name)}"):
        receipts.receipt_head(receipt)
        if receipt.outcome is not ImportOutcome.REFUSED:
            receipts.is_this_right(receipt)
            _held(draft.identical.get(name, ()), names)
            mapping.questions(receipt)
            is_open |= choosing.unread(receipt, draft.set_aside(name))
            is_open |= choosing.overlap(receipt, overlaps)
            if receipt.columns:
                mapping.mapping(receipt)
            receipt_facts.everything(receipt)
        if name not in drafting.table().partial or not receipt.rows_quarantined:
            label = "Take this file away"
            st.button(
                label, key=f"away_{mapping.mark(name)}", on_click=drafting.leave_out, args=(name,), type="tertiary"
            )
    return is_open


def _held(slugs: Sequence[str], names: Mapping[str, str]) -> None:
    """A file that is known already leads to the campaigns that rest on it."""
    for slug in slugs:
        menu.link("findings", f"Open {plain(names.get(slug, slug))} →", campaign=slug)


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


def _finish(draft: Draft, lines: Sequence[CampaignLine], waiting: int, person: Person) -> None:
    storable = [receipt for receipt in draft.receipts if receipt.outcome.stored]
    campaign = _campaign(lines)
    country = _country(draft)
    if waiting:
        st.info(f"Waiting for an answer above: {words.plural(waiting, 'file')}.")
    if st.button("Show findings", type="primary", disabled=bool(waiting) or not storable):
        _store(draft, campaign, country, person)


def _campaign(lines: Sequence[CampaignLine]) -> str | None:
    names = [line.campaign.name for line in lines if not line.campaign.sample]
    return _chosen(
        st.selectbox(
            "Campaign",
            [AS_NAMED, *dict.fromkeys(names)],
            accept_new_options=True,
            key=CAMPAIGN,
            help="Choose one to file all of these under it, or type a new name.",
        )
    )


def _chosen(name: str | None) -> str | None:
    return None if name in (None, AS_NAMED) else name


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
    table, house = drafting.table(), desk.house()
    choices = dict(table.choices)
    table.storing = Work(
        lambda watch: desk.store_files(
            house, draft, campaign, country, watch.say, by=person.name, progress=watch, choices=choices
        ),
        dropping=False,
    )
    _while_storing(table.storing)


def _while_storing(work: Work[Stored]) -> None:
    """How far it is; afterwards the findings, or why there are none."""
    if not work.wait(drafting.PATIENCE):
        moving.storing()
        return
    table = drafting.table()
    table.storing = None
    try:
        stored = work.result()
    except Cancelled:
        table.said = moving.CANCELLED
        st.rerun()
    drafting.clear()
    if not stored.campaigns:
        names = ", ".join(receipt.file_name for receipt in stored.receipts if receipt.outcome.stored)
        st.session_state[NOTHING_NEW] = f"Nothing new: this campaign rests on the content of {names} already."
    opened = next(iter((*stored.campaigns, *stored.holding)))
    st.session_state["_campaign"] = opened
    st.switch_page(menu.path("findings"), query_params={"campaign": opened})
