"""Sign-off: answers and verdicts are saved at once, said again only on purpose, and never on evidence that moved."""

from dataclasses import replace
from functools import partial

import pytest

from aboveboard.desk import Said
from aboveboard.model import ItemVerdict, NotReady
from tests.pages.conftest import Open
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import SLUG
from tests.pages.invented import review
from tests.pages.sheets import (
    LENA,
    M1,
    M2,
    MARA,
    X3,
    judged,
    reopened,
    sheet,
)
from tests.pages.test_pages import said
from tests.pages.test_sign_off_page import IN_REVIEW, button, buttons


@pytest.fixture(autouse=True)
def one_campaign(desk_of: FakeDesk) -> None:
    desk_of.reviews = {SLUG: review()}


def test_an_ok_that_needs_no_words_is_saved_at_once(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = IN_REVIEW
    at = page("sign_off", LENA.id, campaign=SLUG, item="M2")
    at.segmented_control[0].select(ItemVerdict.OK).run()
    (call,) = desk_of.calls
    assert call[0] == "judge"
    assert isinstance(call[2], Said)
    assert (call[2].item, call[2].value, call[3]) == ("M2", "ok", "Lena Voss")


def test_ok_against_a_flag_waits_for_the_reason(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = IN_REVIEW
    at = page("sign_off", LENA.id, campaign=SLUG, item="X3")
    at = at.segmented_control[0].select(ItemVerdict.OK).run()
    assert desk_of.calls == []
    assert "The measurement says otherwise: write why it is still right." in said(at)
    at.text_area[0].input("Two ad sets were paused in the first week.").run()
    button(at, "Save")
    assert [(call[2].text, call[2].value) for call in desk_of.calls if isinstance(call[2], Said)] == [
        ("Two ad sets were paused in the first week.", "ok")
    ]


def test_what_cannot_be_saved_is_said_beside_it_and_the_text_is_kept(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = IN_REVIEW
    desk_of.refuses = NotReady("This cannot be saved yet", "X3: write at least 40 characters.")
    at = page("sign_off", LENA.id, campaign=SLUG, item="X3")
    at = at.segmented_control[0].select(ItemVerdict.NEEDS_CHANGE).run()
    at = at.text_area[0].input("Too short").run()
    at = button(at, "Save")
    assert "This cannot be saved yet. X3: write at least 40 characters." in said(at)
    assert at.text_area[0].value == "Too short"
    assert not at.exception


def test_a_repeated_click_carries_the_same_id_and_another_text_another(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = IN_REVIEW
    at = page("sign_off", LENA.id, campaign=SLUG, item="X3")
    at = at.segmented_control[0].select(ItemVerdict.NEEDS_CHANGE).run()
    at = at.text_area[0].input("Let it run for everybody.").run()
    at = button(button(at, "Save"), "Save")
    at = at.text_area[0].input("Let it run for everybody for two weeks.").run()
    button(at, "Save")
    ids = [call[2].client_id for call in desk_of.calls if isinstance(call[2], Said)]
    assert len(ids) == 3
    assert len(set(ids)) == 2


def test_a_verdict_carries_the_evidence_that_was_on_the_screen(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = IN_REVIEW
    at = page("sign_off", LENA.id, campaign=SLUG, item="M2")
    desk_of.sheet_of = partial(IN_REVIEW, items=(replace(M2, evidence="newer"),))
    at.segmented_control[0].select(ItemVerdict.OK).run()
    [said_by] = [call[2] for call in desk_of.calls if isinstance(call[2], Said)]
    assert said_by.seen == M2.evidence


def test_a_submission_carries_the_evidence_that_was_on_the_screen(desk_of: FakeDesk, page: Open) -> None:
    at = page("sign_off", MARA.id, campaign=SLUG)
    shown = desk_of.sheet_of(MARA).fingerprint
    desk_of.sheet_of = partial(sheet, fingerprint="ffff0000")
    button(at, "Submit for review")
    assert desk_of.seen == [shown]


def test_saving_what_is_saved_already_is_no_second_verdict(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = partial(IN_REVIEW, items=(judged(M2, text="Looked at it."),))
    at = button(page("sign_off", LENA.id, campaign=SLUG, item="M2"), "Save")
    assert desk_of.calls == []
    at = at.text_area[0].input("Looked at it twice.").run()
    button(at, "Save")
    assert len(desk_of.calls) == 1


def test_saved_shows_the_moment_from_the_store(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = partial(IN_REVIEW, items=(judged(M2),))
    at = page("sign_off", LENA.id, campaign=SLUG, item="M2")
    assert at.segmented_control[0].value == ItemVerdict.OK
    assert "Saved 14:02:07 UTC by Lena Voss" in said(at)


def test_suggested_ones_are_listed_and_confirmed_by_one_click(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = IN_REVIEW
    at = page("sign_off", LENA.id, campaign=SLUG)
    button(at, "Confirm this one as OK")
    (call,) = desk_of.calls
    assert call[0] == "judge"
    assert isinstance(call[2], list)
    assert [(entry.item, entry.value, entry.text) for entry in call[2]] == [("M1", "ok", "[Confirmed in one step: M1]")]


def test_flagged_and_reopened_questions_are_never_confirmed_together(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = partial(IN_REVIEW, items=(X3, reopened(M1)))
    at = page("sign_off", LENA.id, campaign=SLUG)
    assert not [label for label in buttons(at) if label.startswith("Confirm")]
    assert "Waiting for you (2)" in [head.value for head in at.subheader]


def test_an_answer_that_needs_nothing_is_saved_at_once(desk_of: FakeDesk, page: Open) -> None:
    at = page("sign_off", MARA.id, campaign=SLUG, item="M2")
    next(radio for radio in at.radio if radio.label == "Your answer").set_value("no_claims").run()
    (call,) = desk_of.calls
    assert call[0] == "answer"
    assert isinstance(call[2], Said)
    assert (call[2].item, call[2].value, call[3]) == ("M2", "no_claims", "Mara Lund")


def test_a_condition_asks_for_owner_and_an_iso_date(desk_of: FakeDesk, page: Open) -> None:
    at = page("sign_off", MARA.id, campaign=SLUG, item="M2")
    at = next(radio for radio in at.radio if radio.label == "Your answer").set_value("yes_with_conditions").run()
    assert desk_of.calls == []
    at.text_area[0].input("Take the claim out")
    field = {entry.label: entry for entry in at.text_input}
    field["Owner"].input("Tom")
    field["Due, year-month-day"].input("31.12.2026").run()
    at = button(at, "Save")
    assert "“31.12.2026” is no date. Write year-month-day, for example 2026-12-31." in said(at)
    at = next(e for e in at.text_input if e.label == "Due, year-month-day").input("2026-12-31").run()
    button(at, "Save")
    saved = next(call[2] for call in desk_of.calls if isinstance(call[2], Said))
    assert (saved.owner, str(saved.due), saved.text) == ("Tom", "2026-12-31", "Take the claim out")


def test_submit_is_closed_with_its_reasons_and_opens_without(desk_of: FakeDesk, page: Open) -> None:
    desk_of.sheet_of = partial(sheet, submit_problems=("2 questions wait for an answer: M2, M4.",))
    at = page("sign_off", MARA.id, campaign=SLUG)
    assert next(entry for entry in at.button if entry.label == "Submit for review").disabled
    assert "2 questions wait for an answer: M2, M4." in said(at)
    desk_of.sheet_of = sheet
    at = button(page("sign_off", MARA.id, campaign=SLUG), "Submit for review")
    (call,) = desk_of.calls
    assert call[:3] == ("submit", SLUG, "Mara Lund")
    assert call[3]


def test_facts_no_file_carries_are_stated_by_the_submitter(desk_of: FakeDesk, page: Open) -> None:
    at = page("sign_off", MARA.id, campaign=SLUG)
    next(radio for radio in at.radio if radio.label.startswith("Is any ad made")).set_value("no").run()
    next(entry for entry in at.text_input if entry.label.startswith("First day")).input("2026-12-01").run()
    assert desk_of.calls == [
        ("declare", SLUG, "has_ai_content", "no", "Mara Lund"),
        ("declare", SLUG, "launch", "2026-12-01", "Mara Lund"),
    ]
    assert "What no file can tell: 0 of 4 stated" in [fold.label for fold in at.expander]


def test_nobody_else_states_facts(desk_of: FakeDesk, page: Open) -> None:
    for by in ("", LENA.id):
        assert not page("sign_off", by, campaign=SLUG).radio
