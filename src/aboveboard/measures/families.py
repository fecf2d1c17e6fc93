"""The ratio rule on many families at once: one row per scope, one column per group of the attribute."""

from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from typing import cast

import numpy as np
import numpy.typing as npt

from aboveboard.measures import ratios, small_tables
from aboveboard.measures.ratios import Floats

Bools = npt.NDArray[np.bool_]

PAIRS_AT_ONCE = 2_000_000


class BaseKind(StrEnum):
    """What is known about the people a group is compared with."""

    COUNTS = "counts"
    """Eligible people: every one was reached or not."""
    SHARES = "shares"
    """Shares of a population, without sampling error."""
    SAMPLED = "sampled"
    """Counts of other deliveries, which vary by chance themselves."""


@dataclass(frozen=True)
class Compared:
    """Arrays of shape (families, groups); NaN where a group takes no part."""

    rate: Floats
    ratio: Floats
    low: Floats
    high: Floats
    p: Floats
    p_adjusted: Floats
    min_expected: Floats
    expected: Floats
    """Expected people at the pooled rate."""
    tested: Bools
    """Groups inside the family; a member that is not tested has too few expected people."""
    reference: npt.NDArray[np.int64]
    """Column of the best-reached group, −1 where a family has fewer than two testable groups or no delivery."""
    p_below: Floats
    """Holm-adjusted one-sided p that the ratio lies below four fifths."""

    @cached_property
    def family_size(self) -> npt.NDArray[np.int64]:
        """Number of pairs compared in each family."""
        groups = self.tested.sum(axis=1)
        return cast(npt.NDArray[np.int64], groups * (groups - 1) // 2)


def _expected(x: Floats, base: Floats, member: Bools, kind: BaseKind) -> tuple[Floats, Floats]:
    """Expected people reached, and the smallest expected cell (failures or base cells too), at the pooled rate."""
    people = np.where(member, x, 0.0).sum(axis=1, keepdims=True)
    total = np.where(member, base, 0.0).sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        if kind is BaseKind.COUNTS:
            expected = base * people / total
            return expected, np.minimum(expected, base - expected)
        if kind is BaseKind.SHARES:
            expected = people * base / total
            return expected, expected
        column = (x + base) / (people + total)
        return people * column, np.minimum(people * column, total * column)


def pair_p(x: Floats, base: Floats, y: Floats, other: Floats, kind: BaseKind) -> Floats:
    """Two-sided p that two groups were reached at the same rate."""
    if kind is BaseKind.COUNTS:
        return ratios.pooled_p(x, base, y, other)
    if kind is BaseKind.SHARES:
        return ratios.binomial_p(x, x + y, base / (base + other))
    return ratios.sampled_p(x, base, y, other)


def _pair_expected(x: Floats, base: Floats, y: Floats, other: Floats, kind: BaseKind) -> Floats:
    """Smallest expected count of the table group against reference."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = base / (base + other)
        if kind is BaseKind.SHARES:
            return (x + y) * np.minimum(share, 1 - share)
        if kind is BaseKind.COUNTS:
            pooled = (x + y) / (base + other)
            return cast(Floats, np.minimum(base, other) * np.minimum(pooled, 1 - pooled))
        rows = np.minimum(x + y, base + other) / (x + y + base + other)
        return rows * np.minimum(x + base, y + other)


def interval(x: Floats, base: Floats, y: Floats, other: Floats, kind: BaseKind) -> ratios.Bounds:
    """95 % interval of the ratio of two rates."""
    method = {
        BaseKind.COUNTS: ratios.katz,
        BaseKind.SHARES: ratios.share_interval,
        BaseKind.SAMPLED: ratios.sampled_interval,
    }[kind]
    return method(x, base, y, other)


def _all_pairs(x: Floats, base: Floats, tested: Bools, kind: BaseKind) -> tuple[npt.NDArray[np.int64], Floats, Floats]:
    """Pairs of columns, their p and their Holm-adjusted p, per family, careful with small groups."""
    pairs = np.array(list(combinations(range(x.shape[1]), 2)), dtype=np.int64).reshape(-1, 2)
    left, right = pairs[:, 0], pairs[:, 1]
    p = np.full((x.shape[0], len(pairs)), np.nan)
    decisive = p.copy()
    both = tested[:, left] & tested[:, right]
    rows, columns = np.nonzero(both)
    if len(rows):
        i, j = left[columns], right[columns]
        pair = x[rows, i], base[rows, i], x[rows, j], base[rows, j]
        p[rows, columns] = found = pair_p(*pair, kind)
        decisive[rows, columns] = small_tables.careful(found, *pair) if kind is BaseKind.COUNTS else found
    return pairs, p, ratios.holm(decisive) if p.size else p


def _against_reference(
    values: Floats, pairs: npt.NDArray[np.int64], reference: npt.NDArray[np.int64], groups: int
) -> Floats:
    """Spread pair values onto groups: element (family, group) is the pair of that group and the reference."""
    square = np.full((values.shape[0], groups, groups), np.nan)
    square[:, pairs[:, 0], pairs[:, 1]] = values
    square[:, pairs[:, 1], pairs[:, 0]] = values
    return cast(Floats, square[np.arange(values.shape[0]), :, np.maximum(reference, 0)])


def _reference(rate: Floats, base: Floats, tested: Bools) -> npt.NDArray[np.int64]:
    """Column of the highest rate; ties go to the larger base."""
    ranked = np.where(tested, rate, -1.0)
    best = ranked.max(axis=1, keepdims=True)
    column = np.where((ranked == best) & tested, base, -1.0).argmax(axis=1)
    usable = (tested.sum(axis=1) >= 2) & (best[:, 0] > 0)
    return cast(npt.NDArray[np.int64], np.where(usable, column, -1))


def compare(x: Floats, base: Floats, member: Bools, kind: BaseKind, min_expected: float = 5.0) -> Compared:
    """Rule 1.5: best testable group as reference, every pair tested, Holm over all pairs, interval per ratio."""
    step = max(1, PAIRS_AT_ONCE // max(1, x.shape[1] ** 2))
    parts = [
        _compare(x[at : at + step], base[at : at + step], member[at : at + step], kind, min_expected)
        for at in range(0, max(1, len(x)), step)
    ]
    if len(parts) == 1:
        return parts[0]
    return Compared(
        **{field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Compared)}
    )


def _compare(x: Floats, base: Floats, member: Bools, kind: BaseKind, min_expected: float) -> Compared:
    member = member & (base > 0)
    expected, smallest = _expected(x, base, member, kind)
    tested = member & (smallest >= min_expected)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(member, x / base, np.nan)
    reference = _reference(rate, base, tested)
    usable = tested & (reference >= 0)[:, None]
    at = np.maximum(reference, 0)[:, None]
    y, other = np.take_along_axis(x, at, 1), np.take_along_axis(base, at, 1)
    ratio = np.where(usable, ratios.impact_ratio(rate, np.take_along_axis(rate, at, 1)), np.nan)
    low, high = interval(x, base, y, other, kind)
    below = ratios.below_p(np.where(x == 0, np.sqrt(low * high), ratio), low, high)
    pairs, p, adjusted = _all_pairs(x, base, usable, kind)
    is_reference = np.arange(x.shape[1]) == reference[:, None]
    rest = usable & ~is_reference
    return Compared(
        rate=rate,
        ratio=ratio,
        low=np.where(is_reference, 1.0, np.where(usable, np.minimum(low, ratio), np.nan)),
        high=np.where(is_reference, 1.0, np.where(usable, high, np.nan)),
        p=_against_reference(p, pairs, reference, x.shape[1]),
        p_adjusted=_against_reference(adjusted, pairs, reference, x.shape[1]),
        min_expected=np.where(usable, _pair_expected(x, base, y, other, kind), np.nan),
        expected=expected,
        tested=usable,
        reference=reference,
        p_below=ratios.holm(np.where(rest, below, np.nan)),
    )
