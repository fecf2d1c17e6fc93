"""What moved since the last import, in one sentence."""

from collections.abc import Sequence
from datetime import datetime

from aboveboard.judgement.words import count, join
from aboveboard.model import Change, ChangeKind, Finding, Outcome, Severity

BEGINNINGS = {
    "population": "Since you chose another country",
    "policy": "Since the limits changed",
    "register": "Since what you stated about the campaign changed",
}
"""By the reason of the newer snapshot; every other one is an import."""


def since(
    then: Sequence[Finding],
    now: Sequence[Finding],
    changes: Sequence[Change],
    taken_at: datetime,
    reason: str = "import",
) -> str:
    """ "Since your import of 14 July: one blocker more, …"; says so when nothing moved.

    `taken_at` is the moment of the earlier snapshot, `reason` why the newer one was taken.
    """
    begin = BEGINNINGS.get(reason, f"Since your import of {taken_at.day} {taken_at:%B}")
    if not changes:
        return f"{begin}: nothing changed."
    parts = [
        _difference(_tally(now, severity) - _tally(then, severity), severity.value)
        for severity in (Severity.BLOCKER, Severity.DECISION, Severity.NOTE)
    ]
    settings = sum(change.kind is ChangeKind.SETTINGS for change in changes)
    parts += [f"{count(settings, 'setting')} changed"] if settings else []
    moved = [part for part in parts if part]
    files = [change.now or change.then or "" for change in changes if change.kind is ChangeKind.FILES]
    moved = moved or (
        [f"new data from {join(files[:2])}, no outcome changed"] if files else ["figures moved, no outcome changed"]
    )
    return f"{begin}: {', '.join(moved)}."


def _tally(findings: Sequence[Finding], severity: Severity) -> int:
    judged = (finding for finding in findings if finding.outcome not in (Outcome.INSUFFICIENT, Outcome.NOT_SUPPLIED))
    return sum(finding.severity is severity for finding in judged)


def _difference(delta: int, word: str) -> str:
    if not delta:
        return ""
    return f"{count(abs(delta), word)} {'more' if delta > 0 else 'fewer'}"
