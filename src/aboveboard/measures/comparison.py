"""One attribute compared: people, base, who takes part, and the ratio rule, for a whole campaign or all its ad sets."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from aboveboard.measures import counts as counting
from aboveboard.measures.bases import Base
from aboveboard.measures.counts import Counts, People
from aboveboard.measures.families import BaseKind, Bools, Compared, compare
from aboveboard.measures.groups import Attribute, Key, known, minor
from aboveboard.measures.ratios import FOUR_FIFTHS, Floats
from aboveboard.measures.settings import Settings

Limits = Mapping[str, float]


@dataclass(frozen=True)
class Comparison:
    """Arrays of shape (scopes, groups) in the order of `keys`."""

    attribute: Attribute
    keys: tuple[Key, ...]
    counts: Counts
    people: People
    base: Base
    kind: BaseKind
    base_people: Floats
    coverage: Floats
    """Share of the group that the scope's known settings let in; NaN where unknown."""
    result: Compared
    unknown_share: Floats
    """Of each scope's impressions (reach where no impressions): age or gender not known."""
    unknown_people: Floats
    known_total: Floats
    """Impressions (or reach) of each scope with a known value, minors included."""
    known_impressions: Floats
    """Impressions of each scope with a known value, minors included; NaN where a group has none."""

    @property
    def shut(self) -> Bools:
        """Groups that known settings let in nowhere."""
        closed: Bools = self.coverage == 0
        return closed

    def shown(self, row: int) -> Floats:
        """What delivered shares are taken of: reach where it counts people, else impressions."""
        values = self.counts.reach[row] if self.people.from_reach[row] else self.counts.impressions[row]
        filled: Floats = np.nan_to_num(values)
        return filled

    def delivered_shares(self, row: int, at: int) -> dict[str, float | None]:
        """The group's part of what has a known value: of the people reached (else of impressions), and of impressions.

        `_ref` is the same for the reference group. None where nothing was delivered, or impressions are not known.
        """

        def part(value: float, total: float) -> float | None:
            return float(value / total) if total > 0 and np.isfinite(value) else None

        found: dict[str, float | None] = {}
        for name, group in (("", at), ("_ref", int(self.result.reference[row]))):
            present = group >= 0
            found[f"delivered_share{name}"] = part(self.shown(row)[group], self.known_total[row]) if present else None
            found[f"share_of_impressions{name}"] = (
                part(self.counts.impressions[row, group], self.known_impressions[row]) if present else None
            )
        return found

    def compared(self, row: int, at: int) -> tuple[float, float]:
        """Observations and people behind one ratio: the group's and the reference group's together."""
        both = {at, int(self.result.reference[row])}
        shown = self.shown(row)
        return float(sum(shown[i] for i in both)), float(sum(self.people.x[row, i] for i in both))

    def badges(self, row: int) -> tuple[str, ...]:
        """What a reader must know about the counts and the base."""
        found = [*self.base.badges, *self.people.badges(row)]
        if self.kind is not self.base.kind:
            found.append("reach_exceeds_eligible")
        return tuple(found)

    def frequency_matters(self, row: int, group: int) -> bool:
        """Whether the lowest instead of the highest pooled frequency would move the ratio across the line."""
        reference = int(self.result.reference[row])
        if self.people.from_reach[row] or reference < 0:
            return False
        x, base = self.people.at_lowest_frequency[row], self.base_people[row]
        if x[reference] == 0:
            return False
        other = (x[group] / base[group]) / (x[reference] / base[reference])
        return bool((other < FOUR_FIFTHS) != (self.result.ratio[row, group] < FOUR_FIFTHS))


def _coverage(attribute: Attribute, keys: tuple[Key, ...], units: tuple[str | None, ...], settings: Settings) -> Floats:
    def share(unit: str | None, key: Key) -> float:
        found = settings.of(unit).coverage(attribute, key)
        return np.nan if found is None else found

    return np.array([[share(unit, key) for key in keys] for unit in units]).reshape(len(units), len(keys))


def campaign_coverage(
    attribute: Attribute, keys: tuple[Key, ...], units: tuple[str | None, ...], settings: Settings
) -> Floats:
    """The best any ad set offers each group: a group stays in unless every ad set shuts it out."""
    every = _coverage(attribute, keys, units, settings)
    if not len(every):
        return np.full((1, len(keys)), np.nan)
    best = np.where(np.isnan(every).any(axis=0) & ~(every == 1).any(axis=0), np.nan, np.fmax.reduce(every, axis=0))
    return best.reshape(1, -1)


def make(
    attribute: Attribute,
    counts: Counts,
    base: Base,
    coverage: Floats | None,
    settings: Settings,
    limits: Limits,
    left_out: frozenset[Key] = frozenset(),
) -> Comparison:
    """Compare every scope of `counts` with the base; `coverage` None = each scope is an ad set with its settings.

    Groups `left_out` are listed but take no part.
    """
    keys = base.keys
    arranged = counts.columns(keys)
    counted = counting.people(arranged, limits["frequency.default"])
    base_people = np.broadcast_to(base.people, arranged.impressions.shape).astype(float)
    if coverage is None:
        coverage = _coverage(attribute, keys, counts.units, settings)
    too_many = base.kind is BaseKind.COUNTS and bool((counted.x > base_people).any())
    kind = BaseKind.SHARES if too_many else base.kind
    kept = np.array([key not in left_out for key in keys], dtype=bool)
    member = (coverage != 0) & ~np.isnan(base_people) & kept
    result = compare(counted.x, np.nan_to_num(base_people), member, kind, limits["ratio.min_expected"])
    share, people, known_total = _unknown(attribute, counts, limits["frequency.default"], counted)
    known_impressions = counts.impressions[:, [known(key) for key in counts.keys]].sum(axis=1)
    return Comparison(
        attribute,
        keys,
        arranged,
        counted,
        base,
        kind,
        base_people,
        coverage,
        result,
        share,
        people,
        known_total,
        known_impressions,
    )


def _unknown(attribute: Attribute, counts: Counts, default: float, counted: People) -> tuple[Floats, Floats, Floats]:
    """Share of the scope that is unknown, people it stands for, and the total with a known value."""
    values = np.where(counted.from_reach[:, None], np.nan_to_num(counts.reach), np.nan_to_num(counts.impressions))
    is_known = np.array([known(key) for key in counts.keys], dtype=bool)
    total, unknown = values.sum(axis=1), values[:, ~is_known].sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(total > 0, unknown / total, 0.0)
    frequency = np.nanmin(counting.filled(counts.frequency, default), axis=1) if counts.keys else np.ones(len(values))
    people = np.where(counted.from_reach, unknown, np.floor(unknown / frequency))
    return share, people, total - unknown


def minors(attribute: Attribute, counts: Counts) -> tuple[Key, ...]:
    """Groups of the file that hold only people under 18."""
    return tuple(key for key in counts.keys if known(key) and minor(attribute, key))
