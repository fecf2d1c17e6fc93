"""Reversal guard: whether a pooled ratio and the ratio inside ad sets point in different directions."""

from dataclasses import dataclass

import numpy as np
from statsmodels.stats.contingency_tables import StratifiedTable

from aboveboard.measures.ratios import Floats

MIN_EXPECTED = 5.0
BAND = (0.8, 1.25)


@dataclass(frozen=True)
class Reversal:
    """One group against another, pooled and stratified by ad set."""

    pooled: float
    """Ratio of the two pooled rates."""
    stratified: float
    """Mantel–Haenszel ratio of rates."""
    p: float
    """Cochran–Mantel–Haenszel: no difference inside ad sets."""
    p_homogeneous: float
    """Breslow–Day: the same odds ratio in every ad set."""
    strata: int

    @property
    def reversed(self) -> bool:
        """The two lie on different sides of 1, and one of them outside 0.8–1.25."""
        opposite = (self.pooled - 1) * (self.stratified - 1) < 0
        outside = any(not BAND[0] <= value <= BAND[1] for value in (self.pooled, self.stratified))
        return opposite and outside


def _usable(table: Floats) -> bool:
    """Every expected count of the 2 × 2 table is at least 5."""
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / max(table.sum(), 1)
    return bool((expected >= MIN_EXPECTED).all())


def guard(reached: Floats, people: Floats, other_reached: Floats, other_people: Floats) -> Reversal | None:
    """One element per ad set; None with fewer than two ad sets large enough."""
    tables = [
        np.array([[a, n - a], [c, m - c]], float)
        for a, n, c, m in zip(reached, people, other_reached, other_people, strict=True)
        if n >= a and m >= c
    ]
    usable = [table for table in tables if _usable(table)]
    if len(usable) < 2:
        return None
    found = StratifiedTable(usable)
    total = np.sum(usable, axis=0)
    pooled = (total[0, 0] / total[0].sum()) / (total[1, 0] / total[1].sum())
    return Reversal(
        float(pooled),
        float(found.riskratio_pooled),
        float(found.test_null_odds(correction=False).pvalue),
        float(found.test_equal_odds().pvalue),
        len(usable),
    )
