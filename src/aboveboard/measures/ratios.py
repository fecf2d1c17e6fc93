"""Rates, ratios of rates and their uncertainty, on arrays: one element per comparison."""

import math
from typing import cast

import numpy as np
import numpy.typing as npt
from scipy import stats
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportion_effectsize

Floats = npt.NDArray[np.float64]
Bounds = tuple[Floats, Floats]

Z95 = float(stats.norm.ppf(0.975))
FOUR_FIFTHS = 0.8


def impact_ratio(rate: npt.ArrayLike, reference: npt.ArrayLike) -> Floats:
    """Rate over reference rate, to 6 places: 44 % / 55 % is 0.8 and not a hair below it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return cast(Floats, np.round(np.asarray(rate, float) / np.asarray(reference, float), 6))


def wilson(count: float, n: float) -> tuple[float, float] | None:
    """95 % Wilson interval of a share; None without observations."""
    if n <= 0:
        return None
    low, high = proportion_confint(count, n, method="wilson")
    return (0.0 if count == 0 else float(low)), (1.0 if count == n else float(high))


def newcombe(count: float, n: float, other: float, other_n: float) -> tuple[float, float] | None:
    """95 % Newcombe interval of a difference of two shares; None without observations."""
    if n <= 0 or other_n <= 0:
        return None
    low, high = confint_proportions_2indep(count, n, other, other_n, compare="diff", method="newcomb")
    return float(low), float(high)


def _log_interval(ratio: Floats, variance: Floats) -> Bounds:
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        half = Z95 * np.sqrt(variance)
        return np.exp(np.log(ratio) - half), np.exp(np.log(ratio) + half)


def _half_where_zero(x: Floats, y: Floats) -> Floats:
    return np.where((x == 0) | (y == 0), 0.5, 0.0)


def katz(x: Floats, n: Floats, y: Floats, m: Floats) -> Bounds:
    """95 % interval of (x/n)/(y/m): Katz log, the adjusted log interval where a count is zero."""
    half = _half_where_zero(x, y)
    x, n, y, m = x + half, n + half, y + half, m + half
    with np.errstate(divide="ignore", invalid="ignore"):
        return _log_interval((x / n) / (y / m), 1 / x - 1 / n + 1 / y - 1 / m)


def share_interval(x: Floats, e: Floats, y: Floats, f: Floats) -> Bounds:
    """95 % interval of (x/e)/(y/f) when the base is known only as shares e, f of a population."""
    half = _half_where_zero(x, y)
    x, y = x + half, y + half
    with np.errstate(divide="ignore", invalid="ignore"):
        return _log_interval((x / e) / (y / f), 1 / x + 1 / y)


def sampled_interval(x: Floats, b: Floats, y: Floats, c: Floats) -> Bounds:
    """95 % interval of (x/b)/(y/c) when the base b, c is itself a sample of other deliveries."""
    half = _half_where_zero(x, y)
    x, y = x + half, y + half
    with np.errstate(divide="ignore", invalid="ignore"):
        return _log_interval((x / b) / (y / c), 1 / x + 1 / y + 1 / b + 1 / c)


def pooled_p(x: Floats, n: Floats, y: Floats, m: Floats) -> Floats:
    """Two-sided p of equal rates, pooled z (the same as chi-square without correction); 1 where all or none succeed."""
    pooled = (x + y) / (n + m)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (x / n - y / m) / np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return cast(Floats, np.where(np.isfinite(z), 2 * stats.norm.sf(np.abs(z)), 1.0))


def sampled_p(x: Floats, b: Floats, y: Floats, c: Floats) -> Floats:
    """Two-sided p that delivery x : y follows the sampled base b : c."""
    return pooled_p(x, x + y, b, b + c)


def _first_as_rare(low: Floats, high: Floats, n: Floats, share: Floats, limit: Floats) -> Floats:
    """Smallest count above the mode whose probability is at most `limit`, by bisection on all elements at once."""
    while np.any(low < high):
        middle = np.floor((low + high) / 2)
        rare = stats.binom.pmf(middle, n, share) <= limit
        low, high = np.where(rare, low, middle + 1), np.where(rare, middle, high)
        low = np.minimum(low, high)
    return high


def binomial_p(count: Floats, n: Floats, share: Floats) -> Floats:
    """Exact two-sided binomial p, as scipy's binomtest, for many comparisons at once."""
    mirrored = count > n * share
    k = np.where(mirrored, n - count, count)
    p = np.where(mirrored, 1 - share, share)
    limit: Floats = np.asarray(stats.binom.pmf(k, n, p)) * (1 + 1e-7)
    first = _first_as_rare(np.ceil(n * p), n + 1, n, p, limit)
    total = stats.binom.cdf(k, n, p) + stats.binom.sf(first - 1, n, p)
    return cast(Floats, np.where(n > 0, np.minimum(np.where(k == n * p, 1.0, total), 1.0), 1.0))


def below_p(ratio: Floats, low: Floats, high: Floats, limit: float = FOUR_FIFTHS) -> Floats:
    """One-sided p of a ratio below the limit, from its log interval."""
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = (np.log(high) - np.log(low)) / (2 * Z95)
        return cast(Floats, stats.norm.cdf((np.log(ratio) - math.log(limit)) / deviation))


def holm(p: npt.ArrayLike) -> Floats:
    """Holm-adjusted p along the last axis; NaN elements are no tests and do not count."""
    values = np.atleast_2d(np.asarray(p, float))
    order = np.argsort(values, axis=-1)  # NaN sorts last
    ranked = np.take_along_axis(values, order, axis=-1)
    tests = np.sum(~np.isnan(values), axis=-1, keepdims=True)
    stepped = ranked * np.maximum(tests - np.arange(values.shape[-1]), 1)
    raised = np.minimum(np.fmax.accumulate(stepped, axis=-1), 1.0)
    raised = np.where(np.isnan(ranked), np.nan, raised)
    adjusted = np.empty_like(values)
    np.put_along_axis(adjusted, order, raised, axis=-1)
    return cast(Floats, adjusted.reshape(np.shape(p)))


def needed_people(rate: float, ratio: float = FOUR_FIFTHS) -> int | None:
    """People per group for 80 % power to tell `ratio` from 1 at this base rate; None where no rate says it."""
    if not 0 < rate < 1:
        return None
    effect = proportion_effectsize(rate, ratio * rate)
    needed = float(NormalIndPower().solve_power(effect, alpha=0.05, power=0.8))
    return math.ceil(needed)


def needed_reached(share: float, reference_share: float, ratio: float = FOUR_FIFTHS) -> int | None:
    """People reached in the reference group for the same power when only shares of the base are known."""
    if share <= 0 or reference_share <= 0:
        return None
    power = Z95 + float(stats.norm.ppf(0.8))
    spread = 1 + reference_share / (share * ratio)
    return math.ceil(spread * (power / math.log(ratio)) ** 2)
