"""The decision bar: what this person may do now; for everybody else why not, and who can."""

from dataclasses import dataclass

import streamlit as st

from aboveboard import desk
from aboveboard.model import CampaignState, Event, Person
from aboveboard.model.sheet import Sheet
from aboveboard.ui import words
from aboveboard.ui.clicks import click_id
from aboveboard.ui.frame import keeping_trouble
from aboveboard.ui.signing import dialogs
from aboveboard.ui.signing.heading import approved_until
from aboveboard.ui.signing.viewing import Side, View
from aboveboard.ui.words import plain


@dataclass(frozen=True)
class Way:
    """One button of the bar."""

    label: str
    dialog: bool = True
    primary: bool = False


WAYS = {
    Event.WITHDRAW: Way("Withdraw…"),
    Event.RECALL: Way("Take back…"),
    Event.REOPEN: Way("Reopen", dialog=False),
    Event.REVOKE: Way("Revoke…"),
    Event.REQUEST_CHANGES: Way("Request changes…"),
    Event.REJECT: Way("Reject…"),
    Event.SUBMIT: Way("Submit for review", dialog=False, primary=True),
    Event.APPROVE: Way("Approve…", primary=True),
}
"""In the order of the bar. Confirming a condition has its button beside the condition."""


def problems(sheet: Sheet, view: View) -> tuple[str, ...]:
    """What stands between this person and the next step."""
    if view.side is Side.ANSWERING and sheet.may.get(Event.SUBMIT) == "":
        return sheet.submit_problems
    if view.side is Side.JUDGING and sheet.may.get(Event.APPROVE) == "":
        return sheet.approve_problems
    return ()


def in_the_way(sheet: Sheet, view: View, side: Side) -> None:
    """The list behind the number in the bar, where `side` looks for it: before the questions, or after them."""
    found = problems(sheet, view)
    if not found or view.side is not side:
        return
    what = "a submission" if view.side is Side.ANSWERING else "an approval"
    with st.expander(f"In the way of {what} ({len(found)})", expanded=view.side is Side.ANSWERING, type="compact"):
        for problem in found:
            st.markdown(f"- {plain(problem)}")


def decision_bar(sheet: Sheet, view: View, person: Person) -> None:
    """Always in sight: one sentence, and a button for everything this person may do."""
    ways = [(event, way) for event, way in WAYS.items() if sheet.may.get(event) == ""]
    if sheet.standing.holds and not ways:
        return
    with st.bottom, st.container(key="decision_bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(plain(sentence(sheet, view, person)))
        blocked = bool(problems(sheet, view))
        for event, way in ways:
            _button(sheet, event, way, person, blocked and way.primary)


def _button(sheet: Sheet, event: Event, way: Way, person: Person, blocked: bool) -> None:
    kind = "primary" if way.primary and not blocked else "secondary"
    if way.dialog:
        if st.button(way.label, key=f"decide_{event.value}", type=kind, disabled=blocked):  # type: ignore[arg-type]
            dialogs.open_for(sheet, event, person)
        return
    st.button(
        way.label,
        key=f"decide_{event.value}",
        type=kind,  # type: ignore[arg-type]
        disabled=blocked,
        on_click=lambda: keeping_trouble(lambda: _at_once(sheet, event, person)),
    )


def _at_once(sheet: Sheet, event: Event, person: Person) -> None:
    slug = sheet.campaign.slug
    before = f"{sheet.standing.state} {sheet.round} {sheet.fingerprint} {len(sheet.rounds)}"
    click = click_id(f"{event.value}_{slug}_{person.id}", before)
    if event is Event.SUBMIT:
        desk.submit(desk.house(), slug, person.name, client_id=click, seen=sheet.fingerprint)
    else:
        desk.decide(desk.house(), slug, event, person.name, client_id=click)


def sentence(sheet: Sheet, view: View, person: Person) -> str:
    """What is next for this person, or why nothing is and who can."""
    event = next_step(sheet)
    if event is None:
        until = approved_until(sheet)
        return f"The approval holds until {words.day(until)}." if until else "Nothing is left to decide."
    refused = sheet.may[event]
    if refused:
        said = refused if person.id else "You are just looking: say who you are at the top of the page to take part."
        return f"{said} {_who_can(sheet, event)}".strip()
    left = len(problems(sheet, view))
    if event is Event.SUBMIT:
        return f"{words.plural(left, 'thing')} to do before this can be submitted." if left else "Ready to submit."
    if event is Event.APPROVE:
        return _signing(sheet, person, left)
    return "You can reopen it; everything that was answered is kept."


def next_step(sheet: Sheet) -> Event | None:
    """The step that brings the review on; None while an approval holds."""
    if sheet.standing.holds:
        return None
    wanted = {
        CampaignState.DRAFT.value: Event.SUBMIT,
        CampaignState.CHANGES_REQUESTED.value: Event.SUBMIT,
        CampaignState.IN_REVIEW.value: Event.APPROVE,
        CampaignState.APPROVED.value: Event.APPROVE,
    }.get(sheet.standing.state, Event.REOPEN)
    return wanted if wanted in sheet.may else Event.REOPEN if Event.REOPEN in sheet.may else None


def _who_can(sheet: Sheet, event: Event) -> str:
    if event is not Event.APPROVE:
        return ""
    names = sheet.who_can_sign
    if not names:
        return "Nobody here can sign it yet: add an ethics lead who did not prepare it."
    return f"{' or '.join(names)} can sign."


def _signing(sheet: Sheet, person: Person, left: int) -> str:
    given = len(sheet.signatures)
    place = ""
    if sheet.approvers_needed > 1:
        place = ", first of two" if given == 0 else ", second of two"
    tail = (
        f" {words.plural(left, 'point')} in the way of an approval."
        if left
        else " Nothing is in the way of an approval."
    )
    return f"You sign as {dialogs.signing_role(person)}{place}.{tail}"
