"""Who cannot be reached at all: the share of every adult group that age and gender settings let in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from aboveboard.measures import bases, opportunity, reasons, targeting, weights
from aboveboard.measures.bands import ADULT_BANDS, Band, covered_share
from aboveboard.measures.bases import Population
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.exclusion_classes import LEGAL_AGE_LIMIT
from aboveboard.measures.groups import AGE, AGE_AND_GENDER, GENDER, GENDERS, Attribute, Key, band_text, label
from aboveboard.measures.settings import AdSetLimits, age_change, gender_change
from aboveboard.measures.targeting import Clause, Targeting
from aboveboard.measures.weights import Weights
from aboveboard.model import Driver, Measurement, Row, Scope, Status

MEASURE = "exclusions.implied"
LISTED = 6
LIMITS_LISTED = 200
METHOD = (
    "Share of each adult group, in years of age and by gender, that the settings of ad sets in use let in; "
    "the campaign covers a group as far as any of its ad sets does."
)
_COUNTRY = re.compile(r"[A-Z]{2}")
_PLACE = {"geo": "place", "language": "language", "device": "device"}


@dataclass(frozen=True)
class _Reading:
    """Settings of the campaign's ad sets and what they are held against."""

    evidence: Evidence
    limits: dict[str, AdSetLimits]
    population: Population | None
    legal_age: bool
    weighed: Weights
    figure: Measurement


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """Coverage of the campaign and of each ad set; groups that are fully let in are in the rows only."""
    read = targeting.read(evidence)
    if not read.clauses:
        return (reasons.not_supplied(MEASURE, "coverage_min", evidence.campaign),)
    limits = dict(evidence.settings.by_unit)
    if not limits:
        reason = "The settings in the files name no ages and no genders: add the ad set settings with Age and Gender."
        return (reasons.not_supplied(MEASURE, "coverage_min", evidence.campaign, reason),)
    people = evidence.population or bases.population(evidence.con, only_country(read))
    legal = bool(opportunity.legal_age_words(evidence.con, evidence.campaign))
    weighed = weights.read(evidence)
    reading = _Reading(evidence, limits, people, legal, weighed, _figure(evidence, people, limits, weighed))
    campaign = list(_campaign(reading))
    return (
        _least(reading, campaign, read),
        *(figure for figure in campaign if figure.value is not None and figure.value < 1),
        *_ad_sets(reading),
    )


def only_country(read: Targeting) -> str | None:
    """The one country that all settings name; None if they name several or none."""
    named = {
        clause.value
        for clause in read.clauses
        if clause.dimension == "geo" and clause.operator == "include" and _COUNTRY.fullmatch(clause.value)
    }
    return next(iter(named)) if len(named) == 1 else None


def _figure(
    evidence: Evidence, people: Population | None, limits: dict[str, AdSetLimits], weighed: Weights
) -> Measurement:
    known, every = weighed.impressions(limits), weighed.total
    return Measurement(
        measure=MEASURE,
        statistic="coverage",
        campaign=evidence.campaign,
        scope=Scope.CAMPAIGN,
        status=Status.MEASURED,
        unit="share",
        ci_method="read from the settings, no interval",
        n=float(len(limits)),
        base=people.words if people else "",
        coverage=known / every if known is not None and every else None,
        method=METHOD,
        columns=("targeting.age", "targeting.gender"),
        sql=evidence.settings.query.shown,
        badges=("vs_population",) if people else (),
        decides=True,
    )


def _keys() -> Iterator[tuple[Attribute, Key]]:
    for gender in GENDERS:
        yield GENDER, (gender,)
    for band in ADULT_BANDS:
        yield AGE, (band_text(band),)


def _cells() -> Iterator[Key]:
    for band in ADULT_BANDS:
        for gender in GENDERS:
            yield band_text(band), gender


def _group(reading: _Reading, attribute: Attribute, key: Key, share: float) -> Measurement:
    """Coverage of one group, with the people shut out where a population says how many."""
    segment = attribute.segment(key)
    people = reading.population.people(attribute, key)[0] if reading.population else None
    figures = {"people": people, "people_out": None if people is None else round(people * (1 - share))}
    badges = (*reading.figure.badges, *(("interpolated",) if 0 < share < 1 else ()))
    return replace(
        reading.figure,
        segment=segment,
        attribute=attribute.name,
        value=share,
        figures=figures,
        texts={"group": label(segment), "class": ""},
        badges=badges,
    )


def _union(reading: _Reading, gender: str | None) -> tuple[Band, ...] | None:
    """Ages that any ad set open to this gender lets in; None when one of them does not say."""
    found: list[Band] = []
    for limits in reading.limits.values():
        if gender is not None and limits.genders is not None and gender not in limits.genders:
            continue
        if limits.ages is None:
            return None
        found += limits.ages
    return tuple(found)


def _campaign_share(reading: _Reading, attribute: Attribute, key: Key) -> float | None:
    """How much of the group the ad sets let in together; None while the settings of one of them are unknown."""
    if attribute == GENDER:
        genders = [limits.genders for limits in reading.limits.values()]
        if any(allowed is not None and key[0] in allowed for allowed in genders):
            return 1.0
        return None if any(allowed is None for allowed in genders) else 0.0
    gender = key[1] if attribute == AGE_AND_GENDER else None
    if gender is not None and any(limits.genders is None for limits in reading.limits.values()):
        return None
    ages = _union(reading, gender)
    band = next(band for band in ADULT_BANDS if band_text(band) == key[0])
    return None if ages is None else covered_share(band, ages)


def _campaign(reading: _Reading) -> Iterator[Measurement]:
    margins: dict[str, float] = {}
    for attribute, key in _keys():
        share = _campaign_share(reading, attribute, key)
        if share is not None:
            margins[key[0]] = share
            yield _campaign_group(reading, attribute, key, share)
    for cell in _cells():
        share = _campaign_share(reading, AGE_AND_GENDER, cell)
        if share is not None and share < min(margins.get(value, 0.0) for value in cell):
            yield _campaign_group(reading, AGE_AND_GENDER, cell, share)


def _campaign_group(reading: _Reading, attribute: Attribute, key: Key, share: float) -> Measurement:
    figure = replace(_group(reading, attribute, key, share), scope=Scope.SEGMENT)
    if share == 1:
        return figure
    units = sorted(reading.limits, key=lambda unit: -(reading.weighed.of(unit).impressions or 0))
    found = [_driver(reading, unit, attribute, key) for unit in units]
    drivers = tuple(driver for driver in found if driver is not None)[:LISTED]
    texts = {**figure.texts, "class": _class(reading, attribute, key, units)}
    return replace(figure, drivers=drivers, texts=texts)


def _driver(reading: _Reading, unit: str, attribute: Attribute, key: Key) -> Driver | None:
    """The ad set with the setting that keeps some of the group out; None if it lets all of it in."""
    limits, weight = reading.limits[unit], reading.weighed.of(unit)
    share = limits.coverage(attribute, key)
    if share is None or share == 1:
        return None
    by_gender = "gender" in attribute.segments and limits.genders is not None and key[-1] not in limits.genders
    change = gender_change(limits.genders or frozenset()) if by_gender else age_change(limits.ages or ())
    every = reading.weighed.total
    return Driver(
        ad_set=unit,
        impressions=None if weight.impressions is None else int(weight.impressions),
        impressions_share=weight.impressions / every if weight.impressions is not None and every else None,
        spend=weight.spend,
        setting=change[0],
        now=change[1],
        to=change[2],
        shuts_out=True,
    )


def _class(reading: _Reading, attribute: Attribute, key: Key, units: list[str]) -> str:
    """ "legal_age" when only people under a legal minimum age are kept out of something that has one."""
    if not reading.legal_age or attribute != AGE:
        return ""
    band = next(band for band in ADULT_BANDS if band_text(band) == key[0])
    older = Band(max(band.low, LEGAL_AGE_LIMIT), band.high) if band.top >= LEGAL_AGE_LIMIT else None
    ages = [limits.ages for unit in units if (limits := reading.limits[unit]).ages is not None]
    kept = [age for allowed in ages for age in allowed or ()]
    starts = all(min(age.low for age in allowed) <= LEGAL_AGE_LIMIT for allowed in ages if allowed)
    return "legal_age" if starts and (older is None or covered_share(older, kept) == 1) else ""


def _ad_sets(reading: _Reading) -> Iterator[Measurement]:
    for unit in sorted(reading.limits):
        rows: list[Row] = []
        found: list[Measurement] = []
        for attribute, key in _keys():
            share = reading.limits[unit].coverage(attribute, key)
            if share is None:
                continue
            figure = replace(_group(reading, attribute, key, share), scope=Scope.AD_SET, ad_set=unit)
            rows.append(_row(figure))
            if share < 1:
                driver = _driver(reading, unit, attribute, key)
                texts = {**figure.texts, "class": _class(reading, attribute, key, [unit])}
                found.append(replace(figure, drivers=(driver,) if driver else (), texts=texts))
        yield from (replace(figure, rows=tuple(rows) if at == 0 else ()) for at, figure in enumerate(found))


def _row(figure: Measurement) -> Row:
    return Row(
        label=figure.texts["group"],
        segment=figure.segment or {},
        figures={"coverage": figure.value, **figure.figures},
        texts={"ad_set": figure.ad_set or ""},
    )


def _least(reading: _Reading, groups: list[Measurement], read: Targeting) -> Measurement:
    """The least covered group of the campaign, with every group and every other limit in its rows."""
    figure = replace(reading.figure, statistic="coverage_min")
    rows = (*map(_row, groups), *_other_limits(read))
    least = min(groups, key=lambda group: group.value if group.value is not None else 1.0, default=None)
    told = {str(group.segment) for group in groups}
    open_ends = any(str(attribute.segment(key)) not in told for attribute, key in _keys())
    if least is None or (open_ends and least.value == 1):
        reason = (
            "Some ad sets' age or gender settings are not in the files, so no group can be said to be let in or out."
        )
        return replace(figure, status=Status.INSUFFICIENT, reason=reason, rows=rows)
    return replace(figure, value=least.value, texts={"group": least.texts["group"]}, figures=least.figures, rows=rows)


def _other_limits(read: Targeting) -> Iterator[Row]:
    """Languages, devices and places, which also leave people out but have no population to be held against."""
    narrowing = [clause for clause in read.clauses if _limits_people(clause)]
    for clause in narrowing[:LIMITS_LISTED]:
        yield Row(
            label=clause.value,
            figures={"ad_sets": float(len(clause.units))},
            texts={
                "class": _PLACE[clause.dimension],
                "value": clause.value,
                "column": clause.raw_column,
                "ad_set": ", ".join(clause.units[:3]),
            },
        )


def _limits_people(clause: Clause) -> bool:
    country = clause.dimension == "geo" and _COUNTRY.fullmatch(clause.value)
    return clause.dimension in _PLACE and clause.operator == "include" and clause.narrows and not country
