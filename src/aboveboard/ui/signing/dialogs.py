"""Where a decision is written and signed: reason, conditions, the sentence that is signed, and what it means."""

import uuid
from collections.abc import Callable, Sequence

import streamlit as st

from aboveboard import desk
from aboveboard.desk import Ask
from aboveboard.model import AboveboardError, CampaignState, Condition, Event, ItemVerdict, Person, Role
from aboveboard.model.sheet import Sheet, SheetItem
from aboveboard.ui import words
from aboveboard.ui.signing.heading import approved_until
from aboveboard.ui.words import plain

NOT_INDEPENDENT = "Not independent: local mode. Names are taken on trust, and the record says so first."
REASONS = {
    Event.WITHDRAW: ("Withdraw this campaign", "It leaves the review; it can be reopened later.", "Withdraw"),
    Event.RECALL: ("Take back from review", "It becomes a draft again; signatures given so far are void.", "Take back"),
    Event.REQUEST_CHANGES: ("Request changes", "The round ends; the submitter has the ball.", "Request changes"),
    Event.REJECT: ("Reject this campaign", "Not with this design; the submitter can reopen it.", "Reject"),
    Event.REVOKE: ("Revoke the approval", "The launch gate closes at once.", "Revoke"),
}
"""Title, what happens, button."""
_CLICK = "_dialog_click"
_ROWS = "_dialog_rows"


def open_for(sheet: Sheet, event: Event, person: Person) -> None:
    """Opens the dialog of a decision; the id made here lets a repeated click in it count once."""
    st.session_state[_CLICK] = uuid.uuid4().hex
    st.session_state[_ROWS] = 1
    if event is Event.APPROVE:
        st.dialog("Approve this campaign", width="medium")(_approve)(sheet, person)
    else:
        st.dialog(REASONS[event][0])(_with_reason)(sheet, event, person)


def open_confirm(sheet: Sheet, condition: Condition, person: Person) -> None:
    """Opens the dialog in which a condition is confirmed as met."""
    st.session_state[_CLICK] = uuid.uuid4().hex
    st.dialog("Confirm that the condition is met")(_confirm)(sheet, condition, person)


def signing_role(person: Person) -> str:
    """The role in which a person with several signs."""
    roles = [role for role in (Role.ETHICS_LEAD, Role.SECOND_APPROVER) if role in person.roles]
    return roles[0].words if roles else person.role_words


def _finish(action: Callable[[], object]) -> None:
    """Close the dialog where it worked; say why where it did not, and keep what was typed."""
    try:
        action()
    except AboveboardError as error:
        st.error(plain(f"{error.title}. {error.detail} {error.hint}".strip()))
    else:
        st.rerun()


def _with_reason(sheet: Sheet, event: Event, person: Person) -> None:
    _, happens, label = REASONS[event]
    st.markdown(happens)
    if event is Event.REQUEST_CHANGES:
        _asked(sheet)
    reason = st.text_area("Reason", key=f"reason_{event.value}", help="Printed on the record and in the ledger.")
    st.caption(NOT_INDEPENDENT)
    if st.button(label, type="primary", key="dialog_confirm"):
        _finish(
            lambda: desk.decide(
                desk.house(),
                sheet.campaign.slug,
                event,
                person.name,
                reason,
                client_id=st.session_state[_CLICK],
            )
        )


def _asked(sheet: Sheet) -> None:
    wanted = [i for i in sheet.items if i.verdict is not None and i.verdict.value == ItemVerdict.NEEDS_CHANGE.value]
    if not wanted:
        st.warning("No question is marked “Needs change” yet. Mark one, so that it is clear what must change.")
    for item in wanted:
        st.markdown(f"**{item.id}** {plain(item.verdict.text if item.verdict else '')}")


def _confirm(sheet: Sheet, condition: Condition, person: Person) -> None:
    st.markdown(f"**{plain(condition.text)}**  \nOwner {plain(condition.owner)}, due {words.day(condition.due)}.")
    reason = st.text_area("How was it met, and where was that seen?", key="reason_condition")
    if st.button("Confirm as met", type="primary", key="dialog_confirm"):
        _finish(
            lambda: desk.confirm_condition(
                desk.house(), sheet.campaign.slug, condition.id, person.name, reason, st.session_state[_CLICK]
            )
        )


def _approve(sheet: Sheet, person: Person) -> None:
    _risks(sheet)
    reason = st.text_area(
        "Comment on the approval", key="reason_approve", help="Printed on the record; may stay empty."
    )
    rows = _conditions(sheet)
    st.markdown(f"**You sign:** {plain(sheet.meaning)}")
    st.markdown(plain(_effect(sheet)))
    st.caption(NOT_INDEPENDENT)
    if st.button("Sign and approve", type="primary", key="dialog_confirm"):
        _finish(lambda: _sign(sheet, person, reason, rows))


def _risks(sheet: Sheet) -> None:
    """What the signer accepts: flagged points judged OK first, then what the evidence still says."""
    accepted = overrides(sheet)
    if accepted:
        st.markdown(f"**{words.plural(len(accepted), 'flagged point')} accepted with a reason**")
        for item in accepted:
            st.markdown(f"- ◆ **{item.id}** {plain(item.verdict.text if item.verdict else '')}")
    st.markdown(f"**Evidence:** {plain(sheet.verdict.sentence)}")


def overrides(sheet: Sheet) -> tuple[SheetItem, ...]:
    """Questions judged OK or not applicable although a check behind them is flagged."""
    accepting = (ItemVerdict.OK.value, ItemVerdict.NOT_APPLICABLE.value)
    return tuple(i for i in sheet.items if i.flagged and i.verdict is not None and i.verdict.value in accepting)


def _conditions(sheet: Sheet) -> Sequence[tuple[str, str, str]]:
    """Those that come from the questions or by themselves, then rows to fill in."""
    st.markdown("**Conditions**")
    for condition in sheet.would_carry:
        item = f"{condition.item}: " if condition.item else ""
        st.markdown(f"- {plain(f'{item}{condition.text}, owner {condition.owner}, due {words.day(condition.due)}')}")
    owner_words = f"the owner is {_submitter(sheet)} and " if _submitter(sheet) else ""
    st.caption(plain(f"Where they are left open, {owner_words}the date comes from the policy."))
    rows = []
    for place in range(st.session_state[_ROWS]):
        what, owner, due = st.columns([4, 2, 2])
        rows.append(
            (
                what.text_input("Condition", key=f"condition_{place}"),
                owner.text_input("Owner", key=f"condition_owner_{place}"),
                due.text_input("Due, year-month-day", key=f"condition_due_{place}", placeholder="2026-12-31"),
            )
        )
    if st.button("Add another condition", type="tertiary"):
        st.session_state[_ROWS] += 1
        st.rerun(scope="fragment")
    return rows


def _submitter(sheet: Sheet) -> str:
    last = sheet.rounds[-1] if sheet.rounds else None
    return last.submitted_by_name if last else ""


def _effect(sheet: Sheet) -> str:
    """How long it holds, and whether this signature is enough."""
    again = sheet.standing.state == CampaignState.APPROVED.value
    until = approved_until(sheet) if again else sheet.expires
    held = f"The approval holds until {words.day(until or sheet.expires)}."
    if again:
        held = f"This reaffirms the approval; it still ends on {words.day(until or sheet.expires)}."
    missing = sheet.approvers_needed - len(sheet.signatures) - 1
    if missing > 0:
        return f"{held} It takes effect with a second signature, from another team."
    return held


def _sign(sheet: Sheet, person: Person, reason: str, rows: Sequence[tuple[str, str, str]]) -> None:
    asks = [Ask(text, owner, words.day_of(due)) for text, owner, due in rows if text.strip()]
    desk.decide(
        desk.house(),
        sheet.campaign.slug,
        Event.APPROVE,
        person.name,
        reason,
        asks,
        client_id=st.session_state[_CLICK],
        seen=sheet.fingerprint,
    )
