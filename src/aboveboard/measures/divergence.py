"""How different the mixes of several groups are: isolation, dissimilarity, shared information, with intervals."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import optimize, stats
from scipy.spatial.distance import jensenshannon

from aboveboard.measures.concentration import entropy_bits
from aboveboard.measures.ratios import Floats

FEW = 5.0
"""Expected counts below this make chi-squared unreliable."""


def _seen(table: Floats) -> Floats:
    """Without empty rows and columns, which no test can use."""
    kept: Floats = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    return kept


def isolation(first: Floats, second: Floats) -> float:
    """Gentzkow–Shapiro isolation of two groups, 0 (same mix) to 1 (nothing in common)."""
    a, b = _seen(np.array([first, second], float))
    share = a / (a + b)
    return float((a / a.sum() * share).sum() - (b / b.sum() * share).sum())


def isolation_by_chance(topics: int, n: float) -> float:
    """Isolation that two equal mixes show on average."""
    return (topics - 1) / (n - 1)


def isolation_adjusted(value: float, topics: int, n: float) -> float:
    """What is left of the isolation above chance, never below 0."""
    chance = isolation_by_chance(topics, n)
    return max(0.0, (value - chance) / (1 - chance)) if chance < 1 else 0.0


def dissimilarity(first: Floats, second: Floats) -> float:
    """Share of one group's exposures that would have to change to match the other's mix."""
    return 0.5 * float(np.abs(first / first.sum() - second / second.sum()).sum())


def jensen_shannon(first: Floats, second: Floats) -> float:
    """Jensen–Shannon divergence in bits, both mixes with equal weight."""
    return float(jensenshannon(first, second, base=2)) ** 2


def chi2(table: Floats) -> tuple[float, float, int]:
    """Chi-squared without correction, its p and degrees of freedom; no association where it cannot be computed."""
    seen = _seen(table)
    if min(seen.shape) < 2:
        return 0.0, 1.0, 0
    found = stats.chi2_contingency(seen, correction=False)
    return float(found.statistic), float(found.pvalue), int(found.dof)


def few_expected(table: Floats) -> float:
    """Share of cells whose expected count is below 5."""
    seen = _seen(table)
    if not seen.size:
        return 1.0
    return float((stats.contingency.expected_freq(seen) < FEW).mean())


def mutual_information(table: Floats) -> float:
    """Information in bits that the group carries about the topic; 0 for proportional rows."""
    joint = table / table.sum()
    outer = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    filled = joint > 0
    return max(0.0, float((joint[filled] * np.log2(joint[filled] / outer[filled])).sum()))


@dataclass(frozen=True)
class Information:
    """Mutual information of a group × topic table."""

    bits: float
    bias: float
    """What independent rows and columns show on average, bits."""
    normalised: float
    """Bits over the smaller of the two entropies, 0–1."""
    corrected: float
    """The same after the bias is taken off, never below 0."""
    low: float
    high: float
    """Bounds of `normalised`."""
    p: float


def information(table: Floats) -> Information | None:
    """nMI with interval and p; None when a group or topic stands alone."""
    seen = _seen(table)
    if min(seen.shape) < 2:
        return None
    n = float(seen.sum())
    bits = mutual_information(seen)
    degrees = (seen.shape[0] - 1) * (seen.shape[1] - 1)
    bias = degrees / (2 * n * math.log(2))
    most = min(entropy_bits(seen.sum(axis=1)), entropy_bits(seen.sum(axis=0)))
    low, high = noncentral_interval(2 * n * math.log(2) * bits, degrees)
    scale = 2 * n * math.log(2) * most
    statistic = 2 * n * math.log(2) * bits
    return Information(
        bits,
        bias,
        bits / most,
        max(0.0, bits - bias) / most,
        low / scale,
        min(1.0, high / scale),
        float(stats.chi2.sf(statistic, degrees)),
    )


def noncentral_interval(statistic: float, degrees: int) -> tuple[float, float]:
    """95 % interval of the noncentrality behind a chi-squared statistic."""
    return _noncentrality(statistic, degrees, 0.975), _noncentrality(statistic, degrees, 0.025)


def _noncentrality(statistic: float, degrees: int, level: float) -> float:
    def distance(nc: float) -> float:
        return float(stats.ncx2.cdf(statistic, degrees, nc)) - level

    if statistic <= 0 or float(stats.chi2.cdf(statistic, degrees)) <= level:
        return 0.0
    upper = _bracket(distance, statistic)
    return float(optimize.brentq(distance, 1e-9, upper, xtol=1e-6))


def _bracket(distance: Callable[[float], float], statistic: float) -> float:
    """A noncentrality so large that the statistic is improbably small under it."""
    steps = [statistic + step * math.sqrt(4 * statistic + 10) for step in (1, 4, 16, 64)]
    return next((right for _, right in pairwise([0.0, *steps]) if distance(right) < 0), steps[-1])


def isolation_interval(first: Floats, second: Floats) -> tuple[float, float]:
    """95 % interval of the isolation of two groups."""
    seen = _seen(np.array([first, second], float))
    statistic, _, degrees = chi2(seen)
    if not degrees:
        return 0.0, 0.0
    low, high = noncentral_interval(statistic, degrees)
    n = float(seen.sum())
    return low / n, min(1.0, high / n)
