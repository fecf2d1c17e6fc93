"""How unequally reach is spread over creators, pages or advertisers: Gini, Lorenz curve, top shares, Theil.

Units that reached nobody belong to the list: leaving them out makes any spread look more even. Reach of different
units may be compared here and is never added up as people.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from aboveboard.measures.ratios import Floats


@dataclass(frozen=True)
class Lorenz:
    """The Lorenz curve as points from (0, 0) to (1, 1); both arrays have one element more than there are units."""

    units: Floats
    """Cumulative share of units, the smallest first."""
    held: Floats
    """Cumulative share of the total that they hold."""


@dataclass(frozen=True)
class TheilParts:
    """Theil's T in nats, taken apart by tiers; the two add up to the whole."""

    within: float
    between: float

    @property
    def total(self) -> float:
        """T of all units."""
        return self.within + self.between


def _ranked(values: Floats) -> Floats | None:
    """Ascending, or None where shares of the total do not exist: nothing listed, or a total of zero."""
    listed = np.sort(np.asarray(values, float))
    if listed.size and listed[0] < 0:
        raise ValueError("a unit cannot hold less than nothing")
    return listed if listed.size and listed.sum() > 0 else None


def gini(values: Floats) -> float | None:
    """Gini index, 0 (all hold the same) to (n − 1)/n (one holds everything): Σ(2i − n − 1)x_i / (n Σx), x ascending.

    None without units or with a total of zero. ValueError for a negative value.
    """
    ranked = _ranked(values)
    if ranked is None:
        return None
    n = len(ranked)
    weights = 2 * np.arange(1, n + 1) - n - 1
    return max(0.0, float((weights * ranked).sum() / (n * ranked.sum())))


def gini_corrected(values: Floats) -> float | None:
    """Gini × n/(n − 1), so that one unit holding everything gives 1 however few there are; None below two units."""
    plain = gini(values)
    n = len(values)
    return None if plain is None or n < 2 else min(1.0, plain * n / (n - 1))


def lorenz(values: Floats) -> Lorenz | None:
    """Cumulative shares from the smallest unit up; None where a share of the total does not exist."""
    ranked = _ranked(values)
    if ranked is None:
        return None
    held = np.concatenate([[0.0], np.cumsum(ranked) / ranked.sum()])
    held[-1] = 1.0
    return Lorenz(np.linspace(0.0, 1.0, len(ranked) + 1), held)


def top_share(values: Floats, units: int = 1) -> float | None:
    """Share of the total that the largest `units` hold, 0–1; None where it does not exist."""
    ranked = _ranked(values)
    return None if ranked is None else float(ranked[max(0, len(ranked) - units) :].sum() / ranked.sum())


def theil(values: Floats) -> float | None:
    """Theil's T in nats, (1/n) Σ (x/μ) ln(x/μ): 0 for equal units, ln n when one holds everything."""
    ranked = _ranked(values)
    if ranked is None:
        return None
    relative = ranked / ranked.mean()
    return max(0.0, float(special.xlogy(relative, relative).mean()))


def theil_parts(values: Floats, tiers: Sequence[str]) -> TheilParts | None:
    """T within and between tiers: Σ s_g T_g and Σ s_g ln(s_g/w_g), s share of the total, w share of units.

    `tiers` names the tier of each value, in the same order. None where shares do not exist. ValueError when the two
    lists differ in length.
    """
    if len(values) != len(tiers):
        raise ValueError(f"{len(values)} values and {len(tiers)} tiers")
    if _ranked(values) is None:
        return None
    listed, total = np.asarray(values, float), float(np.sum(values))
    within = between = 0.0
    for tier in dict.fromkeys(tiers):
        own = listed[[name == tier for name in tiers]]
        share, weight = float(own.sum()) / total, len(own) / len(listed)
        within += share * (theil(own) or 0.0)
        between += float(special.xlogy(share, share / weight))
    return TheilParts(within, max(0.0, between))


def relative_reach(reach: Floats, spend: Floats) -> Floats:
    """Reach per unit of money of each tier over that of all, (R_g/€_g)/(R/€); NaN where nothing was spent."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = (reach / spend) / (np.sum(reach) / np.sum(spend))
    return np.where(np.isfinite(found), found, np.nan)
