"""Figures of the oracles that stand beside the ratio: test statistics, further intervals, and the way in from rows."""

import math

import numpy as np
import pytest
from rapidfuzz import fuzz
from scipy import stats
from statsmodels.stats import proportion
from statsmodels.stats.contingency_tables import StratifiedTable, Table2x2

from aboveboard.judgement import rules
from aboveboard.measures import audiences, divergence, pressure_claims, ratios, shares
from aboveboard.measures.families import BaseKind
from aboveboard.measures.reversal import guard
from aboveboard.model import Measurement, Outcome
from tests.oracles.judged import LIMITS, family, floats, outcome
from tests.unit.measures.made import by_age, by_gender, deliver, one, setting, suite, workspace
from tests.unit.measures.wiring import found as finding_of


def delivered(women: int, men: int, eligible: tuple[int, int]) -> list[Measurement]:
    """Figures of one ad set's delivery by gender against eligible people."""
    con = workspace()
    for row, people in zip(by_gender(women, men), eligible, strict=True):
        deliver(con, [{**row, "eligible": people}])
    return [m for m in suite(con) if m.measure == "exclusions.delivery"]


def test_o_01_only_the_rate_below_four_fifths_is_a_candidate() -> None:
    """The example of the 1979 questions and answers: 60 % against 45, 48 and 51 % of large groups."""
    found = family([6_000, 4_500, 4_800, 5_100], [10_000] * 4)
    assert [outcome(found, group).split()[0] for group in (1, 2, 3)] == ["flagged", "watch", "watch"]


def test_o_03_every_figure_of_the_table() -> None:
    table = np.array([[12, 28], [48, 32]])
    z, p = proportion.proportions_ztest([12, 48], [40, 80])
    assert (z, p) == pytest.approx((-3.0984, 0.0019458), abs=1e-4)
    chi2 = stats.chi2_contingency(table, correction=False)
    assert chi2.statistic == pytest.approx(9.6) == pytest.approx(z**2)
    assert chi2.expected_freq.ravel().tolist() == pytest.approx([20, 20, 40, 40])
    assert divergence.chi2(table.astype(float))[:2] == pytest.approx((9.6, 0.0019458), abs=1e-6)
    assert stats.fisher_exact(table).pvalue == pytest.approx(0.0034092, abs=1e-7)
    low, high = ratios.newcombe(12, 40, 48, 80) or (0.0, 0.0)
    assert low < 12 / 40 - 48 / 80 < high
    assert stats.norm.ppf(family([12, 48], [40, 80]).p_below[0, 0]) == pytest.approx(-1.8203, abs=1e-4)


def test_o_04_a_table_of_fifteen_people_is_too_small_for_chi_squared() -> None:
    table = np.array([[2, 3], [6, 4]])
    assert stats.fisher_exact(table).pvalue == pytest.approx(0.6084, abs=1e-4)
    assert stats.contingency.expected_freq(table).min() == pytest.approx(2.33, abs=0.01)
    assert ratios.impact_ratio(2 / 5, 6 / 10) == pytest.approx(0.6667, abs=1e-4)


@pytest.mark.parametrize(("women", "people"), [(30, 2), (40, 0)])
def test_o_05_how_many_people_more_would_clear_the_line_is_said(women: int, people: int) -> None:
    """3/10 against 8/20 ten times over: 32 of 100 are four fifths of 80 of 200."""
    ratio = one(delivered(women, 80, (100, 200)), "impact_ratio", gender="female")
    assert ratio.figures["people_to_clear"] == people


def test_o_05_one_person_makes_the_small_ratio_even() -> None:
    assert [ratios.impact_ratio(count / 10, 8 / 20) for count in (3, 4)] == [0.75, 1]
    assert math.ceil(0.8 * 8 / 20 * 10 - 3) == 1


def test_o_07_the_plain_half_correction_gives_another_ratio() -> None:
    low, high = ratios.katz(floats(0), floats(20), floats(5), floats(20))
    assert math.sqrt(low[0] * high[0]) == pytest.approx((0.5 / 20.5) / (5.5 / 20.5)) == pytest.approx(0.0909, abs=1e-4)


def test_o_08_selection_rates_of_the_rule_example() -> None:
    assert family([667, 555], [1_390, 1_181]).rate[0].tolist() == pytest.approx([0.47986, 0.46994], abs=1e-5)


def test_o_09_the_interval_of_each_group_against_the_best() -> None:
    found = family([204, 412, 170, 52, 302, 18, 96], [408, 797, 390, 119, 616, 41, 213])
    assert found.reference[0] == 1
    theirs = proportion.confint_proportions_2indep(170, 390, 412, 797, compare="ratio", method="log")
    assert (found.low[0, 2], found.high[0, 2]) == pytest.approx(theirs)


def test_o_10_impressions_turn_the_sign_and_people_are_taken_instead() -> None:
    z, _ = proportion.proportions_ztest([1_000, 1_600], [10_000, 10_000])
    assert z == pytest.approx(-12.616, abs=1e-3)
    assert (4 * 1_000) / (2 * 1_600) == 1.25
    con = workspace()
    rows = by_gender(4_000, 3_200, metric="impressions", eligible=10_000)
    for row, frequency in zip(rows, (4, 2), strict=True):
        deliver(con, [{**row, "frequency": frequency}])
    figures = [m for m in suite(con) if m.measure == "exclusions.delivery"]
    assert one(figures, "impact_ratio", gender="female").value == 0.625
    assert finding_of(figures, "exclusions.delivery.gender").outcome in (Outcome.FLAGGED, Outcome.WATCH)


def test_o_12_shares_alone_are_flagged() -> None:
    found = family([1_200, 1_800], [0.51, 0.49], BaseKind.SHARES)
    assert outcome(found, 0) == "flagged"
    assert found.p[0, 0] == pytest.approx(stats.binomtest(1_200, 3_000, 0.51).pvalue, rel=1e-6)
    assert ratios.impact_ratio(0.4 / 0.51, 0.6 / 0.49) == pytest.approx(0.6405, abs=1e-4)


def test_o_15_rule_of_three_and_the_group_that_the_limit_shuts_out() -> None:
    assert 3 / 48_000 == 6.25e-5
    con = workspace()
    setting(con, "Broad", "age", "18-45")
    deliver(con, by_age({"18-24": 9_000, "25-34": 9_000, "35-44": 9_000, "45-54": 0, "55-64": 0, "65+": 0}))
    made = finding_of([m for m in suite(con, "TL") if m.measure == "exclusions.implied"], "exclusions.implied")
    assert made.headline == "People aged 55 or older cannot be reached by this campaign"
    assert "About 40,000 people" in made.sentence
    # One year of 45–54 is inside: of 20,000 people nine in ten are 46 or older.
    assert "Only 10 % of people aged 45–54 can be reached: about 18,000 more people are shut out." in made.sentence


def test_o_16_representation_comes_from_rows() -> None:
    figures = delivered(3_000, 7_000, (50_000, 50_000))
    assert one(figures, "representation", gender="female").value == pytest.approx(0.42857, abs=1e-5)
    assert one(figures, "representation", gender="male").value == pytest.approx(2.3333, abs=1e-4)


def test_o_18_chi_squared_of_the_fit() -> None:
    for observed, statistic in (((580, 420), 25.6), ((58, 42), 2.56)):
        found = stats.chisquare(observed)
        assert found.statistic == pytest.approx(statistic)
        ours = shares.shift(floats(*observed), floats(1, 1))
        assert ours is not None
        assert ours.p == pytest.approx(found.pvalue)


def test_o_19_a_shift_of_eight_points_is_never_above_the_benchmark() -> None:
    small = shares.shift(floats(174, 126), floats(0.5, 0.5))
    assert small is not None
    assert small.p == pytest.approx(0.00558, abs=1e-5)
    assert small.low > 0
    assert not small.value > LIMITS["shift.flag_above"]


def test_o_22_odds_ratio_and_what_the_ad_sets_show_alone() -> None:
    inside = [ratios.impact_ratio(0.9, 0.8), ratios.impact_ratio(0.3, 0.25)]
    assert inside == pytest.approx([1.125, 1.2])
    table = StratifiedTable([np.array([[90, 10], [800, 200]]), np.array([[300, 700], [25, 75]])])
    assert table.oddsratio_pooled == pytest.approx(1.5882, abs=1e-4)
    assert table.oddsratio_pooled_confint() == pytest.approx((1.0830, 2.3291), abs=1e-4)
    assert table.test_null_odds(correction=False).statistic == pytest.approx(5.6356, abs=1e-4)
    found = guard(floats(90, 300), floats(100, 1_000), floats(800, 25), floats(1_000, 100))
    assert found is not None
    assert found.pooled == pytest.approx((390 / 1_100) / (825 / 1_100))


@pytest.mark.parametrize(
    ("best", "group", "p"),
    [
        ((48, 80), (12, 40), 0.00195),
        ((60, 100), (48, 100), 0.0887),
        ((75, 1_000), (60, 1_000), 0.181),
        ((100, 1_000), (70, 1_000), 0.0162),
        ((400, 5_000), (300, 5_000), 8.9e-5),
        ((100, 1_000), (90, 1_000), 0.446),
        ((1_000, 10_000), (900, 10_000), 0.0159),
        ((1_000, 10_000), (850, 10_000), 0.00025),
    ],
)
def test_o_24_p_of_each_verdict(best: tuple[int, int], group: tuple[int, int], p: float) -> None:
    found = family([best[0], group[0]], [best[1], group[1]])
    assert found.p_adjusted[0, 1] == pytest.approx(p, rel=0.01)


@pytest.mark.parametrize(("best", "group", "least"), [((6, 10), (2, 5), 2.33), ((8, 20), (3, 10), 3.67)])
def test_o_24_smallest_expected_count(best: tuple[int, int], group: tuple[int, int], least: float) -> None:
    table = np.array([[best[0], best[1] - best[0]], [group[0], group[1] - group[0]]])
    assert stats.contingency.expected_freq(table).min() == pytest.approx(least, abs=0.01)
    assert not family([best[0], group[0]], [best[1], group[1]]).tested.any()


def test_o_24_tiny_p_of_the_large_cases() -> None:
    for best, group in (((10_000, 100_000), (8_500, 100_000)), ((2_400, 52_000), (0, 48_000))):
        assert family([best[0], group[0]], [best[1], group[1]]).p_adjusted[0, 1] < 1e-4


def test_o_33_only_the_range_of_a_union_is_known() -> None:
    low, high = audiences.union_bounds([600, 500], 10_000)
    assert (low, high) == (600, 1_100)
    assert low < high


@pytest.mark.parametrize(
    ("first", "second", "p"),
    [
        ((70, 30), (50, 50), 0.003892),
        ((300, 500, 200), (100, 120, 80), 0.005424),
        ((5, 5, 0, 0), (0, 0, 5, 5), 0.00017),
    ],
)
def test_o_37_p_of_isolation(first: tuple[float, ...], second: tuple[float, ...], p: float) -> None:
    assert divergence.chi2(np.array([first, second], float))[1] == pytest.approx(p, rel=0.02)


@pytest.mark.parametrize(
    ("first", "second", "v"),
    [((90, 10), (10, 90), 0.80), ((70, 30), (50, 50), 0.2041), ((80, 10, 10), (10, 10, 80), 0.7379)],
)
def test_o_37_cramers_v_is_the_root(first: tuple[int, ...], second: tuple[int, ...], v: float) -> None:
    assert stats.contingency.association(np.array([first, second]), method="cramer") == pytest.approx(v, abs=1e-4)
    assert math.sqrt(divergence.isolation(floats(*first), floats(*second))) == pytest.approx(v, abs=1e-4)
    assert divergence.chi2(np.array([(90, 10), (10, 90)], float))[1] < 1e-6


def test_o_37_distance_is_the_root_of_the_divergence() -> None:
    assert math.sqrt(divergence.jensen_shannon(floats(90, 10), floats(10, 90))) == pytest.approx(0.72870, abs=1e-5)


def test_o_41_plain_isolation_of_unequal_groups() -> None:
    assert divergence.isolation(floats(300, 500, 200), floats(100, 120, 80)) == pytest.approx(0.0080261, abs=1e-7)


@pytest.mark.parametrize(("value", "topics", "ratio"), [(2.8840, 5, 0.5768), (1.6299, 6, 0.2717)])
def test_o_43_effective_topics_as_a_share_of_those_on_offer(value: float, topics: int, ratio: float) -> None:
    assert value / topics == pytest.approx(ratio, abs=1e-4)


def test_o_47_what_is_below_chance_is_shown_as_zero() -> None:
    a, b = floats(100, 100), floats(50, 50)
    chance = divergence.isolation_by_chance(2, 300)
    assert (0 - chance) / (1 - chance) == pytest.approx(-0.003356, abs=1e-6)
    assert divergence.isolation_adjusted(divergence.isolation(a, b), 2, 300) == 0
    assert divergence.dissimilarity(a, b) == 0


@pytest.mark.parametrize(
    ("first", "second", "score", "near"),
    [
        ("only 0 left order now", "only 0 left, order now!", 95.5, True),
        ("sale ends tonight shop shoes", "sale ends tonight shop boots", 78.6, False),
        ("save 0% today on garden furniture", "today on garden furniture save 0%", 100, True),
    ],
)
def test_o_48_scores_of_near_duplicates(first: str, second: str, score: float, near: bool) -> None:
    assert fuzz.token_sort_ratio(first, second) == pytest.approx(score, abs=0.05)
    clusters = pressure_claims.same([first, second])
    assert (clusters[0] == clusters[1]) is near


def test_o_56_six_of_forty() -> None:
    assert 6 / 40 == 0.15
    assert proportion.proportion_confint(6, 40, method="wilson") == pytest.approx((0.0706, 0.2907), abs=1e-4)


def test_o_69_z_and_the_interval_of_the_table() -> None:
    z, _ = proportion.proportions_ztest([2_884, 9_000], [28_000, 36_000])
    assert z == pytest.approx(-47.44, abs=0.01)
    table = Table2x2(np.array([[2_884, 28_000 - 2_884], [9_000, 36_000 - 9_000]]))
    found = family([2_884, 9_000], [28_000, 36_000])
    assert table.riskratio_confint() == pytest.approx((found.low[0, 0], found.high[0, 0]))
    assert outcome(found, 0) == "flagged"


def test_o_70_not_the_ratio_to_the_tiny_group() -> None:
    assert 0.28 / 1.0 == 0.28
    found = family([30, 28, 1], [100, 100, 1])
    assert np.isnan(found.ratio[0, 2])
    assert found.family_size[0] == 1


def test_the_rule_of_the_flag_is_strict_at_the_line() -> None:
    assert rules.ratio(one(delivered(8_000, 10_000, (50_000, 50_000)), "impact_ratio", gender="female"), LIMITS) == (
        rules.Judged(Outcome.WATCH, "near_limit")
    )
