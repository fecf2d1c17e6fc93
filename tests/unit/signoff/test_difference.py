"""One function answers every question about what changed."""

from dataclasses import replace
from datetime import UTC, datetime

from aboveboard.model import ChangeKind
from aboveboard.signoff import canonical, diff, fingerprint
from tests.unit.signoff.made import setting, snapshot


def test_the_same_evidence_taken_again_is_no_change() -> None:
    assert diff(snapshot(), snapshot(number=2, taken_at=datetime(2026, 9, 2, tzinfo=UTC))) == ()


def test_a_changed_setting_is_told_then_and_now() -> None:
    [change] = diff(snapshot(settings=(setting("18-44"),)), snapshot(settings=(setting("18-65+"),)))
    assert (change.kind, change.then, change.now) == (ChangeKind.SETTINGS, "18-44", "18-65+")


def test_another_reference_population_is_a_change_of_base() -> None:
    other = replace(snapshot().campaign, population="CH")
    assert [change.kind for change in diff(snapshot(), snapshot(campaign=other))] == [ChangeKind.BASE]


def test_a_fingerprint_depends_on_content_and_not_on_the_order_of_keys() -> None:
    assert fingerprint({"a": 1, "b": 2.0}) == fingerprint({"b": 2.0, "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})


def test_the_last_bits_of_a_sum_are_no_change() -> None:
    assert canonical(0.1 + 0.2) == canonical(0.3)
