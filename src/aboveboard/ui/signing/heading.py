"""Where the review stands: round, tier with its reasons, who has the ball, what broke an approval, progress."""

from datetime import date, datetime

import streamlit as st

from aboveboard import desk
from aboveboard.desk import archive
from aboveboard.model import CampaignState, Event, Standing
from aboveboard.model.sheet import Sheet
from aboveboard.ui import menu, states, words
from aboveboard.ui.recording.summary import download
from aboveboard.ui.signing.viewing import Side, View, change_asked, moved
from aboveboard.ui.words import badge_plain, plain

NOT_INDEPENDENT = "Not independent: local mode"
_WHY_NOT = "Names are taken on trust here, nobody's identity is proven. Every record made in this mode says so first."


def heading(sheet: Sheet, view: View) -> None:
    """The answer to "where does this stand?" before anything else."""
    _line(sheet)
    _against(sheet)
    st.header(plain(progress(sheet, view)), anchor=False)
    last = next((entry.decision for entry in reversed(sheet.rounds) if entry.decision is not None), None)
    if last is not None and last.reason and last.event is not Event.APPROVE and not sheet.standing.holds:
        st.markdown(f"**{plain(last.by_name)} wrote:** {plain(last.reason)}")
    _record(sheet)


def _record(sheet: Sheet) -> None:
    """The way to the last decision, and its page as published where it is an approval."""
    made = next((entry for entry in reversed(sheet.rounds) if entry.decision is not None), None)
    if made is None:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="links_record"):
        menu.link("records", f"Record of round {made.number} →", campaign=sheet.campaign.slug, round=str(made.number))
        record = archive.published(desk.house(), sheet.campaign.slug, made.number) if sheet.standing.holds else None
        if record is not None:
            download(sheet, made, record, "html")


def _line(sheet: Sheet) -> None:
    signs = "2 people sign" if sheet.approvers_needed > 1 else "1 person signs"
    with st.container(horizontal=True, gap="small", key="strip_signing"):
        st.badge(f"Round {shown_round(sheet)}", color="gray")
        st.badge(badge_plain(f"{states.TIERS[sheet.tier]}, {signs}: {', '.join(sheet.tier_reasons)}"), color="gray")
        if sheet.standing.ball:
            st.badge(f"With {badge_plain(sheet.standing.ball)}{_since(sheet)}", color="gray")
        if sheet.signatures:
            names = " and ".join(signature.by_name for signature in sheet.signatures)
            done = f"{len(sheet.signatures)} of {sheet.approvers_needed}"
            st.badge(f"✓ Signed by {badge_plain(names)}, {done}", color="blue")
        if sheet.launch is not None:
            st.badge(f"Launch {words.day(sheet.launch)}", color="gray")
        st.badge(NOT_INDEPENDENT, color="orange", help=_WHY_NOT)


def shown_round(sheet: Sheet) -> int:
    """The round under way, or the last one where none is."""
    if sheet.standing.state in (CampaignState.DRAFT.value, CampaignState.IN_REVIEW.value) or not sheet.rounds:
        return sheet.round
    return sheet.rounds[-1].number


def _since(sheet: Sheet) -> str:
    if sheet.standing.state != CampaignState.IN_REVIEW.value or not sheet.rounds:
        return ""
    submitted = sheet.rounds[-1].submitted_at
    return f" since {words.day(submitted.date())}" if isinstance(submitted, datetime) else ""


def _against(sheet: Sheet) -> None:
    """Reasons first, each with the questions it reopens."""
    standing = sheet.standing
    if standing.state != CampaignState.APPROVED.value or standing.holds:
        return
    with st.container(border=True, key="card_blocker_against", gap="small"):
        st.header(_no_longer(standing), anchor=False)
        for place, reason in enumerate(standing.reasons):
            st.markdown(f"**≠** {plain(reason.text)}")
            if reason.items:
                _reopened(sheet, reason.items, place)


def _no_longer(standing: Standing) -> str:
    codes = {reason.code for reason in standing.reasons}
    if "revoked" in codes:
        return "The approval was revoked"
    return "The approval has expired" if "expired" in codes else "The approval no longer holds"


def _reopened(sheet: Sheet, items: tuple[str, ...], place: int) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"links_reopened_{place}"):
        st.caption(f"Reopens {words.plural(len(items), 'question')}:", width="content")
        for item in items:
            menu.link("sign_off", item, campaign=sheet.campaign.slug, item=item)


def progress(sheet: Sheet, view: View) -> str:
    """One line: how far this is, from the side of whoever looks."""
    standing = sheet.standing
    if standing.holds:
        return f"The approval holds until {_until(sheet)}"
    if standing.state in (CampaignState.REJECTED.value, CampaignState.WITHDRAWN.value):
        return f"Nothing to judge: the campaign was {standing.state}"
    if standing.state in (CampaignState.DRAFT.value, CampaignState.CHANGES_REQUESTED.value):
        return _answered(sheet)
    if view.side is Side.ANSWERING and view.waiting:
        return _answered(sheet)
    return _judged(sheet)


def _answered(sheet: Sheet) -> str:
    asked = [item for item in sheet.items if item.asks_submitter]
    given = sum(item.answer is not None for item in asked)
    parts = [f"Answered {given} of {len(asked)}"]
    changes = sum(change_asked(item) for item in sheet.items)
    earlier = sum(item.answered_before for item in asked)
    parts += [f"a change is asked for in {changes}"] if changes else []
    parts += [f"{earlier} answered before the evidence moved"] if earlier else []
    return " · ".join(parts)


def _judged(sheet: Sheet) -> str:
    judged = sum(item.verdict is not None for item in sheet.items)
    carried = sum(item.carried for item in sheet.items)
    reopened = sum(item.reopened and moved(item) for item in sheet.items)
    parts = [f"Judged {judged} of {len(sheet.items)}"]
    parts += [f"{carried} carried, evidence identical"] if carried else []
    parts += [f"{reopened} reopened"] if reopened else []
    fresh = sum(item.verdict is None and item.before is None for item in sheet.items)
    parts += [f"{fresh} newly asked"] if fresh and (carried or reopened) else []
    return " · ".join(parts)


def approved_until(sheet: Sheet) -> date | None:
    """Last day of the approval in force."""
    decided = (entry.decision for entry in reversed(sheet.rounds) if entry.decision is not None)
    return next((decision.expires_at for decision in decided if decision.event is Event.APPROVE), None)


def _until(sheet: Sheet) -> str:
    until = approved_until(sheet)
    return words.day(until) if until else "it is revoked"
