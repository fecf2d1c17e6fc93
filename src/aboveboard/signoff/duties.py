"""Separation of duties: who made a review ready does not approve it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aboveboard.model import APPROVERS, Person, Role, Signature, Tier


@dataclass(frozen=True)
class Part:
    """Who had a hand in the round under review."""

    submitter: str = ""
    """Person id."""
    involved: Mapping[str, str] = field(default_factory=dict)
    """Person id → what the person did: "uploaded report.csv"."""

    def done_by(self, person: Person) -> str:
        """What bars the person; empty when nothing does."""
        if person.id == self.submitter:
            return "submitted it"
        return self.involved.get(person.id, "")


def barred(
    person: Person, part: Part, tier: Tier, signatures: tuple[Signature, ...] = (), single_reviewer: bool = False
) -> str:
    """Why this person may not sign this round; empty when nothing stands against it."""
    if not person.holds(*APPROVERS):
        return f"{person.name} is {person.role_words or 'without a role'}; an ethics lead or second approver signs."
    done = part.done_by(person)
    if done and not single_reviewer:
        return f"{person.name} {done}, so somebody else must sign."
    if tier is Tier.HIGH and not single_reviewer:
        return _second(person, signatures)
    return ""


def _second(person: Person, signatures: tuple[Signature, ...]) -> str:
    """High tier: two people of different teams, one of them an ethics lead."""
    for first in signatures:
        if first.by == person.id:
            return f"{person.name} has signed already; a second person of another team must sign too."
        if first.team.strip().lower() == person.team.strip().lower():
            team = person.team or "no team"
            return (
                f"{first.by_name} of the same team ({team}) signed first; the second signature comes from another team."
            )
        if first.by_role is not Role.ETHICS_LEAD and not person.holds(Role.ETHICS_LEAD):
            return f"{first.by_name} signed as {first.by_role.words}; the other signature must be an ethics lead's."
    return ""


def who_can(
    people: tuple[Person, ...], part: Part, tier: Tier, signatures: tuple[Signature, ...], single_reviewer: bool
) -> tuple[str, ...]:
    """Names of the people who may sign this round now."""
    return tuple(person.name for person in people if not barred(person, part, tier, signatures, single_reviewer))


def way_out(can: tuple[str, ...]) -> str:
    """Who may sign instead; where nobody may, how that can be changed."""
    if can:
        return f"{' or '.join(can)} can."
    return (
        "Nobody else here may: add a second person as ethics lead, or let the administrator switch on single-reviewer "
        "mode in the policy; records then say “not independent”."
    )


def is_complete(tier: Tier, signatures: tuple[Signature, ...], single_reviewer: bool) -> bool:
    """Whether these signatures are enough to approve."""
    if tier is not Tier.HIGH or single_reviewer:
        return len(signatures) >= 1
    lead = any(signature.by_role is Role.ETHICS_LEAD for signature in signatures)
    return lead and len({signature.by for signature in signatures}) >= 2
