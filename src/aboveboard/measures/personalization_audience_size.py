"""Is any audience too small? The smallest audience of any ad set, as a range, and how far it narrows people down."""

from dataclasses import replace

from aboveboard.measures import audiences, bases, exclusions_implied, reasons, targeting
from aboveboard.measures.audiences import Audience, Audiences
from aboveboard.measures.bases import Population
from aboveboard.measures.evidence import Evidence
from aboveboard.model import Measurement, Row, Scope, Status

MEASURE = "personalization.audience_size"
FIGURES = 100
"""Ad sets with a figure of their own, the smallest first; the rest are rows."""


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """The smallest audience of the campaign, and one figure for each of the smallest ad sets."""
    found = audiences.read(evidence)
    if found is None or not found.sizes:
        return (reasons.not_supplied(MEASURE, "audience_size", evidence.campaign),)
    country = exclusions_implied.only_country(targeting.read(evidence))
    people = evidence.population or bases.population(evidence.con, country)
    figures = [_figure(evidence, found, size, people) for size in found.sizes[:FIGURES]]
    first = next((figure for figure in figures if figure.value is not None), figures[0])
    least = replace(
        first,
        statistic="k_min",
        scope=Scope.CAMPAIGN,
        ad_set=None,
        decides=False,
        figures={**first.figures, "smallest_ad_reach": audiences.smallest_cell(evidence)},
        rows=tuple(_row(size) for size in found.sizes),
    )
    return (*figures, least)


NOBODY = "Nothing was delivered by this ad set, so its reach says nothing about the size of its audience."


def _figure(evidence: Evidence, found: Audiences, size: Audience, people: Population | None) -> Measurement:
    made = _measured(evidence, found, size, people)
    if size.from_reach and not size.low:
        return replace(
            made, status=Status.INSUFFICIENT, reason=NOBODY, value=None, figures={}, texts={"ad_set": size.unit}
        )
    return made


def _measured(evidence: Evidence, found: Audiences, size: Audience, people: Population | None) -> Measurement:
    known = people.adults() if people else None
    bits = audiences.narrowness(known, size.low) if known else None
    badges = [*(["lower_bound"] if size.from_reach else [])]
    if size.high is not None and size.high != size.low:
        badges.append("estimate_range")
    if known and size.low > known:
        badges.append("audience_exceeds_population")
    return Measurement(
        measure=MEASURE,
        statistic="audience_size",
        campaign=evidence.campaign,
        scope=Scope.AD_SET,
        ad_set=size.unit,
        status=Status.MEASURED,
        value=size.low,
        unit="people",
        ci_method="the platform's own range" if size.high is not None else "no upper bound is known",
        n=float(len(found.sizes)),
        base=people.words if people else "",
        coverage=1.0,
        method=_method(size),
        columns=("reach",) if size.from_reach else ("audience_lo", "audience_hi"),
        badges=tuple(badges),
        sql=found.query.shown,
        figures={
            "audience_lo": size.low,
            "audience_hi": size.high,
            "bits": bits[0] if bits else None,
            "bits_left": bits[1] if bits else None,
        },
        texts={"ad_set": size.unit, **({} if size.low else {"note": "no one"})},
        decides=True,
    )


def _method(size: Audience) -> str:
    if size.from_reach:
        return (
            "Reach by ad set as exported, of several rows the largest; the audience is at least that large. "
            "Sizes are never added up."
        )
    return "The platform's audience size by ad set, lower bound first. Sizes are never added up."


def _row(size: Audience) -> Row:
    return Row(
        label=size.unit, figures={"audience_lo": size.low, "audience_hi": size.high}, texts={"ad_set": size.unit}
    )
