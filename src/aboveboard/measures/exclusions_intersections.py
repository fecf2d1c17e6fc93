"""Do averages hide a group? The ratio rule over crossed age × gender cells, and a guard against reversals."""

from dataclasses import replace

import numpy as np

from aboveboard.measures import bases, campaign_comparison, reasons
from aboveboard.measures import counts as counting
from aboveboard.measures import reversal as stratified
from aboveboard.measures.account import Account
from aboveboard.measures.campaign_comparison import Read
from aboveboard.measures.cuts import pick, rows_of
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.groups import AGE_AND_GENDER, GENDER, GENDERS
from aboveboard.measures.ratio_figures import group_figures, unjudged
from aboveboard.model import Measurement, Scope, Status

MEASURE = "exclusions.intersections"
LEAST_SHARE = 0.02
"""Cells under 2 % of people are listed but left out of the verdict, as the New York City audit rules allow."""
UNCROSSED = "No file holds age and gender together."


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """Every crossed cell of the campaign. Crosses are never built from margins."""
    guard = _guard(evidence)
    read = campaign_comparison.gather(evidence, AGE_AND_GENDER)
    if read is None:
        needs = ("seg_age", "seg_gender", "impressions")
        return (
            reasons.not_supplied(
                MEASURE, "impact_ratio", evidence.campaign, UNCROSSED, attribute=AGE_AND_GENDER.name, needs=needs
            ),
            guard,
        )
    others = evidence.account(AGE_AND_GENDER)
    return (*_whole(evidence, read, others), guard)


def _whole(evidence: Evidence, read: Read, others: Account | None) -> tuple[Measurement, ...]:
    compared = campaign_comparison.compare(evidence, AGE_AND_GENDER, read, others, LEAST_SHARE)
    if compared is None:
        reason, name = bases.missing_reason(AGE_AND_GENDER), AGE_AND_GENDER.name
        return (
            reasons.not_supplied(
                MEASURE, "impact_ratio", evidence.campaign, reason, attribute=name, needs=("population",)
            ),
        )
    made, sets = compared
    subject = campaign_comparison.subject(evidence, MEASURE, AGE_AND_GENDER, read, made, sets, LEAST_SHARE)
    if why := reasons.of_family(made, 0, evidence.limits):
        return unjudged(made, subject, *why)
    return group_figures(made, subject)


def _guard(evidence: Evidence) -> Measurement:
    """Women against men, pooled and inside ad sets; needs eligible people by ad set."""
    figure = Measurement(
        measure=MEASURE,
        statistic="reversal",
        campaign=evidence.campaign,
        scope=Scope.CAMPAIGN,
        status=Status.MEASURED,
        attribute=GENDER.name,
        unit="ratio",
        base="eligible people of each ad set",
        method="Mantel–Haenszel ratio of reach rates, women over men, across ad sets; beside it the pooled ratio.",
        columns=("seg_gender", "reach", "eligible"),
    )
    cut = pick(evidence.cuts, GENDER.segments, ad_sets=True)
    if cut is None:
        reason = "No file breaks delivery down by gender and ad set."
        return replace(figure, status=Status.NOT_SUPPLIED, reason=reason, needs=("seg_gender", "reach", "eligible"))
    counts = counting.gather(evidence.reader, GENDER, rows_of([cut]), by_unit=True, daily=cut.daily).columns(
        [(name,) for name in GENDERS]
    )
    figure = replace(figure, sql=counts.query.shown)
    if np.isnan(counts.eligible).all() or np.isnan(counts.reach).all():
        reason = (
            "Without eligible people by ad set every ad set is compared with the same base, "
            "and averages over ad sets cannot reverse."
        )
        return replace(figure, status=Status.NOT_APPLICABLE, reason=reason)
    reach, eligible = np.nan_to_num(counts.reach), np.nan_to_num(counts.eligible)
    found = stratified.guard(reach[:, 0], eligible[:, 0], reach[:, 1], eligible[:, 1])
    if found is None:
        reason = "Fewer than two ad sets are large enough (5 expected in every cell) to compare inside ad sets."
        return replace(figure, status=Status.INSUFFICIENT, reason=reason)
    return replace(
        figure,
        value=found.stratified,
        p=found.p,
        figures={"pooled": found.pooled, "stratified": found.stratified, "p_homogeneous": found.p_homogeneous},
        texts={"reversal": "yes" if found.reversed else ""},
    )
