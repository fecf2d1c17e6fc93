"""What the sign-off screen, the answer file and the command line show of one campaign: questions, evidence, ways on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from aboveboard.model.campaign import Campaign
from aboveboard.model.finding import Finding
from aboveboard.model.review import Verdict
from aboveboard.model.signing import (
    Answer,
    Blocking,
    Condition,
    Effect,
    Event,
    ItemVerdict,
    Round,
    Signature,
    Standing,
    Tier,
)


@dataclass(frozen=True)
class Choice:
    """One answer that may be given to a question."""

    value: str
    words: str
    effect: Effect


@dataclass(frozen=True)
class SheetItem:
    """One applicable question with its evidence and everything said about it."""

    id: str
    section: str
    question: str
    case: str
    """A real case, the reason for asking; empty where none was found again in public material."""
    source: str
    action: str
    """What to change where the answer is no."""
    shown: str
    """What the evidence beside the question consists of."""
    blocking: Blocking
    asks_submitter: bool
    choices: tuple[Choice, ...]
    findings: tuple[Finding, ...]
    flagged: bool
    blocker: bool
    awaits_delivery: bool
    suggestion: ItemVerdict | None
    evidence: str
    """Hash of the evidence as it is now."""
    answer: Answer | None = None
    answer_words: str = ""
    answered_before: bool = False
    """The submitter answered before the evidence moved."""
    verdict: Answer | None = None
    """The reviewer's, as far as it holds."""
    before: Answer | None = None
    """The reviewer's last word in an earlier round or on other evidence."""
    carried: bool = False
    reopened: bool = False
    settled: bool = False
    then_now: tuple[str, ...] = ()
    """What moved since the last verdict, one line per figure or setting."""


@dataclass(frozen=True)
class Sheet:
    """A campaign's sign-off as one person sees it."""

    campaign: Campaign
    fingerprint: str
    """Of the evidence as it is now."""
    verdict: Verdict
    standing: Standing
    round: int
    """The round that is open, or would open next."""
    rounds: tuple[Round, ...]
    tier: Tier
    tier_reasons: tuple[str, ...]
    approvers_needed: int
    signatures: tuple[Signature, ...]
    """Given in the open round, on this evidence."""
    items: tuple[SheetItem, ...]
    not_applicable: tuple[tuple[str, str], ...]
    """(id, question) of what the evidence rules out or the tier does not ask."""
    conditions: tuple[Condition, ...]
    """Of the last approval, while they can be confirmed."""
    would_carry: tuple[Condition, ...]
    """What an approval given now would carry without anything added."""
    declared: Mapping[str, str]
    before_launch: bool
    launch: date | None
    expires: date
    """Last day an approval given today would hold."""
    may: Mapping[Event, str]
    """What may happen next: empty text where this person may do it, else why not."""
    may_answer: str
    may_judge: str
    """Empty where this person may give verdicts, else why not."""
    submit_problems: tuple[str, ...]
    approve_problems: tuple[str, ...]
    who_can_sign: tuple[str, ...]
    meaning: str
    """The sentence an approver signs."""
    since: tuple[str, ...]
    """What changed since the last decision, one line each."""
