"""From a mean frequency to the people behind it: the tail that a mean hides, and the same frequency per seven days."""

import math
from dataclasses import dataclass

from scipy import optimize, stats

OFTEN = 8
"""Showings from which a person counts as shown very often."""
WEEK = 7
NBD_K = 0.5
"""Shape of the negative binomial: heavy repetition among few, a customary value for media exposure."""


@dataclass(frozen=True)
class Tail:
    """Share of *reached* people shown at least eight times, for three shapes with the same mean, and its bound."""

    poisson: float
    geometric: float
    negative_binomial: float
    bound: float
    """(F − 1)/7: no distribution over reached people with mean F can exceed it."""

    @property
    def low(self) -> float:
        """Least of the three shapes."""
        return min(self.poisson, self.geometric, self.negative_binomial)

    @property
    def high(self) -> float:
        """Most of the three shapes."""
        return max(self.poisson, self.geometric, self.negative_binomial)


def poisson_rate(mean: float) -> float:
    """λ of the zero-truncated Poisson whose mean among reached people is `mean` > 1: λ/(1 − e^−λ) = F."""
    return float(optimize.brentq(lambda rate: rate / -math.expm1(-rate) - mean, 1e-12, mean))


def negative_binomial_mean(mean: float, k: float = NBD_K) -> float:
    """Mean over everybody, reached or not, of the negative binomial whose mean among the reached is `mean` > 1."""

    def distance(everybody: float) -> float:
        return everybody / -math.expm1(-k * math.log1p(everybody / k)) - mean

    return float(optimize.brentq(distance, 1e-12, mean))


def tail(mean: float) -> Tail:
    """Share shown at least eight times when reached people saw `mean` showings on average.

    A mean of 1 or less leaves no room for repetition: all four are 0. The shapes are zero-truncated because a frequency
    is a mean over people who were reached; the plain formulas would count people who saw nothing.
    """
    if mean <= 1:
        return Tail(0.0, 0.0, 0.0, 0.0)
    rate, everybody = poisson_rate(mean), negative_binomial_mean(mean)
    reached = -math.expm1(-NBD_K * math.log1p(everybody / NBD_K))
    return Tail(
        float(stats.poisson.sf(OFTEN - 1, rate)) / -math.expm1(-rate),
        (1 - 1 / mean) ** (OFTEN - 1),
        float(stats.nbinom.sf(OFTEN - 1, NBD_K, NBD_K / (NBD_K + everybody))) / reached,
        min(1.0, (mean - 1) / (OFTEN - 1)),
    )


def per_week(frequency: float, days: int) -> tuple[float, float]:
    """Bounds of the frequency per seven days, given that over a window of `days` ≥ 1 days.

    Between F · 7/W (everybody was reached in every week) and F (all showings of a person fell into one week). A window
    shorter than a week is bounded by F and by the same pace kept up.
    """
    if days < 1:
        raise ValueError("a window has at least one day")
    ends = (frequency, frequency * WEEK / days)
    return min(ends), max(ends)
