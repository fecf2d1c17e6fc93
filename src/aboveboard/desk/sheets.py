"""A campaign's review read in one go: which questions apply, what the evidence says, who had a hand in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

import duckdb

from aboveboard.desk.house import House
from aboveboard.desk.reviewing import existing
from aboveboard.model import (
    Against,
    Answer,
    CampaignState,
    ClaimSaid,
    Condition,
    Event,
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
from aboveboard.signoff.rounds import approved_round, in_force
from aboveboard.signoff.settling import ItemState
from aboveboard.signoff.standing import standing
from aboveboard.signoff.tiers import SIGNATURES_NEEDED
from aboveboard.store import campaigns, imports, people, rounds, snapshots


@dataclass(frozen=True)
class Case:
    """Everything the desk knows about one campaign's review, read in one go."""

    house: House
    snapshot: Snapshot
    state: CampaignState
    rounds: tuple[Round, ...]
    answers: tuple[Answer, ...]
    conditions: tuple[Condition, ...]
    """Of the newest approval, whether or not it is in force."""
    people: tuple[Person, ...]
    part: Part
    drift: tuple[Against, ...]
    """Why the approval in force does not hold on the newest evidence."""

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

    @cached_property
    def facts(self) -> StandingFacts:
        """What the standing is computed from; everything a head file carries."""
        approved = approved_round(self.rounds) if self.state is CampaignState.APPROVED else None
        decision = approved.decision if approved else None
        last = self.last_decided.decision if self.last_decided else None
        revoked = last is not None and last.event is Event.REVOKE and decision is not None
        return StandingFacts(
            state=self.state.value,
            expires_at=decision.expires_at if decision else None,
            conditions=self.conditions if decision else (),
            stale=self.drift if decision else (),
            revoked=last.reason if last is not None and revoked else "",
            submitter=next((entry.submitted_by_name for entry in reversed(self.rounds) if entry.submitted_by_name), ""),
            reviewers=self.who_can_sign,
            approved_by=tuple(signature.by_name for signature in decision.signatures) if decision else (),
        )

    @cached_property
    def standing(self) -> Standing:
        """Whether the launch is allowed today."""
        return standing(self.facts, today())

    @property
    def who_can_sign(self) -> tuple[str, ...]:
        """Names of the people who may sign this round now."""
        return who_can(self.people, self.part, self.tier[0], self.signatures, self.single_reviewer)

    @property
    def approvers_needed(self) -> int:
        """Signatures that an approval takes."""
        return 1 if self.single_reviewer else SIGNATURES_NEEDED[self.tier[0]]

    @cached_property
    def left_out(self) -> tuple[Item, ...]:
        """Questions that the evidence rules out or the tier does not ask."""
        asked = {item.id for item in self.items}
        return tuple(item for item in self.house.checklist.items if item.id not in asked)

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
                self.min_chars,
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

    @property
    def way_out(self) -> str:
        """Who may sign instead of somebody who may not."""
        return way_out(self.who_can_sign)

    @property
    def min_chars(self) -> int:
        """Shortest written reason the policy accepts."""
        return int(self.house.policy.values["reason.min_chars"])


def read(house: House, con: duckdb.DuckDBPyConnection, slug: str) -> Case:
    """The case as it stands in the store; raises UnknownCampaign."""
    state = campaigns.state(con, slug)
    newest = snapshots.latest(con, slug)
    if not newest:
        existing(con, slug)
        raise UnknownCampaign(f"“{slug}” has no evidence yet", "No file of it was imported.", "Add a file.")
    found = rounds.load(con, slug)
    return Case(
        house,
        newest[0],
        CampaignState(state),
        found,
        rounds.answers(con, slug),
        in_force(found, rounds.conditions(con, slug)),
        people.load(con),
        _part(con, newest[0], found),
        rounds.drift(con, slug),
    )


def today() -> date:
    """The day by which dates are judged: whole days in UTC, the workspace's time zone."""
    return datetime.now(UTC).date()


def _part(con: duckdb.DuckDBPyConnection, snapshot: Snapshot, found: Sequence[Round]) -> Part:
    """Who had a hand in what is under review: submitting, bringing evidence that counts, stating, answering."""
    slug, last = snapshot.campaign.slug, found[-1] if found else None
    submitter = last.submitted_by if last else ""
    involved: dict[str, str] = {by: "stated facts about the campaign" for by in people.who_declared(con, slug) if by}
    proofs = [claim for claim in snapshot.claims if claim.said is ClaimSaid.EVIDENCED]
    involved |= {claim.by: f"gave the proof of “{claim.words}”" for claim in proofs}
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
