"""Answers for concentration, divergence and narrowness, cited by oracle id."""

import math

import numpy as np
import pytest

from aboveboard.measures import audiences, concentration, divergence
from aboveboard.measures.ad_set_profiles import sort_key
from aboveboard.measures.ratios import Floats


def floats(*values: float) -> Floats:
    return np.array(values, float)


@pytest.mark.parametrize(
    ("population", "audience", "bits", "left"),
    [
        (3.07e9, 1_000, 21.550, 9.966),
        (52e6, 1_000, 15.666, 9.966),
        (52e6, 50, 19.988, 5.644),
        (52e6, 2.6e6, 4.322, 21.310),
        (1e6, 1e5, 3.322, 16.610),
        (5e5, 5e5, 0, math.log2(5e5)),
    ],
)
def test_o_29_narrowness_in_bits(population: float, audience: float, bits: float, left: float) -> None:
    assert audiences.narrowness(population, audience) == pytest.approx((bits, left), abs=1e-3)


def test_o_30_bits_that_single_a_person_out() -> None:
    found = audiences.narrowness(2.8e9, 1)
    assert found is not None
    assert (found[0], found[0] / 22, found[0] / 4) == pytest.approx((31.383, 1.426, 7.846), abs=1e-3)


def test_o_31_the_sort_key_names_its_driver() -> None:
    assert sort_key(4, 3, 10, 10) == (0.75, "sensitivity")


def test_o_33_audiences_are_never_added_up() -> None:
    assert audiences.union_bounds([600, 500], 10_000) == (600, 1_100)
    assert audiences.union_bounds([600, 500], 1_000) == (600, 1_000)


@pytest.mark.parametrize(
    ("shares", "hhi", "normalised", "bits", "d1", "d2"),
    [
        ((30, 30, 20, 20), 0.2600, 0.0133, 1.9710, 3.9203, 3.8462),
        ((25, 20, 15, 10, 9, 8, 7, 6), 0.1580, 0.0377, 2.8234, 7.0782, 6.3291),
        ((10,) * 10, 0.1, 0, 3.3219, 10, 10),
        ((90, *(10 / 9,) * 9), 0.81111, 0.7901, 0.7860, 1.7243, 1.2329),
        ((50, 25, 12.5, 12.5), 0.34375, 0.125, 1.75, 3.3636, 2.9091),
        ((20,) * 5, 0.2, 0, 2.3219, 5, 5),
        ((100, 0, 0, 0, 0), 1, 1, 0, 1, 1),
    ],
)
def test_o_34_one_distribution(
    shares: tuple[float, ...], hhi: float, normalised: float, bits: float, d1: float, d2: float
) -> None:
    counts = floats(*shares)
    assert concentration.hhi(counts) == pytest.approx(hhi, abs=1e-4)
    assert concentration.normalised(concentration.hhi(counts), len(counts)) == pytest.approx(normalised, abs=1e-4)
    assert concentration.entropy_bits(counts) == pytest.approx(bits, abs=1e-4)
    assert concentration.hill(counts, 1) == pytest.approx(d1, abs=1e-4)
    assert concentration.hill(counts, 2) == pytest.approx(d2, abs=1e-4)


def test_o_34_one_topic_has_no_normalised_index() -> None:
    assert concentration.normalised(1.0, 1) is None


def test_o_35_plug_in_and_unbiased() -> None:
    counts = floats(5, 3, 2)
    assert concentration.hhi(counts) == pytest.approx(0.38)
    assert concentration.hhi_unbiased(counts) == pytest.approx(0.3111, abs=1e-4)


def test_o_36_the_plug_in_index_of_an_even_mix_is_too_high() -> None:
    draws = np.random.default_rng(11).multinomial(100, [1 / 20] * 20, size=4_000)
    plug_in = np.mean([concentration.hhi(row.astype(float)) for row in draws])
    unbiased = np.mean([concentration.hhi_unbiased(row.astype(float)) for row in draws])
    assert plug_in == pytest.approx(0.0595, abs=5e-4)
    assert unbiased == pytest.approx(0.05, abs=5e-4)


@pytest.mark.parametrize(
    ("first", "second", "s", "adjusted", "d", "jsd", "bits", "nmi"),
    [
        ((90, 10), (10, 90), 0.64, 0.63818, 0.80, 0.53100, 0.53100, 0.53100),
        ((70, 30), (50, 50), 0.041667, 0.036827, 0.20, 0.030305, 0.030305, 0.031212),
        ((80, 10, 10), (10, 10, 80), 0.544444, 0.539820, 0.70, 0.447067, 0.447067, 0.447067),
        ((300, 500, 200), (100, 120, 80), 0.0080261, 0.0064965, 0.10, 0.0080956, 0.0057628, 0.0073944),
        ((5, 5, 0, 0), (0, 0, 5, 5), 1, 1, 1, 1, 1, 1),
    ],
)
def test_o_37_two_segments(
    first: tuple[float, ...],
    second: tuple[float, ...],
    s: float,
    adjusted: float,
    d: float,
    jsd: float,
    bits: float,
    nmi: float,
) -> None:
    a, b = floats(*first), floats(*second)
    found = divergence.isolation(a, b)
    assert found == pytest.approx(s, abs=1e-6)
    assert divergence.isolation_adjusted(found, len(a), float(a.sum() + b.sum())) == pytest.approx(adjusted, abs=1e-5)
    assert divergence.dissimilarity(a, b) == pytest.approx(d)
    assert divergence.jensen_shannon(a, b) == pytest.approx(jsd, abs=1e-5)
    shared = divergence.information(np.array([a, b]))
    assert shared is not None
    assert shared.bits == pytest.approx(bits, abs=1e-5)
    assert shared.normalised == pytest.approx(nmi, abs=1e-5)


def test_o_37_three_segments_each_against_the_rest() -> None:
    table = np.array([[80, 10, 10], [10, 80, 10], [10, 10, 80]], float)
    rest = table.sum(axis=0) - table
    assert [divergence.isolation(*pair) for pair in zip(table, rest, strict=True)] == pytest.approx([0.49] * 3)
    shared = divergence.information(table)
    assert shared is not None
    assert (shared.bits, shared.normalised) == pytest.approx((0.66303, 0.41833), abs=1e-5)


def test_o_38_disjoint_and_half_shared_mixes() -> None:
    assert divergence.jensen_shannon(floats(1, 0), floats(0, 1)) == pytest.approx(1)
    assert divergence.jensen_shannon(floats(0.5, 0.5, 0), floats(0, 0.5, 0.5)) == pytest.approx(0.5)


def test_o_39_information_of_three_by_three() -> None:
    table = np.array([[40, 10, 0], [10, 30, 10], [0, 5, 45]], float)
    found = divergence.information(table)
    assert found is not None
    assert (found.bits, found.bias) == pytest.approx((0.72619, 0.01924), abs=1e-5)
    assert (found.normalised, found.corrected) == pytest.approx((0.4596, 0.4474), abs=1e-4)
    assert divergence.chi2(table)[0] / table.sum() == pytest.approx(0.90828, abs=1e-5)
    scale = found.bits / found.normalised
    assert (found.low * scale, found.high * scale) == pytest.approx((0.4998, 0.9608), abs=1e-3)


def test_o_41_isolation_uses_raw_shares() -> None:
    assert divergence.isolation(floats(900, 100), floats(1, 9)) == pytest.approx(0.06517, abs=1e-5)


@pytest.mark.parametrize(
    ("counts", "plug_in", "value", "low", "high"),
    [
        ((300, 500, 200), 2.8001, 2.8029, 2.7403, 2.8670),
        ((90, 10, 10, 10, 10), 2.8400, 2.8840, 2.4226, 3.4332),
        ((50, 25, 13, 12), 3.3629, 3.4137, 3.0500, 3.8208),
        ((900, 20, 20, 20, 20, 20), 1.6258, 1.6299, 1.5185, 1.7495),
    ],
)
def test_o_43_effective_topics(
    counts: tuple[float, ...], plug_in: float, value: float, low: float, high: float
) -> None:
    mix = floats(*counts)
    found = concentration.effective_topics(mix, float(mix.sum()), len(mix))
    assert concentration.hill(mix, 1) == pytest.approx(plug_in, abs=1e-4)
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high), abs=1e-4)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((90, 10), (10, 90), 0.4375, 0.8810),
        ((70, 30), (50, 50), 0.0043, 0.1175),
        ((300, 500, 200), (100, 120, 80), 0.0008, 0.0197),
    ],
)
def test_o_44_intervals_of_isolation(
    first: tuple[float, ...], second: tuple[float, ...], low: float, high: float
) -> None:
    assert divergence.isolation_interval(floats(*first), floats(*second)) == pytest.approx((low, high), abs=1e-4)


def test_o_47_proportional_mixes() -> None:
    a, b = floats(100, 100), floats(50, 50)
    assert divergence.isolation(a, b) == pytest.approx(0, abs=1e-12)
    assert divergence.isolation_by_chance(2, 300) == pytest.approx(0.003344, abs=1e-6)
    assert divergence.isolation_adjusted(0.0, 2, 300) == 0
    assert divergence.chi2(np.array([a, b]))[1] == pytest.approx(1)
