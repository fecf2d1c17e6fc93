"""States, people, dates and the chain."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from aboveboard.model import (
    Against,
    CampaignState,
    Condition,
    ConditionCheck,
    ConditionStatus,
    Entry,
    Event,
    Person,
    Role,
    Signature,
    StandingFacts,
    Tier,
)
from aboveboard.signoff import duties, transitions
from aboveboard.signoff.duties import Part
from aboveboard.signoff.ledger import GENESIS, first_broken, sealed
from aboveboard.signoff.standing import standing

ANNA = Person("anna", "Anna", (Role.ETHICS_LEAD,), "Ethics")
BEN = Person("ben", "Ben", (Role.SECOND_APPROVER,), "Legal")
TOM = Person("tom", "Tom", (Role.MARKETING_MANAGER,), "Marketing")
DAY = date(2026, 9, 30)


def signed(person: Person) -> Signature:
    moment = datetime(2026, 9, 1, tzinfo=UTC)
    return Signature(person.id, person.name, person.roles[0], person.team, moment, "f", "k")


def test_a_random_walk_of_ten_thousand_steps_finds_no_dead_end() -> None:
    draw = random.Random(20260101)
    state, revoked, seen = CampaignState.DRAFT, False, set()
    for _ in range(10_000):
        holds = draw.random() < 0.5 and not revoked
        possible = transitions.allowed(state, holds, revoked)
        assert possible, (state, holds, revoked)
        event = draw.choice(possible)
        seen.add((state, event))
        revoked = event is Event.REVOKE or (revoked and event not in (Event.REOPEN, Event.WITHDRAW))
        state = transitions.way(state, event).to
    assert seen == set(transitions.WAYS)


def test_an_approval_that_holds_is_not_decided_again() -> None:
    assert Event.APPROVE not in transitions.allowed(CampaignState.APPROVED, True)
    assert Event.APPROVE in transitions.allowed(CampaignState.APPROVED, False)


@pytest.mark.parametrize(
    ("person", "part", "says"),
    [
        (ANNA, Part("anna"), "submitted it"),
        (ANNA, Part("tom", {"anna": "uploaded report.csv"}), "uploaded report.csv"),
        (TOM, Part("x"), "an ethics lead or second approver signs"),
        (ANNA, Part("tom", {"tom": "uploaded report.csv"}), ""),
    ],
)
def test_who_made_it_does_not_sign_it(person: Person, part: Part, says: str) -> None:
    found = duties.barred(person, part, Tier.MEDIUM)
    assert says in found if says else found == ""


def test_single_reviewer_mode_lets_the_submitter_sign() -> None:
    assert duties.barred(ANNA, Part("anna"), Tier.MEDIUM, single_reviewer=True) == ""


def test_the_high_tier_needs_two_people_of_two_teams_one_of_them_an_ethics_lead() -> None:
    first = (signed(ANNA),)
    assert "signed already" in duties.barred(ANNA, Part("tom"), Tier.HIGH, first)
    assert "same team" in duties.barred(replace(BEN, team="ethics "), Part("tom"), Tier.HIGH, first)
    assert duties.barred(BEN, Part("tom"), Tier.HIGH, first) == ""
    carl = replace(BEN, id="carl", name="Carl", team="Sales")
    assert "ethics lead" in duties.barred(carl, Part("tom"), Tier.HIGH, (signed(BEN),))
    assert not duties.is_complete(Tier.HIGH, first, False)
    assert duties.is_complete(Tier.HIGH, (signed(ANNA), signed(BEN)), False)
    assert duties.is_complete(Tier.MEDIUM, first, False)


def condition(due: date, status: ConditionStatus = ConditionStatus.OPEN) -> Condition:
    return Condition("r1-1", "Add the label", "Tom", due, ConditionCheck.ATTEST, status)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (StandingFacts("approved", DAY), None),
        (StandingFacts("approved", date(2026, 9, 29)), "expired"),
        (StandingFacts("approved", DAY, (condition(DAY),)), None),
        (StandingFacts("approved", DAY, (condition(date(2026, 9, 29)),)), "condition_overdue"),
        (StandingFacts("approved", DAY, (condition(date(2026, 9, 29), ConditionStatus.MET),)), None),
        (StandingFacts("approved", DAY, (), (Against("stale", "Settings changed", ("X2",)),)), "stale"),
        (StandingFacts("approved", DAY, revoked="An incident"), "revoked"),
    ],
)
def test_an_approval_holds_through_its_last_day_and_while_nothing_stands_against_it(
    facts: StandingFacts, code: str | None
) -> None:
    found = standing(facts, DAY)
    assert found.holds is (code is None)
    assert [reason.code for reason in found.reasons] == ([code] if code else [])


@pytest.mark.parametrize("state", [s.value for s in CampaignState])
def test_exactly_one_side_has_the_ball_while_something_must_happen(state: str) -> None:
    found = standing(StandingFacts(state, DAY, submitter="Tom", reviewers=("Anna",)), DAY)
    expected = {"draft": "Tom", "in_review": "Anna", "changes_requested": "Tom"}
    assert found.ball == expected.get(state, "")


def chain(length: int = 5) -> list[Entry]:
    entries: list[Entry] = []
    for seq in range(1, length + 1):
        prev = entries[-1].hash if entries else GENESIS
        entries.append(
            sealed(
                Entry(seq, seq, "2026-09-01T10:00:00+00:00", "anna", "Anna", "ethics_lead", "verdict.given", "c", 1,
                      "X3", "", "", "f", "ok", f"k{seq}", "0", prev, prev)
            )
        )  # fmt: skip
    return entries


def test_a_whole_chain_has_no_broken_entry() -> None:
    assert first_broken(chain()) == ""
    assert first_broken(chain(), whole=False) == ""


@pytest.mark.parametrize(
    ("damage", "names"),
    [
        (lambda c: [*c[:2], replace(c[2], reason="needs_change"), *c[3:]], "entry 3"),
        (lambda c: [*c[:2], *c[3:]], "entry 4"),
        (lambda c: [*c[:2], c[3], c[2], c[4]], "entry 4"),
        (lambda c: [c[0], c[0], *c[1:]], "entry 1"),
    ],
    ids=["edited", "removed", "moved", "doubled"],
)
def test_the_first_broken_entry_is_named(damage: object, names: str) -> None:
    assert first_broken(damage(chain())).startswith(names)  # type: ignore[operator]


def test_a_cut_tail_alone_cannot_be_seen() -> None:
    assert first_broken(chain()[:3]) == ""
