"""What breaks an approval, and exactly which questions it reopens."""

from dataclasses import replace
from typing import Any

import pytest

from aboveboard.model import AdText, Against, Measurement, Origin, Outcome, Scope, Severity, Snapshot, Status
from aboveboard.signoff.staleness import against
from tests.unit.signoff.made import CHECKLIST, LIMITS, cell, finding, setting, snapshot

MALE = cell(segment="gender=male", impressions=400, reach=200)


def broken(then: Snapshot, now: Snapshot) -> tuple[Against, ...]:
    return against(then, now, CHECKLIST.items, LIMITS)


def figure(value: float) -> Measurement:
    return Measurement("exclusions.delivery", "impact_ratio", "c", Scope.SEGMENT, Status.MEASURED, value=value)


def test_nothing_moved_breaks_nothing() -> None:
    assert broken(snapshot(), snapshot(number=2)) == ()


def test_a_changed_setting_reopens_the_questions_that_rest_on_settings() -> None:
    [reason] = broken(snapshot(), snapshot(settings=(setting("18-44"),)))
    assert "18-65+ → 18-44" in reason.text
    assert set(reason.items) == {item.id for item in CHECKLIST.items if "targeting" in item.inputs}


def test_another_ad_text_reopens_the_questions_that_rest_on_texts() -> None:
    [reason] = broken(snapshot(), snapshot(texts=(AdText("Ad", headline="Last chance"),)))
    assert set(reason.items) == {item.id for item in CHECKLIST.items if "creative" in item.inputs}


@pytest.mark.parametrize(("impressions", "breaks"), [(606, False), (612, False), (621, True), (700, True)])
def test_history_may_be_restated_by_two_percent(impressions: float, breaks: bool) -> None:
    then = snapshot(measurements=(figure(0.9),))
    now = snapshot(measurements=(figure(0.91),), cells=(cell(impressions=impressions, reach=300), MALE))
    reasons = broken(then, now)
    assert bool(reasons) is breaks
    if breaks:
        assert set(reasons[0].items) == {
            item.id for item in CHECKLIST.items if "exclusions.delivery" in item.depends_on
        }


def test_clicks_may_be_restated_freely() -> None:
    then, now = (snapshot(cells=(cell(impressions=600, clicks=clicks),)) for clicks in (10, 30))
    assert broken(then, now) == ()


@pytest.mark.parametrize(
    ("then", "now", "breaks"),
    [
        (Outcome.PASSED, Outcome.FLAGGED, True),
        (Outcome.WATCH, Outcome.FLAGGED, True),
        (Outcome.PASSED, Outcome.NOT_SUPPLIED, True),
        (Outcome.FLAGGED, Outcome.PASSED, False),
        (Outcome.NOT_SUPPLIED, Outcome.PASSED, False),
        (Outcome.NOT_SUPPLIED, Outcome.FLAGGED, True),
        (Outcome.PASSED, Outcome.WATCH, False),
    ],
)
def test_only_an_outcome_that_got_worse_breaks_an_approval(then: Outcome, now: Outcome, breaks: bool) -> None:
    check = "exclusions.delivery.gender"
    reasons = broken(snapshot(findings=(finding(check, then),)), snapshot(findings=(finding(check, now),)))
    assert bool(reasons) is breaks
    if breaks:
        assert "X3" in reasons[0].items
        assert "P2" not in reasons[0].items


@pytest.mark.parametrize(("ratio", "breaks"), [(0.95, False), (1.0, False), (1.1, True), (0.7, True)])
def test_a_ratio_may_move_by_fifteen_percent(ratio: float, breaks: bool) -> None:
    then, now = (
        snapshot(findings=(finding("exclusions.delivery.gender", Outcome.PASSED, value),)) for value in (0.9, ratio)
    )
    assert bool(broken(then, now)) is breaks


@pytest.mark.parametrize(("origin", "breaks"), [(Origin.LAW, True), (Origin.OUR_DEFAULT, False)])
def test_only_a_binding_limit_breaks_an_approval_when_it_changes(origin: Origin, breaks: bool) -> None:
    def made(limit: float, sha: str) -> Snapshot:
        checked = finding("exclusions.minors", Outcome.PASSED, 0.5, origin=origin, limit=limit)
        return snapshot(policy_sha256=sha, findings=(checked,))

    assert bool(broken(made(0.8, "a"), made(0.9, "b"))) is breaks


def test_another_statement_about_the_campaign_reopens_what_rests_on_it() -> None:
    [reason] = broken(snapshot(), snapshot(declared={"has_chatbot": "yes"}))
    assert set(reason.items) == {item.id for item in CHECKLIST.items if "campaign" in item.inputs}


@pytest.mark.parametrize("other", [{"number": 9}, {"app_version": "2"}, {"reason": "policy"}])
def test_what_is_no_evidence_breaks_nothing(other: dict[str, Any]) -> None:
    assert broken(snapshot(), replace(snapshot(), **other)) == ()


def test_a_new_blocker_is_told_with_its_check() -> None:
    bad = finding("personalization.sensitive_signals", Outcome.FLAGGED, 4.0, Severity.BLOCKER)
    good = finding("personalization.sensitive_signals", Outcome.PASSED, 2.0)
    texts = [reason.text for reason in broken(snapshot(findings=(good,)), snapshot(findings=(bad,)))]
    assert "Check personalization.sensitive_signals: passed → flagged" in texts
