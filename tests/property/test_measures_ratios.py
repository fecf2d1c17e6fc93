"""Laws of ratios and shares that hold for every valid input; ids as in the reference of measures."""

import numpy as np
import pytest

from aboveboard.measures import ratios, shares
from aboveboard.measures.families import BaseKind, compare
from aboveboard.measures.ratios import Floats

DRAWS = 150
KINDS = (BaseKind.COUNTS, BaseKind.SHARES, BaseKind.SAMPLED)


def families(seed: int) -> list[tuple[Floats, Floats]]:
    """People reached and bases of random families with two to nine groups."""
    draw = np.random.default_rng(seed)
    found = []
    for _ in range(DRAWS):
        groups = int(draw.integers(2, 10))
        base = draw.integers(50, 5_000, groups).astype(float)
        x = np.floor(base * draw.random(groups) * draw.random())
        found.append((x.reshape(1, -1), base.reshape(1, -1)))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_p_01_repeating_every_row_leaves_ratios_and_shift_unchanged(kind: BaseKind) -> None:
    for x, base in families(1):
        every = np.ones(x.shape, bool)
        once, often = compare(x, base, every, kind), compare(7 * x, 7 * base, every, kind)
        both = once.tested & often.tested
        if (once.tested == often.tested).all():
            assert once.ratio[both] == pytest.approx(often.ratio[both], abs=1e-6)
    first = shares.total_variation(np.array([0.2, 0.8]), np.array([0.5, 0.5]))
    assert first == shares.total_variation(np.array([14, 56]) / 70, np.array([0.5, 0.5]))


@pytest.mark.parametrize("kind", KINDS)
def test_p_02_the_order_of_groups_changes_nothing(kind: BaseKind) -> None:
    draw = np.random.default_rng(2)
    for x, base in families(2):
        order = draw.permutation(x.shape[1])
        every = np.ones(x.shape, bool)
        straight, mixed = compare(x, base, every, kind), compare(x[:, order], base[:, order], every, kind)
        for name in ("ratio", "low", "high", "p_adjusted", "min_expected"):
            assert getattr(straight, name)[:, order] == pytest.approx(getattr(mixed, name), nan_ok=True, abs=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_p_03_ratios_lie_between_zero_and_the_reference(kind: BaseKind) -> None:
    for x, base in families(3):
        found = compare(x, base, np.ones(x.shape, bool), kind)
        ratio = found.ratio[found.tested]
        assert ((ratio >= 0) & (ratio <= 1)).all()
        assert (found.low[found.tested] <= ratio + 1e-9).all()
        assert (found.high[found.tested] >= ratio - 1e-9).all()


def test_p_11_a_shift_lies_between_zero_and_one_less_the_smallest_base_share() -> None:
    for x, base in families(4):
        found = shares.shift(x[0], base[0])
        if found is not None:
            assert 0 <= found.value <= 1 - base[0].min() / base[0].sum() + 1e-12
            assert found.low <= found.high


def test_p_12_wilson_bounds_hold_the_share_and_mirror() -> None:
    draw = np.random.default_rng(5)
    for _ in range(DRAWS):
        n = int(draw.integers(1, 3_000))
        x = int(draw.integers(0, n + 1))
        low, high = ratios.wilson(x, n) or (0.0, 1.0)
        mirrored = ratios.wilson(n - x, n) or (0.0, 1.0)
        assert 0 <= low <= x / n <= high <= 1
        assert (1 - high, 1 - low) == pytest.approx(mirrored)


def test_p_13_holm_never_lowers_a_p_and_keeps_the_order() -> None:
    draw = np.random.default_rng(6)
    for _ in range(DRAWS):
        p = draw.random(int(draw.integers(1, 12))) ** 3
        adjusted = ratios.holm(p)
        assert (adjusted >= p).all()
        assert (adjusted <= 1).all()
        assert (np.diff(adjusted[np.argsort(p)]) >= -1e-12).all()


def test_families_compared_together_are_those_compared_alone() -> None:
    draw = np.random.default_rng(8)
    x = draw.integers(0, 900, (40, 6)).astype(float)
    base = draw.integers(900, 5_000, (40, 6)).astype(float)
    together = compare(x, base, np.ones(x.shape, bool), BaseKind.COUNTS)
    for row in range(len(x)):
        alone = compare(x[row : row + 1], base[row : row + 1], np.ones((1, 6), bool), BaseKind.COUNTS)
        assert together.p_adjusted[row] == pytest.approx(alone.p_adjusted[0], nan_ok=True)
        assert together.reference[row] == alone.reference[0]
