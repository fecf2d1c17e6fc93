"""How a round ends: signatures, conditions, expiry, the seal, and the record that waits to be published."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import duckdb

from aboveboard.desk.answering import acting_role
from aboveboard.desk.conditions import Ask, of_approval
from aboveboard.desk.ledgering import log, now
from aboveboard.desk.people import LOCAL_MODE
from aboveboard.desk.recording import record_of, sealed, with_ledger
from aboveboard.desk.sheets import Case, today
from aboveboard.model import (
    CampaignState,
    Condition,
    ConditionCheck,
    Decision,
    Event,
    Kind,
    NotReady,
    Person,
    Round,
    Signature,
)
from aboveboard.signoff import duties, settling, tiers, transitions
from aboveboard.signoff.rounds import approved_round
from aboveboard.signoff.seal import meaning
from aboveboard.signoff.standing import is_overdue
from aboveboard.store import ledger, rounds


def approve(
    con: duckdb.DuckDBPyConnection,
    case: Case,
    person: Person,
    reason: str,
    asked: Sequence[Ask],
    click: str,
) -> Round:
    short = case.state is CampaignState.APPROVED
    problems = list(settling.approve_problems(case.states, case.min_chars))
    if short and case.facts.expires_at and today() > case.facts.expires_at:
        problems.append(f"The approval ended on {case.facts.expires_at}; the campaign must be submitted again.")
    late = [c for c in case.conditions if is_overdue(c, today()) and c.check is ConditionCheck.ATTEST]
    problems += [f"The condition “{c.text}” is overdue since {c.due}; confirm it first." for c in late]
    if problems:
        raise NotReady("Not ready to approve", " ".join(problems))
    found = _round(case, short, Event.APPROVE)
    signature = Signature(
        person.id,
        person.name,
        acting_role(person, Kind.VERDICT),
        person.team,
        now(),
        case.snapshot.fingerprint,
        click,
    )
    found = replace(found, signatures=(*case.signatures, signature))
    if not duties.is_complete(case.tier[0], found.signatures, case.single_reviewer):
        rounds.save(con, found)
        mark = case.snapshot.fingerprint
        log(con, "decision.sign", person, case.slug, round_=found.number, fingerprint=mark, client_id=click)
        return found
    return _decided(con, case, found, person, Event.APPROVE, reason, of_approval(case, asked), click)


def _round(case: Case, short: bool, event: Event) -> Round:
    """The open round; after an approval the decision itself opens one, a short one where it reaffirms."""
    if case.open_round is not None and not short:
        return case.open_round
    base = case.last_decided
    tier, reasons = case.tier
    return Round(
        campaign=case.slug,
        number=case.number,
        opened_at=now(),
        checklist=case.house.checklist.name,
        checklist_sha256=case.house.checklist.sha256,
        policy_sha256=case.house.policy.sha256,
        short=event is Event.APPROVE,
        submitted_at=base.submitted_at if base else None,
        submitted_by=base.submitted_by if base else "",
        submitted_by_name=base.submitted_by_name if base else "",
        tier=tier,
        tier_reasons=reasons,
        approvers_needed=case.approvers_needed,
        snapshot=case.snapshot.number,
        fingerprint=case.snapshot.fingerprint,
    )


def close(con: duckdb.DuckDBPyConnection, case: Case, person: Person, event: Event, reason: str, click: str) -> Round:
    short = case.state is CampaignState.APPROVED
    found = replace(_round(case, short, event), signatures=())
    return _decided(con, case, found, person, event, reason, (), click)


def _decided(
    con: duckdb.DuckDBPyConnection,
    case: Case,
    found: Round,
    person: Person,
    event: Event,
    reason: str,
    conditions: tuple[Condition, ...],
    click: str,
) -> Round:
    """Seal, store, log and queue the record: one transaction."""
    role = acting_role(person, Kind.VERDICT)
    prepared = case.part.done_by(person) if event is Event.APPROVE else ""
    decision = Decision(
        event=event,
        by=person.id,
        by_name=person.name,
        by_role=role,
        team=person.team,
        at=now(),
        meaning=meaning(case.snapshot.fingerprint, role.words, prepared) if event is Event.APPROVE else "",
        reason=reason,
        fingerprint=case.snapshot.fingerprint,
        seal="",
        independent=False,
        client_id=click,
        dependence="; ".join(filter(None, (prepared and "single reviewer", LOCAL_MODE))),
        expires_at=_expiry(case, found) if event is Event.APPROVE else None,
        conditions=conditions,
        overrides=settling.overrides(case.states) if event is Event.APPROVE else (),
        signatures=found.signatures,
    )
    found = replace(found, snapshot=case.snapshot.number, fingerprint=case.snapshot.fingerprint)
    record = sealed(record_of(case, con, found, decision))
    decision = replace(decision, seal=record["decision"]["seal"])
    made = replace(found, decision=decision)
    rounds.save(con, made)
    rounds.save_conditions(con, case.slug, conditions)
    rounds.set_state(con, case.slug, transitions.way(case.state, event).to)
    rounds.clear_drift(con, case.slug)
    log(
        con,
        f"decision.{event.value}",
        person,
        case.slug,
        round_=made.number,
        after=decision.seal,
        fingerprint=case.snapshot.fingerprint,
        reason=reason,
        client_id=click,
        at=decision.at,
    )
    ledger.queue(con, case.slug, made.number, with_ledger(record, con, case.slug))
    return made


def _expiry(case: Case, found: Round) -> date:
    """A reaffirmation does not prolong an approval."""
    before = approved_round(case.rounds)
    if found.short and before and before.decision and before.decision.expires_at:
        return before.decision.expires_at
    return tiers.expires(found.tier, today(), case.house.policy.values)
