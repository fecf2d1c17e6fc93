"""The dialogs of a decision: what is shown before signing, and what reaches the desk."""

from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from aboveboard.desk import Ask
from aboveboard.model import CampaignState, Condition, ConditionCheck, Event, ItemVerdict, NotReady
from aboveboard.ui import words
from tests.pages.conftest import Open
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import SLUG
from tests.pages.invented import review
from tests.pages.sheets import LENA, M1, M2, MARA, SOON, X3, condition, decision, judged, round_, sheet
from tests.pages.test_pages import said

WITH_REASON = "Two ad sets were paused, so the share says little."
READY = (judged(X3, ItemVerdict.OK, WITH_REASON), judged(M1))
IN_REVIEW = partial(sheet, state=CampaignState.IN_REVIEW, rounds=(round_(),), items=READY)


@pytest.fixture(autouse=True)
def one_campaign(desk_of: FakeDesk) -> None:
    desk_of.reviews = {SLUG: review()}
    desk_of.sheet_of = IN_REVIEW


def opened(at: AppTest, label: str) -> AppTest:
    """AppTest keeps a dialog for the one run in which its button was pressed."""
    return next(button for button in at.button if button.label == label).click().run()


def pressed(at: AppTest, label: str, confirm: str, **texts: str) -> AppTest:
    """Opens the dialog, fills in fields by their label and presses its button."""
    at = opened(at, label)
    for field in (*at.text_area, *at.text_input):
        if field.label in texts:
            field.input(texts[field.label])
    next(button for button in at.button if button.label == label).click()
    return next(button for button in at.button if button.label == confirm).click().run()


def test_approving_shows_risks_conditions_expiry_and_the_sentence_that_is_signed(page: Open) -> None:
    text = said(opened(page("sign_off", LENA.id, campaign=SLUG), "Approve…"))
    assert "**1 flagged point accepted with a reason**" in text
    assert WITH_REASON in text
    assert "**Evidence:** Not ready to submit: 1 blocker" in text
    assert "**You sign:** I looked at the evidence with fingerprint a1b2c3d4" in text
    assert "I did not submit or prepare this round" in text
    assert "The approval holds until" in text
    assert "Not independent: local mode." in text


def test_approving_hands_comment_and_conditions_to_the_desk(desk_of: FakeDesk, page: Open) -> None:
    at = page("sign_off", LENA.id, campaign=SLUG)
    texts = {"Condition": "Import the second month", "Owner": "Mara Lund", "Due, year-month-day": "2026-12-31"}
    pressed(at, "Approve…", "Sign and approve", **texts)
    (call,) = desk_of.calls
    assert call[:3] == ("decide", SLUG, Event.APPROVE)
    assert isinstance(call[5], tuple)
    ask = call[5][0]
    assert isinstance(ask, Ask)
    assert (ask.text, ask.owner, str(ask.due)) == ("Import the second month", "Mara Lund", "2026-12-31")
    assert call[6]


def test_a_condition_without_a_valid_date_signs_nothing(desk_of: FakeDesk, page: Open) -> None:
    texts = {"Condition": "Import the second month", "Due, year-month-day": "soon"}
    at = pressed(page("sign_off", LENA.id, campaign=SLUG), "Approve…", "Sign and approve", **texts)
    assert "“soon” is no date." in said(at)
    assert desk_of.calls == []


def test_what_the_desk_refuses_is_said_in_the_dialog(desk_of: FakeDesk, page: Open) -> None:
    desk_of.refuses = NotReady("Not ready to approve", "M2: not judged yet.")
    at = pressed(page("sign_off", LENA.id, campaign=SLUG), "Approve…", "Sign and approve")
    assert "Not ready to approve. M2: not judged yet." in said(at)
    assert not at.exception


def test_every_condition_the_approval_would_carry_is_listed(desk_of: FakeDesk, page: Open) -> None:
    delivery = Condition("r1-delivery", "Delivery export by day 3", MARA.name, SOON, ConditionCheck.DELIVERY)
    claim = Condition("r1-m2", "Take the claim out", MARA.name, SOON, ConditionCheck.ATTEST, item="M2")
    desk_of.sheet_of = partial(IN_REVIEW, would_carry=(claim, delivery))
    text = said(opened(page("sign_off", LENA.id, campaign=SLUG), "Approve…"))
    assert f"- M2: Take the claim out, owner {MARA.name}, due {words.day(SOON)}" in text
    assert f"- Delivery export by day 3, owner {MARA.name}, due {words.day(SOON)}" in text


@pytest.mark.parametrize(
    ("label", "confirm", "event", "by"),
    [
        ("Request changes…", "Request changes", Event.REQUEST_CHANGES, LENA),
        ("Reject…", "Reject", Event.REJECT, LENA),
        ("Take back…", "Take back", Event.RECALL, MARA),
        ("Withdraw…", "Withdraw", Event.WITHDRAW, MARA),
    ],
)
def test_every_other_decision_carries_its_reason(
    label: str, confirm: str, event: Event, by: object, desk_of: FakeDesk, page: Open
) -> None:
    name, id_ = (LENA.name, LENA.id) if by is LENA else (MARA.name, MARA.id)
    pressed(page("sign_off", id_, campaign=SLUG), label, confirm, Reason="The landing page is not ready.")
    (call,) = desk_of.calls
    assert call[:5] == ("decide", SLUG, event, name, "The landing page is not ready.")


def test_requesting_changes_lists_the_questions_or_asks_for_one(desk_of: FakeDesk, page: Open) -> None:
    at = opened(page("sign_off", LENA.id, campaign=SLUG), "Request changes…")
    assert any("No question is marked" in line.value for line in at.warning)
    desk_of.sheet_of = partial(IN_REVIEW, items=(judged(M2, ItemVerdict.NEEDS_CHANGE, "Prove the claim."),))
    text = said(opened(page("sign_off", LENA.id, campaign=SLUG), "Request changes…"))
    assert "**M2** Prove the claim." in text


def test_reaffirming_says_that_the_end_stays(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = partial(
        sheet, state=CampaignState.APPROVED, against="stale", items=READY, rounds=(round_(1, decision()),)
    )
    text = said(opened(page("sign_off", LENA.id, campaign=SLUG), "Approve…"))
    assert "This reaffirms the approval; it still ends on" in text


def test_confirming_a_condition_says_how_it_was_met(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = partial(
        sheet, state=CampaignState.APPROVED, rounds=(round_(1, decision()),), conditions=(condition(),)
    )
    how = {"How was it met, and where was that seen?": "Seen in the export of 4 December."}
    pressed(page("sign_off", LENA.id, campaign=SLUG), "Confirm…", "Confirm as met", **how)
    (call,) = desk_of.calls
    assert call[:5] == ("confirm_condition", SLUG, "r1-1", "Lena Voss", "Seen in the export of 4 December.")
