"""The verdict sentence and what moved: short, and without empty counts."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from aboveboard.judgement import judge, load, since, verdict
from aboveboard.model import Campaign, CampaignState, Change, ChangeKind, Finding, Outcome, Severity
from aboveboard.model.layout import POLICIES

POLICY = load(POLICIES / "baseline.yaml")
MISSING = judge(POLICY, Campaign("c", "C", None, CampaignState.DRAFT), ())
DAY = datetime(2026, 7, 14, tzinfo=UTC)
MOVED = (Change(ChangeKind.BASE, "exclusions.delivery.age", "population of France", "population of Germany"),)


def as_(outcome: Outcome, severity: Severity | None = None) -> Finding:
    return replace(MISSING[0], outcome=outcome, severity=severity, awaits_delivery=False)


def test_a_single_reason_is_not_repeated_in_brackets() -> None:
    said = verdict([as_(Outcome.NOT_SUPPLIED), as_(Outcome.NOT_SUPPLIED)]).sentence
    assert said.endswith("2 could not be checked: not in the data.")
    both = verdict([as_(Outcome.NOT_SUPPLIED), as_(Outcome.INSUFFICIENT)]).sentence
    assert both.endswith("2 could not be checked (1 too little data, 1 not in the data).")


def test_nothing_passed_is_not_counted() -> None:
    assert "passed" not in verdict([as_(Outcome.NOT_SUPPLIED)]).sentence
    assert verdict([as_(Outcome.FLAGGED, Severity.NOTE)]).sentence.endswith("1 note.")


@pytest.mark.parametrize(
    ("reason", "begin"),
    [("import", "Since your import of 14 July: "), ("population", "Since you chose another country: ")],
)
def test_what_moved_names_what_was_done(reason: str, begin: str) -> None:
    assert since((), (), MOVED, DAY, reason).startswith(begin)
    assert since((), (), (), DAY, reason) == f"{begin}nothing changed."
