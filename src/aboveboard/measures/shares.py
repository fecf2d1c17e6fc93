"""Shares: how far a delivered mix lies from its base, and what an unknown part could hide."""

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats

from aboveboard.measures.ratios import Floats, wilson

SEED = 20260101
DRAWS = 2_000


@dataclass(frozen=True)
class Shift:
    """Total variation between delivered and base shares: the smallest share of deliveries to re-assign."""

    value: float
    low: float
    high: float
    p: float
    n: float
    min_expected: float
    null_p95: float
    """What chance alone stays under in 95 of 100 cases."""
    method: str


def total_variation(delivered: Floats, base: Floats) -> float:
    """Half the sum of absolute differences of two sets of shares."""
    return 0.5 * math.fsum(abs(delivered - base))


def _draws(n: float, share: Floats, base: Floats) -> Floats:
    counts = np.random.default_rng(SEED).multinomial(int(n), share / share.sum(), size=DRAWS)
    distances: Floats = 0.5 * np.abs(counts / int(n) - base).sum(axis=1)
    return distances


def _two_groups(x: Floats, base: Floats) -> tuple[float, float]:
    bounds = wilson(float(x[0]), float(x.sum())) or (0.0, 1.0)
    distances = sorted(abs(bound - float(base[0])) for bound in bounds)
    inside = bounds[0] <= base[0] <= bounds[1]
    return (0.0 if inside else distances[0]), distances[1]


def shift(x: Floats, base: Floats) -> Shift | None:
    """Delivery shift of people counts `x` against base shares (any positive scale); None without delivery."""
    n = float(x.sum())
    if n < 1 or len(x) < 2 or not np.all(base > 0):
        return None
    share = base / base.sum()
    expected = n * share
    p = float(stats.chisquare(x, expected).pvalue)
    value = total_variation(x / n, share)
    if len(x) == 2:
        low, high, method = *_two_groups(x, share), "Wilson interval of the share"
    else:
        sampled = np.quantile(_draws(n, x, share), [0.025, 0.975])
        low, high = (0.0 if p >= 0.05 else float(sampled[0])), float(sampled[1])
        method = f"{DRAWS:,} multinomial draws; lower bound 0 when the fit is not rejected"
    null = float(np.quantile(_draws(n, share, share), 0.95))
    return Shift(value, low, high, p, n, float(expected.min()), null, method)


def chance_band(share: float, people: float) -> tuple[float, float] | None:
    """Between which shares 95 of 100 deliveries to so many people fall when nothing but chance moves them."""
    n = int(people) if math.isfinite(people) else 0
    if n < 1 or not 0 <= share <= 1:
        return None
    low, high = stats.binom.interval(0.95, n, share)
    return float(low) / n, float(high) / n


def unknown_bounds(group: float, others: float, unknown: float) -> tuple[float, float, float]:
    """The group's share among known people, with none of the unknown in it, and with all of them."""
    total = group + others + unknown
    return group / (group + others), group / total, (group + unknown) / total
