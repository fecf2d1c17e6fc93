"""Published and recomputed answers for prices, pairs of campaigns, trends and frequency, cited by oracle id."""

from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint, proportions_ztest

from aboveboard.measures import cost_blocks, false_discovery, frequency_shapes, inequality, paired, ratios, trends
from aboveboard.measures.ratios import Floats
from aboveboard.model import Outcome
from tests.unit.measures.made import by_gender, deliver, one, suite, workspace
from tests.unit.measures.wiring import found, measured


def floats(*values: float) -> Floats:
    return np.array(values, float)


@pytest.mark.parametrize(("n", "z", "p"), [(1_000, 1.2649, 0.206), (250, 0.6325, 0.527)])
def test_o_11_people_not_impressions_carry_the_test(n: float, z: float, p: float) -> None:
    theirs = proportions_ztest(0.52 * n, n, 0.5, prop_var=0.5)
    assert theirs == pytest.approx((z, p), abs=1e-3)
    # One binomial count against a known share: the goodness-of-fit test of the shift is this z, squared.
    assert stats.chisquare([0.52 * n, 0.48 * n]).pvalue == pytest.approx(p, abs=1e-3)


def test_o_11_people_are_impressions_over_frequency_rounded_down() -> None:
    con = workspace("winter")
    deliver(con, by_gender(1_000, 1_000, metric="impressions", frequency=1.7))
    deliver(con, by_gender(9_000, 9_000, metric="impressions", frequency=1.7), campaign="winter")
    women = next(m for m in suite(con, "TL") if m.statistic == "impact_ratio" and m.segment == {"gender": "female"})
    assert women.figures["x_g"] == 588


def test_o_25_what_the_settings_did_and_what_delivery_did() -> None:
    con = workspace()
    for gender, people in (("female", 51_000), ("male", 49_000)):
        con.execute("INSERT INTO population VALUES ('XX', 'Otherland', ?, 18, NULL, ?)", [gender, people])
    rows = [
        {"unit": "Broad", "seg_gender": gender, "reach": reach, "eligible": eligible}
        for gender, reach, eligible in (("female", 400, 4_800), ("male", 600, 5_200))
    ]
    deliver(con, rows)
    women = one([m for m in suite(con, "XX") if m.measure == "exclusions.delivery"], "impact_ratio", gender="female")
    population, eligible, delivered = (
        women.figures[name] or 0.0 for name in ("population_share", "eligible_share", "delivered_share")
    )
    assert (population, eligible, delivered) == pytest.approx((0.51, 0.48, 0.40))
    effects = (eligible - population, delivered - eligible, delivered - population)
    assert effects == pytest.approx((-0.03, -0.08, -0.11))


def test_o_26_pair_test_and_its_overlapping_intervals() -> None:
    found_pair = paired.compare(620, 1_000, 540, 1_000)
    assert found_pair is not None
    assert (found_pair.z, found_pair.p) == pytest.approx((3.6244, 0.00029), abs=1e-5)
    assert (found_pair.low, found_pair.high) == pytest.approx((0.5798, 0.6586), abs=1e-4)
    assert (found_pair.other_low, found_pair.other_high) == pytest.approx((0.4993, 0.5802), abs=1e-4)
    assert found_pair.overlap
    # By hand: the same z from the pooled share, and the same bounds from the quadratic that Wilson solves.
    pooled = 1_160 / 2_000
    assert found_pair.z == pytest.approx(0.08 / np.sqrt(pooled * (1 - pooled) * 2 / 1_000))
    z = float(stats.norm.ppf(0.995))
    roots = np.roots([1 + z**2 / 1_000, -(2 * 0.62 + z**2 / 1_000), 0.62**2])
    assert sorted(roots.tolist()) == pytest.approx([found_pair.low, found_pair.high])
    assert proportion_confint(540, 1_000, alpha=0.01, method="wilson") == pytest.approx(
        (found_pair.other_low, found_pair.other_high)
    )


def test_o_27_relative_prices() -> None:
    money, units = floats(300, 200).reshape(1, 2), floats(100_000, 100_000).reshape(1, 2)
    assert cost_blocks.relative_cost(money, units).tolist() == pytest.approx([1.2, 0.8])
    con = workspace()
    rows = [
        {"unit": "Broad", "seg_gender": gender, "impressions": 100_000, "spend": spend}
        for gender, spend in (("female", 300), ("male", 200))
    ]
    deliver(con, rows)
    women = one(measured(con, "exclusions.cost"), "relative_cpm", gender="female")
    assert (women.figures["cost"], women.figures["cost_all"], women.value) == pytest.approx((3.0, 2.5, 1.2))


def test_the_block_bootstrap_is_resampling_days_by_hand() -> None:
    draw = np.random.default_rng(4)
    money, units = draw.gamma(5, 20, (20, 3)), draw.integers(1_000, 9_000, (20, 3)).astype(float)
    by_hand = []
    for _ in range(4_000):
        days = draw.integers(0, 20, 20)
        by_hand.append(cost_blocks.relative_cost(money[days], units[days]))
    bounds = cost_blocks.intervals(money, units)
    assert bounds is not None
    expected = np.quantile(np.array(by_hand), [0.025, 0.975], axis=0)
    assert np.array(bounds) == pytest.approx(expected, abs=0.02)


H = (1.95, 1.90, 1.70, 1.72, 1.50, 1.30)


def test_o_45_weekly_entropy_falls() -> None:
    found_trend = trends.trend(np.arange(6, dtype=float), floats(*H))
    assert found_trend is not None
    assert (found_trend.tau, found_trend.p) == pytest.approx((-0.8667, 0.0167), abs=1e-4)
    assert (found_trend.slope, found_trend.low, found_trend.high) == pytest.approx((-0.13, -0.21, -0.05))


def test_o_45_slope_and_tau_by_brute_force() -> None:
    found_trend = trends.trend(np.arange(6, dtype=float), floats(*H))
    assert found_trend is not None
    slopes = [(H[j] - H[i]) / (j - i) for i, j in combinations(range(6), 2)]
    assert found_trend.slope == pytest.approx(float(np.median(slopes)))
    concordant = sum(np.sign(H[j] - H[i]) for i, j in combinations(range(6), 2))
    assert found_trend.tau == pytest.approx(concordant / 15)


@pytest.mark.parametrize(("points", "p"), [(4, 0.0833), (5, 0.0167), (6, 0.00278), (8, 0.0000496)])
def test_o_46_smallest_p_that_a_short_series_can_give(points: int, p: float) -> None:
    assert trends.least_p(points) == pytest.approx(p, rel=3e-3)
    assert trends.least_p(points) == pytest.approx(2 / float(np.prod(np.arange(1, points + 1))))


def test_o_46_six_weeks_are_the_least_the_measure_takes() -> None:
    assert trends.trend(np.arange(6.0), np.full(6, 2.0)) == trends.Trend(0, 0, 0, 0, 1, 6, 2.0)
    assert trends.trend(np.arange(2.0), floats(1, 2)) is None


TAILS = [
    (2, 0.0003, 0.0078, 0.0117, 0.1429),
    (4, 0.0475, 0.1335, 0.1408, 0.4286),
    (6, 0.2546, 0.2791, 0.2647, 0.7143),
    (10, 0.7798, 0.4783, 0.4227, 1.0),
]


@pytest.mark.parametrize(("mean", "poisson", "geometric", "negative_binomial", "bound"), TAILS)
def test_o_49_share_shown_eight_times_or_more(
    mean: float, poisson: float, geometric: float, negative_binomial: float, bound: float
) -> None:
    tail = frequency_shapes.tail(mean)
    assert (tail.poisson, tail.geometric) == pytest.approx((poisson, geometric), abs=5e-5)
    assert (tail.negative_binomial, tail.bound) == pytest.approx((negative_binomial, bound), abs=5e-5)


@pytest.mark.parametrize(
    ("mean", "rate", "everybody"),
    [(2, 1.5936, 0.7192), (4, 3.9207, 2.3139), (6, 5.9849, 4.0000), (10, 9.9995, 7.5000)],
)
def test_o_49_parameters_of_the_truncated_shapes(mean: float, rate: float, everybody: float) -> None:
    assert frequency_shapes.poisson_rate(mean) == pytest.approx(rate, abs=5e-5)
    assert frequency_shapes.negative_binomial_mean(mean) == pytest.approx(everybody, abs=5e-5)


@pytest.mark.parametrize("mean", [1.2, 2, 4, 6, 10, 25])
def test_o_49_the_shapes_summed_term_by_term(mean: float) -> None:
    tail, shown = frequency_shapes.tail(mean), np.arange(1, 3_000)
    k, everybody = 0.5, frequency_shapes.negative_binomial_mean(mean)
    for weights, expected in (
        (stats.poisson.pmf(shown, frequency_shapes.poisson_rate(mean)), tail.poisson),
        (stats.geom.pmf(shown, 1 / mean), tail.geometric),
        (stats.nbinom.pmf(shown, k, k / (k + everybody)), tail.negative_binomial),
    ):
        reached = weights / weights.sum()
        assert (reached * shown).sum() == pytest.approx(mean, rel=1e-6)
        assert reached[7:].sum() == pytest.approx(expected, abs=1e-6)
        assert expected <= tail.bound + 1e-12


def test_o_50_twelve_showings_over_four_weeks_are_between_three_and_twelve_a_week() -> None:
    assert frequency_shapes.per_week(12, 28) == (3.0, 12)
    con = workspace()
    start = date(2026, 9, 1)
    row = {"unit": "Broad", "impressions": 12_000, "reach": 1_000}
    deliver(con, [{**row, "period_start": start, "period_end": start + timedelta(days=27)}], breakdown="")
    assert found(measured(con, "frequency.saturation"), "frequency.saturation").outcome is Outcome.WATCH


def test_o_53_reach_per_unit_of_money() -> None:
    relative = inequality.relative_reach(floats(5, 15, 80), floats(1, 2, 7))
    assert relative.tolist() == pytest.approx([0.50, 0.75, 1.143], abs=1e-3)


BH_1995 = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]
BH_ADJUSTED = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.1057, 0.216, 0.216, 0.216]


def test_o_23_benjamini_and_hochberg_rank_a_portfolio() -> None:
    assert false_discovery.benjamini_hochberg([0.01, 0.02, 0.03, 0.04, 0.05]).tolist() == pytest.approx([0.05] * 5)
    adjusted = false_discovery.benjamini_hochberg(BH_1995)
    assert adjusted.tolist() == pytest.approx(BH_ADJUSTED, abs=1e-4)
    assert (adjusted < 0.05).sum() == 2
    # By hand: the smallest of p · m / rank over all ranks from its own up.
    steps = [p * len(BH_1995) / rank for rank, p in enumerate(BH_1995, start=1)]
    assert adjusted.tolist() == pytest.approx([min(steps[at:]) for at in range(len(steps))])
    with_gap = false_discovery.benjamini_hochberg([0.04, np.nan, 0.01])
    assert (with_gap[0], with_gap[2]) == pytest.approx((0.04, 0.02))
    assert np.isnan(with_gap[1])


@pytest.mark.parametrize(
    ("rate", "needed"), [(0.01, 41_782), (0.02, 20_680), (0.05, 8_019), (0.1, 3_799), (0.2, 1_689), (0.5, 423)]
)
def test_n_5_people_needed_for_a_pass_when_rates_are_equal(rate: float, needed: int) -> None:
    assert paired.people_to_pass(rate) == pytest.approx(needed, abs=1.5)


def test_n_5_so_many_people_pass_four_times_in_five() -> None:
    n, draw = paired.people_to_pass(0.1) or 0.0, np.random.default_rng(12)
    x = np.sort(draw.binomial(round(n), 0.1, (4_000, 2)), axis=1).astype(float)
    low, _ = ratios.katz(x[:, 0], np.full(4_000, n), x[:, 1], np.full(4_000, n))
    assert (low >= 0.8).mean() == pytest.approx(0.8, abs=0.02)
