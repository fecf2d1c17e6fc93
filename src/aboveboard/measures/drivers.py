"""Which ad sets pull a group's figure, and which of their settings does it."""

from dataclasses import dataclass

import numpy as np

from aboveboard.measures import counts as counting
from aboveboard.measures.bands import parse
from aboveboard.measures.comparison import Comparison
from aboveboard.measures.counts import Counts
from aboveboard.measures.cuts import Cut, rows_of
from aboveboard.measures.groups import Attribute
from aboveboard.measures.query import Query, Reader
from aboveboard.measures.ratios import Floats
from aboveboard.measures.settings import MOSTLY_OUT, Settings, gender_change, inferred_age
from aboveboard.model import Driver

LISTED = 6


@dataclass(frozen=True)
class AdSets:
    """What each ad set delivered, in the order of the compared groups."""

    counts: Counts
    people: Floats
    impressions: Floats
    """All of the ad set's impressions, unknown groups included."""
    spend: dict[str, dict[str, float]]
    settings: Settings


def spend_by_ad_set(reader: Reader, cut: Cut) -> dict[str, dict[str, float]]:
    """Spend of every ad set per currency; currencies are never added."""
    scope = rows_of([cut])
    query = Query(
        f"""SELECT unit, coalesce(currency, '') AS currency, sum(spend)::DOUBLE AS spend FROM delivery
WHERE {scope.condition} AND unit IS NOT NULL AND spend IS NOT NULL
GROUP BY unit, coalesce(currency, '') ORDER BY unit, currency""",
        scope.values,
    )
    found: dict[str, dict[str, float]] = {}
    for row in reader.rows(query):
        found.setdefault(row["unit"], {})[row["currency"]] = row["spend"]
    return found


def ad_sets(
    counts: Counts,
    keys: tuple[tuple[str, ...], ...],
    spend: dict[str, dict[str, float]],
    settings: Settings,
    default: float,
) -> AdSets:
    """Delivery of the ad sets arranged like the campaign's comparison."""
    arranged = counts.columns(keys)
    return AdSets(
        arranged, counting.people(arranged, default).x, np.nan_to_num(counts.impressions).sum(axis=1), spend, settings
    )


def _zero_group(made: Comparison, sets: AdSets, unit: int, group: int, min_expected: float) -> bool:
    """Nothing delivered although the ad set's size would have let us expect some."""
    base = np.nan_to_num(made.base_people[0])
    expected = sets.people[unit].sum() * base[group] / base.sum() if base.sum() else 0.0
    return bool(
        sets.people[unit, group] == 0 and sets.counts.impressions[unit, group] == 0 and expected >= min_expected
    )


def inferred(
    attribute: Attribute, keys: tuple[tuple[str, ...], ...], impressions: Floats, group: int
) -> tuple[str, str, str] | None:
    """The limit that would explain a zero group when the settings are not in the files; None if none would."""
    reached = [key for key, count in zip(keys, impressions, strict=True) if count > 0]
    if not reached or impressions[group] > 0:
        return None
    if "age" in attribute.segments:
        at = attribute.segments.index("age")
        bands = [band for key in reached if (band := parse(key[at]))]
        own = parse(keys[group][at])
        if bands and own and (own.low > max(band.top for band in bands) or own.top < min(band.low for band in bands)):
            return inferred_age(bands)
    if "gender" in attribute.segments:
        at = attribute.segments.index("gender")
        genders = frozenset(key[at] for key in reached)
        if len(genders) == 1 and keys[group][at] not in genders:
            return gender_change(genders)
    return None


def _ratio(made: Comparison, people: Floats, group: int, reference: int) -> float | None:
    base = made.base_people[0]
    if people[reference] <= 0 or not base[group] > 0:
        return None
    return round(float((people[group] / base[group]) / (people[reference] / base[reference])), 6)


def driver(made: Comparison, sets: AdSets, unit: int, group: int, reference: int, min_expected: float) -> Driver:
    """One ad set with its weight in the scope and what its settings do to the group."""
    name = sets.counts.units[unit] or ""
    limits, key = sets.settings.of(name), made.keys[group]
    coverage = limits.coverage(made.attribute, key)
    change = limits.blocking(made.attribute, key)
    if coverage is None and _zero_group(made, sets, unit, group, min_expected):
        change = inferred(made.attribute, made.keys, sets.counts.impressions[unit], group)
    total = float(sets.impressions.sum())
    return Driver(
        ad_set=name,
        impressions=int(sets.impressions[unit]),
        impressions_share=float(sets.impressions[unit]) / total if total else None,
        spend=sets.spend.get(name, {}),
        group_count=float(sets.people[unit, group]),
        group_ratio=_ratio(made, sets.people[unit], group, reference),
        setting=change[0] if change else None,
        now=change[1] if change else None,
        to=change[2] if change else None,
        shuts_out=None if coverage is None else coverage <= MOSTLY_OUT,
    )


def of_group(made: Comparison, sets: AdSets, group: int, min_expected: float) -> tuple[Driver, ...]:
    """The heaviest ad sets, those with nothing for the group first among equals."""
    reference = int(made.result.reference[0])
    order = np.argsort(-sets.impressions, kind="stable")
    empty = [unit for unit in order if sets.counts.impressions[unit, group] == 0][: LISTED // 2]
    heaviest = [unit for unit in order if unit not in empty][: LISTED - len(empty)]
    return tuple(
        driver(made, sets, int(unit), group, reference, min_expected)
        for unit in sorted([*empty, *heaviest], key=lambda unit: -sets.impressions[unit])
    )


def ratio_elsewhere(made: Comparison, sets: AdSets, group: int, default: float) -> float | None:
    """The ratio over the ad sets that let the group in and delivered something to it; None if that is all or none."""
    reference = int(made.result.reference[0])
    impressions = np.nan_to_num(sets.counts.impressions)
    closed = np.array(
        [sets.settings.of(unit).coverage(made.attribute, made.keys[group]) == 0 for unit in sets.counts.units]
    )
    kept = (impressions[:, group] > 0) & ~closed
    dropped = ~kept & (impressions.sum(axis=1) > 0)
    if not dropped.any() or not kept.any():
        return None
    people = impressions[kept].sum(axis=0) / counting.filled(made.counts.frequency, default)[0]
    return _ratio(made, people, group, reference)
