"""Each group against everyone else pooled: the representation ratio."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from aboveboard.measures import ratios
from aboveboard.measures.comparison import Comparison
from aboveboard.measures.families import BaseKind, interval, pair_p
from aboveboard.measures.ratios import Floats


@dataclass(frozen=True)
class AgainstOthers:
    """One element per group; NaN for groups outside the family."""

    ratio: Floats
    low: Floats
    high: Floats
    p: Floats
    p_adjusted: Floats


def against_others(made: Comparison, row: int) -> AgainstOthers:
    """P(reached | group) over P(reached | everyone else in the family); Holm over the family's groups."""
    tested = made.result.tested[row]
    x, base = np.where(tested, made.people.x[row], 0.0), np.where(tested, np.nan_to_num(made.base_people[row]), 0.0)
    rest, rest_base = x.sum() - x, base.sum() - base
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(tested, ratios.impact_ratio(x / base, rest / rest_base), np.nan)
        low, high = interval(x, base, rest, rest_base, made.kind)
    p = np.full(len(x), np.nan)
    p[tested] = pair_p(x[tested], base[tested], rest[tested], rest_base[tested], made.kind)
    return AgainstOthers(
        ratio, np.where(tested, np.minimum(low, ratio), np.nan), np.where(tested, high, np.nan), p, ratios.holm(p)
    )


def fit_p(made: Comparison, row: int, taking_part: Floats) -> float | None:
    """p that delivery follows a sampled base; None for other bases, whose fit the shift itself tests."""
    if made.kind is not BaseKind.SAMPLED:
        return None
    table = np.array([made.people.x[row][taking_part > 0], made.base_people[row][taking_part > 0]])
    if table.shape[1] < 2 or not table.sum(axis=1).all() or not table.sum(axis=0).all():
        return None
    return float(stats.chi2_contingency(table, correction=False).pvalue)
