"""Answers for unequal reach, further distances between mixes, given groups and single users, cited by oracle id."""

import math
from itertools import product

import numpy as np
import pytest
from scipy import stats
from scipy.spatial.distance import jensenshannon

from aboveboard.measures import given_groups, inequality, mix_distances, user_level
from aboveboard.measures.ratios import Floats


def floats(*values: float) -> Floats:
    return np.array(values, float)


def gini_by_pairs(values: Floats) -> float:
    """Half the mean difference of all pairs over the mean: the definition, without ranks."""
    differences = np.abs(values[:, None] - values[None, :])
    return float(differences.mean() / (2 * values.mean()))


@pytest.mark.parametrize(
    ("shares", "gini", "corrected"),
    [
        ((30, 30, 20, 20), 0.10, 0.1333),
        ((25, 20, 15, 10, 9, 8, 7, 6), 0.275, 0.3143),
        ((10,) * 10, 0, 0),
        ((90, *(10 / 9,) * 9), 0.80, 0.8889),
        ((50, 25, 12.5, 12.5), 0.3125, 0.4167),
        ((20,) * 5, 0, 0),
        ((1, 0, 0, 0, 0), 0.80, 1),
    ],
)
def test_o_34_gini_of_one_distribution(shares: tuple[float, ...], gini: float, corrected: float) -> None:
    values = floats(*shares)
    assert inequality.gini(values) == pytest.approx(gini, abs=1e-4)
    assert inequality.gini_corrected(values) == pytest.approx(corrected, abs=1e-4)
    assert inequality.gini(values) == pytest.approx(gini_by_pairs(values), abs=1e-12)


def test_o_34_one_unit_has_gini_zero_and_no_corrected_value() -> None:
    assert inequality.gini(floats(7)) == 0
    assert inequality.gini_corrected(floats(7)) is None


@pytest.mark.parametrize(
    ("values", "gini", "corrected", "theil", "top"),
    [
        ((1, 1, 1, 1), 0, 0, 0, 0.25),
        ((0, 0, 0, 100), 0.75, 1, math.log(4), 1),
        ((1, 2, 3, 4), 0.25, 0.3333, 0.10644, 0.4),
        ((10, 20, 30, 40, 900), 0.72, 0.90, 1.1564, 0.90),
    ],
)
def test_o_51_gini_theil_and_top_share(
    values: tuple[float, ...], gini: float, corrected: float, theil: float, top: float
) -> None:
    listed = floats(*values)
    assert inequality.gini(listed) == pytest.approx(gini)
    assert inequality.gini_corrected(listed) == pytest.approx(corrected, abs=1e-4)
    assert inequality.theil(listed) == pytest.approx(theil, abs=1e-4)
    assert inequality.top_share(listed) == pytest.approx(top)
    # Theil's T is the distance in nats of the shares from equal shares.
    shares = listed / listed.sum()
    assert inequality.theil(listed) == pytest.approx(
        float(stats.entropy(shares, np.full(len(shares), 1 / len(shares))))
    )


def test_o_52_theil_within_and_between_tiers() -> None:
    parts = inequality.theil_parts(floats(1, 2, 3, 4), ["nano", "nano", "mega", "mega"])
    assert parts is not None
    assert (parts.within, parts.between, parts.total) == pytest.approx((0.02416, 0.08228, 0.10644), abs=1e-5)


@pytest.mark.parametrize(("sigma", "gini"), [(1, 0.5205), (1.5, 0.7112), (1.8, 0.7969), (2, 0.8427)])
def test_o_54_heavy_tails_are_normal(sigma: float, gini: float) -> None:
    assert 2 * stats.norm.cdf(sigma / math.sqrt(2)) - 1 == pytest.approx(gini, abs=1e-4)
    quantiles = stats.lognorm.ppf((np.arange(200_000) + 0.5) / 200_000, sigma)
    assert inequality.gini(quantiles) == pytest.approx(gini, abs=2e-3)


def test_o_55_ten_creators() -> None:
    values = floats(1, 1, 1, 2, 2, 3, 5, 10, 25, 50)
    assert inequality.gini(values) == pytest.approx(0.664)
    assert inequality.gini_corrected(values) == pytest.approx(0.7378, abs=1e-4)
    assert inequality.top_share(values) == pytest.approx(0.50)
    curve = inequality.lorenz(values)
    assert curve is not None
    assert curve.held[5] == pytest.approx(0.07)
    # The area between diagonal and curve, twice, is the Gini index.
    assert 1 - 2 * np.trapezoid(curve.held, curve.units) == pytest.approx(0.664)


def test_units_that_reached_nobody_count_and_a_total_of_zero_has_no_index() -> None:
    assert inequality.gini(floats(0, 0, 5, 5)) == pytest.approx(0.5)
    for function in (inequality.gini, inequality.theil, inequality.lorenz, inequality.top_share):
        assert function(floats(0, 0)) is None
        assert function(floats()) is None
    assert inequality.theil_parts(floats(0, 0), ["a", "b"]) is None
    with pytest.raises(ValueError, match="less than nothing"):
        inequality.gini(floats(-1, 2))
    with pytest.raises(ValueError, match="2 values and 1 tiers"):
        inequality.theil_parts(floats(1, 2), ["a"])


@pytest.mark.parametrize(("sizes", "expected"), [((0.5, 0.5), 0), ((0.9, 0.1), -0.64)])
def test_o_40_external_and_internal_ties_by_chance(sizes: tuple[float, ...], expected: float) -> None:
    assert given_groups.by_chance(sizes) == pytest.approx(expected)


def test_o_40_a_raw_index_of_minus_two_thirds_is_no_echo_chamber_in_unequal_groups() -> None:
    people = {f"a{at}": "a" for at in range(90)} | {f"b{at}": "b" for at in range(10)}
    everyone = [(one, other) for one, other in product(people, people)]
    found = given_groups.external_internal(everyone, people)
    assert found is not None
    assert found.value == pytest.approx(-0.64)
    assert found.beyond_chance == pytest.approx(0)
    assert given_groups.external_internal([("x", "y")], people) is None
    with pytest.raises(ValueError, match="without members"):
        given_groups.by_chance([])


def test_o_41_weighted_isolation_differs_when_groups_differ_in_size() -> None:
    assert mix_distances.isolation_weighted(floats(300, 500, 200), floats(100, 120, 80)) == pytest.approx(
        0.0111947, abs=1e-7
    )
    assert mix_distances.isolation_weighted(floats(900, 100), floats(1, 9)) == pytest.approx(0.64)


def test_o_42_ranked_lists() -> None:
    assert mix_distances.rank_weights("AAB", "AB").tolist() == pytest.approx([0.8182, 0.1818], abs=1e-4)
    assert mix_distances.rank_weights("BAA", "AB").tolist() == pytest.approx([0.4545, 0.5455], abs=1e-4)
    plain = mix_distances.ranked_distance("AAB", "BAA", mixing=0)
    assert (plain**2, plain) == pytest.approx((0.10663, 0.32654), abs=1e-5)
    assert plain == pytest.approx(float(jensenshannon([9 / 11, 2 / 11], [5 / 11, 6 / 11], base=2)))
    assert mix_distances.ranked_distance("AAB", "BAA") == pytest.approx(0.32586, abs=1e-5)
    assert mix_distances.ranked_distance("AB", "AB") == pytest.approx(0, abs=1e-7)
    with pytest.raises(ValueError, match="no order"):
        mix_distances.ranked_distance("", "A")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [((90, 10), (10, 90), 0.4), ((70, 30), (50, 50), 0.0211), ((5, 5, 0, 0), (0, 0, 5, 5), 1), ((1, 1), (50, 50), 0)],
)
def test_symmetric_atkinson_is_one_less_the_affinity(
    first: tuple[float, ...], second: tuple[float, ...], expected: float
) -> None:
    a, b = floats(*first), floats(*second)
    found = mix_distances.atkinson(a, b)
    assert found == pytest.approx(expected, abs=1e-4)
    # It is the squared Hellinger distance.
    assert found == pytest.approx(0.5 * float(((np.sqrt(a / a.sum()) - np.sqrt(b / b.sum())) ** 2).sum()), abs=1e-12)


@pytest.mark.parametrize(
    ("exposures", "one_topic", "entropy"),
    [
        (1, 1.00, 0),
        (2, 0.20, 0.34),
        (3, 0.04, 0.52),
        (5, 0.034, 0.70),
        (10, 0.0004, 0.86),
        (20, 0, 0.93),
        (50, 0, 0.98),
    ],
)
def test_n_8_few_exposures_look_narrow_by_chance(exposures: int, one_topic: float, entropy: float) -> None:
    table = np.random.default_rng(1).multinomial(exposures, [0.2] * 5, size=20_000).astype(float)
    found = user_level.narrowness(table, least=1)
    assert found is not None
    assert found.one_topic == pytest.approx(one_topic, abs=0.01)
    assert found.entropy == pytest.approx(entropy, abs=0.01)


def test_n_8_the_null_keeps_counts_and_finds_what_is_more_than_chance() -> None:
    draw = np.random.default_rng(5)
    mixed = draw.multinomial(12, [0.2] * 5, size=150).astype(float)
    even = user_level.against_chance(mixed, shuffles=200)
    assert even is not None
    assert even.p_entropy > 0.05
    assert even.observed.entropy == pytest.approx(even.entropy_by_chance, abs=0.02)
    bubbles = np.zeros((150, 5))
    bubbles[np.arange(150), np.arange(150) % 5] = 12
    narrow = user_level.against_chance(bubbles, shuffles=200)
    assert narrow is not None
    assert (narrow.observed.one_topic, narrow.p_one_topic) == pytest.approx((1, 1 / 201))
    assert narrow.one_topic_by_chance < 0.01


def test_people_with_few_exposures_are_left_out() -> None:
    table = np.array([[9.0, 0], [5, 5], [0, 0]])
    found = user_level.narrowness(table)
    assert found is not None
    assert (found.people, found.entropy) == pytest.approx((1, 1))
    assert user_level.narrowness(table[:1]) is None
    assert user_level.against_chance(table[:1]) is None
