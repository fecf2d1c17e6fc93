"""Rounds of review: answers, verdicts, conditions, signatures, decisions."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from aboveboard.model.people import Role


class Tier(StrEnum):
    """How much review a campaign needs."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Effect(StrEnum):
    """What an answer of the submitter does to its item."""

    CLEAR = "clear"
    REASON = "reason"
    PROOF = "proof"
    CONDITION = "condition"
    STOP = "stop"
    NOT_APPLICABLE = "na"
    UNKNOWN = "unknown"


class Blocking(StrEnum):
    """How an open item stands in the way of an approval."""

    HARD = "hard"
    CONDITIONAL = "conditional"
    ADVISORY = "advisory"


class ItemVerdict(StrEnum):
    """What a reviewer says about one item."""

    OK = "ok"
    OK_WITH_CONDITION = "ok_with_condition"
    NEEDS_CHANGE = "needs_change"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"


class Kind(StrEnum):
    """Whose word it is: the submitter's answer or the reviewer's verdict."""

    ANSWER = "answer"
    VERDICT = "verdict"


class Event(StrEnum):
    """Everything that can happen to a review."""

    SUBMIT = "submit"
    RECALL = "recall"
    REQUEST_CHANGES = "request_changes"
    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    REVOKE = "revoke"
    CONFIRM_CONDITION = "confirm_condition"


class ConditionCheck(StrEnum):
    """How a condition is found to be met."""

    ATTEST = "attest"
    """Another approver than its owner confirms it."""
    DELIVERY = "delivery"
    """The first delivery export meets it, if nothing in it is flagged."""


class ConditionStatus(StrEnum):
    """Overdue is not here: it is computed from the due date."""

    OPEN = "open"
    MET = "met"


@dataclass(frozen=True)
class Answer:
    """One answer or verdict, as given. Later ones replace earlier ones on screen; none is ever deleted."""

    campaign: str
    round: int
    item: str
    item_version: int
    kind: Kind
    value: str
    text: str
    proof: str
    """A link, or where the proof is kept; empty if none was asked for."""
    evidence: str
    """Hash of the item's evidence when it was given: decides whether it is carried or asked again."""
    by: str
    """Person id."""
    by_name: str
    by_role: Role
    at: datetime
    """UTC."""
    client_id: str
    """Made by the caller, so that a repeated click counts once."""
    owner: str = ""
    """Of the condition, where the value is a condition."""
    due: date | None = None


@dataclass(frozen=True)
class Condition:
    """Something that must be done after an approval."""

    id: str
    """Unique inside the campaign: "r2-1"."""
    text: str
    owner: str
    due: date
    check: ConditionCheck
    status: ConditionStatus = ConditionStatus.OPEN
    item: str = ""
    """Item it belongs to; empty for one about the whole approval."""
    met_at: datetime | None = None
    met_by: str = ""


@dataclass(frozen=True)
class Signature:
    """One approver's consent to one fingerprint."""

    by: str
    by_name: str
    by_role: Role
    team: str
    at: datetime
    fingerprint: str
    client_id: str


@dataclass(frozen=True)
class Decision:
    """How a round ended."""

    event: Event
    by: str
    by_name: str
    by_role: Role
    team: str
    at: datetime
    meaning: str
    """The sentence that was signed."""
    reason: str
    fingerprint: str
    """Of the evidence that was signed."""
    seal: str
    """sha256 over everything the signature covers."""
    independent: bool
    """False in local mode and for a single reviewer: printed first everywhere."""
    client_id: str
    dependence: str = ""
    """Why it is not independent, in words."""
    expires_at: date | None = None
    """Last day the approval holds."""
    conditions: tuple[Condition, ...] = ()
    overrides: tuple[str, ...] = ()
    """Items judged OK against a flagged measurement, each with its reason."""
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True)
class Round:
    """One pass of review. It ends with a decision and never changes afterwards."""

    campaign: str
    number: int
    opened_at: datetime
    checklist: str
    """Id and version, "aboveboard-baseline 2026.11"."""
    checklist_sha256: str
    policy_sha256: str
    short: bool = False
    """Whether only the touched items were open, after an approval stopped holding."""
    submitted_at: datetime | None = None
    submitted_by: str = ""
    submitted_by_name: str = ""
    tier: Tier = Tier.MEDIUM
    tier_reasons: tuple[str, ...] = ()
    approvers_needed: int = 1
    snapshot: int = 0
    """Number of the snapshot under review."""
    fingerprint: str = ""
    signatures: tuple[Signature, ...] = ()
    """Given so far; void once the evidence moves."""
    decision: Decision | None = None


@dataclass(frozen=True)
class Standing:
    """Whether a launch is allowed on a given day, and why not."""

    state: str
    """The stored state."""
    holds: bool
    """True only for an approval without any reason against it."""
    reasons: tuple["Against", ...] = ()
    ball: str = ""
    """Who must act next, in words; empty when nobody must."""


@dataclass(frozen=True)
class Against:
    """One reason why an approval does not hold."""

    code: str
    """stale | expired | condition_overdue | revoked."""
    text: str
    items: tuple[str, ...] = ()
    """Items that reopen."""


@dataclass(frozen=True)
class StandingFacts:
    """What a standing is computed from; everything a head file carries."""

    state: str
    expires_at: date | None = None
    conditions: tuple[Condition, ...] = ()
    stale: tuple[Against, ...] = ()
    revoked: str = ""
    """Reason of a revocation; empty if there was none."""
    submitter: str = ""
    reviewers: tuple[str, ...] = ()
    approved_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One line of the ledger."""

    seq: int
    campaign_seq: int
    at: str
    """UTC, ISO, to the second."""
    actor: str
    actor_name: str
    actor_role: str
    action: str
    campaign: str
    round: int
    object: str
    before_sha256: str
    after_sha256: str
    fingerprint: str
    reason: str
    client_id: str
    app_version: str
    prev: str
    campaign_prev: str
    hash: str = field(default="")
