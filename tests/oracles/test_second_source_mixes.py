"""Statistics of mixes, spreads and series twice: the project's function and its definition counted by brute force."""

import math
from itertools import combinations, permutations

import numpy as np
import pytest
from scipy import stats

from aboveboard.measures import (
    concentration,
    divergence,
    frequency_shapes,
    inequality,
    shares,
    trends,
)
from aboveboard.measures.ratios import Floats
from aboveboard.measures.reversal import guard
from tests.oracles.judged import TABLES, Z, draws


def mixes(seed: int, most: int = 60) -> list[tuple[Floats, Floats]]:
    draw, found = draws(seed), list[tuple[Floats, Floats]]()
    while len(found) < TABLES:
        a, b = draw.integers(0, most, (2, int(draw.integers(2, 8)))).astype(float)
        if a.sum() > 1 and b.sum() > 1:
            found.append((a, b))
    return found


def test_isolation_is_the_difference_of_what_people_of_two_groups_see() -> None:
    """Exposure by exposure: how much of the own group a person's topic holds, on average, in each group."""
    for a, b in mixes(11):
        share = [own / (own + other) if own + other else 0.0 for own, other in zip(a, b, strict=True)]
        firsts = [share[topic] for topic in range(len(a)) for _ in range(int(a[topic]))]
        seconds = [share[topic] for topic in range(len(a)) for _ in range(int(b[topic]))]
        ours = divergence.isolation(a, b)
        assert ours == pytest.approx(float(np.mean(firsts) - np.mean(seconds)), abs=1e-12)
        seen = np.array([a, b])[:, (a + b) > 0]
        if seen.shape[1] > 1:
            chi2 = stats.chi2_contingency(seen, correction=False).statistic
            assert ours == pytest.approx(chi2 / seen.sum(), abs=1e-12)


def test_information_is_a_sum_over_cells_and_three_entropies() -> None:
    draw = draws(12)
    for _ in range(TABLES):
        table = draw.integers(0, 40, (int(draw.integers(2, 5)), int(draw.integers(2, 7)))).astype(float)
        table[:, 0] += 1
        total, bits = table.sum(), 0.0
        for row in range(table.shape[0]):
            for column in range(table.shape[1]):
                if joint := table[row, column] / total:
                    alone = table[row].sum() / total * table[:, column].sum() / total
                    bits += joint * math.log2(joint / alone)
        assert divergence.mutual_information(table) == pytest.approx(bits, abs=1e-12)
        entropies = [float(stats.entropy(part, base=2)) for part in (table.sum(1), table.sum(0), table.ravel())]
        assert bits == pytest.approx(entropies[0] + entropies[1] - entropies[2], abs=1e-9)


def test_jensen_shannon_is_the_entropy_of_the_mean_less_the_mean_entropy() -> None:
    for a, b in mixes(13):
        p, q = a / a.sum(), b / b.sum()
        by_hand = stats.entropy((p + q) / 2, base=2) - (stats.entropy(p, base=2) + stats.entropy(q, base=2)) / 2
        assert divergence.jensen_shannon(a, b) == pytest.approx(float(by_hand), abs=1e-9)


def test_a_shift_is_the_largest_difference_of_any_set_of_groups() -> None:
    draw = draws(14)
    for _ in range(TABLES):
        p, q = draw.dirichlet([1] * int(draw.integers(2, 8)), 2)
        largest = max(
            abs(float((p[list(chosen)] - q[list(chosen)]).sum()))
            for size in range(1, len(p) + 1)
            for chosen in combinations(range(len(p)), size)
        )
        assert shares.total_variation(p, q) == pytest.approx(largest)


def test_concentration_is_the_chance_that_two_exposures_are_alike() -> None:
    for counts, _ in mixes(15, most=12):
        exposures = [topic for topic, count in enumerate(counts) for _ in range(int(count))]
        pairs = [one == other for one, other in combinations(exposures, 2)]
        assert concentration.hhi_unbiased(counts) == pytest.approx(float(np.mean(pairs)))
        with_itself = np.mean([one == other for one in exposures for other in exposures])
        assert concentration.hhi(counts) == pytest.approx(float(with_itself))


def test_effective_topics_add_the_term_of_miller_and_madow() -> None:
    for counts, _ in mixes(16, most=300):
        n, share = float(counts.sum()), counts[counts > 0] / counts.sum()
        nats = float(-(share * np.log(share)).sum())
        free = concentration.effective_topics(counts, n, 10**9)
        assert free.value == pytest.approx(math.exp(nats + (len(share) - 1) / (2 * n)))
        spread = math.sqrt(max(0.0, float((share * np.log(share) ** 2).sum()) - nats**2) / n)
        assert (free.low, free.high) == pytest.approx(
            (free.value * math.exp(-Z * spread), free.value * math.exp(Z * spread))
        )
        assert concentration.hill(counts, 1) == pytest.approx(math.prod(float(p) ** -float(p) for p in share))


def test_gini_and_theil_over_all_pairs_and_as_an_entropy() -> None:
    draw = draws(17)
    for _ in range(TABLES):
        values = np.floor(draw.lognormal(1, 1.3, int(draw.integers(2, 40)))) + (draw.random() < 0.5)
        if not values.sum():
            continue
        differences = np.mean([abs(one - other) for one in values for other in values])
        assert inequality.gini(values) == pytest.approx(float(differences) / (2 * values.mean()), abs=1e-12)
        share = values / values.sum()
        assert inequality.theil(values) == pytest.approx(math.log(len(values)) - float(stats.entropy(share)), abs=1e-9)


@pytest.mark.parametrize("points", [3, 4, 5, 6, 7])
def test_mann_kendall_counts_every_order_of_a_short_series(points: int) -> None:
    draw = draws(points)
    at = np.arange(points, dtype=float)
    signs = [
        abs(sum(np.sign(order[j] - order[i]) for i, j in combinations(range(points), 2)))
        for order in permutations(range(points))
    ]
    for _ in range(12):
        values = draw.normal(size=points)
        own = abs(sum(np.sign(values[j] - values[i]) for i, j in combinations(range(points), 2)))
        found = trends.trend(at, values)
        assert found is not None
        assert found.p == pytest.approx(float(np.mean([sign >= own for sign in signs])))


def test_theil_sen_is_the_median_of_all_slopes() -> None:
    draw = draws(18)
    for _ in range(TABLES):
        at = np.sort(draw.choice(60, int(draw.integers(3, 15)), replace=False)).astype(float)
        values = draw.normal(size=len(at))
        found = trends.trend(at, values)
        slopes = [(values[j] - values[i]) / (at[j] - at[i]) for i, j in combinations(range(len(at)), 2)]
        assert found is not None
        assert found.slope == pytest.approx(float(np.median(slopes)))


def test_reversal_guard_by_the_sums_of_mantel_and_haenszel() -> None:
    draw = draws(19)
    for _ in range(TABLES):
        n, m = draw.integers(80, 900, (2, int(draw.integers(2, 6)))).astype(float)
        a, c = n * draw.uniform(0.2, 0.8, len(n)), m * draw.uniform(0.2, 0.8, len(n))
        a, c, total = np.floor(a), np.floor(c), n + m
        found = guard(a, n, c, m)
        assert found is not None
        assert found.strata == len(n)
        assert found.stratified == pytest.approx(float((a * m / total).sum() / (c * n / total).sum()))
        expected, hits = n * (a + c) / total, a + c
        variance = n * m * hits * (total - hits) / (total**2 * (total - 1))
        statistic = float((a - expected).sum()) ** 2 / float(variance.sum())
        assert found.p == pytest.approx(float(stats.chi2.sf(statistic, 1)), abs=1e-9)
        assert found.pooled == pytest.approx((a.sum() / n.sum()) / (c.sum() / m.sum()))


def test_tails_summed_over_showings() -> None:
    shown = np.arange(1, 4_000)
    for mean in draws(20).uniform(1.05, 30, 20):
        found = frequency_shapes.tail(float(mean))
        rate = frequency_shapes.poisson_rate(float(mean))
        everybody = frequency_shapes.negative_binomial_mean(float(mean))
        for chance, tail in (
            (stats.poisson.pmf(shown, rate), found.poisson),
            ((1 - 1 / mean) ** (shown - 1) / mean, found.geometric),
            (stats.nbinom.pmf(shown, 0.5, 0.5 / (0.5 + everybody)), found.negative_binomial),
        ):
            reached = chance / chance.sum()
            assert float((reached * shown).sum()) == pytest.approx(mean, rel=1e-5)
            assert float(reached[shown >= 8].sum()) == pytest.approx(tail, abs=1e-6)


def test_noncentral_bounds_put_the_statistic_at_their_own_quantiles() -> None:
    for a, b in mixes(22, most=400):
        statistic, _, degrees = divergence.chi2(np.array([a, b]))
        if not degrees or statistic < 1:
            continue
        low, high = divergence.noncentral_interval(statistic, degrees)
        assert float(stats.ncx2.cdf(statistic, degrees, high)) == pytest.approx(0.025, abs=1e-4)
        if low:
            assert float(stats.ncx2.cdf(statistic, degrees, low)) == pytest.approx(0.975, abs=1e-4)
