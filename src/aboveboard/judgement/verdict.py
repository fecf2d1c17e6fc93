"""The first line: one function for page, queue, command line and, later, record and gate."""

from collections.abc import Sequence

from aboveboard.judgement.words import count, join
from aboveboard.model import Finding, Outcome, Severity
from aboveboard.model.review import Verdict


def verdict(findings: Sequence[Finding]) -> Verdict:
    """Count every check once. A could-not-check counts there, unless policy treats it as a decision of its own."""
    unchecked = (Outcome.INSUFFICIENT, Outcome.NOT_SUPPLIED)
    judged = [finding for finding in findings if finding.outcome not in unchecked]
    blockers, decisions, notes = (
        sum(finding.severity is severity for finding in judged)
        for severity in (Severity.BLOCKER, Severity.DECISION, Severity.NOTE)
    )
    by_outcome = {outcome: sum(finding.outcome is outcome for finding in findings) for outcome in Outcome}
    made = Verdict(
        "",
        blockers,
        decisions,
        notes,
        by_outcome[Outcome.PASSED],
        by_outcome[Outcome.INSUFFICIENT],
        by_outcome[Outcome.NOT_SUPPLIED],
        by_outcome[Outcome.NOT_APPLICABLE],
    )
    waiting = sum(finding.severity is Severity.DECISION for finding in findings if finding.outcome in unchecked)
    return Verdict(_sentence(made, waiting), *_counts(made))


def _counts(made: Verdict) -> tuple[int, ...]:
    return (
        made.blockers,
        made.decisions,
        made.notes,
        made.passed,
        made.insufficient,
        made.not_supplied,
        made.not_applicable,
    )


def _sentence(made: Verdict, waiting: int) -> str:
    """`waiting` required checks could not run: absent is not fine, so they need an answer by hand first."""
    ready = "Not ready to submit" if made.blockers or waiting else "Ready to submit"
    asks = [count(made.blockers, "blocker") if made.blockers else "no blockers"]
    asks += [count(made.decisions, "decision")] if made.decisions else []
    asks += [count(made.notes, "note")] if made.notes else []
    asks += [f"{count(waiting, 'required check')} that could not run"] if waiting else []
    parts = [f"{ready}: {join(asks)}.", f"{count(made.passed, 'check')} passed"]
    if made.unchecked:
        why = [f"{made.insufficient} too little data"] if made.insufficient else []
        why += [f"{made.not_supplied} not in the data"] if made.not_supplied else []
        parts.append(f"{made.unchecked} could not be checked ({', '.join(why)})")
    if made.not_applicable:
        parts.append(f"{made.not_applicable} not applicable")
    return f"{parts[0]} {' · '.join(parts[1:])}."
