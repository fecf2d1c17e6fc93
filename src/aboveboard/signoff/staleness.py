"""Whether a change breaks an approval, and which items it reopens.

Format only, new days and small corrections leave an approval standing. Settings, texts, a restatement above the limit,
a newly broken limit or a ratio that moved far reopen exactly the items that rest on what moved.
"""

from collections.abc import Callable, Mapping, Sequence

from aboveboard.model import Against, Change, ChangeKind, Finding, Origin, Outcome, Severity, Snapshot
from aboveboard.model.catalogue import CATALOGUE
from aboveboard.signoff.checklist import Item
from aboveboard.signoff.difference import diff
from aboveboard.signoff.evidence import Marks, item_keys, marks

Limits = Mapping[str, float]
NEVER_BREAKS = ("clicks", "results")
"""Conversions and clicks are attributed for weeks; their restatement is a note."""
_ON_DELIVERY = frozenset(f"measure:{entry.id}" for entry in CATALOGUE if entry.rests_on_delivery)
"""A limit shuts out the same people however much was delivered: settings measures do not rest on delivery."""
_ON_CLAIMS = frozenset({"measure:pressure.cues", "measure:pressure.vulnerable"})
_WORSE = (Outcome.FLAGGED.value, Outcome.INSUFFICIENT.value, Outcome.NOT_SUPPLIED.value)


def against(
    then: Snapshot,
    now: Snapshot,
    items: Sequence[Item],
    limits: Limits,
    counts: Callable[[Change], bool] = lambda _: True,
) -> tuple[Against, ...]:
    """Why an approval of `then` does not hold on `now`; empty when it does. `counts` may leave changes out."""
    reasons = []
    before, after = marks(then), marks(now)
    for change in diff(then, now):
        if counts(change) and is_material(change, then, now, limits):
            moved = _moved(change, before, after)
            reopened = tuple(item.id for item in items if item_keys(item.depends_on, item.inputs) & moved)
            reasons.append(Against("stale", _sentence(change), reopened))
    return tuple(reasons)


def is_material(change: Change, then: Snapshot, now: Snapshot, limits: Limits) -> bool:
    """Whether a change of this kind and size breaks an approval."""
    match change.kind:
        case ChangeKind.FORMAT | ChangeKind.PERIOD | ChangeKind.FILES | ChangeKind.DELIVERED:
            return False
        case ChangeKind.RESTATED:
            small = change.share is not None and change.share <= limits["drift.restated_share"]
            return not small and not change.subject.startswith(NEVER_BREAKS)
        case ChangeKind.SETTINGS | ChangeKind.TEXTS | ChangeKind.DECLARED | ChangeKind.BASE:
            return True
        case ChangeKind.CLAIM:
            # A proof that is given breaks nothing; one that is taken back or replaced was signed on.
            return change.then is not None
        case ChangeKind.OUTCOME:
            return _is_worse(change) or _is_heavier(change, then, now)
        case ChangeKind.FIGURE:
            return change.share is not None and change.share > limits["drift.ratio_relative"] and _is_ratio(change, now)
        case ChangeKind.POLICY:
            return bool(_binding_limits(then.findings) != _binding_limits(now.findings))


def _is_worse(change: Change) -> bool:
    """Newly flagged, or judged before and not any more. A check that is newly answered and fine breaks nothing."""
    if change.then in (None, Outcome.NOT_APPLICABLE.value, *_WORSE[1:]):
        return change.now == Outcome.FLAGGED.value
    return change.now in _WORSE and change.then != Outcome.FLAGGED.value


def _is_heavier(change: Change, then: Snapshot, now: Snapshot) -> bool:
    """A judged check that now asks for a decision and did not before, such as a law's limit that is touched."""
    before, after = (
        next((entry for entry in snapshot.findings if entry.check == change.subject), None) for snapshot in (then, now)
    )
    heavy = (Severity.BLOCKER, Severity.DECISION)
    judged = after is not None and after.outcome in (Outcome.WATCH, Outcome.FLAGGED)
    light = before is None or before.severity not in heavy
    return judged and light and after is not None and after.severity in heavy


def _is_ratio(change: Change, now: Snapshot) -> bool:
    finding = next((entry for entry in now.findings if entry.check == change.subject), None)
    judged = finding is not None and finding.outcome in (Outcome.FLAGGED, Outcome.WATCH, Outcome.PASSED)
    return judged and finding is not None and finding.measurement.unit == "ratio"


def _binding_limits(findings: Sequence[Finding]) -> dict[str, tuple[str, float]]:
    """Limits that law or a platform sets; a change of our own defaults waits for the next review."""
    binding = (Origin.LAW, Origin.PLATFORM_RULE)
    return {
        finding.check: (finding.limit.id, finding.limit.value)
        for finding in findings
        if finding.limit is not None and finding.limit.origin in binding
    }


def _moved(change: Change, before: Marks, after: Marks) -> frozenset[str]:
    """The marks a change may have moved, and did."""
    moved = frozenset(key for key in {*before, *after} if before.get(key) != after.get(key))
    measures = frozenset(key for key in moved if key.startswith("measure:"))
    match change.kind:
        case ChangeKind.SETTINGS:
            return frozenset({"input:targeting"})
        case ChangeKind.TEXTS:
            return frozenset({"input:creative"})
        case ChangeKind.DECLARED:
            return frozenset({"input:campaign"})
        case ChangeKind.OUTCOME | ChangeKind.FIGURE:
            return frozenset({f"measure:{change.measure}"})
        case ChangeKind.CLAIM:
            return measures & _ON_CLAIMS
        case ChangeKind.RESTATED:
            return measures & _ON_DELIVERY
        case _:
            return measures


def _sentence(change: Change) -> str:
    """What moved, then and now, for the person who must look again."""
    then, now = change.then or "nothing", change.now or "nothing"
    match change.kind:
        case ChangeKind.RESTATED:
            share = f" by {change.share * 100:.1f} %" if change.share is not None and change.share < 1 else ""
            said = f": {then} before, {now} now" if change.then or change.now else ""
            return f"History was restated{share}: {change.subject}{said}"
        case ChangeKind.SETTINGS:
            return f"Settings changed: {change.subject}: {then} → {now}"
        case ChangeKind.TEXTS:
            return f"Ad text changed: {change.subject}: {then} → {now}"
        case ChangeKind.DECLARED:
            return f"Statement changed: {change.subject.replace('_', ' ')}: {then} → {now}"
        case ChangeKind.CLAIM:
            return f"What was said about a claim changed: {change.subject}: {then} → {now}"
        case ChangeKind.BASE:
            return f"Reference population changed: {then} → {now}"
        case ChangeKind.POLICY:
            return "A limit set by law or by the platform changed"
        case ChangeKind.OUTCOME:
            return f"Check {change.subject}: {then.replace('_', ' ')} → {now.replace('_', ' ')}"
        case ChangeKind.FIGURE:
            return f"Figure of {change.subject}: {then} → {now}"
        case _:
            return f"{change.subject}: {then} → {now}"
