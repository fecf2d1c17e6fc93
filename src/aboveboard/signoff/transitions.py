"""The states a review can be in and the ways between them: one table that screens, desk and documentation read."""

from collections.abc import Mapping
from dataclasses import dataclass

from aboveboard.model import APPROVERS, CampaignState, Event, Role

SUBMITTERS = frozenset({Role.MARKETING_MANAGER})
S, E = CampaignState, Event


@dataclass(frozen=True)
class Way:
    """One event: where it leads, who may cause it, and whether a reason is asked for."""

    to: CampaignState
    roles: frozenset[Role]
    reason: bool = True
    only_if_broken: bool = False
    """Allowed only while an approval does not hold."""


_SUBMIT = Way(S.IN_REVIEW, SUBMITTERS, reason=False)
_WITHDRAW = Way(S.WITHDRAWN, SUBMITTERS)
_REOPEN = Way(S.DRAFT, SUBMITTERS, reason=False)
_REQUEST = Way(S.CHANGES_REQUESTED, APPROVERS)

WAYS: Mapping[tuple[CampaignState, Event], Way] = {
    (S.DRAFT, E.SUBMIT): _SUBMIT,
    (S.DRAFT, E.WITHDRAW): _WITHDRAW,
    (S.IN_REVIEW, E.APPROVE): Way(S.APPROVED, APPROVERS, reason=False),
    (S.IN_REVIEW, E.REQUEST_CHANGES): _REQUEST,
    (S.IN_REVIEW, E.REJECT): Way(S.REJECTED, APPROVERS),
    (S.IN_REVIEW, E.CONFIRM_CONDITION): Way(S.IN_REVIEW, APPROVERS),
    (S.IN_REVIEW, E.RECALL): Way(S.DRAFT, SUBMITTERS),
    (S.IN_REVIEW, E.WITHDRAW): _WITHDRAW,
    (S.CHANGES_REQUESTED, E.SUBMIT): _SUBMIT,
    (S.CHANGES_REQUESTED, E.WITHDRAW): _WITHDRAW,
    (S.APPROVED, E.APPROVE): Way(S.APPROVED, APPROVERS, reason=False, only_if_broken=True),
    (S.APPROVED, E.REQUEST_CHANGES): Way(S.CHANGES_REQUESTED, APPROVERS, only_if_broken=True),
    (S.APPROVED, E.SUBMIT): Way(S.IN_REVIEW, SUBMITTERS, reason=False, only_if_broken=True),
    (S.APPROVED, E.CONFIRM_CONDITION): Way(S.APPROVED, APPROVERS),
    (S.APPROVED, E.REVOKE): Way(S.APPROVED, APPROVERS),
    (S.APPROVED, E.REOPEN): Way(S.DRAFT, SUBMITTERS, reason=False, only_if_broken=True),
    (S.APPROVED, E.WITHDRAW): _WITHDRAW,
    (S.REJECTED, E.REOPEN): _REOPEN,
    (S.REJECTED, E.WITHDRAW): _WITHDRAW,
    (S.WITHDRAWN, E.REOPEN): _REOPEN,
}

WORDS: Mapping[Event, str] = {
    E.SUBMIT: "submit for review",
    E.RECALL: "take back from review",
    E.REQUEST_CHANGES: "request changes",
    E.APPROVE: "approve",
    E.REJECT: "reject",
    E.WITHDRAW: "withdraw",
    E.REOPEN: "reopen",
    E.REVOKE: "revoke",
    E.CONFIRM_CONDITION: "confirm a condition",
}


def allowed(state: CampaignState, holds: bool, revoked: bool = False) -> tuple[Event, ...]:
    """What may happen next, in the order of the table. A revoked approval can only be reopened or withdrawn."""
    found = [
        event for (from_state, event), way in WAYS.items() if from_state is state and not (way.only_if_broken and holds)
    ]
    if revoked and state is S.APPROVED:
        return tuple(event for event in found if event in (E.REOPEN, E.WITHDRAW))
    return tuple(found)


def way(state: CampaignState, event: Event) -> Way:
    """The row of the table; KeyError where there is none."""
    return WAYS[state, event]
