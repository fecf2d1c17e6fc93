"""Every statistic twice: the project's function and another source on random inputs.

Other sources are a second library function, the definition counted by brute force, or fairlearn's `MetricFrame`, which
knows people one by one and nothing of this project. fairlearn is a development requirement; where it is not installed
its tests are skipped and say so.
"""

import math
from itertools import combinations
from types import ModuleType

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats import proportion
from statsmodels.stats.contingency_tables import Table2x2

from aboveboard.measures import (
    cost_blocks,
    paired,
    ratios,
    small_tables,
)
from aboveboard.measures.families import BaseKind, compare, pair_p
from aboveboard.measures.ratios import Floats
from tests.oracles.judged import TABLES, Z, draws, family, floats
from tests.unit.measures.made import deliver, suite, workspace


@pytest.fixture(scope="module")
def fairlearn() -> ModuleType:
    metrics: ModuleType = pytest.importorskip("fairlearn.metrics", reason="fairlearn is not installed")
    return metrics


def people(reached: Floats, eligible: Floats) -> pd.DataFrame:
    """One row per eligible person: group, and whether the ad reached them."""
    return pd.concat(
        pd.DataFrame({"group": f"g{number}", "reached": np.arange(int(n)) < x})
        for number, (x, n) in enumerate(zip(reached, eligible, strict=True))
    ).sample(frac=1, random_state=1)


def group_tables(seed: int) -> list[tuple[Floats, Floats]]:
    draw, found = draws(seed), list[tuple[Floats, Floats]]()
    for _ in range(TABLES):
        eligible = draw.integers(60, 250, int(draw.integers(2, 9))).astype(float)
        found.append(
            (draw.binomial(eligible.astype(int), draw.uniform(0.2, 0.7, len(eligible))).astype(float), eligible)
        )
    return found


def test_rates_ratio_and_difference_are_those_of_fairlearn(fairlearn: ModuleType) -> None:
    for reached, eligible in group_tables(1):
        everyone = people(reached, eligible)
        truth, group = everyone["reached"].astype(int), everyone["group"]
        frame = fairlearn.MetricFrame(
            metrics={"rate": fairlearn.selection_rate, "people": fairlearn.count},
            y_true=truth,
            y_pred=truth,
            sensitive_features=group,
        )
        found = family(list(reached), list(eligible))
        assert found.tested.all()
        assert found.rate[0].tolist() == pytest.approx(frame.by_group["rate"].tolist())
        assert eligible.tolist() == frame.by_group["people"].tolist()
        assert float(found.ratio[0].min()) == pytest.approx(frame.ratio()["rate"], abs=1e-6)
        assert np.ptp(found.rate[0]) == pytest.approx(frame.difference()["rate"])
        named = {"y_true": truth, "y_pred": truth, "sensitive_features": group}
        assert float(found.ratio[0].min()) == pytest.approx(fairlearn.demographic_parity_ratio(**named), abs=1e-6)
        assert np.ptp(found.rate[0]) == pytest.approx(fairlearn.demographic_parity_difference(**named))


def test_a_campaigns_ratios_are_those_of_fairlearn_from_file_rows_on(fairlearn: ModuleType) -> None:
    """Through the store: delivery rows by gender and ad set, summed by the product, not by this test."""
    draw = draws(2)
    for _ in range(6):
        eligible = draw.integers(300, 900, (3, 2))
        reached = draw.binomial(eligible, draw.uniform(0.2, 0.7, (3, 2)))
        con = workspace()
        for unit in range(3):
            for at, gender in enumerate(("female", "male")):
                row = {"unit": f"Set {unit}", "seg_gender": gender, "reach": int(reached[unit, at])}
                deliver(con, [{**row, "eligible": int(eligible[unit, at]), "impressions": int(reached[unit, at])}])
        figures = [m for m in suite(con) if m.measure == "exclusions.delivery" and m.statistic == "impact_ratio"]
        for unit in range(3):
            everyone = people(reached[unit].astype(float), eligible[unit].astype(float))
            truth = everyone["reached"].astype(int)
            theirs = fairlearn.demographic_parity_ratio(truth, truth, sensitive_features=everyone["group"])
            ours = [m.value for m in figures if m.ad_set == f"Set {unit}" and m.value is not None]
            assert min(ours) == pytest.approx(theirs, abs=1e-6)


def two_shares(seed: int, least: int = 0) -> list[tuple[int, int, int, int]]:
    """Random x, n, y, m with at least `least` successes and failures on each side."""
    draw, found = draws(seed), list[tuple[int, int, int, int]]()
    while len(found) < 5 * TABLES:
        n, m = (int(size) for size in draw.integers(5, 900, 2))
        x, y = int(draw.integers(0, n + 1)), int(draw.integers(0, m + 1))
        if min(x, n - x, y, m - y) >= least:
            found.append((x, n, y, m))
    return found


def test_wilson_solves_its_quadratic() -> None:
    for x, n, _, _ in two_shares(3, least=1):
        share = x / n
        roots = np.roots([1 + Z**2 / n, -(2 * share + Z**2 / n), share**2])
        assert ratios.wilson(x, n) == pytest.approx(sorted(roots.real.tolist()), abs=1e-9)
        theirs = stats.binomtest(x, n).proportion_ci(method="wilson")
        assert ratios.wilson(x, n) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_katz_is_the_interval_of_two_other_libraries() -> None:
    for x, n, y, m in two_shares(4, least=1):
        low, high = ratios.katz(floats(x), floats(n), floats(y), floats(m))
        table = Table2x2(np.array([[x, n - x], [y, m - y]]))
        assert (low[0], high[0]) == pytest.approx(table.riskratio_confint())
        theirs = stats.contingency.relative_risk(x, n, y, m).confidence_interval()
        assert (low[0], high[0]) == pytest.approx((theirs.low, theirs.high))


def test_newcombe_is_made_of_two_wilson_intervals() -> None:
    for x, n, y, m in two_shares(5):
        (l1, u1), (l2, u2) = ratios.wilson(x, n) or (0, 1), ratios.wilson(y, m) or (0, 1)
        p, q = x / n, y / m
        by_hand = (p - q - math.hypot(p - l1, u2 - q), p - q + math.hypot(u1 - p, q - l2))
        assert ratios.newcombe(x, n, y, m) == pytest.approx(by_hand, abs=1e-9)


def test_pooled_p_is_chi_squared_and_the_z_test() -> None:
    for x, n, y, m in two_shares(6, least=1):
        p = float(ratios.pooled_p(floats(x), floats(n), floats(y), floats(m))[0])
        table = np.array([[x, n - x], [y, m - y]])
        assert p == pytest.approx(stats.chi2_contingency(table, correction=False).pvalue, abs=1e-12)
        assert p == pytest.approx(float(proportion.proportions_ztest([x, y], [n, m])[1]), abs=1e-12)


def test_one_sided_p_is_that_of_the_log_test() -> None:
    for x, n, y, m in two_shares(7, least=1):
        low, high = ratios.katz(floats(x), floats(n), floats(y), floats(m))
        ours = ratios.below_p(floats((x / n) / (y / m)), low, high)[0]
        theirs = proportion.test_proportions_2indep(
            x, n, y, m, value=0.8, compare="ratio", method="log", alternative="smaller"
        )
        assert ours == pytest.approx(theirs.pvalue, abs=1e-9)


def test_exact_p_of_shares_adds_up_everything_as_rare() -> None:
    draw = draws(8)
    for _ in range(TABLES):
        n, share = int(draw.integers(2, 60)), float(draw.uniform(0.1, 0.9))
        x = int(draw.integers(0, n + 1))
        chance = np.array([math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)])
        by_hand = float(chance[chance <= chance[x] * (1 + 1e-7)].sum())
        ours = pair_p(floats(x), floats(share), floats(n - x), floats(1 - share), BaseKind.SHARES)[0]
        assert ours == pytest.approx(by_hand, abs=1e-9)


def test_a_small_table_near_the_line_gets_the_largest_tail_of_any_common_rate() -> None:
    """Barnard by brute force: every table as far out as this one, at each of 999 common rates, the worst of them."""
    rates = np.linspace(0.001, 0.999, 999)
    seen = 0
    for n, m in ((12, 15), (20, 20), (50, 50), (35, 80)):
        x, y = (grid.ravel().astype(float) for grid in np.meshgrid(np.arange(n + 1), np.arange(m + 1), indexing="ij"))
        sizes = np.full(x.shape, float(n)), np.full(x.shape, float(m))
        p = ratios.pooled_p(x, sizes[0], y, sizes[1])
        raised = small_tables.careful(p, x, sizes[0], y, sizes[1])
        assert (raised >= p).all()
        near = (p >= 0.03) & (p < 0.05)
        assert np.array_equal(raised[~near], p[~near])
        first = stats.binom.pmf(np.arange(n + 1)[:, None], n, rates)
        second = stats.binom.pmf(np.arange(m + 1)[:, None], m, rates)
        for at in np.flatnonzero(near)[:: max(1, near.sum() // 6)]:
            out = (p <= p[at] * (1 + 1e-9)).reshape(n + 1, m + 1)
            worst = float(np.einsum("ir,ij,jr->r", first, out, second, optimize=True).max())
            assert raised[at] == pytest.approx(max(worst, p[at]), abs=2e-4)
            seen += 1
    assert seen > 15


@pytest.mark.parametrize("people", [50, 100])
def test_two_small_even_groups_are_not_flagged_too_often_at_any_rate(people: int) -> None:
    """Counted over all tables: the pooled test alone flags 5.7 % at 50 people and a rate of one half."""
    x, y = (grid.ravel().astype(float) for grid in np.meshgrid(np.arange(people + 1), np.arange(people + 1)))
    groups = np.stack([x, y], axis=1)
    found = compare(groups, np.full(groups.shape, float(people)), np.ones(groups.shape, bool), BaseKind.COUNTS)
    with np.errstate(invalid="ignore"):
        flagged = np.nanmin(np.where(found.ratio < 0.8, found.p_adjusted, 1.0), axis=1) < 0.05
        pooled = np.nanmin(np.where(found.ratio < 0.8, found.p, 1.0), axis=1) < 0.05

    def chance(which: npt.NDArray[np.bool_], rate: float) -> float:
        likely = stats.binom.pmf(x, people, rate) * stats.binom.pmf(y, people, rate)
        return float(likely[which].sum())

    assert max(chance(flagged, rate) for rate in np.arange(0.02, 0.99, 0.01)) <= 0.055
    assert chance(pooled, 0.5) > 0.055


def test_holm_is_the_closure_of_bonferroni() -> None:
    """A hypothesis falls when every set of hypotheses that holds it falls; its p is the largest of theirs."""
    draw = draws(9)
    for _ in range(TABLES):
        p = draw.random(int(draw.integers(1, 8))) ** 2
        every = range(len(p))
        closed = [
            max(
                min(1.0, size * min(p[list(chosen)]))
                for size in range(1, len(p) + 1)
                for chosen in combinations(every, size)
                if number in chosen
            )
            for number in every
        ]
        assert ratios.holm(p).tolist() == pytest.approx(closed)


def test_fisher_and_chi_squared_agree_on_which_large_tables_are_unlikely() -> None:
    """The pooled test stands for the exact one only from five expected people on; there they stay close."""
    for x, n, y, m in two_shares(10, least=30):
        ours = float(ratios.pooled_p(floats(x), floats(n), floats(y), floats(m))[0])
        exact = float(stats.fisher_exact(np.array([[x, n - x], [y, m - y]])).pvalue)
        assert exact == pytest.approx(ours, abs=0.09)
        assert exact >= ours - 0.01


def test_the_pair_of_campaigns_has_two_99_percent_wilson_intervals() -> None:
    for x, n, y, m in two_shares(21, least=1):
        found = paired.compare(x, n, y, m)
        assert found is not None
        for count, size, bounds in ((x, n, (found.low, found.high)), (y, m, (found.other_low, found.other_high))):
            theirs = stats.binomtest(count, size).proportion_ci(0.99, method="wilson")
            assert bounds == pytest.approx((theirs.low, theirs.high), abs=1e-9)
        chi2 = stats.chi2_contingency([[x, n - x], [y, m - y]], correction=False)
        assert found.z**2 == pytest.approx(chi2.statistic, abs=1e-9)
        assert found.p == pytest.approx(chi2.pvalue, abs=1e-12)


def test_the_bootstrap_of_days_is_the_same_on_every_run_and_close_for_other_days_of_the_same_kind() -> None:
    draw = draws(23)
    units = draw.integers(4_000, 6_000, (28, 3)).astype(float)
    money = units * draw.uniform(0.9, 1.1, units.shape) / 100
    once, again = cost_blocks.intervals(money, units), cost_blocks.intervals(money, units)
    assert once is not None
    assert again is not None
    assert np.array_equal(np.array(once), np.array(again))
    turned = cost_blocks.intervals(money[::-1], units[::-1])
    assert np.array(turned) == pytest.approx(np.array(once), abs=0.005)


@pytest.mark.parametrize("rate", [0.01, 0.1, 0.4])
def test_people_needed_follow_from_the_difference_of_two_arcsines(rate: float) -> None:
    effect = 2 * (math.asin(math.sqrt(rate)) - math.asin(math.sqrt(0.8 * rate)))
    both = float(stats.norm.ppf(0.975) + stats.norm.ppf(0.8))
    assert ratios.needed_people(rate) == pytest.approx(2 * (both / effect) ** 2, abs=1)
