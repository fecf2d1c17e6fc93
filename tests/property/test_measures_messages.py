"""Laws of concentration and divergence that hold for every valid input."""

import math
from itertools import pairwise

import numpy as np
import pytest

from aboveboard.measures import concentration, divergence
from aboveboard.measures.ratios import Floats

DRAWS = 200


def tables(seed: int) -> list[Floats]:
    """Two groups over two to twelve topics, some of them empty."""
    draw = np.random.default_rng(seed)
    found: list[Floats] = []
    while len(found) < DRAWS:
        table = np.floor(draw.gamma(0.5, 200, (2, int(draw.integers(2, 13)))))
        if (table.sum(axis=1) > 1).all():
            found.append(table)
    return found


def test_p_01_repeating_every_row_leaves_the_indices_unchanged() -> None:
    for a, b in tables(1):
        assert concentration.hhi(a + b) == pytest.approx(concentration.hhi(5 * (a + b)))
        assert concentration.hill(a + b, 1) == pytest.approx(concentration.hill(5 * (a + b), 1))
        assert divergence.isolation(a, b) == pytest.approx(divergence.isolation(5 * a, 5 * b))
        assert divergence.dissimilarity(a, b) == pytest.approx(divergence.dissimilarity(5 * a, 5 * b))
        assert divergence.jensen_shannon(a, b) == pytest.approx(divergence.jensen_shannon(5 * a, 5 * b), abs=1e-12)


def test_p_02_the_order_of_topics_and_groups_changes_nothing() -> None:
    draw = np.random.default_rng(2)
    for a, b in tables(2):
        order = draw.permutation(len(a))
        assert divergence.isolation(a, b) == pytest.approx(divergence.isolation(b[order], a[order]), abs=1e-12)
        assert concentration.hill(a, 1) == pytest.approx(concentration.hill(a[order], 1))


def test_p_04_isolation_and_divergence_never_exceed_dissimilarity() -> None:
    for a, b in tables(4):
        s, d = divergence.isolation(a, b), divergence.dissimilarity(a, b)
        assert -1e-12 <= s <= d + 1e-12
        assert d <= 1 + 1e-12
        assert divergence.jensen_shannon(a, b) <= d + 1e-12


def test_p_05_isolation_is_chi_squared_over_n() -> None:
    for table in tables(5):
        statistic, _, _ = divergence.chi2(table)
        assert divergence.isolation(*table) == pytest.approx(statistic / table.sum(), abs=1e-9)


def test_p_06_proportional_rows_share_no_information() -> None:
    for a, _ in tables(6):
        assert divergence.mutual_information(np.array([a, 3 * a])) == pytest.approx(0, abs=1e-12)


def test_p_07_merging_topics_with_equal_proportions_keeps_isolation_and_lowers_the_effective_number() -> None:
    for a, b in tables(7):
        if a[0] + b[0] == 0:
            continue
        split = [np.concatenate([[row[0] / 2, row[0] / 2], row[1:]]) for row in (a, b)]
        assert divergence.isolation(*split) == pytest.approx(divergence.isolation(a, b), abs=1e-12)
        assert divergence.mutual_information(np.array(split)) == pytest.approx(
            divergence.mutual_information(np.array([a, b])), abs=1e-12
        )
        assert concentration.hill(a + b, 1) < concentration.hill(split[0] + split[1], 1)


def test_p_08_an_empty_topic_changes_only_what_counts_topics() -> None:
    for a, b in tables(8):
        wider = [np.append(row, 0.0) for row in (a, b)]
        assert concentration.hhi(wider[0]) == pytest.approx(concentration.hhi(a))
        assert concentration.entropy_bits(wider[0]) == pytest.approx(concentration.entropy_bits(a), abs=1e-12)
        assert divergence.isolation(*wider) == pytest.approx(divergence.isolation(a, b), abs=1e-12)
        before = concentration.normalised(concentration.hhi(a), len(a))
        after = concentration.normalised(concentration.hhi(a), len(a) + 1)
        assert before is not None
        assert after is not None
        assert after >= before - 1e-12


def test_p_09_hill_numbers_fall_with_their_order() -> None:
    for a, _ in tables(9):
        numbers = [concentration.hill(a, order) for order in (math.inf, 2, 1, 0)]
        assert all(low <= high + 1e-9 for low, high in pairwise(numbers))
        assert numbers[-1] <= len(a)


def test_intervals_hold_their_value() -> None:
    for a, b in tables(10):
        s = divergence.isolation(a, b)
        low, high = divergence.isolation_interval(a, b)
        assert low - 1e-9 <= max(s, low)
        assert 0 <= low <= high <= 1
        effective = concentration.effective_topics(a, float(a.sum()), len(a))
        assert effective.low <= effective.value <= effective.high
