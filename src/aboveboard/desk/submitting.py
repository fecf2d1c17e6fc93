"""Handing a campaign to the reviewers: evidence, tier and rules of that moment are frozen."""

import uuid
from dataclasses import replace

import duckdb

from aboveboard.desk.answering import acting_role, refuse
from aboveboard.desk.deciding import current, refusal
from aboveboard.desk.house import House
from aboveboard.desk.ledgering import log, now
from aboveboard.desk.people import find
from aboveboard.desk.publishing import publish
from aboveboard.desk.sheets import Case, today
from aboveboard.model import Answer, CampaignState, Event, Kind, NotReady, Person, Round
from aboveboard.signoff import settling, tiers
from aboveboard.signoff.facts import is_before_launch, launch_day
from aboveboard.store import ledger, rounds


def submit(house: House, slug: str, by: str, client_id: str = "", seen: str = "") -> None:
    """Hand the campaign to the reviewers: evidence, tier and rules of this moment are frozen.

    `seen`: fingerprint of the evidence that was looked at; where the newest is another, nothing is submitted.
    """
    with house.workspace.writing() as con:
        if client_id and ledger.knows(con, client_id):
            return
        case, person = current(house, con, slug, seen), find(con, by)
        refuse(refusal(case, Event.SUBMIT, person))
        problems = submit_problems(case)
        if problems:
            raise NotReady("Not ready to submit", " ".join(problems))
        tier, reasons = tiers.tier_of(case.snapshot)
        made = Round(
            campaign=slug,
            number=case.number,
            opened_at=now(),
            checklist=house.checklist.name,
            checklist_sha256=house.checklist.sha256,
            policy_sha256=house.policy.sha256,
            submitted_at=now(),
            submitted_by=person.id,
            submitted_by_name=person.name,
            tier=tier,
            tier_reasons=reasons,
            approvers_needed=case.approvers_needed,
            snapshot=case.snapshot.number,
            fingerprint=case.snapshot.fingerprint,
        )
        _confirm_answers(con, case, person)
        rounds.save(con, made)
        rounds.set_state(con, slug, CampaignState.IN_REVIEW)
        rounds.clear_drift(con, slug)
        mark = case.snapshot.fingerprint
        log(con, "decision.submit", person, slug, round_=made.number, fingerprint=mark, client_id=client_id)
    publish(house, slug)


def submit_problems(case: Case) -> tuple[str, ...]:
    """What must be done before the campaign can be submitted."""
    found = list(settling.submit_problems(case.states, case.snapshot.findings))
    launch = launch_day(case.snapshot)
    if is_before_launch(case.snapshot) and launch is not None and launch < today():
        found.append(f"The launch was on {launch} and no delivery is in the data: add the delivery export.")
    return tuple(found)


def _confirm_answers(con: duckdb.DuckDBPyConnection, case: Case, person: Person) -> None:
    """By submitting, the submitter stands by answers that were given before the evidence moved."""
    for state in case.states:
        if state.answer is None or not state.answered_on_other_evidence:
            continue
        again: Answer = replace(
            state.answer,
            round=case.number,
            evidence=state.evidence.hash,
            by=person.id,
            by_name=person.name,
            by_role=acting_role(person, Kind.ANSWER),
            at=now(),
            client_id=uuid.uuid4().hex,
        )
        rounds.add_answer(con, again)
        log(con, "answer.confirmed", person, case.slug, round_=case.number, subject=again.item, after=again.evidence)
