"""Which decided round a page is about: the address says so; the newest without one."""

import streamlit as st

from aboveboard.model import Decision, Event, Round
from aboveboard.model.sheet import Sheet
from aboveboard.ui import menu, words
from aboveboard.ui.empty import empty_state
from aboveboard.ui.words import plain

DECIDED = {
    Event.APPROVE: "✓ Approved",
    Event.REQUEST_CHANGES: "↺ Changes requested",
    Event.REJECT: "✕ Rejected",
    Event.REVOKE: "⊘ Revoked",
}


def decided(sheet: Sheet) -> list[tuple[Round, Decision]]:
    """Rounds that ended with a decision, the newest first."""
    return [(entry, entry.decision) for entry in reversed(sheet.rounds) if entry.decision is not None]


def picked_round(sheet: Sheet) -> Round | None:
    """The round of the address, with links to the others; None where nothing was decided yet."""
    known = decided(sheet)
    if not known:
        empty_state(
            "Nothing was decided yet",
            "A record is written when a round of review ends with a decision.",
            "Answer the questions and submit the campaign for review.",
            ("sign_off", "Go to sign-off"),
            campaign=sheet.campaign.slug,
        )
        return None
    asked = st.query_params.get("round")
    found = next((made for made, _ in known if str(made.number) == asked), None)
    if asked is not None and found is None:
        st.info(f"No round {plain(asked)} was decided. The newest one is shown.")
    chosen = found or known[0][0]
    st.query_params["round"] = str(chosen.number)  # also when equal, see signing/questions.py
    if len(known) > 1:
        _links(sheet, known, chosen)
    return chosen


def _links(sheet: Sheet, known: list[tuple[Round, Decision]], chosen: Round) -> None:
    with st.container(horizontal=True, gap="small", key="rounds"):
        for made, decision in known:
            label = title(made, decision)
            shown = f"**{label}, shown below**" if made is chosen else label
            menu.link("records", shown, campaign=sheet.campaign.slug, round=str(made.number))


def title(made: Round, decision: Decision) -> str:
    """ "Round 2: ✓ Approved, 14 March 2026"."""
    short = " (short)" if made.short else ""
    return f"Round {made.number}{short}: {DECIDED[decision.event]}, {words.day(decision.at)}"
