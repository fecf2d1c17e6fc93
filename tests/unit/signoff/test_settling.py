"""Answers and verdicts: what is asked for, what is refused, what is carried and what is asked again."""

from aboveboard.model import Answer, Finding, ItemVerdict, Kind, Outcome, Severity
from aboveboard.signoff import settling
from aboveboard.signoff.settling import ItemState, answer_problem, item_state, verdict_problem
from tests.unit.signoff.made import LONG, finding, given, item

FLAG = finding("exclusions.delivery.gender", Outcome.FLAGGED, 0.5, Severity.DECISION)
FINE = finding("exclusions.delivery.gender", Outcome.PASSED, 0.95)
BLOCKER = finding("personalization.sensitive_signals", Outcome.FLAGGED, 4.0, Severity.BLOCKER)


def state(name: str, *findings: Finding, given_: tuple[Answer, ...] = (), round_: int = 1) -> ItemState:
    asked = item(name)
    return item_state(asked, settling.evidence(asked, "e", findings, {}), given_, round_, 40)


def test_a_suggestion_follows_the_measurement_and_is_no_answer() -> None:
    assert state("X3", FINE).evidence.suggestion is ItemVerdict.OK
    assert state("X3", FLAG).evidence.suggestion is ItemVerdict.NEEDS_CHANGE
    assert state("X3").evidence.suggestion is None
    assert state("X3", FINE).verdict is None


def test_ok_against_a_flag_needs_a_written_reason() -> None:
    assert "at least 40 characters" in verdict_problem(state("X3", FLAG), ItemVerdict.OK, "fine", False, 40)
    assert verdict_problem(state("X3", FLAG), ItemVerdict.OK, LONG, False, 40) == ""
    assert verdict_problem(state("X3", FINE), ItemVerdict.OK, "", False, 40) == ""


def test_no_reason_overrides_an_open_blocker_on_a_hard_question() -> None:
    assert "must be mended" in verdict_problem(state("P2", BLOCKER), ItemVerdict.OK, LONG, False, 40)


def test_an_answer_that_stops_a_hard_question_cannot_be_judged_ok() -> None:
    stopped = state("X5", given_=(given("X5", "not_declared", Kind.ANSWER),))
    assert "stops an approval" in verdict_problem(stopped, ItemVerdict.OK, LONG, False, 40)


def test_a_condition_needs_text_owner_and_date() -> None:
    assert "owner and a due date" in verdict_problem(
        state("X3", FINE), ItemVerdict.OK_WITH_CONDITION, "Do it.", False, 40
    )
    assert "owner and a due date" in answer_problem(state("P1"), "yes_with_conditions", "", "", False, 40)


def test_cannot_tell_settles_only_with_an_accepted_risk_and_never_a_hard_question() -> None:
    assert settling.settles(item("X3"), given("X3", "cannot_tell", text=LONG), 40)
    assert not settling.settles(item("X3"), given("X3", "cannot_tell", text="no idea"), 40)
    assert not settling.settles(item("P2"), given("P2", "cannot_tell", text=LONG), 40)


def test_answers_ask_for_reason_or_proof() -> None:
    assert "at least 40" in answer_problem(state("P3"), "needed_as_is", "because", "", False, 40)
    assert "proof" in answer_problem(state("P3"), "reduced", "", "", False, 40)
    assert answer_problem(state("P3"), "reduced", "", "https://example.org/list", False, 40) == ""
    assert "is no answer" in answer_problem(state("P3"), "perhaps", "", "", False, 40)


def test_a_verdict_on_identical_evidence_is_carried_into_the_next_round() -> None:
    before = (given("X3", "ok"),)
    carried = state("X3", FINE, given_=before, round_=2)
    assert carried.carried
    assert carried.verdict is before[0]


def test_a_verdict_on_other_evidence_is_asked_again_with_then_and_now() -> None:
    reopened = state("X3", FINE, given_=(given("X3", "ok", evidence="older"),), round_=2)
    assert reopened.verdict is None
    assert reopened.reopened


def test_a_request_for_a_change_is_not_carried() -> None:
    again = state("X3", FINE, given_=(given("X3", "needs_change", text="Lift the cap."),), round_=2)
    assert again.verdict is None
    assert again.before is not None
    assert not again.reopened


def test_an_approval_within_limits_keeps_its_verdicts() -> None:
    asked = item("X3")
    known = settling.evidence(asked, "moved a little", (FINE,), {})
    kept = item_state(asked, known, (given("X3", "ok"),), 2, 40, within_limits=True)
    assert kept.verdict is not None


def test_nobody_submits_with_a_blocker_or_an_unanswered_question() -> None:
    problems = settling.submit_problems([state("P1"), state("X3", FLAG)], [BLOCKER])
    assert any(BLOCKER.headline in problem for problem in problems)
    assert any("P1" in problem and "X3" not in problem for problem in problems if "answer" in problem)


def test_nobody_approves_while_a_question_is_open() -> None:
    judged = state("X3", FINE, given_=(given("X3", "ok"),))
    assert settling.approve_problems([judged], 40) == ()
    assert settling.approve_problems([judged, state("M1")], 40) == ("M1: not judged yet.",)


def test_an_acceptance_against_a_flag_is_printed_as_override() -> None:
    [line] = settling.overrides([state("X3", FLAG, given_=(given("X3", "ok", text=LONG),))])
    assert LONG in line
