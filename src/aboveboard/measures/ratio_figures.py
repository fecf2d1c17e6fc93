"""Measurements of one whole-campaign comparison: ratio, representation and delivered share of every group."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from aboveboard.measures import drivers, reasons
from aboveboard.measures.comparison import Comparison, Limits
from aboveboard.measures.counts import Counts
from aboveboard.measures.drivers import AdSets
from aboveboard.measures.families import BaseKind
from aboveboard.measures.groups import Key, label
from aboveboard.measures.others import AgainstOthers, against_others
from aboveboard.measures.ratio_rows import number, rows
from aboveboard.measures.ratios import FOUR_FIFTHS, needed_people, needed_reached
from aboveboard.measures.shares import chance_band, unknown_bounds
from aboveboard.model import Driver, Measurement, Scope, Status

LOOKS_LOW = 0.9
"""Groups below this ratio get their drivers listed; the limit itself is the policy's."""
CI_METHODS = {
    BaseKind.COUNTS: "95 % Katz log interval, adjusted where a count is zero",
    BaseKind.SHARES: "95 % log interval of two shares of a known population, adjusted where a count is zero",
    BaseKind.SAMPLED: "95 % log interval of two delivery counts against two others, adjusted where a count is zero",
}
TESTS = {
    BaseKind.COUNTS: "pooled two-proportion test (Barnard's exact test where a group is small and it is close)",
    BaseKind.SHARES: "exact binomial test",
    BaseKind.SAMPLED: "chi-squared test",
}


@dataclass(frozen=True)
class Subject:
    """What the figures belong to, and everything around the comparison that they quote."""

    measure: str
    campaign: str
    limits: Limits
    counts: Counts
    """As gathered, unknown and under-age groups included."""
    coverage: float | None
    """Share of the campaign's impressions behind the cut."""
    cut_words: str
    sets: AdSets | None = None
    population_people: Callable[[Key], float] | None = None
    left_out: frozenset[Key] = frozenset()
    """Groups too small for the verdict: listed, not deciding."""


def counting_words(made: Comparison, row: int, limits: Limits) -> str:
    """How people were counted, for the method line."""
    if made.people.from_reach[row]:
        return "people are the exported reach"
    if made.people.assumed[row]:
        return f"people are impressions divided by an assumed frequency of {limits['frequency.default']:g}"
    return "people are impressions divided by the highest frequency of the rows pooled"


def columns(made: Comparison, row: int) -> tuple[str, ...]:
    """Canonical columns behind the comparison."""
    counted = ("reach",) if made.people.from_reach[row] else ("impressions",)
    frequency = () if made.people.from_reach[row] or made.people.assumed[row] else ("frequency",)
    return tuple(dict.fromkeys((*made.attribute.columns, *counted, *frequency, *made.base.columns)))


def base_figure(made: Comparison, subject: Subject, statistic: str) -> Measurement:
    """What all figures of one campaign comparison share."""
    return Measurement(
        measure=subject.measure,
        statistic=statistic,
        campaign=subject.campaign,
        scope=Scope.SEGMENT,
        status=Status.MEASURED,
        attribute=made.attribute.name,
        base=made.base.words,
        coverage=subject.coverage,
        columns=columns(made, 0),
        badges=made.badges(0),
        sql=subject.counts.query.shown,
    )


def unjudged(made: Comparison, subject: Subject, status: Status, reason: str) -> tuple[Measurement, ...]:
    """One figure that says why the attribute cannot be judged, with the counts that are there."""
    figure = replace(
        base_figure(made, subject, "impact_ratio"),
        scope=Scope.CAMPAIGN,
        status=status,
        reason=reason,
        decides=True,
        n_effective=float(made.people.x[0].sum()),
        figures={"unknown_share": float(made.unknown_share[0])},
        method=f"Rows read: {subject.cut_words}.",
        rows=rows(made, 0, subject.counts, subject.limits),
    )
    return (figure,)


def group_figures(made: Comparison, subject: Subject) -> tuple[Measurement, ...]:
    """All figures of all groups of a campaign that can be judged."""
    others = against_others(made, 0)
    table = rows(made, 0, subject.counts, subject.limits, subject.left_out)
    found: list[Measurement] = []
    for at, key in enumerate(made.keys):
        if made.shut[0, at] or key in subject.left_out:
            continue
        found.append(replace(_ratio(made, subject, others, at), rows=table, decides=True))
        if np.isfinite(others.ratio[at]):
            found.append(_representation(made, subject, others, at))
    return tuple(found)


def _segment(made: Comparison, at: int) -> dict[str, str]:
    return made.attribute.segment(made.keys[at])


def _ratio(made: Comparison, subject: Subject, others: AgainstOthers, at: int) -> Measurement:
    result, reference = made.result, int(made.result.reference[0])
    figure = base_figure(made, subject, "impact_ratio")
    reference_segment = _segment(made, reference)
    n, n_effective = made.compared(0, at)
    figure = replace(
        figure,
        segment=_segment(made, at),
        unit="ratio",
        n=n,
        n_effective=n_effective,
        figures=_figures(made, subject, others, at),
        texts={"reference": label(reference_segment), "reference_segment": str(reference_segment)},
        method=_method(made, subject),
    )
    if not result.tested[0, at]:
        return replace(figure, status=Status.INSUFFICIENT, reason=reasons.of_group(made, 0, at, subject.limits))
    return replace(
        figure,
        value=float(result.ratio[0, at]),
        ci_low=number(result.low[0, at]),
        ci_high=number(result.high[0, at]),
        ci_method=CI_METHODS[made.kind] if at != reference else "the reference group itself",
        p=number(result.p[0, at]),
        p_adjusted=number(result.p_adjusted[0, at]),
        family_size=int(result.family_size[0]),
        min_expected=number(result.min_expected[0, at]),
        badges=_badges(made, at),
        drivers=_drivers(made, subject, at),
    )


def _method(made: Comparison, subject: Subject) -> str:
    return (
        f"Rate of people reached in the group over the rate in the best-reached group; "
        f"{counting_words(made, 0, subject.limits)}; {TESTS[made.kind]} of every pair, Holm-adjusted over all pairs. "
        f"Rows read: {subject.cut_words}."
    )


def _drivers(made: Comparison, subject: Subject, at: int) -> tuple[Driver, ...]:
    if subject.sets is None or not made.result.ratio[0, at] < LOOKS_LOW:
        return ()
    return drivers.of_group(made, subject.sets, at, subject.limits["ratio.min_expected"])


def _badges(made: Comparison, at: int) -> tuple[str, ...]:
    found = list(made.badges(0))
    if _hinges_on_unknown(made, at):
        found.append("depends_on_unknown")
    if made.frequency_matters(0, at):
        found += ["estimate_range", "weak"]
    return tuple(dict.fromkeys(found))


def unknown_ratios(made: Comparison, row: int, at: int) -> tuple[float, float]:
    """The ratio with all unknown people in the group, and with all of them in the reference group."""
    x, base, reference = made.people.x[row], made.base_people[row], int(made.result.reference[row])
    unknown = float(made.unknown_people[row])
    all_in = ((x[at] + unknown) / base[at]) / (x[reference] / base[reference])
    none_in = (x[at] / base[at]) / ((x[reference] + unknown) / base[reference])
    return float(all_in), float(none_in)


def _hinges_on_unknown(made: Comparison, at: int) -> bool:
    if not made.unknown_people[0] or at == made.result.reference[0]:
        return False
    all_in, none_in = unknown_ratios(made, 0, at)
    flagged = bool(made.result.ratio[0, at] < FOUR_FIFTHS)
    return any((round(bound, 6) < FOUR_FIFTHS) != flagged for bound in (all_in, none_in))


def _figures(made: Comparison, subject: Subject, others: AgainstOthers, at: int) -> dict[str, float | None]:
    """Named numbers of one group.

    r_g, r_ref: rates (people reached per person of the base); x_g, x_ref: people reached; n_g, n_ref: people of the
    base;
    *_share: of the whole attribute, 0–1; ratio_vs_others: against everyone else; needed_n: people that 80 % power needs
    to tell 0.8 from 1; people_to_clear: further people of the group that would lift the ratio to 0.8;
    ratio_elsewhere: without the ad sets that deliver nothing to the group.
    """
    x, base, reference = made.people.x[0], made.base_people[0], int(made.result.reference[0])
    base_share = base / np.nansum(base)
    figures = {
        "r_g": x[at] / base[at] if base[at] > 0 else np.nan,
        "r_ref": x[reference] / base[reference],
        "x_g": x[at],
        "x_ref": x[reference],
        "n_g": base[at],
        "n_ref": base[reference],
        "base_share": base_share[at],
        "base_share_ref": base_share[reference],
        "eligible_share": base_share[at] if made.base.kind is BaseKind.COUNTS else np.nan,
        "population_share": _population_share(made, subject, at),
        "ratio_vs_others": others.ratio[at],
        "ratio_vs_others_low": others.low[at],
        "ratio_vs_others_high": others.high[at],
        "p_clear": made.result.p_below[0, at],
        "people_to_clear": np.ceil(max(0.0, FOUR_FIFTHS * x[reference] / base[reference] * base[at] - x[at])),
        "impressions": made.counts.impressions[0, at],
    }
    return {
        **{name: number(value) for name, value in figures.items()},
        **made.delivered_shares(0, at),
        "needed_n": _needed(made, at),
        **_unknown_figures(made, at),
        **_chance_figures(float(base_share[at]), float(np.nansum(x))),
        "ratio_elsewhere": None
        if subject.sets is None or not made.result.tested[0, at]
        else drivers.ratio_elsewhere(made, subject.sets, at, subject.limits["frequency.default"]),
    }


def _unknown_figures(made: Comparison, at: int) -> dict[str, float | None]:
    """Share of the group among known people, and with all or none of the unknown people in it."""
    x, unknown = made.people.x[0], float(made.unknown_people[0])
    known_only, none_in, all_in = unknown_bounds(float(x[at]), float(x.sum() - x[at]), unknown)
    return {
        "known_only": known_only,
        "all_in": all_in,
        "none_in": none_in,
        "unknown_share": float(made.unknown_share[0]),
    }


def _chance_figures(share: float, people: float) -> dict[str, float | None]:
    """The delivered share that chance alone gives, 95 of 100 times: the grey behind a shift."""
    low, high = chance_band(share, people) or (None, None)
    return {"chance_low": low, "chance_high": high}


def _population_share(made: Comparison, subject: Subject, at: int) -> float:
    if subject.population_people is None:
        return float("nan")
    people = [subject.population_people(key) for key in made.keys]
    total = float(np.nansum(people))
    return people[at] / total if total else float("nan")


def _needed(made: Comparison, at: int) -> int | None:
    base, reference = made.base_people[0], int(made.result.reference[0])
    if made.kind is BaseKind.COUNTS:
        return needed_people(float(made.result.rate[0, reference]))
    return needed_reached(float(np.nan_to_num(base[at])), float(base[reference]))


def _representation(made: Comparison, subject: Subject, others: AgainstOthers, at: int) -> Measurement:
    return replace(
        base_figure(made, subject, "representation"),
        segment=_segment(made, at),
        value=number(others.ratio[at]),
        unit="ratio",
        ci_low=number(others.low[at]),
        ci_high=number(others.high[at]),
        ci_method=CI_METHODS[made.kind],
        n=float(made.shown(0)[at]),
        n_effective=float(made.people.x[0, at]),
        p=number(others.p[at]),
        p_adjusted=number(others.p_adjusted[at]),
        family_size=int(made.result.tested[0].sum()),
        method=f"Rate of people reached in the group over the rate in everyone else; "
        f"{counting_words(made, 0, subject.limits)}; {TESTS[made.kind]}, Holm-adjusted over the groups.",
    )
