"""The ledger of one campaign in words: when, who, what. Runs of the same act are one line."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

import streamlit as st

from aboveboard import desk
from aboveboard.desk import archive
from aboveboard.model import Entry
from aboveboard.ui import computed, words
from aboveboard.ui.signing.facts import FACTS
from aboveboard.ui.words import plain

ACTS = {
    "import.stored": "brought the file {object}",
    "campaign.stated": "stated “{object}”: {reason}",
    "claim.evidenced": "gave the proof of “{object}”: {reason}",
    "claim.dismissed": "said that “{object}” is no claim: {reason}",
    "claim.opened": "opened the claim “{object}” again",
    "campaign.population": "changed what it is compared with: {reason}",
    "answer.given": "answered {object}",
    "answer.confirmed": "stood by the earlier answer to {object}",
    "verdict.given": "judged {object}",
    "round.evidence_changed": "changed the evidence under review",
    "decision.submit": "submitted it for review, round {round}",
    "decision.sign": "signed first, round {round}",
    "decision.approve": "approved it, round {round}",
    "decision.request_changes": "requested changes, round {round}: {reason}",
    "decision.reject": "rejected it, round {round}: {reason}",
    "decision.revoke": "revoked the approval: {reason}",
    "decision.recall": "took it back from review: {reason}",
    "decision.withdraw": "withdrew it: {reason}",
    "decision.reopen": "reopened it",
    "approval.stopped_holding": "the approval stopped holding: {reason}",
    "approval.holds_again": "the approval holds again",
    "condition.met": "condition {object} met: {reason}",
    "record.published": "record of round {round} published",
    "campaign.deleted": "deleted the campaign: {reason}",
}
OWN = ("record.published", "approval.stopped_holding", "approval.holds_again")
"""Done by the program itself, whoever caused it."""
JOINED = ("answer.given", "answer.confirmed", "verdict.given")


def timeline(slug: str) -> None:
    """The newest line first."""
    found = archive.entries(desk.house(), slug)
    st.markdown(
        f"{words.plural(len(found), 'entry', 'entries')}, each chained to the one before by its hash. "
        f"The newest is {plain(found[-1].hash[:8]) if found else 'missing'}."
    )
    computed.table(lines(found), "Everything that happened to this campaign")


def lines(found: Sequence[Entry]) -> list[dict[str, str]]:
    """One row per act; answers and verdicts given in a row by one person are joined."""
    rows = []
    for (action, who, round_), run in groupby(found, key=lambda e: (e.action, e.actor_name, e.round)):
        entries = list(run)
        if action in JOINED:
            objects = ", ".join(dict.fromkeys(entry.object for entry in entries))
            rows.append(_row(entries[-1], who, ACTS[action].format(object=objects, round=round_, reason="")))
        else:
            rows += [_row(entry, who, told(entry)) for entry in entries]
    return rows[::-1]


def told(entry: Entry) -> str:
    """What happened, in words."""
    pattern = ACTS.get(entry.action, entry.action.replace("_", " ").replace(".", " "))
    said = pattern.format(object=FACTS.get(entry.object, entry.object), round=entry.round, reason=entry.reason)
    return said.rstrip(": ")


def _row(entry: Entry, who: str, what: str) -> dict[str, str]:
    name = "Aboveboard" if entry.action in OWN else who
    return {"When": words.moment(datetime.fromisoformat(entry.at)), "Who": name, "What": what}
