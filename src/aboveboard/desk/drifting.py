"""After new evidence: does a review go on, does an approval still hold, is a condition met?"""

from collections.abc import Callable
from dataclasses import replace

import duckdb

from aboveboard.desk.house import House
from aboveboard.desk.ledgering import log, now
from aboveboard.model import (
    Against,
    CampaignState,
    Change,
    Condition,
    ConditionCheck,
    ConditionStatus,
    Finding,
    Outcome,
    Person,
    Round,
    Snapshot,
    Tier,
)
from aboveboard.signoff.checklist import applicable
from aboveboard.signoff.facts import facts, is_before_launch
from aboveboard.signoff.rounds import approved_round, in_force
from aboveboard.signoff.staleness import against
from aboveboard.store import campaigns, rounds, snapshots


def follow(con: duckdb.DuckDBPyConnection, house: House, snapshot: Snapshot, by: Person | None) -> None:
    """Carry a new snapshot into the campaign's review, in the same transaction."""
    slug = snapshot.campaign.slug
    state = campaigns.state(con, slug)
    found = rounds.load(con, slug)
    if state == CampaignState.IN_REVIEW and found:
        _into_review(con, found[-1], snapshot, by)
    elif state == CampaignState.APPROVED:
        _against_approval(con, house, found, snapshot, by)


def _into_review(con: duckdb.DuckDBPyConnection, open_round: Round, snapshot: Snapshot, by: Person | None) -> None:
    """The round goes on with the new evidence; signatures on the old one no longer count."""
    if open_round.fingerprint == snapshot.fingerprint:
        return
    rounds.save(con, replace(open_round, snapshot=snapshot.number, fingerprint=snapshot.fingerprint, signatures=()))
    log(
        con,
        "round.evidence_changed",
        by,
        snapshot.campaign.slug,
        round_=open_round.number,
        before=open_round.fingerprint,
        after=snapshot.fingerprint,
        fingerprint=snapshot.fingerprint,
    )


def _against_approval(
    con: duckdb.DuckDBPyConnection, house: House, found: tuple[Round, ...], snapshot: Snapshot, by: Person | None
) -> None:
    approved = approved_round(found)
    then = snapshots.numbered(con, snapshot.campaign.slug, approved.snapshot) if approved else None
    if approved is None or then is None:
        return
    reasons = reasons_against(house, then, snapshot, approved.tier)
    slug = snapshot.campaign.slug
    unsure = any(is_unsure(finding) for finding in first_answers(house, then, snapshot))
    _delivery_condition(con, slug, approved.number, snapshot, bool(reasons) or unsure, by)
    if reasons != rounds.drift(con, slug):
        rounds.save_drift(con, slug, approved.number, reasons)
        log(
            con,
            "approval.stopped_holding" if reasons else "approval.holds_again",
            by,
            slug,
            round_=approved.number,
            before=then.fingerprint,
            after=snapshot.fingerprint,
            fingerprint=snapshot.fingerprint,
            reason="; ".join(reason.text for reason in reasons),
        )


def reasons_against(
    house: House, then: Snapshot, now_: Snapshot, tier: Tier, counts: Callable[[Change], bool] = lambda _: True
) -> tuple[Against, ...]:
    """Why an approval of `then` does not hold on `now_`: what moved, and what the first delivery failed to show."""
    items = applicable(house.checklist, tier, facts(now_))
    found = against(then, now_, items, house.policy.values, counts)
    silent = (f for f in first_answers(house, then, now_) if f.outcome in (Outcome.INSUFFICIENT, Outcome.NOT_SUPPLIED))
    unanswered = (_unanswered(f, tuple(i.id for i in items if f.measure in i.depends_on)) for f in silent)
    return (*found, *unanswered)


def first_answers(house: House, then: Snapshot, now_: Snapshot) -> tuple[Finding, ...]:
    """Required checks that waited for delivery when the campaign was approved, as the delivery now answers them."""
    awaited = {finding.check for finding in then.findings if finding.awaits_delivery}
    required = {check.id for check in house.policy.checks if check.required}
    return tuple(f for f in now_.findings if f.check in awaited & required and not f.awaits_delivery)


def is_unsure(finding: Finding) -> bool:
    """Watched only because people had to be estimated: another export of the same delivery might be flagged."""
    return finding.outcome is Outcome.WATCH and finding.reason in ("weak", "depends_on_unknown")


def _unanswered(finding: Finding, items: tuple[str, ...]) -> Against:
    return Against("stale", f"The first delivery export does not answer: {finding.headline}", items)


def _delivery_condition(
    con: duckdb.DuckDBPyConnection,
    slug: str,
    round_: int,
    snapshot: Snapshot,
    stays_open: bool,
    by: Person | None,
) -> None:
    """The first delivery export meets its condition, unless it broke the approval or could not really tell."""
    if is_before_launch(snapshot) or stays_open:
        return
    met: list[Condition] = [
        replace(condition, status=ConditionStatus.MET, met_at=now(), met_by=by.name if by else "the import")
        for condition in in_force(rounds.load(con, slug), rounds.conditions(con, slug))
        if condition.check is ConditionCheck.DELIVERY and condition.status is ConditionStatus.OPEN
    ]
    rounds.save_conditions(con, slug, met)
    for condition in met:
        log(con, "condition.met", by, slug, round_=round_, subject=condition.id, fingerprint=snapshot.fingerprint)
