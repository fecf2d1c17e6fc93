"""Ratios, intervals and tests against published or hand-worked answers; each test cites its oracle."""

import numpy as np
import pytest

from aboveboard.measures import ratios


def one(value: float) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.array([value], dtype=float)


def test_o02_a_ratio_of_four_fifths_is_not_below_it_by_floating_point() -> None:
    assert 0.44 / 0.55 < 0.8
    for low, high in ((44, 55), (4, 5), (8, 10), (36, 45), (72, 90)):
        assert float(ratios.impact_ratio(low / 100, high / 100)) == 0.8


def test_o03_twelve_of_forty_against_forty_eight_of_eighty() -> None:
    low, high = ratios.katz(one(12), one(40), one(48), one(80))
    assert (float(low[0]), float(high[0])) == pytest.approx((0.3014, 0.8294), abs=1e-4)
    assert float(ratios.pooled_p(one(12), one(40), one(48), one(80))[0]) == pytest.approx(0.0019458, rel=1e-3)
    assert ratios.newcombe(12, 40, 48, 80) == pytest.approx((-0.4559, -0.1108), abs=1e-4)


def test_o06_a_significant_difference_may_be_unimportant() -> None:
    low, high = ratios.katz(one(4900), one(10_000), one(5200), one(10_000))
    assert (float(low[0]), float(high[0])) == pytest.approx((0.9168, 0.9685), abs=1e-4)
    assert float(ratios.pooled_p(one(4900), one(10_000), one(5200), one(10_000))[0]) == pytest.approx(
        2.207e-5, rel=1e-3
    )


def test_o07_a_zero_count_gets_the_adjusted_interval() -> None:
    low, high = ratios.katz(one(0), one(20), one(5), one(20))
    assert (float(low[0]), float(high[0])) == pytest.approx((0.00537, 1.5399), abs=1e-4)


def test_o12_reach_against_population_shares() -> None:
    low, high = ratios.share_interval(one(1200), one(0.51), one(1800), one(0.49))
    assert (float(low[0]), float(high[0])) == pytest.approx((0.5954, 0.6891), abs=1e-4)
    assert float(ratios.binomial_p(one(1200), one(3000), one(0.51))[0]) == pytest.approx(1.3e-33, rel=0.1)


@pytest.mark.parametrize(
    ("count", "n", "expected"),
    [(81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605)), (0, 20, (0, 0.1611)), (10, 10, (0.7225, 1))],
)
def test_o13_wilson_intervals(count: int, n: int, expected: tuple[float, float]) -> None:
    assert ratios.wilson(count, n) == pytest.approx(expected, abs=1e-4)


def test_o14_newcombe_1998() -> None:
    assert ratios.newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=1e-4)


def test_o23_holm() -> None:
    assert list(ratios.holm([0.01, 0.02, 0.03, 0.04, 0.05])) == pytest.approx([0.05, 0.08, 0.09, 0.09, 0.09])


def test_o69_women_55_and_older_against_the_best_group() -> None:
    low, high = ratios.katz(one(2884), one(28_000), one(9000), one(36_000))
    assert (float(low[0]), float(high[0])) == pytest.approx((0.3963, 0.4284), abs=1e-4)


@pytest.mark.parametrize(("rate", "people"), [(0.01, 34_895), (0.1, 3205), (0.5, 388)])
def test_n5_people_needed_to_see_four_fifths(rate: float, people: int) -> None:
    assert ratios.needed_people(rate) == pytest.approx(people, abs=1)
