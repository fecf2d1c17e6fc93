"""Two campaigns held against each other: the share of one group in each, and a test of the difference."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from scipy import stats
from statsmodels.stats.proportion import proportion_confint, proportions_ztest

from aboveboard.measures.ratios import newcombe
from aboveboard.model import Measurement

LEVEL = 0.99
ALIKE_SPEND = 0.1
"""Budgets count as equal when they differ by at most a tenth [our default]."""


@dataclass(frozen=True)
class Pair:
    """Shares of one group among the people of two campaigns."""

    share: float
    low: float
    high: float
    """99 % Wilson bounds."""
    other: float
    other_low: float
    other_high: float
    z: float
    """Pooled two-proportion z; above 0 when the first share is larger."""
    p: float
    """Two-sided."""
    difference_low: float
    difference_high: float
    """95 % Newcombe bounds of share − other."""
    min_expected: float
    """Smallest expected count of the 2 × 2 table at the pooled share."""

    @property
    def difference(self) -> float:
        """Share in the first less share in the other, −1 to 1."""
        return self.share - self.other

    @property
    def overlap(self) -> bool:
        """Whether the two 99 % intervals overlap, which is no test: they may although p is far below 0.001."""
        return self.low <= self.other_high and self.other_low <= self.high


def _wilson(count: float, n: float) -> tuple[float, float]:
    low, high = proportion_confint(count, n, alpha=1 - LEVEL, method="wilson")
    return (0.0 if count == 0 else float(low)), (1.0 if count == n else float(high))


def compare(count: float, n: float, other_count: float, other_n: float) -> Pair | None:
    """`count` of `n` people against `other_count` of `other_n`; None without people on either side.

    Counts are people or people-equivalents, never impressions. After Ali et al. 2019: equal targeting, budget and
    dates, different creative. When all or nobody belongs to the group in both, z is 0 and p is 1.
    """
    if n <= 0 or other_n <= 0:
        return None
    pooled = (count + other_count) / (n + other_n)
    z, p = (0.0, 1.0) if pooled in (0.0, 1.0) else proportions_ztest([count, other_count], [n, other_n])
    low, high = _wilson(count, n)
    other_low, other_high = _wilson(other_count, other_n)
    bounds = newcombe(count, n, other_count, other_n) or (-1.0, 1.0)
    return Pair(
        count / n,
        low,
        high,
        other_count / other_n,
        other_low,
        other_high,
        float(z),
        float(p),
        *bounds,
        min(n, other_n) * min(pooled, 1 - pooled),
    )


def filled(figure: Measurement, pair: Pair, n: float, other_n: float) -> Measurement:
    """The figure with the difference of two shares as its value, and everything a sentence about it needs."""
    return replace(
        figure,
        value=round(pair.difference, 6),
        ci_low=min(pair.difference_low, pair.difference),
        ci_high=max(pair.difference_high, pair.difference),
        ci_method="95 % Newcombe interval of the difference",
        p=pair.p,
        min_expected=pair.min_expected,
        figures={
            "share": pair.share,
            "share_low": pair.low,
            "share_high": pair.high,
            "twin_share": pair.other,
            "twin_share_low": pair.other_low,
            "twin_share_high": pair.other_high,
            "z": pair.z,
            "overlap": float(pair.overlap),
            "n": n,
            "twin_n": other_n,
        },
    )


def spend_differs(spent: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Whether two amounts, per currency, differ by more than a tenth, or are in other currencies."""
    return set(spent) != set(other) or any(
        abs(amount - other[currency]) > ALIKE_SPEND * max(amount, other[currency]) for currency, amount in spent.items()
    )


def people_to_pass(rate: float, ratio: float = 0.8, power: float = 0.8) -> float | None:
    """People per group for this chance that two groups with *equal* rates pass: the whole interval above `ratio`.

    The better of the two is the reference, so the log ratio is −|d| with d normal, and the Katz bound clears the limit
    when |d| ≤ −ln(ratio) − 1.96 s; hence n = 2(1 − r)/r · ((z(0.975) + z((1 + power)/2)) / ln ratio)². None where no
    rate says it.
    """
    if not 0 < rate < 1 or not 0 < ratio < 1:
        return None
    reach = float(stats.norm.ppf(0.975) + stats.norm.ppf((1 + power) / 2))
    return 2 * (1 - rate) / rate * (reach / math.log(ratio)) ** 2
