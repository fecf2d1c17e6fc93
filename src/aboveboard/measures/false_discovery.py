"""Many campaigns at once: p-values adjusted for ranking a portfolio. Never for a verdict on one campaign."""

import numpy as np
import numpy.typing as npt
from statsmodels.stats.multitest import multipletests

from aboveboard.measures.ratios import Floats


def benjamini_hochberg(p: npt.ArrayLike) -> Floats:
    """p adjusted after Benjamini and Hochberg 1995, in the order given; NaN elements are no tests and do not count.

    Of the findings below a level of 5 % about one in twenty is expected to be chance. Inside a campaign Holm decides
    (`ratios.holm`), which keeps *any* false alarm rare.
    """
    values = np.asarray(p, float)
    adjusted = np.full(values.shape, np.nan)
    tested = ~np.isnan(values)
    if tested.any():
        adjusted[tested] = multipletests(values[tested], method="fdr_bh")[1]
    return adjusted
