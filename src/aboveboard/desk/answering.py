"""Answers of the submitter and verdicts of the reviewer: checked, saved at once, each a line in the ledger."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from aboveboard.desk import sheets
from aboveboard.desk.drifting import follow
from aboveboard.desk.house import House
from aboveboard.desk.ledgering import log, now
from aboveboard.desk.people import find
from aboveboard.desk.publishing import publish
from aboveboard.desk.reviewing import restate
from aboveboard.desk.sheets import Case
from aboveboard.model import (
    APPROVERS,
    Answer,
    CampaignState,
    ItemVerdict,
    Kind,
    NotAllowed,
    NotReady,
    Person,
    Role,
    WrongInput,
)
from aboveboard.signoff import duties
from aboveboard.signoff.facts import DECLARED, LAUNCH
from aboveboard.signoff.settling import ItemState, answer_problem, verdict_problem
from aboveboard.store import people, rounds

PREPARING = (CampaignState.DRAFT, CampaignState.CHANGES_REQUESTED, CampaignState.IN_REVIEW, CampaignState.APPROVED)
_SAID = ("yes", "no", "")


@dataclass(frozen=True)
class Said:
    """One answer or verdict as a person gives it."""

    item: str
    value: str
    text: str = ""
    proof: str = ""
    owner: str = ""
    due: date | None = None
    client_id: str = ""
    seen: str = ""
    """Evidence of the question that was on the screen; nothing is saved where it is another by now."""

    @property
    def has_condition(self) -> bool:
        """Whether a condition is complete."""
        return bool(self.text.strip() and self.owner.strip() and self.due)


def answer(house: House, slug: str, said: Said | Sequence[Said], by: str) -> None:
    """Save the submitter's answers, all or none."""
    given = [said] if isinstance(said, Said) else list(said)
    with house.workspace.writing() as con:
        case, person = sheets.read(house, con, slug), find(con, by)
        refuse(may_answer(case, person))
        for entry in given:
            state = _state(case, entry.item)
            if state.item.who.answers != Role.MARKETING_MANAGER.value:
                raise NotAllowed(
                    f"{entry.item} is judged by the reviewer alone", "No answer of the submitter is asked."
                )
            problem = answer_problem(state, entry.value, entry.text, entry.proof, entry.has_condition, case.min_chars)
            _take(con, case, state, entry, person, Kind.ANSWER, problem)
    publish(house, slug)


def judge(house: House, slug: str, said: Said | Sequence[Said], by: str) -> None:
    """Save the reviewer's verdicts, all or none."""
    given = [said] if isinstance(said, Said) else list(said)
    with house.workspace.writing() as con:
        case, person = sheets.read(house, con, slug), find(con, by)
        refuse(may_judge(case, person))
        for entry in given:
            state = _state(case, entry.item)
            values = [value.value for value in ItemVerdict]
            if entry.value not in values:
                raise WrongInput(f"“{entry.value}” is no verdict on {entry.item}", f"Verdicts: {', '.join(values)}.")
            value = ItemVerdict(entry.value)
            problem = verdict_problem(state, value, entry.text, entry.has_condition, case.min_chars)
            _take(con, case, state, entry, person, Kind.VERDICT, problem)
    publish(house, slug)


def declare(house: House, slug: str, key: str, value: str, by: str) -> None:
    """State a fact that no file carries; an empty value takes it back."""
    declare_all(house, slug, {key: value}, by)


def declare_all(house: House, slug: str, facts: Mapping[str, str], by: str) -> None:
    """State several facts at once. The evidence is frozen anew: what rests on statements moves, the rest stays."""
    said = {key: value.strip().lower() for key, value in facts.items()}
    for key, value in said.items():
        _check_fact(key, value)
    with house.workspace.writing() as con:
        case, person = sheets.read(house, con, slug), find(con, by)
        refuse(may_answer(case, person))
        known = people.declared(con, slug)
        moved = {key: value for key, value in said.items() if known.get(key, "") != value}
        for key, value in moved.items():
            people.declare(con, slug, key, value, person.id)
            log(con, "campaign.stated", person, slug, round_=case.number, subject=key, reason=value or "taken back")
        if moved:
            follow(con, house, restate(con, house.policy, slug), person)
    publish(house, slug)


def evidence_moved(how: str) -> NotReady:
    """A word is about the evidence that was on the screen: where it moved meanwhile, nothing is saved or signed."""
    return NotReady("The evidence changed meanwhile", f"{how}.", "Look at it again; what you typed is kept.")


def _check_fact(key: str, value: str) -> None:
    if key not in (*DECLARED, LAUNCH):
        raise WrongInput(f"There is nothing to state called “{key}”", f"Known: {', '.join((*DECLARED, LAUNCH))}.")
    if key == LAUNCH and value:
        _day(value)
    elif key != LAUNCH and value not in _SAID:
        raise WrongInput(f"“{value}” is no answer to {key}", "Say yes or no.")


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise WrongInput(f"“{value}” is no date", "Write year-month-day, for example 2026-12-01.") from error


def refuse(why: str) -> None:
    """Raise NotAllowed where there is a reason."""
    if why:
        raise NotAllowed("This is not possible now", why)


def may_answer(case: Case, person: Person) -> str:
    """Why this person may not answer for the submitter; empty when it is fine."""
    if not person.holds(Role.MARKETING_MANAGER, Role.ETHICS_LEAD):
        return f"{person.name} is {person.role_words}; a marketing manager answers."
    if case.state not in PREPARING:
        return f"The campaign is {case.state.value.replace('_', ' ')}; reopen it first."
    return ""


def may_judge(case: Case, person: Person) -> str:
    """Why this person may not give verdicts; empty when it is fine."""
    if not person.holds(*APPROVERS):
        return f"{person.name} is {person.role_words}; an ethics lead or second approver judges."
    if case.state is CampaignState.APPROVED and case.standing.holds:
        return "The approval holds; there is nothing to judge."
    if case.state not in (CampaignState.IN_REVIEW, CampaignState.APPROVED):
        return f"The campaign is {case.state.value.replace('_', ' ')}; it is judged once it was submitted."
    why = duties.barred(person, case.part, case.tier[0], single_reviewer=case.single_reviewer)
    return f"{why} {case.way_out}" if why else ""


def _state(case: Case, item: str) -> ItemState:
    state = case.state_of(item)
    if state is None:
        known = ", ".join(entry.item.id for entry in case.states)
        raise WrongInput(f"{item} is not asked of {case.slug}", f"Questions that apply: {known}.")
    return state


def _take(
    con: duckdb.DuckDBPyConnection, case: Case, state: ItemState, said: Said, person: Person, kind: Kind, problem: str
) -> None:
    if said.seen and said.seen != state.evidence.hash:
        raise evidence_moved(f"The evidence of {state.item.id} moved while you were reading")
    if problem:
        raise NotReady("This cannot be saved yet", problem)
    role = acting_role(person, kind)
    made = Answer(
        campaign=case.slug,
        round=case.number,
        item=state.item.id,
        item_version=state.item.version,
        kind=kind,
        value=said.value,
        text=said.text.strip(),
        proof=said.proof.strip(),
        evidence=state.evidence.hash,
        by=person.id,
        by_name=person.name,
        by_role=role,
        at=now(),
        client_id=said.client_id or uuid.uuid4().hex,
        owner=said.owner.strip(),
        due=said.due,
    )
    if rounds.add_answer(con, made):
        log(
            con,
            f"{kind.value}.given",
            person,
            case.slug,
            round_=case.number,
            subject=state.item.id,
            after=state.evidence.hash,
            reason=f"{made.value}: {made.text}" if made.text else made.value,
            client_id=made.client_id,
            at=made.at,
        )


def acting_role(person: Person, kind: Kind) -> Role:
    """The role in which a person with several acts."""
    wanted = (Role.ETHICS_LEAD, Role.SECOND_APPROVER) if kind is Kind.VERDICT else (Role.MARKETING_MANAGER,)
    return next((role for role in wanted if role in person.roles), person.roles[0])
