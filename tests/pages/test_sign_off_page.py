"""Sign-off: what waits for whom, nothing chosen beforehand, saved at once, and no button for whoever may not."""

from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from aboveboard.model import CampaignState, Event, ItemVerdict, Person, Tier
from tests.pages.conftest import Open
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import SLUG
from tests.pages.invented import review
from tests.pages.sheets import (
    ITEMS,
    LENA,
    LONG_AGO,
    M1,
    M2,
    M4,
    MARA,
    X3,
    X7,
    answered,
    carried,
    condition,
    decision,
    judged,
    reopened,
    round_,
    sheet,
)
from tests.pages.test_pages import said

REVIEW, APPROVED = CampaignState.IN_REVIEW, CampaignState.APPROVED
IN_REVIEW = partial(sheet, state=REVIEW, rounds=(round_(),))
EVERYBODY = pytest.mark.parametrize("by", ["", MARA.id, LENA.id])


@pytest.fixture(autouse=True)
def one_campaign(desk_of: FakeDesk) -> None:
    desk_of.reviews = {SLUG: review()}


def buttons(at: AppTest) -> list[str]:
    return [button.label for button in at.button]


def button(at: AppTest, label: str) -> AppTest:
    found = next(entry for entry in at.button if entry.label.startswith(label))
    return found.click().run()


STATES = [
    ("✎ Draft", partial(sheet)),
    ("▶ In review", IN_REVIEW),
    ("↺ Changes requested", partial(sheet, state=CampaignState.CHANGES_REQUESTED, rounds=(round_(),))),
    ("✓ Approved", partial(sheet, state=APPROVED, rounds=(round_(1, decision()),))),
    ("≠ No longer holds", partial(sheet, state=APPROVED, against="stale", rounds=(round_(1, decision()),))),
    ("⌛ Expired", partial(sheet, state=APPROVED, against="expired", rounds=(round_(1, decision()),))),
    ("⊘ Revoked", partial(sheet, state=APPROVED, against="revoked", rounds=(round_(1, decision()),))),
    ("✕ Rejected", partial(sheet, state=CampaignState.REJECTED, rounds=(round_(1, decision(Event.REJECT, "no")),))),
    ("▢ Withdrawn", partial(sheet, state=CampaignState.WITHDRAWN)),
]


@EVERYBODY
@pytest.mark.parametrize(("chip", "of"), STATES, ids=[chip[2:] for chip, _ in STATES])
def test_every_state_opens_for_everybody(chip: str, of: partial, by: str, desk_of: FakeDesk, page: Open) -> None:  # type: ignore[type-arg]
    desk_of.sheet_of = of
    at = page("sign_off", by, campaign=SLUG)
    assert not at.exception
    assert not at.error
    assert chip in said(at).replace("\\", "")
    assert "Not independent: local mode" in said(at)


def test_an_approval_with_open_conditions_says_how_many(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = partial(
        sheet, state=APPROVED, rounds=(round_(1, decision()),), conditions=(condition(), condition("r1-2"))
    )
    assert "✓ Approved with 2 conditions" in said(page("sign_off", campaign=SLUG))


@pytest.mark.parametrize("id_", [item.id for item in ITEMS])
def test_a_suggestion_is_never_chosen_beforehand(id_: str, desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = IN_REVIEW
    at = page("sign_off", LENA.id, campaign=SLUG, item=id_)
    assert [control.value for control in at.segmented_control] == [None]
    assert desk_of.calls == []


def test_an_unanswered_question_has_no_answer_chosen(desk_of: FakeDesk, page: Open) -> None:
    at = page("sign_off", MARA.id, campaign=SLUG, item="M2")
    assert next(radio for radio in at.radio if radio.label == "Your answer").value is None


def test_the_machine_suggests_in_a_sentence(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = IN_REVIEW
    at = page("sign_off", LENA.id, campaign=SLUG, item="X3")
    assert "The measurements speak for Needs change: Women are reached 0.62× as often." in said(at)


def test_somebody_who_just_looks_gets_a_sentence_and_no_button(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = IN_REVIEW
    at = page("sign_off", campaign=SLUG)
    assert "You are just looking: say who you are" in said(at)
    assert "Lena Voss can sign." in said(at)
    assert not [label for label in buttons(at) if "…" in label]
    assert not at.segmented_control


def test_the_submitter_is_told_why_she_may_not_sign_and_who_can(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = IN_REVIEW
    at = page("sign_off", MARA.id, campaign=SLUG)
    assert "Mara Lund is marketing manager; only others can approve. Lena Voss can sign." in said(at)
    assert "Approve…" not in buttons(at)
    assert {"Take back…", "Withdraw…"} <= set(buttons(at))


def test_a_lead_who_prepared_the_round_gets_no_approve_button(desk_of: FakeDesk, page: Open) -> None:
    both = Person(MARA.id, MARA.name, (*MARA.roles, *LENA.roles), "Marketing")
    desk_of.everybody, desk_of.sheet_of = [LENA, both], IN_REVIEW
    at = page("sign_off", both.id, campaign=SLUG)
    assert "Mara Lund submitted it, so somebody else must sign." in said(at)
    assert "Approve…" not in buttons(at)


def test_the_lead_sees_every_decision_and_what_is_in_the_way(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = partial(IN_REVIEW, approve_problems=("X3: not judged yet.", "M2: not judged yet."))
    at = page("sign_off", LENA.id, campaign=SLUG)
    assert {"Request changes…", "Reject…", "Approve…"} <= set(buttons(at))
    assert next(entry for entry in at.button if entry.label == "Approve…").disabled
    assert "You sign as ethics lead. 2 points in the way of an approval." in said(at)
    assert "X3: not judged yet." in said(at)


def test_the_high_tier_says_which_signature_this_is(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = partial(IN_REVIEW, tier=Tier.HIGH)
    assert "You sign as ethics lead, first of two." in said(page("sign_off", LENA.id, campaign=SLUG))
    first = decision().signatures
    desk_of.sheet_of = partial(IN_REVIEW, tier=Tier.HIGH, signatures=first)
    text = said(page("sign_off", LENA.id, campaign=SLUG))
    assert "High tier, 2 people sign: some checks could not run" in text
    assert "✓ Signed by Lena Voss, 1 of 2" in text
    assert "You sign as ethics lead, second of two." in text


def test_what_waits_comes_first_and_the_rest_is_folded(desk_of: FakeDesk, page: Open) -> None:
    items = (X3, carried(X7), M1, judged(M2), judged(M4, ItemVerdict.NEEDS_CHANGE, "Name the advertiser."))
    desk_of.sheet_of = partial(IN_REVIEW, items=items)
    at = page("sign_off", LENA.id, campaign=SLUG)
    assert "Judged 3 of 5 · 1 carried, evidence identical" in said(at)
    assert "Waiting for you (1)" in [head.value for head in at.subheader]
    folds = [fold.label for fold in at.expander]
    for label in ("✓ 1 suggested as OK: show", "✓ 1 judged", "✓ 1 carried, evidence identical"):
        assert label in folds
    assert "✕ 1 judged, in the way of an approval" in folds
    assert "– 1 question not asked" in folds


def test_a_reopened_question_shows_then_and_now_and_a_carried_one_says_so(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = partial(
        sheet, state=APPROVED, against="stale", items=(reopened(X3), carried(M1)), rounds=(round_(1, decision()),)
    )
    at = page("sign_off", LENA.id, campaign=SLUG, item="X3")
    text = said(at)
    assert "The approval no longer holds" in text
    assert "Reopens 2 questions:" in text
    assert "**↺ Reopened:** Lena Voss said OK in round 1." in text
    assert "Settings: South · age: 18-65+ → 18-54" in text
    assert "Women are reached 0.62× as often: outcome passed → flagged" in text
    text = said(page("sign_off", LENA.id, campaign=SLUG, item="M1"))
    assert "**✓ Carried:** OK by Lena Voss, round 1, evidence identical." in text


def test_an_asked_change_comes_first_for_the_submitter(desk_of: FakeDesk, page: Open) -> None:
    asked = reopened(X3, ItemVerdict.NEEDS_CHANGE, X3.evidence, "Let it run for everybody.")
    ended = decision(Event.REQUEST_CHANGES, "See question X3.")
    desk_of.sheet_of = partial(
        sheet,
        state=CampaignState.CHANGES_REQUESTED,
        items=(M2, asked, answered(M4)),
        rounds=(round_(1, ended),),
    )
    at = page("sign_off", MARA.id, campaign=SLUG)
    assert at.query_params["item"] == ["X3"] or at.query_params["item"] == "X3"
    text = said(at)
    assert "Answered 1 of 2 · a change is asked for in 1" in text
    assert "**Lena Voss wrote:** See question X3." in text
    assert "**↺ Change asked for:** Lena Voss, round 1." in text
    assert "“Let it run for everybody.”" in text


def test_evidence_without_a_measure_says_that_it_is_declared(desk_of: FakeDesk, page: Open) -> None:
    desk_of.archive.tables = {"M2": ("creative", "campaign")}
    at = page("sign_off", campaign=SLUG, item="M2")
    assert "No file carries this: the answer is declared, not measured." in said(at)
    assert "Ad texts: none in the files." in said(at)


def test_evidence_with_a_measure_shows_limit_and_computation(desk_of: FakeDesk, page: Open) -> None:
    at = page("sign_off", campaign=SLUG, item="X3")
    assert "Limit: flagged below 0.80 when statistically clear · convention." in said(at)
    assert any("sum(impressions)" in block.value for block in at.code)
    assert "Not yet delivered" in said(page("sign_off", campaign=SLUG, item="X7"))


def test_the_address_names_the_open_question(desk_of: FakeDesk, page: Open) -> None:
    at = page("sign_off", campaign=SLUG, item="Z9")
    assert "Question Z9 is not asked of this campaign." in said(at)
    assert "Evidence for X3" in said(at)


def test_an_approval_leads_to_its_record_and_conditions_are_confirmed_by_others(desk_of: FakeDesk, page: Open) -> None:
    own = condition("r1-2", owner=LENA.name)
    late = condition("r1-3", due=LONG_AGO)
    desk_of.archive.contents = {1: {"schema": "aboveboard-record-1"}}
    desk_of.sheet_of = partial(
        sheet, state=APPROVED, rounds=(round_(1, decision()),), conditions=(condition(), own, late)
    )
    at = page("sign_off", LENA.id, campaign=SLUG)
    assert "The approval holds until" in said(at)
    assert [entry.key for entry in at.button if entry.label == "Confirm…"] == ["confirm_r1-1", "confirm_r1-3"]
    assert "**≠ Overdue:** Import the delivery of the second month" in said(at)
    assert "Confirm…" not in buttons(page("sign_off", MARA.id, campaign=SLUG))


def test_texts_of_others_are_shown_as_they_are(desk_of: FakeDesk, page: Open) -> None:
    bad = "![x](http://evil.example/p.png) <b>:red[bold]</b>"
    desk_of.sheet_of = partial(
        IN_REVIEW, items=(judged(answered(M2, text=bad), ItemVerdict.NEEDS_CHANGE, bad), reopened(X3, text=bad))
    )
    for id_ in ("M2", "X3"):
        at = page("sign_off", campaign=SLUG, item=id_)
        shown = [str(line.value) for line in (*at.markdown, *at.caption)]
        assert any(r"\!\[x\]\(http\:" in line for line in shown)
        assert not any("![x](http" in line for line in shown)
