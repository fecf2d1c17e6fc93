"""Delivery compared cell by cell: only what was said before and is said otherwise now is a restatement."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from aboveboard.model import Cell, ChangeKind
from aboveboard.signoff.delivered import compare
from tests.unit.signoff.made import cell


def kinds(then: Sequence[Cell], now: Sequence[Cell]) -> list[tuple[ChangeKind, float | None]]:
    return [(change.kind, change.share and round(change.share, 6)) for change in compare(then, now)]


def test_the_same_cells_in_another_order_are_no_change() -> None:
    cells = [cell(impressions=600), cell(segment="gender=male", impressions=400)]
    assert kinds(cells, cells[::-1]) == []


def test_a_restatement_says_which_share_of_the_figures_moved() -> None:
    then = [cell(impressions=600), cell(segment="gender=male", impressions=400)]
    now = [cell(impressions=630), cell(segment="gender=male", impressions=400)]
    assert kinds(then, now) == [(ChangeKind.RESTATED, 0.03)]


def test_moving_people_between_groups_counts_although_the_total_stays() -> None:
    then = [cell(impressions=600), cell(segment="gender=male", impressions=400)]
    now = [cell(impressions=550), cell(segment="gender=male", impressions=450)]
    assert kinds(then, now) == [(ChangeKind.RESTATED, 0.1)]


def test_new_days_with_equal_old_ones_extend_the_period() -> None:
    then = [cell(day=1, impressions=100)]
    now = [*then, cell(day=2, impressions=90)]
    assert kinds(then, now) == [(ChangeKind.PERIOD, None)]


def test_a_day_that_disappears_is_restated_whole() -> None:
    now = [cell(day=1, impressions=100)]
    then = [*now, cell(day=2, impressions=100)]
    assert kinds(then, now) == [(ChangeKind.RESTATED, 0.5)]


def test_new_days_do_not_hide_a_changed_old_one() -> None:
    then = [cell(day=1, impressions=100)]
    now = [cell(day=1, impressions=110), cell(day=2, impressions=90)]
    assert kinds(then, now) == [(ChangeKind.RESTATED, 0.1), (ChangeKind.PERIOD, None)]


def window(first: int, last: int, impressions: float) -> Cell:
    return replace(cell(impressions=impressions), date_from=date(2026, 9, first), date_to=date(2026, 9, last))


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (window(1, 28, impressions=200), ChangeKind.PERIOD),
        (window(1, 7, impressions=60), ChangeKind.RESTATED),
        (window(1, 28, impressions=80), ChangeKind.RESTATED),
    ],
    ids=["longer and more", "shorter", "longer and less"],
)
def test_a_report_without_days_is_longer_or_it_is_another_one(now: Cell, kind: ChangeKind) -> None:
    assert [change.kind for change in compare([window(1, 14, impressions=100)], [now])] == [kind]


def test_reach_is_compared_and_never_added() -> None:
    then = [cell(reach=300), cell(segment="gender=male", reach=200)]
    now = [cell(reach=330), cell(segment="gender=male", reach=200)]
    assert kinds(then, now) == [(ChangeKind.RESTATED, 0.06)]


def test_the_first_delivery_is_no_restatement() -> None:
    assert kinds([], [cell(impressions=10)]) == [(ChangeKind.DELIVERED, None)]


def test_another_breakdown_beside_the_first_is_no_restatement() -> None:
    then = [cell(impressions=600)]
    assert kinds(then, [*then, replace(then[0], grain="adset|region|", segment="region=Vaud")]) == []


def test_a_side_with_joined_cells_is_compared_coarsely() -> None:
    fine = [cell(impressions=600), cell(segment="gender=male", impressions=400)]
    assert kinds(fine, [cell(segment="", impressions=1000)]) == []
