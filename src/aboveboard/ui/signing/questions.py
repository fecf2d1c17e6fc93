"""The list of questions: what waits for this person first, the rest folded; the address names the open one."""

from collections.abc import Sequence

import streamlit as st

from aboveboard import desk
from aboveboard.desk import Said
from aboveboard.model import ItemVerdict, Person
from aboveboard.model.sheet import Sheet, SheetItem
from aboveboard.ui import menu, words
from aboveboard.ui.clicks import click_id
from aboveboard.ui.frame import keeping_trouble
from aboveboard.ui.signing.viewing import Side, View, status
from aboveboard.ui.words import plain


def selected(sheet: Sheet, view: View) -> SheetItem | None:
    """The question of the address; without one the first that waits. The address always names it."""
    if not sheet.items:
        return None
    asked = st.query_params.get("item")
    found = next((item for item in sheet.items if item.id == asked), None)
    if asked is not None and found is None:
        st.info(f"Question {plain(asked)} is not asked of this campaign.")
    item = found or next(iter((*view.waiting, *view.suggested, *sheet.items)))
    # pinned: a saved answer must not move the page under the reader; set even when equal, because a link inside one
    # page reruns the script with its address and leaves the browser's address line as it was
    st.query_params["item"] = item.id
    return item


def questions(sheet: Sheet, view: View, current: SheetItem, person: Person) -> None:
    """Everything that can be opened, in the order of need."""
    _waiting(sheet, view, current)
    if view.suggested:
        _suggested(sheet, view, person)
    _fold(sheet, view, view.against, "✕ {n} judged, in the way of an approval", opened=True)
    _fold(sheet, view, view.done, "✓ {n} answered" if view.side is Side.ANSWERING else "✓ {n} judged")
    _fold(sheet, view, view.carried, "✓ {n} carried, evidence identical")
    _fold(sheet, view, view.others, "– {n} for the reviewer alone")
    _not_applicable(sheet)


def _waiting(sheet: Sheet, view: View, current: SheetItem) -> None:
    if not view.waiting:
        st.markdown("**Nothing waits for you.**")
        return
    title = "Questions" if view.side is Side.LOOKING else "Waiting for you"
    st.subheader(f"{title} ({len(view.waiting)})", anchor=False)
    with st.container(key="waiting", gap="xsmall"):
        by_section: dict[str, list[SheetItem]] = {}
        for item in view.waiting:
            by_section.setdefault(item.section, []).append(item)
        for section, items in by_section.items():
            st.caption(plain(section))
            for item in items:
                _row(sheet, item, view, current)


def _row(sheet: Sheet, item: SheetItem, view: View, current: SheetItem | None = None) -> None:
    sign, told = status(item, view)
    here = current is not None and item.id == current.id
    with st.container(key=f"row_{'open' if here else 'shut'}_{item.id}", gap=None):
        label = f"{sign} **{item.id}** {plain(item.question)}"
        menu.link("sign_off", label, campaign=sheet.campaign.slug, item=item.id)
        st.caption(plain(f"{told} · open above" if here else told))


def _fold(sheet: Sheet, view: View, items: Sequence[SheetItem], title: str, opened: bool = False) -> None:
    if not items:
        return
    with st.expander(title.format(n=len(items)), expanded=opened, type="compact"):
        for item in items:
            _row(sheet, item, view)


def _suggested(sheet: Sheet, view: View, person: Person) -> None:
    """A suggestion is never an answer: they are listed, and one click of a person confirms the list."""
    items = view.suggested
    many = f"these {len(items)}" if len(items) > 1 else "this one"
    with st.expander(f"✓ {len(items)} suggested as OK: show", type="compact"):
        st.markdown("Every check behind them passed and nothing is flagged. Nobody has judged them yet.")
        for item in items:
            _row(sheet, item, view)
        st.caption("The record says that they were confirmed in one step.")
        st.button(
            f"Confirm {many} as OK",
            on_click=lambda: keeping_trouble(lambda: _confirm(sheet, items, person)),
        )


def _confirm(sheet: Sheet, items: Sequence[SheetItem], person: Person) -> None:
    listed = ", ".join(item.id for item in items)
    said = [
        Said(
            item.id,
            ItemVerdict.OK.value,
            f"[Confirmed in one step: {listed}]",
            seen=item.evidence,
            client_id=click_id(f"confirm_{sheet.campaign.slug}_{item.id}_{person.id}", item.evidence, sheet.round),
        )
        for item in items
    ]
    desk.judge(desk.house(), sheet.campaign.slug, said, person.name)


def _not_applicable(sheet: Sheet) -> None:
    if not sheet.not_applicable:
        return
    with st.expander(f"– {words.plural(len(sheet.not_applicable), 'question')} not asked", type="compact"):
        st.caption("The evidence rules them out, or this tier does not ask them.")
        for id_, question in sheet.not_applicable:
            st.markdown(f"**{id_}** {plain(question)}")
