"""Deciding: each event checked against the states, the people and the evidence, then carried out and recorded."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

import duckdb

from aboveboard.desk import closing, sheets
from aboveboard.desk.answering import evidence_moved, refuse
from aboveboard.desk.conditions import Ask
from aboveboard.desk.drifting import follow
from aboveboard.desk.house import House
from aboveboard.desk.ledgering import log, now
from aboveboard.desk.people import find, identity
from aboveboard.desk.publishing import publish
from aboveboard.desk.reviewing import take_snapshot
from aboveboard.desk.sheets import Case
from aboveboard.model import (
    CampaignState,
    ConditionStatus,
    Event,
    NotAllowed,
    NotReady,
    Person,
    Round,
    WrongInput,
)
from aboveboard.signoff import duties, fingerprint, settling, transitions
from aboveboard.signoff.evidence import evidence
from aboveboard.store import ledger, rounds


def refusal(case: Case, event: Event, person: Person) -> str:
    """Why this person cannot cause this event now; empty when nothing stands against it."""
    possible = transitions.allowed(case.state, case.standing.holds, case.revoked)
    if event not in possible:
        named = ", ".join(transitions.WORDS[entry] for entry in possible)
        state = case.state.value.replace("_", " ")
        holds = " and the approval holds" if case.state is CampaignState.APPROVED and case.standing.holds else ""
        return f"The campaign is {state}{holds}: {transitions.WORDS[event]} is not possible. Possible now: {named}."
    way = transitions.way(case.state, event)
    if not person.holds(*way.roles):
        wanted = " or ".join(sorted(role.words for role in way.roles))
        article = "an" if wanted[0] in "aeiou" else "a"
        return f"{person.name} is {person.role_words}; only {article} {wanted} can {transitions.WORDS[event]}."
    if event in (Event.APPROVE, Event.REQUEST_CHANGES, Event.REJECT):
        signatures = case.signatures if event is Event.APPROVE else ()
        why = duties.barred(person, case.part, case.tier[0], signatures, case.single_reviewer)
        return f"{why} {case.way_out}" if why else ""
    return ""


def current(house: House, con: duckdb.DuckDBPyConnection, slug: str, seen: str = "") -> Case:
    """The case on evidence that gives its own fingerprint: what an earlier version froze is frozen anew.

    `seen` is the fingerprint that was on the screen; raises NotReady where the newest evidence has another.
    """
    case = sheets.read(house, con, slug)
    newest = case.snapshot.fingerprint
    if seen and seen != newest:
        raise evidence_moved(f"{seen[:8]} was on your screen, {newest[:8]} is the newest")
    if fingerprint(evidence(case.snapshot)) == case.snapshot.fingerprint:
        return case
    follow(con, house, take_snapshot(con, house.policy, slug, "upgrade"), None)
    return sheets.read(house, con, slug)


def decide(
    house: House,
    slug: str,
    event: Event,
    by: str,
    reason: str = "",
    conditions: Sequence[Ask] = (),
    client_id: str = "",
    seen: str = "",
) -> Round | None:
    """Cause an event; returns the round as it then stands. A click that was taken before changes nothing.

    `seen`: fingerprint of the evidence that was looked at; where the newest is another, nothing is decided.
    """
    if event is Event.SUBMIT:
        raise WrongInput("Submitting is not a decision", "Use submit.")
    with house.workspace.writing() as con:
        if client_id and ledger.knows(con, client_id):
            found = rounds.load(con, slug)
            return found[-1] if found else None
        case, person = current(house, con, slug, seen), find(con, by)
        refuse(refusal(case, event, person))
        if transitions.way(case.state, event).reason and len(reason.strip()) < settling.SHORT:
            what = transitions.WORDS[event].capitalize()
            raise NotReady(f"{what}: a reason is needed", f"Write at least {settling.SHORT} characters.", "Say why.")
        click = client_id or uuid.uuid4().hex
        made: Round | None
        match event:
            case Event.APPROVE:
                made = closing.approve(con, case, person, reason.strip(), conditions, click)
            case Event.REQUEST_CHANGES | Event.REJECT | Event.REVOKE:
                made = closing.close(con, case, person, event, reason.strip(), click)
            case _:
                made = _move(con, case, person, event, reason.strip(), click)
    publish(house, slug)
    return made


def _move(
    con: duckdb.DuckDBPyConnection, case: Case, person: Person, event: Event, reason: str, click: str
) -> Round | None:
    """Recall, withdraw, reopen: the state moves, nothing is published but the head."""
    to = transitions.way(case.state, event).to
    found = case.open_round
    if found is not None and found.signatures:
        found = replace(found, signatures=())
        rounds.save(con, found)
    rounds.set_state(con, case.slug, to)
    rounds.clear_drift(con, case.slug)
    log(con, f"decision.{event.value}", person, case.slug, round_=case.number, reason=reason, client_id=click)
    return found


def confirm_condition(house: House, slug: str, condition_id: str, by: str, reason: str, client_id: str = "") -> None:
    """An approver other than its owner says that a condition is met, and how that was seen."""
    with house.workspace.writing() as con:
        if client_id and ledger.knows(con, client_id):
            return
        case, person = sheets.read(house, con, slug), find(con, by)
        refuse(refusal(case, Event.CONFIRM_CONDITION, person))
        still_open = [c for c in case.conditions if c.status is ConditionStatus.OPEN]
        condition = next((c for c in still_open if c.id == condition_id), None)
        if condition is None:
            known = ", ".join(c.id for c in still_open) or "none"
            raise WrongInput(f"No open condition “{condition_id}”", f"Open conditions: {known}.")
        if person.id == identity(condition.owner):
            raise NotAllowed("Somebody else confirms this", f"{condition.owner} owns the condition.")
        if len(reason.strip()) < settling.SHORT:
            raise NotReady("Say how it was met", f"Write at least {settling.SHORT} characters.")
        met = replace(condition, status=ConditionStatus.MET, met_at=now(), met_by=person.name)
        rounds.save_conditions(con, slug, [met])
        log(
            con,
            "condition.met",
            person,
            slug,
            round_=case.number,
            subject=condition.id,
            reason=reason.strip(),
            client_id=client_id,
        )
    publish(house, slug)
