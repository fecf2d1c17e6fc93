"""The ratio rule inside every ad set: its least-reached group, every group below four fifths, or why not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from aboveboard.measures import bases, comparison, drivers, reasons
from aboveboard.measures.account import Account
from aboveboard.measures.bases import Base
from aboveboard.measures.campaign_comparison import Read
from aboveboard.measures.comparison import Comparison
from aboveboard.measures.counts import Counts
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.groups import Attribute, compared, label
from aboveboard.measures.ratio_figures import CI_METHODS, TESTS, columns, counting_words, unknown_ratios
from aboveboard.measures.ratio_rows import number, rows
from aboveboard.measures.ratios import FOUR_FIFTHS, Floats
from aboveboard.measures.settings import MOSTLY_OUT
from aboveboard.model import Driver, Measurement, Scope, Status


@dataclass(frozen=True)
class _AdSets:
    """All ad sets of one attribute, compared at once."""

    measure: str
    evidence: Evidence
    made: Comparison
    counts: Counts
    impressions: Floats
    spend: dict[str, dict[str, float]]
    """Per ad set and currency."""
    sql: str
    method: str


def figures(
    evidence: Evidence, measure: str, attribute: Attribute, read: Read, others: Account | None
) -> tuple[Measurement, ...]:
    """Figures of every ad set; empty where rows name no ad sets or there is nothing to compare with."""
    counts, cut = read.by_ad_set, read.ad_set_cut
    if counts is None or cut is None:
        return ()
    base = _base(evidence, attribute, counts, others)
    if base is None:
        return ()
    made = comparison.make(attribute, counts, base, None, evidence.settings, evidence.limits)
    sets = _AdSets(
        measure,
        evidence,
        made,
        counts,
        np.nan_to_num(counts.impressions).sum(axis=1),
        drivers.spend_by_ad_set(evidence.reader, cut),
        counts.query.shown,
        f"Rate of people reached in the group over the rate in the ad set's best-reached group; "
        f"{TESTS[made.kind]} of every pair, Holm-adjusted over all pairs of the ad set.",
    )
    return tuple(figure for row in range(len(counts.units)) for figure in _ad_set(sets, row))


def _base(evidence: Evidence, attribute: Attribute, counts: Counts, others: Account | None) -> Base | None:
    keys = compared(attribute, counts.keys)
    return (
        bases.eligible_base(attribute, counts)
        or bases.population_base(attribute, keys, evidence.population)
        or bases.ad_set_account_base(attribute, keys, counts, others, evidence.limits["frequency.default"])
    )


def _figure(sets: _AdSets, row: int) -> Measurement:
    made = sets.made
    return Measurement(
        measure=sets.measure,
        statistic="impact_ratio",
        campaign=sets.evidence.campaign,
        scope=Scope.AD_SET,
        ad_set=made.counts.units[row],
        status=Status.MEASURED,
        attribute=made.attribute.name,
        unit="ratio",
        base=made.base.words,
        coverage=1 - float(made.unknown_share[row]),
        columns=columns(made, row),
        badges=made.badges(row),
        method=f"{sets.method} {counting_words(made, row, sets.evidence.limits).capitalize()}.",
        sql=sets.sql,
        decides=True,
    )


def _ad_set(sets: _AdSets, row: int) -> Iterator[Measurement]:
    made, limits = sets.made, sets.evidence.limits
    figure = _figure(sets, row)
    table = rows(made, row, sets.counts, limits)
    if why := reasons.of_family(made, row, limits):
        status, reason = why
        reached = float(made.people.x[row].sum())
        yield replace(figure, status=status, reason=reason, n_effective=reached, rows=table)
        return
    ratio = np.where(made.result.tested[row], made.result.ratio[row], np.inf)
    order = [int(at) for at in np.argsort(ratio, kind="stable") if np.isfinite(ratio[at])]
    for place, at in enumerate(order):
        if place == 0 or ratio[at] < FOUR_FIFTHS:
            yield replace(_group(sets, figure, row, at), rows=table if place == 0 else ())


def _group(sets: _AdSets, figure: Measurement, row: int, at: int) -> Measurement:
    made, result = sets.made, sets.made.result
    reference = int(result.reference[row])
    reference_segment = made.attribute.segment(made.keys[reference])
    base = made.base_people[row]
    n, n_effective = made.compared(row, at)
    return replace(
        figure,
        segment=made.attribute.segment(made.keys[at]),
        value=float(result.ratio[row, at]),
        ci_low=number(result.low[row, at]),
        ci_high=number(result.high[row, at]),
        ci_method=CI_METHODS[made.kind] if at != reference else "the reference group itself",
        n=n,
        n_effective=n_effective,
        p=number(result.p[row, at]),
        p_adjusted=number(result.p_adjusted[row, at]),
        family_size=int(result.family_size[row]),
        min_expected=number(result.min_expected[row, at]),
        badges=_badges(made, row, at),
        drivers=(_driver(sets, row, at),),
        figures={
            "x_g": float(made.people.x[row, at]),
            "x_ref": float(made.people.x[row, reference]),
            "n_g": number(base[at]),
            "n_ref": number(base[reference]),
            "p_clear": number(result.p_below[row, at]),
            **made.delivered_shares(row, at),
            "unknown_share": float(made.unknown_share[row]),
        },
        texts={"reference": label(reference_segment), "reference_segment": str(reference_segment)},
    )


def _badges(made: Comparison, row: int, at: int) -> tuple[str, ...]:
    found = list(made.badges(row))
    if made.unknown_people[row] and at != made.result.reference[row]:
        low = made.result.ratio[row, at] < FOUR_FIFTHS
        if any((round(bound, 6) < FOUR_FIFTHS) != low for bound in unknown_ratios(made, row, at)):
            found.append("depends_on_unknown")
    if made.frequency_matters(row, at):
        found += ["estimate_range", "weak"]
    return tuple(dict.fromkeys(found))


def _driver(sets: _AdSets, row: int, at: int) -> Driver:
    """The ad set itself, with the setting that leaves the group out where one is known or would explain it."""
    made, name = sets.made, sets.made.counts.units[row] or ""
    limits, key = sets.evidence.settings.of(name), made.keys[at]
    coverage = limits.coverage(made.attribute, key)
    change = limits.blocking(made.attribute, key)
    if coverage is None and made.people.x[row, at] == 0:
        change = drivers.inferred(made.attribute, made.keys, np.nan_to_num(made.counts.impressions[row]), at)
    total = float(sets.impressions.sum())
    return Driver(
        ad_set=name,
        impressions=int(sets.impressions[row]),
        impressions_share=float(sets.impressions[row]) / total if total else None,
        spend=sets.spend.get(name, {}),
        group_count=float(made.people.x[row, at]),
        group_ratio=number(made.result.ratio[row, at]),
        setting=change[0] if change else None,
        now=change[1] if change else None,
        to=change[2] if change else None,
        shuts_out=None if coverage is None else coverage <= MOSTLY_OUT,
    )
