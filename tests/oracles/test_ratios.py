"""Published and recomputed answers for rates, ratios and distances, cited by oracle id."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats import proportion
from statsmodels.stats.multitest import multipletests

from aboveboard.measures import ratios, shares
from aboveboard.measures.bands import Band, covered_share
from aboveboard.measures.families import BaseKind
from aboveboard.measures.reversal import guard
from tests.oracles.judged import family, floats, outcome


def test_o_01_four_fifths_is_not_below_four_fifths() -> None:
    assert ratios.impact_ratio([0.45, 0.48, 0.51], 0.60).tolist() == [0.75, 0.80, 0.85]


@pytest.mark.parametrize("low", [44, 4, 8, 16, 32, 36, 60, 64, 72])
def test_o_02_binary_fractions_do_not_push_a_ratio_below_the_line(low: int) -> None:
    high = low * 5 / 4
    assert not ratios.impact_ratio(low / 100, high / 100) < 0.8


def test_o_03_twelve_of_forty_against_forty_eight_of_eighty() -> None:
    found = family([12, 48], [40, 80])
    assert found.ratio[0, 0] == 0.5
    assert found.p[0, 0] == pytest.approx(0.0019458, abs=1e-7)
    assert (found.low[0, 0], found.high[0, 0]) == pytest.approx((0.3014, 0.8294), abs=1e-4)
    assert found.min_expected[0, 0] == 20
    assert found.p_below[0, 0] == pytest.approx(0.03436, abs=1e-5)
    assert ratios.newcombe(12, 40, 48, 80) == pytest.approx((-0.4559, -0.1108), abs=1e-4)


def test_o_03_the_one_sided_p_is_that_of_statsmodels() -> None:
    low, high = ratios.katz(floats(12), floats(40), floats(48), floats(80))
    theirs = proportion.test_proportions_2indep(
        12, 40, 48, 80, value=0.8, compare="ratio", method="log", alternative="smaller"
    )
    assert ratios.below_p(floats(0.5), low, high)[0] == pytest.approx(theirs.pvalue, rel=1e-9)


def test_o_04_two_of_five_against_six_of_ten_is_too_little() -> None:
    assert outcome(family([6, 2], [10, 5]), 1) == "insufficient"


@pytest.mark.parametrize(("count", "expected"), [(3, 0.75), (4, 1.0)])
def test_o_05_one_person_moves_a_small_ratio(count: int, expected: float) -> None:
    assert ratios.impact_ratio(count / 10, 8 / 20) == expected


def test_o_06_significant_is_not_important() -> None:
    found = family([4_900, 5_200], [10_000, 10_000])
    assert found.ratio[0, 0] == pytest.approx(0.9423, abs=1e-4)
    assert found.p[0, 0] == pytest.approx(2.207e-5, rel=1e-3)
    assert (found.low[0, 0], found.high[0, 0]) == pytest.approx((0.9168, 0.9685), abs=1e-4)
    assert outcome(found, 0) == "passed"


def test_o_07_a_zero_count_gets_the_adjusted_log_interval() -> None:
    low, high = ratios.katz(floats(0), floats(20), floats(5), floats(20))
    assert (low[0], high[0]) == pytest.approx((0.00537, 1.5399), abs=1e-4)
    theirs = proportion.confint_proportions_2indep(0, 20, 5, 20, compare="ratio", method="log-adjusted")
    assert (low[0], high[0]) == pytest.approx(theirs)


def test_o_08_the_rule_example_by_sex_passes() -> None:
    found = family([667, 555], [1_390, 1_181])
    assert found.ratio[0, 1] == pytest.approx(0.9793, abs=1e-4)
    assert (found.low[0, 1], found.high[0, 1]) == pytest.approx((0.9026, 1.0626), abs=1e-4)
    assert outcome(found, 1) == "passed"


def test_o_09_the_rule_example_by_race() -> None:
    found = family([204, 412, 170, 52, 302, 18, 96], [408, 797, 390, 119, 616, 41, 213])
    assert found.ratio[0] == pytest.approx([0.967, 1, 0.843, 0.845, 0.948, 0.849, 0.872], abs=1e-3)
    assert (found.p[0, 2], found.p_adjusted[0, 2]) == pytest.approx((0.00871, 0.183), abs=1e-3)
    assert found.family_size[0] == 21
    said = [outcome(found, group).split()[0] for group in (0, 2, 3, 4, 5, 6)]
    assert said == ["passed", "watch", "watch", "passed", "watch", "watch"]


def test_o_10_people_not_impressions_are_the_denominator() -> None:
    found = family([1_000, 1_600], [10_000, 10_000])
    assert found.ratio[0, 0] == 0.625
    assert (found.low[0, 0], found.high[0, 0]) == pytest.approx((0.5804, 0.6730), abs=1e-4)
    assert outcome(found, 0) == "flagged"


def test_o_12_shares_of_a_population() -> None:
    found = family([1_200, 1_800], [0.51, 0.49], BaseKind.SHARES)
    assert found.ratio[0, 0] == pytest.approx(0.6405, abs=1e-4)
    assert (found.low[0, 0], found.high[0, 0]) == pytest.approx((0.5954, 0.6891), abs=1e-4)
    assert found.p[0, 0] == pytest.approx(1.3e-33, rel=0.05)
    assert shares.total_variation(floats(0.4, 0.6), floats(0.51, 0.49)) == pytest.approx(0.11)
    assert (floats(0.4, 0.6) / floats(0.51, 0.49)).tolist() == pytest.approx([0.7843, 1.2245], abs=1e-4)


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (0, 10, 0, 0.2775),
        (10, 10, 0.7225, 1),
        (5, 5, 0.5655, 1),
    ],
)
def test_o_13_wilson(x: int, n: int, low: float, high: float) -> None:
    assert ratios.wilson(x, n) == pytest.approx((low, high), abs=1e-4)


def test_o_14_newcombe() -> None:
    assert ratios.newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=1e-4)


def test_o_15_an_age_cap_at_45_leaves_nobody_of_46() -> None:
    bounds = ratios.wilson(0, 48_000)
    assert bounds is not None
    assert bounds[1] == pytest.approx(8.0e-5, rel=0.01)
    assert covered_share(Band(45, 54), [Band(18, 45)]) == pytest.approx(0.1)


def test_o_16_representation_after_speicher() -> None:
    rate = ratios.impact_ratio(3_000 / 50_000, 7_000 / 50_000)
    assert rate == pytest.approx(0.42857, abs=1e-5)
    assert 1 / float(rate) == pytest.approx(2.3333, abs=1e-4)


@pytest.mark.parametrize(
    ("base", "delivered", "expected"),
    [((0.5, 0.5), (0.58, 0.42), 0.08), ((0.60, 0.13, 0.19, 0.08), (0.52, 0.22, 0.17, 0.09), 0.10)],
)
def test_o_17_shift(base: tuple[float, ...], delivered: tuple[float, ...], expected: float) -> None:
    found = round(shares.total_variation(floats(*delivered), floats(*base)), 6)
    assert found == expected
    assert not found > 0.10


@pytest.mark.parametrize(("x", "p"), [((580, 420), 4.2e-7), ((58, 42), 0.1096)])
def test_o_18_goodness_of_fit(x: tuple[float, ...], p: float) -> None:
    found = shares.shift(floats(*x), floats(0.5, 0.5))
    assert found is not None
    assert found.p == pytest.approx(p, rel=1e-3)


@pytest.mark.parametrize(
    ("n", "low", "high"), [(1_000, 0.0492, 0.1102), (10_000, 0.0703, 0.0896), (300, 0.0235, 0.1345)]
)
def test_o_19_interval_of_a_shift_of_two_groups(n: int, low: float, high: float) -> None:
    found = shares.shift(floats(0.58 * n, 0.42 * n), floats(0.5, 0.5))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(("n", "low", "high"), [(1_000, 0.072, 0.128), (5_000, 0.087, 0.113)])
def test_o_20_interval_of_a_shift_of_four_groups(n: int, low: float, high: float) -> None:
    found = shares.shift(floats(0.52, 0.22, 0.17, 0.09) * n, floats(0.60, 0.13, 0.19, 0.08))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.003)


def test_o_21_both_averages_hide_the_worst_cell() -> None:
    sexes = family([1_800, 1_800], [10_000, 10_000])
    assert sexes.ratio[0].tolist() == [1, 1]
    cells = family([1_500, 300, 900, 900], [5_000] * 4)
    assert cells.ratio[0].tolist() == [1, 0.2, 0.6, 0.6]
    assert [outcome(cells, cell) for cell in (1, 2, 3)] == ["flagged"] * 3


def test_o_22_simpson() -> None:
    found = guard(floats(90, 300), floats(100, 1_000), floats(800, 25), floats(1_000, 100))
    assert found is not None
    assert (found.pooled, found.stratified) == pytest.approx((0.4727, 1.1429), abs=1e-4)
    assert (found.p, found.p_homogeneous) == pytest.approx((0.0176, 0.1780), abs=1e-4)
    assert found.reversed


def test_o_23_holm() -> None:
    assert ratios.holm([0.01, 0.02, 0.03, 0.04, 0.05]).tolist() == pytest.approx([0.05, 0.08, 0.09, 0.09, 0.09])


def test_o_23_holm_is_that_of_statsmodels_and_leaves_missing_tests_out() -> None:
    p = [0.2, 0.001, 0.04, 0.03, 0.9]
    assert ratios.holm(p) == pytest.approx(multipletests(p, method="holm")[1])
    with_gap = ratios.holm([*p, np.nan])
    assert with_gap[:5] == pytest.approx(multipletests(p, method="holm")[1])
    assert np.isnan(with_gap[5])


@pytest.mark.parametrize(
    ("best", "group", "ratio", "low", "high", "said"),
    [
        ((48, 80), (12, 40), 0.5, 0.3014, 0.8294, "flagged"),
        ((6, 10), (2, 5), None, None, None, "insufficient"),
        ((8, 20), (3, 10), None, None, None, "insufficient"),
        ((60, 100), (48, 100), 0.80, 0.6173, 1.037, "watch near_limit"),
        ((75, 1_000), (60, 1_000), 0.80, 0.5763, 1.110, "watch near_limit"),
        ((100, 1_000), (70, 1_000), 0.70, 0.5224, 0.9379, "flagged"),
        ((400, 5_000), (300, 5_000), 0.75, 0.6491, 0.8666, "flagged"),
        ((100, 1_000), (90, 1_000), 0.90, 0.6864, 1.180, "watch uncertain"),
        ((1_000, 10_000), (900, 10_000), 0.90, 0.8261, 0.9805, "passed"),
        ((1_000, 10_000), (850, 10_000), 0.85, 0.7791, 0.9274, "watch near_limit"),
        ((10_000, 100_000), (8_500, 100_000), 0.85, 0.8269, 0.8737, "watch near_limit"),
        ((2_400, 52_000), (0, 48_000), 0, 0, 0.0036, "flagged"),
    ],
)
def test_o_24_verdicts(
    best: tuple[int, int],
    group: tuple[int, int],
    ratio: float | None,
    low: float | None,
    high: float | None,
    said: str,
) -> None:
    found = family([best[0], group[0]], [best[1], group[1]])
    assert outcome(found, 1) == said
    if ratio is not None:
        assert (found.ratio[0, 1], found.low[0, 1], found.high[0, 1]) == pytest.approx((ratio, low, high), abs=1e-3)


def test_o_28_unknown_people_bound_the_share() -> None:
    assert shares.unknown_bounds(420, 520, 60) == pytest.approx((0.4468, 0.42, 0.48), abs=1e-4)


def test_o_28_a_base_given_as_a_range() -> None:
    ends = [family([1_000, 1_600], [low, high]).ratio[0, 0] for low, high in ((11_000, 9_000), (9_000, 11_000))]
    assert ends == pytest.approx([0.5114, 0.7639], abs=1e-4)


def test_o_69_one_group_against_the_best_and_against_everyone() -> None:
    found = family([2_884, 9_000], [28_000, 36_000])
    assert found.ratio[0, 0] == pytest.approx(0.4120, abs=1e-4)
    assert (found.low[0, 0], found.high[0, 0]) == pytest.approx((0.3963, 0.4284), abs=1e-4)
    low, high = ratios.katz(floats(2_884), floats(28_000), floats(38_700), floats(172_000))
    assert ratios.impact_ratio(2_884 / 28_000, 38_700 / 172_000) == pytest.approx(0.4578, abs=1e-4)
    assert (low[0], high[0]) == pytest.approx((0.4417, 0.4744), abs=1e-4)


def test_o_70_a_tiny_group_is_neither_reference_nor_in_the_family() -> None:
    found = family([30, 28, 1], [100, 100, 1])
    assert found.expected[0, 2] == pytest.approx(0.29, abs=0.01)
    assert outcome(found, 2) == "insufficient"
    assert found.reference[0] == 0
    assert found.ratio[0, 1] == pytest.approx(0.9333, abs=1e-4)
    assert (found.low[0, 1], found.high[0, 1]) == pytest.approx((0.6047, 1.4406), abs=1e-4)
    assert found.p_adjusted[0, 1] == pytest.approx(0.755, abs=1e-3)
    assert outcome(found, 1) == "watch uncertain"


@pytest.mark.parametrize(
    ("rate", "needed"), [(0.01, 34_895), (0.02, 17_290), (0.05, 6_726), (0.1, 3_205), (0.2, 1_445), (0.5, 388)]
)
def test_n_5_people_needed_to_see_four_fifths(rate: float, needed: int) -> None:
    assert ratios.needed_people(rate) == pytest.approx(needed, abs=1)


def test_the_vectorised_binomial_test_is_scipys() -> None:
    draw = np.random.default_rng(7)
    n = draw.integers(1, 400, 300).astype(float)
    share = draw.random(300)
    count = np.array([float(draw.integers(0, int(size) + 1)) for size in n])
    theirs = [stats.binomtest(int(k), int(m), p).pvalue for k, m, p in zip(count, n, share, strict=True)]
    assert ratios.binomial_p(count, n, share) == pytest.approx(theirs, abs=1e-12)
