"""Laws of spread, prices, trends, frequency and pairs that hold for every valid input."""

import math
from itertools import pairwise

import numpy as np
import pytest

from aboveboard.measures import (
    cost_blocks,
    frequency_shapes,
    given_groups,
    inequality,
    mix_distances,
    paired,
    trends,
)
from aboveboard.measures.ratios import Floats

DRAWS = 150


def spreads(seed: int) -> list[Floats]:
    """Reach of two to forty units with a heavy tail; some reached nobody."""
    draw = np.random.default_rng(seed)
    found_values: list[Floats] = []
    while len(found_values) < DRAWS:
        values = np.floor(draw.lognormal(1, 1.5, int(draw.integers(2, 40)))) * (draw.random() < 0.98)
        if values.sum() > 0:
            found_values.append(values)
    return found_values


def mixes(seed: int) -> list[tuple[Floats, Floats]]:
    draw = np.random.default_rng(seed)
    found_mixes: list[tuple[Floats, Floats]] = []
    for _ in range(DRAWS):
        a, b = np.floor(draw.gamma(0.5, 200, (2, int(draw.integers(2, 13)))))
        if a.sum() and b.sum():
            found_mixes.append((a, b))
    return found_mixes


def test_p_01_repeating_every_unit_leaves_the_uncorrected_indices_unchanged() -> None:
    for values in spreads(1):
        often = np.tile(values, 7)
        assert inequality.gini(often) == pytest.approx(inequality.gini(values))
        assert inequality.theil(often) == pytest.approx(inequality.theil(values), abs=1e-12)
        assert inequality.gini(7 * values) == pytest.approx(inequality.gini(values))
    for a, b in mixes(1):
        assert mix_distances.atkinson(5 * a, 5 * b) == pytest.approx(mix_distances.atkinson(a, b), abs=1e-12)
        assert mix_distances.isolation_weighted(5 * a, b) == pytest.approx(mix_distances.isolation_weighted(a, b))


def test_p_01_repeating_every_row_leaves_relative_prices_unchanged() -> None:
    draw = np.random.default_rng(2)
    for _ in range(DRAWS):
        money, units = draw.gamma(2, 50, (5, 4)), draw.integers(1, 9_000, (5, 4)).astype(float)
        once = cost_blocks.relative_cost(money, units)
        assert cost_blocks.relative_cost(np.tile(money, (3, 1)), np.tile(units, (3, 1))) == pytest.approx(once)


def test_p_02_order_changes_nothing() -> None:
    draw = np.random.default_rng(3)
    for values in spreads(3):
        order = draw.permutation(len(values))
        tiers = [str(number % 3) for number in range(len(values))]
        straight = inequality.theil_parts(values, tiers)
        mixed = inequality.theil_parts(values[order], [tiers[at] for at in order])
        assert inequality.gini(values[order]) == pytest.approx(inequality.gini(values))
        assert straight is not None
        assert mixed is not None
        assert (mixed.within, mixed.between) == pytest.approx((straight.within, straight.between), abs=1e-12)
    for a, b in mixes(3):
        assert mix_distances.atkinson(b, a) == pytest.approx(mix_distances.atkinson(a, b), abs=1e-12)


def test_p_10_bounds_of_gini_and_theil_and_their_parts() -> None:
    draw = np.random.default_rng(4)
    for values in spreads(4):
        n = len(values)
        gini, corrected, theil = inequality.gini(values), inequality.gini_corrected(values), inequality.theil(values)
        assert gini is not None
        assert corrected is not None
        assert theil is not None
        assert 0 <= gini <= (n - 1) / n + 1e-12
        assert gini <= corrected <= 1
        assert 0 <= theil <= math.log(n) + 1e-12
        parts = inequality.theil_parts(values, [str(tier) for tier in draw.integers(0, 4, n)])
        assert parts is not None
        assert min(parts.within, parts.between) >= 0
        assert parts.total == pytest.approx(theil, abs=1e-9)


def test_the_lorenz_curve_rises_below_the_diagonal() -> None:
    for values in spreads(5):
        curve = inequality.lorenz(values)
        assert curve is not None
        assert (np.diff(curve.held) >= -1e-12).all()
        assert (curve.held <= curve.units + 1e-12).all()
        assert inequality.top_share(values, len(values)) == pytest.approx(1)


def test_further_distances_stay_between_none_and_all() -> None:
    for a, b in mixes(6):
        assert 0 <= mix_distances.atkinson(a, b) <= 1 + 1e-12
        assert -1e-12 <= mix_distances.isolation_weighted(a, b) <= 1 + 1e-12
    draw = np.random.default_rng(6)
    for _ in range(DRAWS):
        first, second = ([str(name) for name in draw.integers(0, 5, int(draw.integers(1, 9)))] for _ in range(2))
        assert 0 <= mix_distances.ranked_distance(first, second) <= 1
        assert mix_distances.ranked_distance(first, first) == pytest.approx(0, abs=1e-6)


def test_a_trend_follows_its_sign() -> None:
    draw = np.random.default_rng(7)
    for _ in range(DRAWS):
        n = int(draw.integers(3, 20))
        values = draw.normal(size=n)
        up, down = trends.trend(np.arange(n, dtype=float), values), trends.trend(np.arange(n, dtype=float), -values)
        assert up is not None
        assert down is not None
        assert (up.slope, up.tau) == pytest.approx((-down.slope, -down.tau))
        assert up.p == pytest.approx(down.p)
        assert up.low - 1e-12 <= up.slope <= up.high + 1e-12
        assert up.p >= trends.least_p(n) - 1e-12


def test_tails_grow_with_frequency_and_never_exceed_their_bound() -> None:
    tails = [frequency_shapes.tail(mean) for mean in np.linspace(0.5, 30, 120)]
    for before, after in pairwise(tails):
        for name in ("poisson", "geometric", "negative_binomial", "bound"):
            assert getattr(before, name) <= getattr(after, name) + 1e-9
        assert 0 <= after.low <= after.high <= after.bound + 1e-9


def test_bounds_per_week_hold_for_every_window() -> None:
    for days in range(1, 60):
        low, high = frequency_shapes.per_week(9.0, days)
        assert low <= high
        assert 9.0 in (low, high)
    with pytest.raises(ValueError, match="at least one day"):
        frequency_shapes.per_week(9.0, 0)


def test_a_pair_mirrors() -> None:
    draw = np.random.default_rng(8)
    for _ in range(DRAWS):
        n, m = (int(draw.integers(5, 900)) for _ in range(2))
        x, y = int(draw.integers(0, n + 1)), int(draw.integers(0, m + 1))
        one, other = paired.compare(x, n, y, m), paired.compare(y, m, x, n)
        rest = paired.compare(n - x, n, m - y, m)
        assert one is not None
        assert other is not None
        assert rest is not None
        assert (one.difference, one.z) == pytest.approx((-other.difference, -other.z))
        assert one.p == pytest.approx(rest.p)
        assert 0 <= one.low <= one.share <= one.high <= 1
        assert one.difference_low - 1e-9 <= one.difference <= one.difference_high + 1e-9


def test_given_groups_lie_between_their_ends() -> None:
    draw = np.random.default_rng(9)
    people = {f"p{number}": str(number % 3) for number in range(30)}
    for _ in range(DRAWS):
        ties = [(f"p{a}", f"p{b}") for a, b in draw.integers(0, 35, (20, 2))]
        made = given_groups.external_internal(ties, people)
        assert made is None or -1 <= made.value <= 1
