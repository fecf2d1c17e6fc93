"""Shares of delivery that need no base: what each known group received, and what reached people under 18."""

from dataclasses import dataclass

import duckdb
import numpy as np

from aboveboard.measures import comparison, cuts
from aboveboard.measures import counts as counting
from aboveboard.measures.comparison import Limits
from aboveboard.measures.counts import Counts
from aboveboard.measures.cuts import Cut
from aboveboard.measures.groups import SINGLE, Attribute, compared, label
from aboveboard.measures.ratios import wilson
from aboveboard.model import Measurement, Scope, Status

MEASURE = "exclusions.delivery"


@dataclass(frozen=True)
class Source:
    """Rows of one cut, gathered by one attribute."""

    attribute: Attribute
    counts: Counts
    cut: Cut
    campaign: str | None
    import_id: str | None
    coverage: float | None
    limits: Limits


def _delivered_without_base(
    evidence: Evidence, measure_id: str, attribute: Attribute, read: Cuts
) -> tuple[Measurement, ...]:
    """What each known group received, which needs nothing to compare with."""
    counts = read.counts.columns([key for key in read.counts.keys if compared(attribute, [key])])
    people = counting.people(read.counts, evidence.limits["frequency.default"])
    from_reach = bool(people.from_reach[0])
    of = "people reached" if from_reach else "impressions"
    every = known_values(attribute, read.counts, from_reach)
    values = np.nan_to_num((counts.reach if from_reach else counts.impressions)[0])
    if not every:
        return ()
    return tuple(
        Measurement(
            measure=measure_id,
            statistic="delivered_share",
            campaign=evidence.campaign,
            scope=Scope.SEGMENT,
            status=Status.MEASURED,
            segment=attribute.segment(key),
            attribute=attribute.name,
            value=float(value / every),
            unit="share",
            n=every,
            texts={"of": of, "group": label(attribute.segment(key))},
            coverage=evidence.coverage(read.whole),
            method=f"The group's share of all {of} with a known {attribute.name}. Rows read: {read.whole.words}.",
            columns=(*attribute.columns, "reach" if from_reach else "impressions"),
            sql=read.counts.query.shown,
        )
        for key, value in zip(counts.keys, values, strict=True)
    )


def known_values(attribute: Attribute, counts: Counts, from_reach: bool) -> float:
    """Impressions (or reach) of all groups with a known value, minors included."""
    keys = [key for key in counts.keys if compared(attribute, [key]) or key in comparison.minors(attribute, counts)]
    arranged = counts.columns(keys)
    return float(np.nansum(arranged.reach if from_reach else arranged.impressions))


def _minors(evidence: Evidence, attribute: Attribute, read: Cuts) -> Measurement:
    """What reached people under 18. They are never a missing group; whether they were reached is its own question."""
    counts = read.counts
    young = counts.columns(comparison.minors(attribute, counts))
    from_reach = bool(np.isnan(counts.impressions).all())
    impressions = float(np.nansum(young.reach if from_reach else young.impressions))
    every = known_values(attribute, counts, from_reach)
    people = counting.people(young, evidence.limits["frequency.default"]) if young.keys else None
    reached = float(people.x.sum()) if people is not None else 0.0
    bounds = wilson(impressions, every) if every else None
    names = [label(attribute.segment(key)) for key in young.keys]
    return Measurement(
        measure=MEASURE,
        statistic="minors_share",
        campaign=evidence.campaign,
        scope=Scope.CAMPAIGN,
        status=Status.MEASURED if every else Status.INSUFFICIENT,
        reason="" if every else "Nothing was delivered to a group with a known age.",
        attribute=attribute.name,
        value=impressions / every if every else None,
        unit="share",
        ci_low=bounds[0] if bounds else None,
        ci_high=bounds[1] if bounds else None,
        ci_method="95 % Wilson interval",
        n=every,
        figures={"impressions": None if from_reach else impressions, "people": reached},
        texts={"groups": ", ".join(names)},
        coverage=evidence.coverage(read.whole),
        method=f"Share of {'reach' if from_reach else 'impressions'} with a known age that went to bands under 18.",
        columns=(*attribute.columns, "reach" if from_reach else "impressions"),
        sql=counts.query.shown,
    )
