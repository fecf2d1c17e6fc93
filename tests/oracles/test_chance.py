"""What chance alone does: the null tables N-1 to N-7, drawn or counted exactly with the project's functions."""

from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from aboveboard.measures import concentration, divergence, ratios, shares
from aboveboard.measures.families import BaseKind, Compared, compare
from aboveboard.measures.ratios import FOUR_FIFTHS, Floats
from tests.oracles.judged import outcome

DRAWS = 4_000
"""A share of .5 is then known to about ± .016 (95 %)."""


def even(seed: int, people: int, rate: float, groups: int) -> Floats:
    """Counts reached in campaigns without any difference."""
    return np.random.default_rng(seed).binomial(people, rate, (DRAWS, groups)).astype(float)


def compared(x: Floats, people: int) -> Compared:
    return compare(x, np.full(x.shape, float(people)), np.ones(x.shape, bool), BaseKind.COUNTS)


@pytest.mark.parametrize(
    ("people", "rate", "expected"),
    [(50, 0.1, 0.69), (200, 0.1, 0.45), (1_000, 0.1, 0.10), (1_000, 0.02, 0.47), (10_000, 0.02, 0.025)],
)
def test_n_1_equal_rates_often_look_below_four_fifths(people: int, rate: float, expected: float) -> None:
    low, high = (int(stats.binom.ppf(tail, people, rate)) for tail in (1e-9, 1 - 1e-9))
    counts = np.arange(low, high + 1)
    x, y = np.meshgrid(counts, counts)
    chance = stats.binom.pmf(x, people, rate) * stats.binom.pmf(y, people, rate)
    below = ratios.impact_ratio(np.minimum(x, y), np.maximum(x, y)) < FOUR_FIFTHS
    assert float(chance[below].sum()) == pytest.approx(expected, abs=0.006)


@pytest.mark.parametrize(("groups", "expected"), [(2, 0.24), (4, 0.64), (8, 0.94), (14, 0.996)])
def test_n_2_with_many_groups_some_cell_is_nearly_always_below(groups: int, expected: float) -> None:
    found = compared(even(2, 500, 0.1, groups), 500)
    assert float((found.ratio < FOUR_FIFTHS).any(axis=1).mean()) == pytest.approx(expected, abs=0.025)


def against_others(x: Floats, people: int) -> Floats:
    """Holm-adjusted p of each group against all others pooled."""
    rest, size = x.sum(axis=1, keepdims=True) - x, np.full(x.shape, float(people))
    return ratios.holm(ratios.pooled_p(x, size, rest, size * (x.shape[1] - 1)))


@pytest.mark.parametrize(
    ("people", "groups", "ratio_only", "unadjusted", "against_best", "all_pairs", "pooled"),
    [
        (500, 2, 0.25, 0.05, 0.05, 0.05, 0.02),
        (500, 4, 0.66, 0.20, 0.08, 0.04, 0.02),
        (500, 8, 0.94, 0.51, 0.12, 0.04, 0.02),
        (500, 14, 0.996, 0.78, 0.17, 0.03, 0.01),
        (2_000, 2, 0.02, 0.02, 0.02, 0.02, 0.02),
        (2_000, 4, 0.09, 0.09, 0.08, 0.04, 0.02),
        (2_000, 8, 0.27, 0.27, 0.13, 0.03, 0.02),
        (2_000, 14, 0.52, 0.52, 0.18, 0.04, 0.02),
    ],
)
def test_n_3_only_all_pairs_keeps_false_alarms_at_five_in_a_hundred(
    people: int,
    groups: int,
    ratio_only: float,
    unadjusted: float,
    against_best: float,
    all_pairs: float,
    pooled: float,
) -> None:
    x = even(3, people, 0.1, groups)
    found = compared(x, people)
    low = found.ratio < FOUR_FIFTHS
    is_reference = np.arange(groups) == found.reference[:, None]
    best_only = ratios.holm(np.where(is_reference, np.nan, found.p))

    def flagged(p: Floats) -> float:
        return float((low & (np.nan_to_num(p, nan=1.0) < 0.05)).any(axis=1).mean())

    # The reference gives .64 for four groups of 500 in N-2 and .66 here.
    assert float(low.any(axis=1).mean()) == pytest.approx(ratio_only, abs=0.035)
    assert flagged(found.p) == pytest.approx(unadjusted, abs=0.025)
    assert flagged(best_only) == pytest.approx(against_best, abs=0.02)
    assert flagged(found.p_adjusted) == pytest.approx(all_pairs, abs=0.012)
    assert flagged(found.p_adjusted) <= 0.055
    assert flagged(against_others(x, people)) == pytest.approx(pooled, abs=0.015)


BASES = {
    2: (0.5, 0.5),
    4: (0.60, 0.13, 0.19, 0.08),
    6: (0.09, 0.15, 0.15, 0.17, 0.18, 0.26),
}


@pytest.mark.parametrize(
    ("n", "groups", "mean", "p95", "above"),
    [
        (100, 2, 0.040, 0.100, 0.36),
        (100, 4, 0.059, 0.110, 0.59),
        (100, 6, 0.087, 0.140, 0.88),
        (300, 2, 0.023, 0.057, 0.09),
        (300, 4, 0.034, 0.063, 0.15),
        (300, 6, 0.051, 0.080, 0.47),
        (1_000, 2, 0.013, 0.031, 0.002),
        (1_000, 4, 0.019, 0.035, 0.002),
        (1_000, 6, 0.028, 0.044, 0.016),
        (5_000, 2, 0.006, 0.014, 0),
        (5_000, 4, 0.008, 0.015, 0),
        (5_000, 6, 0.012, 0.020, 0),
    ],
)
def test_n_4_a_small_delivery_looks_shifted_by_chance(
    n: int, groups: int, mean: float, p95: float, above: float
) -> None:
    base = np.array(BASES[groups])
    counts = np.random.default_rng(4).multinomial(n, base, size=DRAWS)
    drawn = np.array([shares.total_variation(row / n, base) for row in counts])
    assert float(drawn.mean()) == pytest.approx(mean, abs=0.002)
    assert float(np.quantile(drawn, 0.95)) == pytest.approx(p95, abs=0.004)
    # Unrounded, a part of the shifts of exactly .05 counts as above: at n = 100 those are a seventh of all draws.
    above_it, at_least = (float(found.mean()) for found in (drawn.round(6) > 0.05, drawn.round(6) >= 0.05))
    assert above_it - 0.02 <= above <= at_least + 0.02
    stated = shares.shift(np.asarray(counts[0], float), base)
    assert stated is not None
    assert stated.null_p95 == pytest.approx(p95, abs=0.004)


TRUE_RATIOS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@pytest.mark.parametrize(
    ("people", "flagged", "passed"),
    [
        (200, (0.48, 0.31, 0.18, 0.10, 0.06, 0.05), 0),
        (500, (0.86, 0.65, 0.39, 0.20, 0.08, 0.05), 0),
        (1_000, (0.99, 0.91, 0.68, 0.35, 0.12, 0.05), 0),
        (5_000, (1, 1, 0.98, 0.50, 0.03, 0), 0.92),
        (20_000, (1, 1, 1, 0.50, 0, 0), 1),
    ],
)
def test_n_6_how_often_a_true_ratio_is_flagged_and_an_even_one_passed(
    people: int, flagged: tuple[float, ...], passed: float
) -> None:
    draw = np.random.default_rng(6)
    for ratio, share in zip(TRUE_RATIOS, flagged, strict=True):
        x = draw.binomial(people, [[0.1 * ratio, 0.1]], (1_500, 2)).astype(float)
        found = compared(x, people)
        said = [{outcome(found, group, row) for group in (0, 1)} for row in range(len(x))]
        assert float(np.mean(["flagged" in row for row in said])) == pytest.approx(share, abs=0.04)
    # The last draws are even campaigns; the reference always passes, so both must.
    assert float(np.mean([row == {"passed"} for row in said])) == pytest.approx(passed, abs=0.03)


def echo_draws(first: int, second: int) -> list[tuple[Floats, Floats]]:
    draw = np.random.default_rng(7)
    mixes = [draw.multinomial(n, [1 / 20] * 20, size=1_500).astype(float) for n in (first, second)]
    return list(zip(*mixes, strict=True))


@pytest.mark.parametrize(
    ("first", "second", "mean", "formula", "p95"),
    [(100, 100, 0.0960, 0.0955, 0.148), (1_000, 1_000, 0.0095, 0.0095, 0.015), (1_000, 300, 0.0147, 0.0146, 0.023)],
)
def test_n_7_isolation_of_two_equal_mixes(first: int, second: int, mean: float, formula: float, p95: float) -> None:
    drawn = np.array([divergence.isolation(a, b) for a, b in echo_draws(first, second)])
    assert float(drawn.mean()) == pytest.approx(mean, rel=0.04)
    assert divergence.isolation_by_chance(20, first + second) == pytest.approx(formula, abs=5e-5)
    assert float(np.quantile(drawn, 0.95)) == pytest.approx(p95, rel=0.05)


def test_n_7_information_of_two_equal_mixes() -> None:
    drawn = [divergence.information(np.array(pair)) for pair in echo_draws(100, 100)]
    bits = [found.bits for found in drawn if found is not None]
    assert len(bits) == len(drawn)
    assert float(np.mean(bits)) == pytest.approx(0.0742, abs=0.002)
    # A draw that leaves a topic empty has one column less.
    assert max(found.bias for found in drawn if found is not None) == pytest.approx(0.0685, abs=5e-5)


def effective(topics: int, n: int) -> tuple[float, float, float]:
    """Mean of D1/K of an even mix: plug-in, corrected, and corrected without the cap at K."""
    drawn = np.random.default_rng(8).multinomial(n, [1 / topics] * topics, size=1_500).astype(float)
    plain = [concentration.hill(row, 1) for row in drawn]
    capped, free = ([concentration.effective_topics(row, n, most).value for row in drawn] for most in (topics, 10**6))
    return tuple(float(np.mean(values)) / topics for values in (plain, capped, free))  # type: ignore[return-value]


def test_n_7_the_plug_in_number_of_topics_is_too_small() -> None:
    plain, capped, free = effective(20, 100)
    assert (plain, free) == pytest.approx((0.905, 0.995), abs=0.004)
    assert plain < capped < 1
    assert effective(20, 1_000)[0] == pytest.approx(0.991, abs=0.002)


@pytest.mark.parametrize(
    ("topics", "expected"), [(5, (0.97, 0.99, 1.00)), (10, (0.92, 0.98, 1.00)), (20, (0.78, 0.95, 0.99))]
)
def test_n_7_ten_exposures_per_topic_are_the_least(topics: int, expected: tuple[float, ...]) -> None:
    found = [effective(topics, n)[1] for n in (20, 50, 200)]
    assert found == pytest.approx(expected, abs=0.012)
    assert all(fewer < more for fewer, more in pairwise(found))
