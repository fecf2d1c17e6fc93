"""Then against now: every check of the record beside the newest evidence, and what else moved."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from aboveboard.desk.archive import Published
from aboveboard.model import Change, ChangeKind, Finding, Outcome
from aboveboard.model.review import Review
from aboveboard.ui import computed, words
from aboveboard.ui.recording.summary import SILENT
from aboveboard.ui.words import plain

KINDS = {
    ChangeKind.PERIOD: "New days",
    ChangeKind.RESTATED: "History restated",
    ChangeKind.DELIVERED: "First delivery",
    ChangeKind.SETTINGS: "Setting",
    ChangeKind.TEXTS: "Ad text",
    ChangeKind.DECLARED: "Statement",
    ChangeKind.CLAIM: "Claim in an ad",
    ChangeKind.BASE: "Compared with",
    ChangeKind.POLICY: "Limits",
}
_IN_TABLE = (ChangeKind.OUTCOME, ChangeKind.FIGURE, *SILENT)
NOT_THERE = "not checked"
SAME, MOVED = "= same", "≠ moved"


def then_now(record: Published, review: Review, moved: Sequence[Change]) -> None:
    """Changed checks first."""
    told = [change for change in moved if change.kind not in _IN_TABLE]
    for change in told:
        st.markdown(plain(line(change)))
    if not told:
        st.markdown("Settings, texts, statements and past delivery are the same.")
    rows = compared(record.content.get("evidence", {}).get("findings", ()), review.snapshot.findings)
    differing = sum(row["Moved"] == MOVED for row in rows)
    st.markdown(f"**{differing} of {words.plural(len(rows), 'check')} moved.**")
    computed.table(rows, "Every check of the record with its figure then and now")


def line(change: Change) -> str:
    """ "Setting: South · age · include: 18-65+ → 18-54"."""
    kind = KINDS.get(change.kind, change.kind.value)
    share = f" by {change.share * 100:.1f} %" if change.share is not None and change.kind is ChangeKind.RESTATED else ""
    subject = change.subject.replace("_", " ")
    if change.kind is ChangeKind.POLICY:
        return f"{kind}: the policy has another version now"
    if change.then is None and change.now is None:
        return f"{kind}{share}: {subject}"
    return f"{kind}{share}: {subject}: {change.then or 'nothing'} → {change.now or 'nothing'}"


def compared(then: Sequence[Mapping[str, Any]], now: Sequence[Finding]) -> list[dict[str, str]]:
    """One row per check; a check that only one side knows is told as such."""
    newest = {finding.check: finding for finding in now}
    before = {str(entry["check"]): entry for entry in then}
    rows = [_row(name, before.get(name), newest.get(name)) for name in dict.fromkeys((*before, *newest))]
    return sorted(rows, key=lambda row: row["Moved"] != MOVED)


def _row(name: str, then: Mapping[str, Any] | None, now: Finding | None) -> dict[str, str]:
    old = _then(then) if then else NOT_THERE
    new = _told(now.outcome, now.measurement.unit, now.measurement.value) if now else NOT_THERE
    headline = now.headline if now else str(then["headline"]) if then else name
    return {"Moved": SAME if old == new else MOVED, "Check": headline, "Then": old, "Now": new}


def _then(entry: Mapping[str, Any]) -> str:
    lead = entry.get("measurement") or {}
    value = lead.get("value")
    return _told(Outcome(entry["outcome"]), str(lead.get("unit") or ""), float(value) if value is not None else None)


def _told(outcome: Outcome, unit: str, value: float | None) -> str:
    sign, word = words.OUTCOMES[outcome]
    shown = f" · {computed.figure(unit, float(f'{value:.6g}'))}" if value is not None else ""
    return f"{sign} {word}{shown}"
