"""The first line: one function for page, queue, command line and record."""

from collections.abc import Sequence
from dataclasses import replace

from aboveboard.judgement.words import count, join
from aboveboard.model import CampaignState, Finding, Outcome, Severity
from aboveboard.model.review import Verdict

PREPARING = (CampaignState.DRAFT, CampaignState.CHANGES_REQUESTED)
"""States in which the question is whether the campaign can be submitted."""


def verdict(findings: Sequence[Finding], state: CampaignState = CampaignState.DRAFT) -> Verdict:
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
    awaited = sum(finding.awaits_delivery for finding in findings)
    waiting = sum(finding.severity is Severity.DECISION for finding in findings if finding.outcome in unchecked)
    return replace(made, sentence=_sentence(made, waiting, awaited, state), not_delivered=awaited)


def _sentence(made: Verdict, waiting: int, awaited: int, state: CampaignState) -> str:
    """`waiting` required checks could not run: absent is not fine, and the reviewer must accept the gap.

    `awaited` ones wait for the launch.
    """
    ready = "Not ready to submit" if made.blockers else "Can be submitted with gaps" if waiting else "Ready to submit"
    ready = ready if state in PREPARING else "The evidence shows"
    asks = [count(made.blockers, "blocker") if made.blockers else "no blockers"]
    asks += [count(made.decisions, "decision")] if made.decisions else []
    asks += [count(made.notes, "note")] if made.notes else []
    asks += [f"{count(waiting, 'required check')} that could not run"] if waiting else []
    parts = [f"{ready}: {join(asks)}."]
    parts += [f"{count(made.passed, 'check')} passed"] if made.passed else []
    if made.unchecked:
        why = [f"{made.insufficient} too little data"] if made.insufficient else []
        absent = made.not_supplied - awaited
        why += [f"{absent} not in the data"] if absent else []
        why += [f"{awaited} not yet delivered"] if awaited else []
        only = why[0].partition(" ")[2] if len(why) == 1 else ""
        parts.append(f"{made.unchecked} could not be checked" + (f": {only}" if only else f" ({', '.join(why)})"))
    if made.not_applicable:
        parts.append(f"{made.not_applicable} not applicable")
    rest = " · ".join(parts[1:])
    return f"{parts[0]} {rest}." if rest else parts[0]
