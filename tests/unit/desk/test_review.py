"""From evidence to a signature through the use cases alone; every rule holds when they are called directly."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from aboveboard import desk
from aboveboard.desk import Ask, House, Said
from aboveboard.desk.sheets import today
from aboveboard.model import CampaignState, Event, NotAllowed, NotReady, Role, WrongInput
from aboveboard.signoff import fingerprint
from aboveboard.signoff.evidence import evidence
from tests.unit.desk import reviewed
from tests.unit.desk.reviewed import ANNA, BEN, LONG, SLUG, TOM, answered, approved, judged, put, sample, submitted


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield reviewed.staffed(tmp_path / "workspace")
    desk.close()


def test_a_campaign_goes_from_draft_to_an_approval_that_holds(house: House) -> None:
    submitted(house)
    assert desk.sheet(house, SLUG).standing.ball == f"{ANNA} or {BEN}"
    judged(house)
    made = desk.decide(house, SLUG, Event.APPROVE, ANNA, conditions=[Ask("Import the second month")])
    sheet = desk.sheet(house, SLUG, ANNA)
    assert sheet.standing.holds
    assert made is not None
    assert made.decision is not None
    assert made.decision.expires_at == today() + timedelta(days=90)
    assert made.decision.independent is False
    assert [(c.text, c.owner) for c in sheet.conditions] == [("Import the second month", TOM)]
    assert sheet.standing.ball == TOM


def test_evidence_has_the_same_fingerprint_when_it_is_read_again(house: House) -> None:
    put(house, ("bikes.csv", sample("city_bikes_delivery.csv")), ("settings.csv", sample("city_bikes_settings.csv")))
    snapshot = desk.review(house, SLUG).snapshot
    assert fingerprint(evidence(snapshot)) == snapshot.fingerprint


def test_evidence_frozen_by_an_earlier_version_is_frozen_anew_before_it_is_signed(house: House) -> None:
    submitted(house)
    judged(house)
    with house.workspace.writing() as con:
        con.execute(
            "UPDATE snapshot SET body = replace(body, fingerprint, repeat('0', 64)), fingerprint = repeat('0', 64)"
        )
    made = desk.decide(house, SLUG, Event.APPROVE, ANNA)
    assert made is not None
    assert made.fingerprint == desk.review(house, SLUG).snapshot.fingerprint
    assert desk.trouble(house) == ""


def test_the_submitter_does_not_approve(house: House) -> None:
    desk.add_person(house, TOM, [Role.MARKETING_MANAGER, Role.ETHICS_LEAD], "Marketing")
    submitted(house)
    with pytest.raises(NotAllowed, match="submitted it"):
        desk.decide(house, SLUG, Event.APPROVE, TOM)
    with pytest.raises(NotAllowed, match="submitted it"):
        desk.judge(house, SLUG, Said("X3", "ok"), TOM)


def test_another_spelling_of_a_name_is_no_second_person(house: House) -> None:
    desk.add_person(house, TOM, [Role.MARKETING_MANAGER, Role.ETHICS_LEAD], "Marketing")
    submitted(house)
    with pytest.raises(NotAllowed, match="submitted it"):
        desk.decide(house, SLUG, Event.APPROVE, "  tom   REYES ")


def test_whoever_uploaded_evidence_does_not_approve(house: House) -> None:
    put(house, ("bikes.csv", sample("city_bikes_delivery.csv")), by=TOM)
    put(house, ("settings.csv", sample("city_bikes_settings.csv")), by=ANNA)
    answered(house)
    desk.submit(house, SLUG, TOM)
    with pytest.raises(NotAllowed, match=r"uploaded settings\.csv"):
        desk.decide(house, SLUG, Event.APPROVE, ANNA)
    assert desk.sheet(house, SLUG, ANNA).who_can_sign == (BEN,)


def test_whoever_answered_for_the_submitter_does_not_approve(house: House) -> None:
    submitted(house)
    desk.answer(house, SLUG, Said("X5", "none_of_these", LONG), ANNA)
    with pytest.raises(NotAllowed, match="answered question X5"):
        desk.decide(house, SLUG, Event.APPROVE, ANNA)


@pytest.mark.parametrize("event", [Event.APPROVE, Event.REQUEST_CHANGES, Event.REJECT])
def test_a_manager_decides_nothing(house: House, event: Event) -> None:
    submitted(house)
    with pytest.raises(NotAllowed):
        desk.decide(house, SLUG, event, TOM, LONG)


def test_nobody_unknown_acts(house: House) -> None:
    submitted(house)
    with pytest.raises(NotAllowed, match="Nobody here is called"):
        desk.decide(house, SLUG, Event.APPROVE, "Eve")


def test_an_approval_with_an_open_question_is_refused(house: House) -> None:
    submitted(house)
    judged(house, change=["X3"])
    with pytest.raises(NotReady, match="X3"):
        desk.decide(house, SLUG, Event.APPROVE, ANNA)


def test_an_unanswered_question_keeps_a_campaign_from_review(house: House) -> None:
    put(house, ("bikes.csv", sample("city_bikes_delivery.csv")), ("settings.csv", sample("city_bikes_settings.csv")))
    with pytest.raises(NotReady, match="wait for an answer"):
        desk.submit(house, SLUG, TOM)


def test_a_blocker_keeps_a_campaign_from_review(house: House) -> None:
    put(house, *((name, sample(name)) for name in ("warehouse_jobs_delivery.csv", "warehouse_jobs_settings.csv")))
    answered_slug = desk.campaigns(house)[0].campaign.slug
    with pytest.raises(NotReady, match="Blocker"):
        desk.submit(house, answered_slug, TOM)


def test_a_repeated_click_counts_once(house: House) -> None:
    submitted(house)
    judged(house)
    for _ in range(2):
        desk.decide(house, SLUG, Event.APPROVE, ANNA, client_id="one click")
    assert len(desk.sheet(house, SLUG).rounds) == 1


def test_changes_requested_and_a_corrected_file_carry_what_did_not_move(house: House) -> None:
    submitted(house)
    judged(house, change=["X2"])
    desk.decide(house, SLUG, Event.REQUEST_CHANGES, ANNA, "Lift nothing, but explain the age limit.")
    assert desk.sheet(house, SLUG).standing.state == "changes_requested"
    later = sample("city_bikes_settings.csv").decode("utf-16").replace("\t18\t65\t", "\t18\t64\t").encode("utf-16")
    put(house, ("settings2.csv", later))
    answered(house)  # a limit is an exclusion, which opens one more question
    desk.submit(house, SLUG, TOM)
    sheet = desk.sheet(house, SLUG, ANNA)
    reopened = {item.id for item in sheet.items if item.reopened}
    carried = {item.id for item in sheet.items if item.carried}
    assert sheet.round == 2
    assert {"P2", "X2", "X3", "X5", "M1"} <= reopened
    assert "X1" not in reopened | carried
    assert {"T1", "G1", "G2"} <= carried
    assert not reopened & carried
    assert any("64" in line for item in sheet.items if item.reopened for line in item.then_now)
    judged(house)
    desk.decide(house, SLUG, Event.APPROVE, ANNA)
    assert desk.sheet(house, SLUG).standing.holds


def test_an_import_during_review_voids_what_it_touches(house: House) -> None:
    submitted(house)
    judged(house)
    later = sample("city_bikes_settings.csv").decode("utf-16").replace("\t18\t65\t", "\t18\t64\t").encode("utf-16")
    put(house, ("settings2.csv", later))
    with pytest.raises(NotReady, match="its evidence moved"):
        desk.decide(house, SLUG, Event.APPROVE, ANNA)


def test_the_high_tier_takes_two_signatures_of_two_teams(house: House) -> None:
    young = sample("city_bikes_settings.csv").decode("utf-16").replace("\t18\t65\t", "\t16\t65\t").encode("utf-16")
    put(house, ("bikes.csv", sample("city_bikes_delivery.csv")), ("settings.csv", young))
    answered(house)
    desk.submit(house, SLUG, TOM)
    sheet = judged(house)
    assert "people under 18 can be reached" in sheet.tier_reasons
    desk.decide(house, SLUG, Event.APPROVE, ANNA)
    assert desk.sheet(house, SLUG).standing.state == "in_review"
    with pytest.raises(NotAllowed, match="signed already"):
        desk.decide(house, SLUG, Event.APPROVE, ANNA)
    desk.decide(house, SLUG, Event.APPROVE, BEN)
    sheet = desk.sheet(house, SLUG)
    assert sheet.standing.holds
    assert [s.by_name for s in sheet.rounds[-1].signatures] == [ANNA, BEN]


@pytest.mark.parametrize(
    ("event", "by", "state"),
    [
        (Event.REJECT, ANNA, CampaignState.REJECTED),
        (Event.WITHDRAW, TOM, CampaignState.WITHDRAWN),
        (Event.RECALL, TOM, CampaignState.DRAFT),
    ],
)
def test_every_other_end_of_a_review_has_a_way_on(house: House, event: Event, by: str, state: CampaignState) -> None:
    submitted(house)
    desk.decide(house, SLUG, event, by, LONG)
    assert desk.sheet(house, SLUG).standing.state == state.value
    if state is not CampaignState.DRAFT:
        desk.decide(house, SLUG, Event.REOPEN, TOM)
    desk.submit(house, SLUG, TOM)
    assert desk.sheet(house, SLUG).standing.state == "in_review"


def test_a_revoked_approval_no_longer_holds_and_can_be_reopened(house: House) -> None:
    approved(house)
    desk.decide(house, SLUG, Event.REVOKE, ANNA, "A complaint turned out to be true.")
    [reason] = desk.sheet(house, SLUG).standing.reasons
    assert reason.code == "revoked"
    desk.decide(house, SLUG, Event.REOPEN, TOM)
    assert desk.sheet(house, SLUG).standing.state == "draft"


def test_a_condition_is_confirmed_by_somebody_else_than_its_owner(house: House) -> None:
    submitted(house)
    judged(house)
    desk.decide(house, SLUG, Event.APPROVE, ANNA, conditions=[Ask("Check the label", ANNA)])
    [condition] = desk.sheet(house, SLUG).conditions
    with pytest.raises(NotAllowed, match="owns the condition"):
        desk.confirm_condition(house, SLUG, condition.id, ANNA, LONG)
    desk.confirm_condition(house, SLUG, condition.id, BEN, LONG)
    assert [c.status.value for c in desk.sheet(house, SLUG).conditions] == ["met"]


def test_the_owner_does_not_confirm_under_another_spelling(house: House) -> None:
    submitted(house)
    judged(house)
    desk.decide(house, SLUG, Event.APPROVE, ANNA, conditions=[Ask("Check the label", "anna  LIND")])
    [condition] = desk.sheet(house, SLUG).conditions
    with pytest.raises(NotAllowed, match="owns the condition"):
        desk.confirm_condition(house, SLUG, condition.id, ANNA, LONG)
    desk.confirm_condition(house, SLUG, condition.id, BEN, LONG)
    with pytest.raises(WrongInput, match="No open condition"):
        desk.confirm_condition(house, SLUG, condition.id, BEN, LONG)


def test_the_condition_of_a_carried_verdict_is_not_lost(house: House) -> None:
    submitted(house)
    judged(house, change=["X2"])
    due = today() + timedelta(days=30)
    desk.judge(house, SLUG, Said("M1", "ok_with_condition", "Merge the audiences.", owner=TOM, due=due), ANNA)
    desk.decide(house, SLUG, Event.REQUEST_CHANGES, ANNA, "Explain the limit, please.")
    desk.submit(house, SLUG, TOM)
    assert any(item.id == "M1" and item.carried for item in desk.sheet(house, SLUG).items)
    judged(house)
    desk.decide(house, SLUG, Event.APPROVE, ANNA)
    assert [(c.item, c.text, c.due) for c in desk.sheet(house, SLUG).conditions] == [
        ("M1", "Merge the audiences.", due)
    ]


def test_an_open_condition_outlives_the_next_submission(house: House) -> None:
    submitted(house)
    judged(house)
    desk.decide(house, SLUG, Event.APPROVE, ANNA, conditions=[Ask("Import the second month")])
    later = sample("city_bikes_settings.csv").decode("utf-16").replace("\t18\t65\t", "\t18\t64\t").encode("utf-16")
    put(house, ("settings2.csv", later))
    answered(house)
    desk.submit(house, SLUG, TOM)
    assert [c.text for c in desk.sheet(house, SLUG, ANNA).would_carry] == ["Import the second month"]
    judged(house)
    desk.decide(house, SLUG, Event.APPROVE, ANNA)
    assert [c.text for c in desk.sheet(house, SLUG).conditions] == ["Import the second month"]


def test_records_that_this_workspace_does_not_know_are_left_alone(house: House) -> None:
    approved(house)
    assert house.records is not None
    stranger = house.records / "spring-sale" / "round-1"
    stranger.mkdir(parents=True)
    (stranger / "record.json").write_text("{}")
    desk.publish_all(house)
    assert (stranger / "record.json").exists()


def test_single_reviewer_mode_is_said_everywhere(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.add_person(house, TOM, [Role.MARKETING_MANAGER, Role.ETHICS_LEAD], "Marketing")
    monkeypatch.setitem(house.policy.values, "review.single_reviewer", 1.0)
    submitted(house)
    assert TOM in desk.sheet(house, SLUG, TOM).who_can_sign
    judged(house, by=TOM)
    made = desk.decide(house, SLUG, Event.APPROVE, TOM)
    assert made is not None
    assert made.decision is not None
    assert "single reviewer" in made.decision.dependence
    assert "I submitted it and sign as single reviewer" in made.decision.meaning


def test_a_wrong_answer_says_which_ones_exist(house: House) -> None:
    put(house, ("settings.csv", sample("city_bikes_settings.csv")))
    with pytest.raises(NotReady, match="it is one of"):
        desk.answer(house, SLUG, Said("X5", "perhaps"), TOM)
    with pytest.raises(WrongInput, match="is not asked"):
        desk.answer(house, SLUG, Said("Z9", "yes"), TOM)


def test_nothing_is_said_or_decided_on_evidence_that_moved_while_it_was_read(house: House) -> None:
    submitted(house)
    sheet = desk.sheet(house, SLUG, ANNA)
    shown = next(item for item in sheet.items if item.id == "X3")
    judged(house)
    put(house, ("again.csv", reviewed.changed(sample("city_bikes_delivery.csv"), reviewed.scale("Impressions", 0.9))))
    moved = "evidence changed meanwhile"
    with pytest.raises(NotReady, match=moved):
        desk.judge(house, SLUG, Said("X3", "ok", LONG, seen=shown.evidence), ANNA)
    with pytest.raises(NotReady, match=moved):
        desk.decide(house, SLUG, Event.APPROVE, ANNA, seen=sheet.fingerprint)
    desk.decide(house, SLUG, Event.RECALL, TOM, LONG)
    with pytest.raises(NotReady, match=moved):
        desk.submit(house, SLUG, TOM, seen=sheet.fingerprint)
    desk.submit(house, SLUG, TOM, seen=desk.sheet(house, SLUG, TOM).fingerprint)
