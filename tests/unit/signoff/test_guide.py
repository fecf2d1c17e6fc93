"""The guide for ethics leads says what the table of states says."""

from pathlib import Path

from aboveboard.model import CampaignState, Event
from aboveboard.signoff import transitions

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "sign_off.md"
ROWS = {
    "Draft": (CampaignState.DRAFT, False),
    "In review": (CampaignState.IN_REVIEW, False),
    "Changes requested": (CampaignState.CHANGES_REQUESTED, False),
    "Approved, holds": (CampaignState.APPROVED, True),
    "Approved, no longer holds": (CampaignState.APPROVED, False),
    "Rejected": (CampaignState.REJECTED, False),
    "Withdrawn": (CampaignState.WITHDRAWN, False),
}
SAID = {
    Event.SUBMIT: "submit",
    Event.RECALL: "take it back",
    Event.APPROVE: "approve",
    Event.CONFIRM_CONDITION: "confirm a condition",
    Event.REQUEST_CHANGES: "request changes",
    Event.REJECT: "reject",
    Event.WITHDRAW: "withdraw",
    Event.REOPEN: "reopen",
    Event.REVOKE: "revoke",
}


def test_the_guide_lists_what_is_possible_in_every_state() -> None:
    lines = GUIDE.read_text(encoding="utf-8").split("## States")[1].splitlines()
    table = {cells[1].strip(): cells[3] for line in lines if len(cells := line.split("|")) == 5}
    for name, (state, holds) in ROWS.items():
        possible = set(transitions.allowed(state, holds))
        told = {event for event, words in SAID.items() if words in table[name]}
        assert told == possible, name
