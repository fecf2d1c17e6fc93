"""Who is left out of delivery: reach-rate ratio, representation, delivered share and shift by gender, age and place."""

import duckdb

from aboveboard.measures import (
    ad_set_shares,
    bases,
    campaign_comparison,
    cuts,
    delivery_shares,
    delivery_shift,
    exclusions_ad_sets,
    reasons,
)
from aboveboard.measures import counts as counting
from aboveboard.measures.account import Account
from aboveboard.measures.campaign_comparison import Read
from aboveboard.measures.comparison import Limits
from aboveboard.measures.delivery_shares import MEASURE, Source
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.groups import AGE, GENDER, SINGLE, Attribute
from aboveboard.measures.query import Reader
from aboveboard.measures.ratio_figures import group_figures, unjudged
from aboveboard.model import Measurement


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """Every attribute that the files can show; gender and age always answer, if only with what is missing."""
    return delivery_shift.adjusted([figure for attribute in SINGLE for figure in _attribute(evidence, attribute)])


def measure_import(con: duckdb.DuckDBPyConnection, import_id: str, limits: Limits) -> tuple[Measurement, ...]:
    """Delivered shares over one whole import, its campaigns pooled."""
    scope = cuts.of_import(import_id)
    reader = Reader(con)
    every = cuts.cuts(reader, scope)
    found: list[Measurement] = []
    for attribute in SINGLE:
        cut = cuts.pick(every, attribute.segments)
        if cut is not None:
            counts = counting.gather(reader, attribute, cuts.within(scope, cut), by_unit=False, daily=cut.daily)
            source = Source(attribute, counts, cut, None, import_id, 1.0, limits)
            found += delivery_shares.delivered(source)
    return tuple(found)


def _attribute(evidence: Evidence, attribute: Attribute) -> tuple[Measurement, ...]:
    read = campaign_comparison.gather(evidence, attribute)
    if read is None:
        return (_absent(evidence, attribute),) if attribute in (GENDER, AGE) else ()
    others = evidence.account(attribute)
    minors = (delivery_shares.minors(_source(evidence, attribute, read)),) if attribute == AGE else ()
    return (
        *_whole(evidence, attribute, read, others),
        *minors,
        *exclusions_ad_sets.figures(evidence, MEASURE, attribute, read, others),
        *ad_set_shares.difference(evidence, read, MEASURE, attribute),
    )


def _absent(evidence: Evidence, attribute: Attribute) -> Measurement:
    return reasons.not_supplied(
        MEASURE,
        "impact_ratio",
        evidence.campaign,
        f"No file breaks delivery down by {attribute.name}.",
        attribute=attribute.name,
        needs=(*attribute.columns, "impressions"),
    )


def _source(evidence: Evidence, attribute: Attribute, read: Read) -> Source:
    coverage = evidence.coverage(read.whole)
    return Source(attribute, read.counts, read.whole, evidence.campaign, None, coverage, evidence.limits)


def _whole(evidence: Evidence, attribute: Attribute, read: Read, others: Account | None) -> tuple[Measurement, ...]:
    """Ratio, representation, share and shift of the whole campaign, or why not."""
    shares = ad_set_shares.listed(
        delivery_shares.delivered(_source(evidence, attribute, read)), read.by_ad_set, attribute, evidence.limits
    )
    compared = campaign_comparison.compare(evidence, attribute, read, others)
    if compared is None:
        reason = bases.missing_reason(attribute)
        needs = ("population",) if attribute in (GENDER, AGE) else ("eligible",)
        absent = reasons.not_supplied(
            MEASURE, "impact_ratio", evidence.campaign, reason, attribute=attribute.name, needs=needs
        )
        return absent, *shares
    made, sets = compared
    subject = campaign_comparison.subject(evidence, MEASURE, attribute, read, made, sets)
    if why := reasons.of_family(made, 0, evidence.limits):
        return *unjudged(made, subject, *why), *shares, delivery_shift.of_campaign(made, subject, why)
    return *group_figures(made, subject), *shares, delivery_shift.of_campaign(made, subject, None)
