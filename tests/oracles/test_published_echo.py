"""Concentration and divergence against published or hand-worked answers; each test cites its oracle."""

import numpy as np
import pytest

from aboveboard.measures import concentration, divergence


def counts(*values: float) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.array(values, dtype=float)


@pytest.mark.parametrize(
    ("shares", "points", "normalised", "d1", "d2"),
    [
        ((30, 30, 20, 20), 2600, 0.0133, 3.9203, 3.8462),
        ((25, 20, 15, 10, 9, 8, 7, 6), 1580, 0.0377, 7.0782, 6.3291),
        ((50, 25, 12.5, 12.5), 3437.5, 0.125, 3.3636, 2.9091),
        ((20, 20, 20, 20, 20), 2000, 0, 5, 5),
        ((1, 0, 0, 0, 0), 10_000, 1, 1, 1),
    ],
)
def test_o34_one_distribution(
    shares: tuple[float, ...], points: float, normalised: float, d1: float, d2: float
) -> None:
    index = concentration.hhi(counts(*shares))
    assert index * 10_000 == pytest.approx(points)
    assert concentration.normalised(index, len(shares)) == pytest.approx(normalised, abs=5e-5)
    assert concentration.hill(counts(*shares), 1) == pytest.approx(d1, abs=5e-5)
    assert concentration.hill(counts(*shares), 2) == pytest.approx(d2, abs=5e-5)


def test_o34_a_single_topic_has_no_normalised_index() -> None:
    assert concentration.normalised(1.0, 1) is None


def test_o35_the_unbiased_index_of_a_small_sample() -> None:
    assert concentration.hhi(counts(5, 3, 2)) == pytest.approx(0.38)
    assert concentration.hhi_unbiased(counts(5, 3, 2)) == pytest.approx(0.3111, abs=5e-5)


@pytest.mark.parametrize(
    ("first", "second", "isolation", "adjusted", "dissimilarity"),
    [
        ((90, 10), (10, 90), 0.64, 0.63818, 0.8),
        ((70, 30), (50, 50), 0.041667, 0.036827, 0.2),
        ((80, 10, 10), (10, 10, 80), 0.544444, 0.539820, 0.7),
        ((300, 500, 200), (100, 120, 80), 0.0080261, 0.0064965, 0.1),
    ],
)
def test_o37_two_segments(
    first: tuple[float, ...], second: tuple[float, ...], isolation: float, adjusted: float, dissimilarity: float
) -> None:
    a, b = counts(*first), counts(*second)
    found = divergence.isolation(a, b)
    assert found == pytest.approx(isolation, abs=5e-6)
    people = float(a.sum() + b.sum())
    assert divergence.isolation_adjusted(found, len(first), people) == pytest.approx(adjusted, abs=5e-6)
    assert divergence.dissimilarity(a, b) == pytest.approx(dissimilarity)


def test_o38_disjoint_messages_share_nothing() -> None:
    assert divergence.jensen_shannon(counts(1, 0), counts(0, 1)) == pytest.approx(1)
    assert divergence.jensen_shannon(counts(0.5, 0.5, 0), counts(0, 0.5, 0.5)) == pytest.approx(0.5)


def test_o39_information_of_three_by_three() -> None:
    table = np.array([[40, 10, 0], [10, 30, 10], [0, 5, 45]], dtype=float)
    assert divergence.mutual_information(table) == pytest.approx(0.72619, abs=5e-6)


def test_o44_intervals_of_isolation() -> None:
    assert divergence.isolation_interval(counts(90, 10), counts(10, 90)) == pytest.approx((0.4375, 0.8810), abs=5e-4)
    assert divergence.isolation_interval(counts(70, 30), counts(50, 50)) == pytest.approx((0.0043, 0.1175), abs=5e-4)


def test_o47_equal_mixes_show_no_isolation() -> None:
    assert divergence.isolation(counts(100, 100), counts(50, 50)) == pytest.approx(0, abs=1e-12)
    assert divergence.isolation_adjusted(0.0, 2, 300) == 0


def test_p01_replication_leaves_the_index_unchanged() -> None:
    assert concentration.hhi(counts(5, 3, 2) * 1000) == pytest.approx(concentration.hhi(counts(5, 3, 2)))
