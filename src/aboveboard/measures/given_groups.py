"""Ties inside and between groups that somebody *named* beforehand: the E-I index beside what chance gives.

Never for communities that an algorithm found: those are made to have few ties outside, so the index would only repeat
how they were found and tells an echo chamber from nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Ties:
    """External minus internal ties over all ties, with its value when ties ignore the groups."""

    value: float
    """−1 (all ties inside a group) to 1 (all between groups)."""
    by_chance: float
    """1 − 2Σs² for group shares s: large groups meet themselves often without any preference."""
    external: int
    internal: int

    @property
    def beyond_chance(self) -> float:
        """Below 0: more inward than group sizes alone explain."""
        return self.value - self.by_chance


def by_chance(sizes: Sequence[float]) -> float:
    """E-I index under mixing in proportion to group sizes, 1 − 2Σs². ValueError when nobody is in any group."""
    counts = np.asarray(sizes, float)
    if counts.sum() <= 0:
        raise ValueError("groups without members have no shares")
    return float(1 - 2 * np.square(counts / counts.sum()).sum())


def external_internal(ties: Sequence[tuple[str, str]], group_of: dict[str, str]) -> Ties | None:
    """The index over `ties` (pairs of people) whose both ends have a given group; None without such a tie."""
    ends = [(group_of[a], group_of[b]) for a, b in ties if a in group_of and b in group_of]
    if not ends:
        return None
    external = sum(one != other for one, other in ends)
    internal = len(ends) - external
    sizes = [sum(group == name for group in group_of.values()) for name in sorted(set(group_of.values()))]
    return Ties((external - internal) / len(ends), by_chance(sizes), external, internal)
