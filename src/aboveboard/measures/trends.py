"""Trends of short series: Theil–Sen slope and Mann–Kendall test, and whether large shares grow."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from aboveboard.measures.ratios import Floats


@dataclass(frozen=True)
class Trend:
    """A robust straight line through one series."""

    slope: float
    """Theil–Sen: median of the slopes of all pairs of points, per unit of `at`."""
    low: float
    high: float
    """95 % bounds of the slope."""
    tau: float
    """Kendall's tau of time and value, −1 (always falling) to 1."""
    p: float
    """Two-sided Mann–Kendall p: exact for short series without ties."""
    points: int
    start: float
    """Height of the line at moment 0: it passes through both medians."""

    def at(self, moment: float) -> float:
        """Height of the line at a moment."""
        return self.start + self.slope * moment

    @property
    def falls(self) -> bool:
        """Whether the line goes down, however unsure."""
        return self.slope < 0


def trend(at: Floats, values: Floats) -> Trend | None:
    """The trend of `values` over moments `at` (same length); None below three points.

    A constant series has slope 0 and p 1: both libraries return NaN for it. Mann–Kendall assumes independent points;
    weeks of one campaign lean on each other, so p is a lower bound.
    """
    if len(values) < 3:
        return None
    if np.ptp(values) == 0:
        return Trend(0.0, 0.0, 0.0, 0.0, 1.0, len(values), float(values[0]))
    line = stats.theilslopes(values, at, 0.95)
    kendall = stats.kendalltau(at, values)
    return Trend(
        float(line.slope),
        float(line.low_slope),
        float(line.high_slope),
        float(kendall.statistic),
        float(kendall.pvalue),
        len(values),
        float(line.intercept),
    )


def least_p(points: int) -> float:
    """Smallest two-sided Mann–Kendall p that so many points can give, 2/n!: four points never reach 0.05."""
    at = np.arange(points, dtype=float)
    return float(stats.kendalltau(at, at).pvalue)


def rich_get_richer(shares: Floats) -> float | None:
    """Correlation of a message's share in one week with its gain to the next; above 0 large ones grow.

    `shares` has shape (weeks, messages), rows summing to 1. None with fewer than two weeks or nothing that varies.
    """
    if shares.shape[0] < 2:
        return None
    before, gain = shares[:-1].ravel(), np.diff(shares, axis=0).ravel()
    if np.ptp(before) < 1e-12 or np.ptp(gain) < 1e-12:
        return None
    return float(np.corrcoef(before, gain)[0, 1])
