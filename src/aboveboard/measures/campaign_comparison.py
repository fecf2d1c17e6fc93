"""One attribute of a whole campaign: which rows, which base, and the comparison with its ad sets beside it."""

from dataclasses import dataclass

import numpy as np

from aboveboard.measures import bases, comparison, drivers
from aboveboard.measures import counts as counting
from aboveboard.measures.account import Account
from aboveboard.measures.bases import Base
from aboveboard.measures.comparison import Comparison
from aboveboard.measures.counts import Counts
from aboveboard.measures.cuts import Cut, pick, rows_of
from aboveboard.measures.drivers import AdSets
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.groups import Attribute, Key, compared
from aboveboard.measures.ratio_figures import Subject
from aboveboard.measures.ratios import Floats

STRAY = 0.01
"""Platforms show an ad to a few people outside its limits; so small a share contradicts no setting."""


@dataclass(frozen=True)
class Read:
    """The rows one attribute is read from, for the whole campaign and by ad set."""

    whole: Cut
    counts: Counts
    by_ad_set: Counts | None
    ad_set_cut: Cut | None


def gather(evidence: Evidence, attribute: Attribute) -> Read | None:
    """Counts of the attribute; None when no file breaks delivery down by it."""
    whole = pick(evidence.cuts, attribute.segments)
    if whole is None:
        return None
    fine = pick(evidence.cuts, attribute.segments, ad_sets=True)
    return Read(
        whole,
        counting.gather(evidence.reader, attribute, rows_of([whole]), by_unit=False, daily=whole.daily),
        counting.gather(evidence.reader, attribute, rows_of([fine]), by_unit=True, daily=fine.daily) if fine else None,
        fine,
    )


def _base(evidence: Evidence, attribute: Attribute, counts: Counts, others: Account | None) -> Base | None:
    """Eligible people, else the chosen population, else the other campaigns."""
    keys = compared(attribute, counts.keys)
    return (
        bases.eligible_base(attribute, counts)
        or bases.population_base(attribute, keys, evidence.population)
        or bases.campaign_account_base(attribute, keys, others, evidence.limits["frequency.default"])
    )


def compare(
    evidence: Evidence,
    attribute: Attribute,
    read: Read,
    others: Account | None,
    least_share: float = 0.0,
) -> tuple[Comparison, AdSets | None] | None:
    """The whole campaign compared, with its ad sets for the drivers; None without a base.

    Groups with less than `least_share` of the base's people take no part.
    """
    base = _base(evidence, attribute, read.counts, others)
    if base is None:
        return None
    delivered = read.by_ad_set.units if read.by_ad_set else ()
    units = tuple(dict.fromkeys((*delivered, *evidence.settings.by_unit)))
    coverage = comparison.campaign_coverage(attribute, base.keys, units, evidence.settings)
    if not any(delivered):
        coverage = _without_contradiction(
            coverage, read.counts.columns(base.keys), evidence.limits["frequency.default"]
        )
    small = small_groups(base, least_share)
    made = comparison.make(attribute, read.counts, base, coverage, evidence.settings, evidence.limits, small)
    if read.by_ad_set is None or read.ad_set_cut is None:
        return made, None
    spend = drivers.spend_by_ad_set(evidence.reader, read.ad_set_cut)
    default = evidence.limits["frequency.default"]
    return made, drivers.ad_sets(read.by_ad_set, base.keys, spend, evidence.settings, default)


def _without_contradiction(coverage: Floats, counts: Counts, default: float) -> Floats:
    """Where delivery names no ad sets, a group that was reached all the same is not shut out.

    The settings at hand then belong to some of the ad sets only, and say nothing about the others.
    """
    reached = counting.people(counts, default).x[0]
    share = reached / reached.sum() if reached.sum() else reached
    return np.where((coverage == 0) & (share > STRAY), np.nan, coverage)


def small_groups(base: Base, least_share: float) -> frozenset[Key]:
    """Groups with less than this share of the base's people."""
    people = np.nan_to_num(base.people).sum(axis=0)
    total = people.sum()
    return frozenset(key for key, count in zip(base.keys, people, strict=True) if total and count / total < least_share)


def subject(
    evidence: Evidence,
    measure: str,
    attribute: Attribute,
    read: Read,
    made: Comparison,
    sets: AdSets | None,
    least_share: float = 0.0,
) -> Subject:
    """What the figures of this comparison quote."""
    share = evidence.coverage(read.whole)
    people = evidence.population
    return Subject(
        measure,
        evidence.campaign,
        evidence.limits,
        read.counts,
        None if share is None else share * (1 - float(made.unknown_share[0])),
        read.whole.words,
        sets,
        (lambda key: people.people(attribute, key)[0]) if people else None,
        small_groups(made.base, least_share),
    )
