"""A campaign's review read in one go: which questions apply, what the evidence says, who had a hand in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

import duckdb

from aboveboard.desk.house import House
from aboveboard.desk.reviewing import existing
from aboveboard.model import (
    Answer,
    CampaignState,
    Condition,
    Event,
    Finding,
    Kind,
    Person,
    Round,
    Signature,
    Snapshot,
    Standing,
    StandingFacts,
    Tier,
    UnknownCampaign,
)
from aboveboard.signoff import facts as known_facts
from aboveboard.signoff import settling, tiers
from aboveboard.signoff.checklist import Item, applicable
from aboveboard.signoff.duties import Part, way_out, who_can
from aboveboard.signoff.evidence import item_hash, marks
from aboveboard.signoff.settling import ItemState
from aboveboard.signoff.standing import standing
from aboveboard.store import imports, people, rounds, snapshots


@dataclass(frozen=True)
class Case:
    """Everything the desk knows about one campaign's review, read in one go."""

    house: House
    snapshot: Snapshot
    state: CampaignState
    rounds: tuple[Round, ...]
    answers: tuple[Answer, ...]
    conditions: tuple[Condition, ...]
    people: tuple[Person, ...]
    part: Part
    facts: StandingFacts
    standing: Standing

    @property
    def slug(self) -> str:
        """Of the campaign."""
        return self.snapshot.campaign.slug

    @property
    def number(self) -> int:
        """The open round, or the one that would open next."""
        if not self.rounds:
            return 1
        last = self.rounds[-1]
        return last.number if last.decision is None else last.number + 1

    @property
    def open_round(self) -> Round | None:
        """The round under way; None where the last one was decided or none was opened."""
        return self.rounds[-1] if self.rounds and self.rounds[-1].decision is None else None

    @property
    def last_decided(self) -> Round | None:
        """The newest round that ended with a decision."""
        return next((entry for entry in reversed(self.rounds) if entry.decision is not None), None)

    @property
    def revoked(self) -> bool:
        """Whether the approval was pulled."""
        return bool(self.facts.revoked)

    @property
    def single_reviewer(self) -> bool:
        """Whether the policy lets the submitter sign, openly printed as not independent."""
        return bool(self.house.policy.values["review.single_reviewer"])

    @cached_property
    def tier(self) -> tuple[Tier, tuple[str, ...]]:
        """Frozen at submission; before that, computed."""
        found = self.open_round
        if found is not None and found.submitted_at is not None and self.state is CampaignState.IN_REVIEW:
            return found.tier, found.tier_reasons
        return tiers.tier_of(self.snapshot)

    @cached_property
    def known(self) -> dict[str, bool | None]:
        """Facts that decide which questions apply."""
        return known_facts.facts(self.snapshot)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The questions that apply."""
        return applicable(self.house.checklist, self.tier[0], self.known)

    @cached_property
    def states(self) -> tuple[ItemState, ...]:
        """Each applicable question with everything said about it."""
        found = marks(self.snapshot)
        holding = self.state is CampaignState.APPROVED
        reopened = {item for reason in self.standing.reasons for item in reason.items}
        return tuple(
            settling.item_state(
                item,
                self.evidence_of(item, found),
                self.answers,
                self.number,
                within_limits=holding and item.id not in reopened,
            )
            for item in self.items
        )

    def evidence_of(self, item: Item, found: Mapping[str, str]) -> settling.Evidence:
        """What the machine knows about one question."""
        mark = item_hash(item.depends_on, item.inputs, found)
        return settling.evidence(item, mark, self.snapshot.findings, self.known)

    def state_of(self, item_id: str) -> ItemState | None:
        """One applicable question; None where it does not apply."""
        return next((state for state in self.states if state.item.id == item_id), None)

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """Of the open round, as far as they were given on this evidence."""
        found = self.open_round
        given = found.signatures if found else ()
        return tuple(entry for entry in given if entry.fingerprint == self.snapshot.fingerprint)

    def way_out(self, signatures: tuple[Signature, ...] = ()) -> str:
        """Who may sign instead of somebody who may not."""
        return way_out(who_can(self.people, self.part, self.tier[0], signatures))

    @property
    def min_chars(self) -> int:
        """Shortest written reason the policy accepts."""
        return int(self.house.policy.values["reason.min_chars"])


def read(house: House, con: duckdb.DuckDBPyConnection, slug: str) -> Case:
    """The case as it stands in the store; raises UnknownCampaign."""
    campaign = existing(con, slug)
    newest = snapshots.latest(con, slug)
    if not newest:
        raise UnknownCampaign(f"“{slug}” has no evidence yet", "No file of it was imported.", "Add a file.")
    found = rounds.load(con, slug)
    known = people.load(con)
    conditions = in_force(found, rounds.conditions(con, slug))
    tier = found[-1].tier if found else Tier.MEDIUM
    part = _part(con, slug, found)
    facts = standing_facts(con, slug, campaign.state, found, conditions, known, part, tier)
    return Case(
        house,
        newest[0],
        campaign.state,
        found,
        rounds.answers(con, slug),
        conditions,
        known,
        part,
        facts,
        standing(facts, today()),
    )


def today() -> date:
    """The day by which dates are judged: whole days in UTC, the workspace's time zone."""
    return datetime.now(UTC).date()


def in_force(found: Sequence[Round], conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """Conditions of the approval in force, with their newest status."""
    decided = [entry.decision for entry in found if entry.decision is not None]
    approved = next((d for d in reversed(decided) if d.event is Event.APPROVE), None)
    wanted = {condition.id for condition in approved.conditions} if approved else set()
    return tuple(condition for condition in conditions if condition.id in wanted)


def standing_facts(
    con: duckdb.DuckDBPyConnection,
    slug: str,
    state: CampaignState,
    found: Sequence[Round],
    conditions: tuple[Condition, ...],
    known: tuple[Person, ...],
    part: Part,
    tier: Tier,
) -> StandingFacts:
    """What the standing of a campaign is computed from."""
    decided = [entry for entry in found if entry.decision is not None]
    approved = next((r for r in reversed(decided) if r.decision and r.decision.event is Event.APPROVE), None)
    last = decided[-1].decision if decided else None
    signatures = found[-1].signatures if found and found[-1].decision is None else ()
    decision = approved.decision if approved and state is CampaignState.APPROVED else None
    return StandingFacts(
        state=state.value,
        expires_at=decision.expires_at if decision else None,
        conditions=conditions if decision else (),
        stale=rounds.drift(con, slug) if decision else (),
        revoked=last.reason if last and last.event is Event.REVOKE and state is CampaignState.APPROVED else "",
        submitter=next((entry.submitted_by_name for entry in reversed(found) if entry.submitted_by_name), ""),
        reviewers=who_can(known, part, tier, signatures),
        approved_by=tuple(signature.by_name for signature in decision.signatures) if decision else (),
    )


def _part(con: duckdb.DuckDBPyConnection, slug: str, found: Sequence[Round]) -> Part:
    """Who had a hand in what is under review: submitting, bringing evidence that counts, stating, answering."""
    last = found[-1] if found else None
    submitter = last.submitted_by if last else ""
    involved: dict[str, str] = {by: "stated facts about the campaign" for by in people.who_declared(con, slug) if by}
    latest = {a.item: a for a in rounds.answers(con, slug) if a.kind is Kind.ANSWER}
    involved |= {a.by: f"answered question {a.item} for the submitter" for a in latest.values()}
    for stored in imports.active(con, slug):
        if stored.by:
            involved[stored.by] = f"uploaded {stored.receipt.file_name}, which is evidence under review"
    if submitter and last is not None and last.decision is not None:
        # between rounds nobody has submitted yet; the last submitter answers for the evidence until somebody else does
        involved.setdefault(submitter, "submitted the last round")
        submitter = ""
    return Part(submitter, involved)


def finding_words(finding: Finding) -> str:
    """A finding's figure in short, for then and now."""
    value = finding.measurement.value
    outcome = finding.outcome.value.replace("_", " ")
    return f"{outcome}, {value:.3g}" if value is not None else outcome
