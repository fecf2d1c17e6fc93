"""Who is left out of delivery: reach-rate ratio, representation, delivered share and shift by gender, age and place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from aboveboard.measures import bases, comparison, drivers, exclusions_ad_sets, reasons
from aboveboard.measures import counts as counting
from aboveboard.measures.bases import Account, Base
from aboveboard.measures.comparison import Comparison
from aboveboard.measures.counts import Counts
from aboveboard.measures.cuts import WITH_AD_SETS, Cut, pick
from aboveboard.measures.drivers import AdSets
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.groups import AGE, GENDER, SINGLE, Attribute, compared, label
from aboveboard.measures.others import fit_p
from aboveboard.measures.ratio_figures import Subject, base_figure, group_figures, unjudged
from aboveboard.measures.ratio_rows import number
from aboveboard.measures.ratios import holm, wilson
from aboveboard.measures.shares import shift
from aboveboard.model import Measurement, Scope, Status

MEASURE = "exclusions.delivery"


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """Every attribute that the files can show; gender and age always answer, if only with what is missing."""
    found = [figure for attribute in SINGLE for figure in _attribute(evidence, attribute)]
    return _with_adjusted_shifts(found)


@dataclass(frozen=True)
class Cuts:
    """The rows one attribute is read from, for the whole campaign and by ad set."""

    whole: Cut
    counts: Counts
    by_ad_set: Counts | None
    ad_set_cut: Cut | None


def cuts_for(evidence: Evidence, attribute: Attribute) -> Cuts | None:
    """Counts of the attribute; None when no file breaks delivery down by it."""
    whole = pick(evidence.cuts, attribute.segments)
    if whole is None:
        return None
    fine = pick(evidence.cuts, attribute.segments, levels=WITH_AD_SETS)
    return Cuts(
        whole,
        counting.gather(evidence.con, attribute, [whole], by_unit=False),
        counting.gather(evidence.con, attribute, [fine], by_unit=True) if fine else None,
        fine,
    )


def _attribute(evidence: Evidence, attribute: Attribute) -> tuple[Measurement, ...]:
    read = cuts_for(evidence, attribute)
    if read is None:
        if attribute not in (GENDER, AGE):
            return ()
        return (_absent(evidence, attribute),)
    others = bases.account(evidence.con, attribute, evidence.campaign)
    whole = campaign_figures(evidence, MEASURE, attribute, read, others)
    minors = (_minors(evidence, attribute, read),) if attribute == AGE else ()
    return (*whole, *minors, *exclusions_ad_sets.figures(evidence, MEASURE, attribute, read.by_ad_set, others))


def _absent(evidence: Evidence, attribute: Attribute) -> Measurement:
    return reasons.not_supplied(
        MEASURE,
        "impact_ratio",
        evidence.campaign,
        f"No file breaks delivery down by {attribute.name}: add a delivery report broken down by {attribute.name}.",
        attribute=attribute.name,
        needs=(*attribute.columns, "impressions"),
    )


def campaign_base(evidence: Evidence, attribute: Attribute, counts: Counts, others: Account | None) -> Base | None:
    """Eligible people, else the chosen population, else the other campaigns."""
    keys = compared(attribute, counts.keys)
    return (
        bases.eligible_base(attribute, counts)
        or bases.population_base(attribute, keys, evidence.population)
        or bases.campaign_account_base(attribute, keys, others, evidence.limits["frequency.default"])
    )


def compare_campaign(
    evidence: Evidence, attribute: Attribute, read: Cuts, others: Account | None
) -> tuple[Comparison, AdSets | None] | None:
    """The whole campaign compared, with its ad sets for the drivers; None without a base."""
    base = campaign_base(evidence, attribute, read.counts, others)
    if base is None:
        return None
    delivered = read.by_ad_set.units if read.by_ad_set else ()
    units = tuple(dict.fromkeys((*delivered, *evidence.settings.by_unit)))
    coverage = comparison.campaign_coverage(attribute, base.keys, units, evidence.settings)
    made = comparison.make(attribute, read.counts, base, coverage, evidence.settings, evidence.limits)
    if read.by_ad_set is None or read.ad_set_cut is None:
        return made, None
    spend = drivers.spend_by_ad_set(evidence.con, read.ad_set_cut)
    default = evidence.limits["frequency.default"]
    return made, drivers.ad_sets(read.by_ad_set, base.keys, spend, evidence.settings, default)


def subject_of(
    evidence: Evidence, measure_id: str, attribute: Attribute, read: Cuts, made: Comparison, sets: AdSets | None
) -> Subject:
    """What the figures of this comparison quote."""
    share = evidence.coverage(read.whole)
    people = evidence.population
    return Subject(
        measure_id,
        evidence.campaign,
        evidence.limits,
        read.counts,
        None if share is None else share * (1 - float(made.unknown_share[0])),
        read.whole.words,
        sets,
        (lambda key: people.people(attribute, key)[0]) if people else None,
    )


def campaign_figures(
    evidence: Evidence, measure_id: str, attribute: Attribute, read: Cuts, others: Account | None
) -> tuple[Measurement, ...]:
    """Ratio, representation, share and shift of the whole campaign, or why not."""
    compared_with = compare_campaign(evidence, attribute, read, others)
    if compared_with is None:
        reason = bases.missing_reason(attribute)
        absent = reasons.not_supplied(
            measure_id, "impact_ratio", evidence.campaign, reason, attribute=attribute.name, needs=("eligible",)
        )
        return (absent, *delivered_shares(evidence, measure_id, attribute, read))
    made, sets = compared_with
    subject = subject_of(evidence, measure_id, attribute, read, made, sets)
    if why := reasons.of_family(made, 0, evidence.limits):
        shares = delivered_shares(evidence, measure_id, attribute, read)
        return (*unjudged(made, subject, *why), *shares, _shift(made, subject, why))
    return (*group_figures(made, subject), _shift(made, subject, None))


def _with_adjusted_shifts(found: Iterable[Measurement]) -> tuple[Measurement, ...]:
    """Holm over the campaign's attributes."""
    figures = list(found)
    places = [at for at, m in enumerate(figures) if m.statistic == "shift" and m.p is not None]
    adjusted = holm([figures[at].p or 0.0 for at in places]) if places else []
    for at, p in zip(places, adjusted, strict=True):
        figures[at] = replace(figures[at], p_adjusted=float(p), family_size=len(places))
    return tuple(figures)


