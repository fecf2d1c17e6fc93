"""The case of a campaign turned into what one person sees and may do."""

import duckdb

from aboveboard.desk import sheets
from aboveboard.desk.answering import may_answer, may_judge
from aboveboard.desk.conditions import of_approval
from aboveboard.desk.deciding import refusal
from aboveboard.desk.house import House
from aboveboard.desk.people import find
from aboveboard.desk.sheets import Case
from aboveboard.desk.submitting import submit_problems
from aboveboard.judgement import verdict
from aboveboard.model import CampaignState, Change, ChangeKind, Event, Person, Snapshot
from aboveboard.model.sheet import Choice, Sheet, SheetItem
from aboveboard.signoff import diff, settling, tiers, transitions
from aboveboard.signoff.checklist import Answerer
from aboveboard.signoff.facts import is_before_launch, launch_day
from aboveboard.signoff.seal import meaning
from aboveboard.signoff.settling import ItemState
from aboveboard.store import snapshots

VISITOR = Person("", "You", ())
"""Somebody who has not said who they are: may look, not act."""
WITH_CONDITIONS = (CampaignState.IN_REVIEW, CampaignState.APPROVED)
"""States in which conditions of the last approval can be confirmed."""
_LONGEST = 160


def sheet(house: House, slug: str, who: str = "") -> Sheet:
    """The sign-off of a campaign as the person called `who` sees it; everybody may look."""
    with house.workspace.reading() as con:
        case = sheets.read(house, con, slug)
        person = find(con, who) if who else VISITOR
        return _sheet(case, con, person)


def _sheet(case: Case, con: duckdb.DuckDBPyConnection, person: Person) -> Sheet:
    before = _before(case, con)
    changes = diff(before, case.snapshot) if before else ()
    tier, reasons = case.tier
    snapshot = case.snapshot
    possible = transitions.allowed(case.state, case.standing.holds, case.revoked)
    events = [event for event in Event if event in possible]
    return Sheet(
        campaign=snapshot.campaign,
        fingerprint=snapshot.fingerprint,
        verdict=verdict(snapshot.findings, case.state),
        standing=case.standing,
        round=case.number,
        rounds=case.rounds,
        tier=tier,
        tier_reasons=reasons,
        approvers_needed=case.approvers_needed,
        signatures=case.signatures,
        items=tuple(_item(case, state, changes) for state in case.states),
        not_applicable=tuple((item.id, item.question) for item in case.left_out),
        conditions=case.conditions if case.state in WITH_CONDITIONS else (),
        would_carry=of_approval(case),
        declared=snapshot.declared,
        before_launch=is_before_launch(snapshot),
        launch=launch_day(snapshot),
        expires=tiers.expires(tier, sheets.today(), case.house.policy.values),
        may={event: _unknown(person) or refusal(case, event, person) for event in events},
        may_answer=_unknown(person) or may_answer(case, person),
        may_judge=_unknown(person) or may_judge(case, person),
        submit_problems=submit_problems(case),
        approve_problems=settling.approve_problems(case.states, case.min_chars),
        who_can_sign=case.who_can_sign,
        meaning=meaning(snapshot.fingerprint, person.role_words or "reviewer", case.part.done_by(person)),
        since=tuple(_change_line(change) for change in changes if change.kind is not ChangeKind.FILES),
    )


def _unknown(person: Person) -> str:
    return "" if person.id else "Say who you are first."


def _before(case: Case, con: duckdb.DuckDBPyConnection) -> Snapshot | None:
    """Evidence of the last decision."""
    last = case.last_decided
    return snapshots.numbered(con, case.slug, last.snapshot) if last else None


def _item(case: Case, state: ItemState, changes: tuple[Change, ...]) -> SheetItem:
    item, found = state.item, state.evidence
    told = item.shown_case
    words = case.house.checklist.words
    return SheetItem(
        id=item.id,
        section=case.house.checklist.sections[item.section],
        question=item.question,
        case=told.case if told else "",
        source=told.source if told else "",
        action=item.action,
        shown=item.prefill,
        blocking=item.blocking,
        asks_submitter=item.who.answers is Answerer.MARKETING_MANAGER,
        choices=tuple(Choice(value, words(value), effect) for value, effect in item.answers.items()),
        findings=found.findings,
        flagged=found.flagged,
        blocker=found.blocker,
        awaits_delivery=found.awaits_delivery,
        suggestion=found.suggestion,
        evidence=found.hash,
        answer=state.answer,
        answer_words=words(state.answer.value) if state.answer else "",
        answered_before=state.answered_on_other_evidence,
        verdict=state.verdict,
        before=state.before,
        carried=state.carried,
        reopened=state.reopened,
        settled=state.verdict is not None and settling.settles(item, state.verdict, case.min_chars),
        then_now=tuple(_change_line(change) for change in changes if _touches(state, change)) if state.reopened else (),
    )


def _touches(state: ItemState, change: Change) -> bool:
    """Whether a change is about evidence of this question."""
    item = state.item
    match change.kind:
        case ChangeKind.SETTINGS:
            return "targeting" in item.inputs
        case ChangeKind.TEXTS:
            return "creative" in item.inputs
        case ChangeKind.DECLARED:
            return "campaign" in item.inputs
        case ChangeKind.CLAIM:
            return "pressure.cues" in item.depends_on or "pressure.vulnerable" in item.depends_on
        case ChangeKind.OUTCOME | ChangeKind.FIGURE:
            return change.measure in item.depends_on
        case ChangeKind.RESTATED | ChangeKind.DELIVERED | ChangeKind.BASE:
            return bool(item.depends_on)
        case _:
            return False


def _change_line(change: Change) -> str:
    """ "history restated: impressions by ad set × age (4.2 %)"; "Prospecting · age: 18-44 → 18-65+"."""
    share = f" ({change.share * 100:.1f} %)" if change.share is not None and change.kind is ChangeKind.RESTATED else ""
    kind = change.kind.value.replace("_", " ")
    if change.then is None and change.now is None:
        return f"{kind}: {change.subject}{share}"
    return f"{kind}: {change.subject}{share}: {_cut(change.then)} → {_cut(change.now)}"


def _cut(text: str | None) -> str:
    shown = (text or "nothing").replace("_", " ")
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]} …"
