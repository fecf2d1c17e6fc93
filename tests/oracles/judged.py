"""One family of groups compared, and what rule 1.5 says of each: the way from counts to an outcome in two steps."""

import numpy as np
from scipy import stats

from aboveboard.judgement import load
from aboveboard.judgement.rules import ratio as outcome_of
from aboveboard.measures.families import BaseKind, Compared, compare
from aboveboard.measures.ratios import Floats
from aboveboard.model import Measurement, Scope, Status
from aboveboard.model.layout import POLICIES

TABLES = 60
"""Random tables per cross-check."""
Z = float(stats.norm.ppf(0.975))
LIMITS = load(POLICIES / "baseline.yaml").values


def draws(seed: int) -> np.random.Generator:
    """Chance with a seed."""
    return np.random.default_rng(seed)


def floats(*values: float) -> Floats:
    return np.array(values, float)


def family(x: list[float], base: list[float], kind: BaseKind = BaseKind.COUNTS) -> Compared:
    """One family compared."""
    return compare(np.array([x], float), np.array([base], float), np.ones((1, len(x)), bool), kind)


def outcome(found: Compared, group: int, row: int = 0) -> str:
    """What rule 1.5 says of one group."""
    if not found.tested[row, group]:
        return "insufficient"
    p = found.p_adjusted[row, group]
    figure = Measurement(
        measure="exclusions.delivery",
        statistic="impact_ratio",
        campaign="c",
        scope=Scope.SEGMENT,
        status=Status.MEASURED,
        value=float(found.ratio[row, group]),
        ci_low=float(found.low[row, group]),
        ci_high=float(found.high[row, group]),
        p_adjusted=None if np.isnan(p) else float(p),
        min_expected=float(found.min_expected[row, group]),
    )
    judged = outcome_of(figure, LIMITS)
    return " ".join(filter(None, [judged.outcome.value, judged.reason]))
