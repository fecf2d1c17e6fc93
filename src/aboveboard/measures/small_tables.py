"""Two small groups near the line: the exact test where the pooled one is a little too eager.

With about fifty people per group and rates near one half the pooled z rejects 5.7 % of even campaigns instead of 5 %.
Barnard's test takes the same statistic and counts every table that is as far out, at the common rate that suits the
table best, so that at most 5 % of even campaigns fall below .05. Only comparisons near the line are counted again:
elsewhere both say the same.
"""

from functools import lru_cache

import numpy as np
from scipy import stats

from aboveboard.measures.ratios import Floats

SMALL = 120
"""People of the smaller group up to which the pooled test exceeds 5.5 % somewhere; counted exactly in truth.md."""
LARGE = 1_000
"""People of the larger group up to which every table can be counted at once."""
NEAR = (0.03, 0.05)
"""Pooled p inside which the exact test can change what is said at .05."""


@lru_cache(maxsize=8192)
def _barnard(x: int, n: int, y: int, m: int) -> float:
    return float(stats.barnard_exact([[x, y], [n - x, m - y]], pooled=True).pvalue)


def careful(p: Floats, x: Floats, n: Floats, y: Floats, m: Floats) -> Floats:
    """The pooled p, raised to the exact one where a small table lies near the line; never lowered. Counts of people."""
    near = (p >= NEAR[0]) & (p < NEAR[1]) & (np.minimum(n, m) <= SMALL) & (np.maximum(n, m) <= LARGE)
    if not near.any():
        return p
    tables, place = np.unique(np.stack([x, n, y, m])[:, near].round().astype(np.int64), axis=1, return_inverse=True)
    exact = np.array([_barnard(*(int(count) for count in table)) for table in tables.T])
    raised = p.copy()
    raised[near] = np.maximum(p[near], exact[place])
    return raised
