"""How personal is the targeting? Layers, signal level, AND-ed interests, people per variant: a profile, no score."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from aboveboard.measures import ad_set_profiles, audiences, name_tokens, reasons, targeting, variants, weights
from aboveboard.measures.ad_set_profiles import Profile
from aboveboard.measures.audiences import Audience
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.layers import LEVEL_NAMES, OWN_DATA
from aboveboard.measures.query import Query
from aboveboard.measures.variants import Variants
from aboveboard.measures.weights import Weights
from aboveboard.model import Measurement, Row, Scope, Status

MEASURE = "personalization.depth"
METHOD = (
    "Settings in use that narrow the audience: every dimension is one layer, alternatives inside it are not further "
    "ones, interests that must all hold count each. Exclusions, observations and suggestions are no layers."
)
FROM_NAME = (
    "Read from tokens in the ad set's name, because no settings were supplied: a hint, never a measured setting."
)
HINTS = 3
"""Ad sets whose names are quoted when no settings are in the files."""


@dataclass(frozen=True)
class _Reading:
    evidence: Evidence
    weighed: Weights
    sizes: dict[str, Audience]
    variants: dict[str, Variants]
    query: Query
    variants_query: Query


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """Figures of every ad set, and the campaign's share of spend on each signal level."""
    read = targeting.read(evidence)
    weighed = weights.read(evidence)
    written, variants_query = variants.read(evidence)
    profiles, query = ad_set_profiles.read(evidence, read, tuple(weighed.by_unit))
    sizes = audiences.read(evidence)
    reading = _Reading(evidence, weighed, sizes.by_unit() if sizes else {}, written, query, variants_query)
    per_variant = tuple(_people_per_variant(reading))
    figures = tuple(figure for profile in profiles for figure in _of_ad_set(reading, profile))
    known = tuple(profile for profile in profiles if not profile.inferred)
    if not known:
        return (_no_settings(reading, profiles), *figures, *per_variant)
    unset = tuple(_not_set(reading, profile) for profile in profiles if profile.inferred)
    return (*figures, *unset, *per_variant, *_levels(reading, profiles, known))


def _no_settings(reading: _Reading, named: tuple[Profile, ...]) -> Measurement:
    """Not in the data; what names suggest is said beside it and measured nowhere."""
    absent = reasons.not_supplied(MEASURE, "interests_anded", reading.evidence.campaign)
    hints = " ".join(name_tokens.hint(profile.unit) for profile in named[:HINTS])
    return replace(absent, reason=f"{absent.reason} {hints}".strip(), texts={"hint": hints})


def _figure(reading: _Reading, statistic: str) -> Measurement:
    return Measurement(
        measure=MEASURE,
        statistic=statistic,
        campaign=reading.evidence.campaign,
        scope=Scope.AD_SET,
        status=Status.MEASURED,
        ci_method="read from the settings, no interval",
        base="no narrowing at all",
        coverage=1.0,
        method=METHOD,
        columns=("targeting.dimension", "targeting.operator", "targeting.value", "targeting.and_group"),
        sql=reading.query.shown,
    )


def _of_ad_set(reading: _Reading, profile: Profile) -> Iterator[Measurement]:
    figure = replace(
        _figure(reading, "layers"),
        ad_set=profile.unit,
        n=float(profile.values),
        badges=("inferred_from_name",) if profile.inferred else (),
        method=FROM_NAME if profile.inferred else METHOD,
    )
    texts = {
        "layers": ", ".join(profile.layers),
        "level": LEVEL_NAMES[profile.level],
        "expansion": "the platform may go beyond these settings" if profile.expansion else "",
    }
    figures, driver = _profile_figures(reading, profile)
    texts["sort_driver"] = driver
    yield replace(figure, value=float(profile.count), unit="layers", figures=figures, texts=texts)
    yield replace(figure, statistic="signal_level", value=float(profile.level), unit="level", texts=texts)
    if profile.inferred:
        return
    yield replace(
        figure,
        statistic="interests_anded",
        value=float(profile.interests_anded),
        unit="interests",
        decides=True,
        texts=texts,
    )


def _not_set(reading: _Reading, profile: Profile) -> Measurement:
    """One ad set without settings beside others that have them."""
    said = name_tokens.hint(profile.unit)
    return replace(
        _figure(reading, "interests_anded"),
        ad_set=profile.unit,
        status=Status.NOT_SUPPLIED,
        unit="interests",
        reason=f"The settings of this ad set are not in the data. {said}",
        needs=("targeting",),
        coverage=None,
        decides=True,
        texts={"hint": said},
    )


def _profile_figures(reading: _Reading, profile: Profile) -> tuple[dict[str, float | None], str]:
    size = reading.sizes.get(profile.unit)
    people = reading.evidence.population
    bits = audiences.narrowness(people.adults(), size.low) if people and size else None
    found = reading.variants.get(profile.unit)
    key, driver = ad_set_profiles.sort_key(
        profile.count, profile.tier, bits[0] if bits else 0.0, found.written if found else 1
    )
    return {
        "layers": float(profile.count),
        "signal_level": float(profile.level),
        "interests_anded": float(profile.interests_anded),
        "values": float(profile.values),
        "max_tier": float(profile.tier),
        "bits": bits[0] if bits else None,
        "bits_left": bits[1] if bits else None,
        "audience_lo": size.low if size else None,
        "variants": float(found.written) if found else None,
        "variants_potential": float(found.potential) if found else None,
        "expansion": float(profile.expansion),
        "impressions": reading.weighed.of(profile.unit).impressions,
        "sort_key": key,
    }, driver


def _people_per_variant(reading: _Reading) -> Iterator[Measurement]:
    """People reached for each written variant, where there are at least two."""
    default = reading.evidence.limits["frequency.default"]
    for unit, found in reading.variants.items():
        weight = reading.weighed.of(unit)
        if found.written < 2 or (weight.reach is None and weight.impressions is None):
            continue
        badges: tuple[str, ...] = ()
        people = weight.reach
        if people is None:
            people = math.floor((weight.impressions or 0.0) / max(1.0, weight.frequency or default))
            badges = ("estimated_people", *(() if weight.frequency else ("frequency_assumed", "weak")))
        yield replace(
            _figure(reading, "people_per_variant"),
            ad_set=unit,
            value=people / found.written,
            unit="people",
            n=people,
            badges=badges,
            base="one message for everybody",
            method="People reached by the ad set, divided by its distinct texts, pictures and landing pages.",
            columns=("reach", "impressions", "creative.headline", "creative.body", "creative.asset_url"),
            sql=reading.variants_query.shown,
            figures={"variants": float(found.written), "variants_potential": float(found.potential), "people": people},
            decides=True,
        )


def _levels(reading: _Reading, profiles: tuple[Profile, ...], known: tuple[Profile, ...]) -> Iterator[Measurement]:
    """Share of spend per signal level, and of spend whose settings are not known; a currency each, never added."""
    spend = reading.weighed.spend(profile.unit for profile in known)
    every = reading.weighed.spend(reading.weighed.by_unit)
    figure = replace(
        _figure(reading, "level5_spend_share"),
        scope=Scope.CAMPAIGN,
        unit="share",
        rows=_level_rows(reading, profiles),
        method="Spend of ad sets whose highest signal level is own data, as a share of spend of ad sets with known "
        "settings. Shares by level are of all spend; what ad sets without settings spent is of unknown level.",
        base="spend of ad sets with known settings",
        columns=("spend", "targeting.dimension", "targeting.value"),
        decides=True,
        figures={"unread_share": _unread_share(reading, known)},
    )
    usable = {currency: total for currency, total in spend.items() if total > 0}
    if not usable:
        reason = "No spend by ad set is in the files: add a delivery report by ad set with the amount spent."
        yield replace(figure, status=Status.NOT_SUPPLIED, reason=reason, needs=("spend",))
    for currency, total in sorted(usable.items()):
        amounts = [
            reading.weighed.spend(profile.unit for profile in known if profile.level == level).get(currency, 0.0)
            for level in range(len(LEVEL_NAMES))
        ]
        levels = {f"level_{level}": amount / every[currency] for level, amount in enumerate(amounts)}
        yield replace(
            figure,
            value=amounts[OWN_DATA] / total,
            n=float(len(known)),
            coverage=total / every[currency],
            figures={**figure.figures, **levels, "level_unknown": 1 - total / every[currency]},
            texts={"currency": currency},
        )


def _unread_share(reading: _Reading, known: tuple[Profile, ...]) -> float | None:
    """Share of the impressions of ad sets whose settings are in no file; None without delivery by ad set."""
    total = reading.weighed.total
    if not total:
        return None
    return 1 - (reading.weighed.impressions(profile.unit for profile in known) or 0.0) / total


def _level_rows(reading: _Reading, profiles: tuple[Profile, ...]) -> tuple[Row, ...]:
    """One row per ad set, deepest first: what the level chart draws."""
    ordered = sorted(profiles, key=lambda profile: (-profile.level, -profile.count, profile.unit))
    return tuple(
        Row(
            label=profile.unit,
            figures={
                "signal_level": float(profile.level),
                "layers": float(profile.count),
                "max_tier": float(profile.tier),
                "impressions": reading.weighed.of(profile.unit).impressions,
                **{f"spend {name}".strip(): amount for name, amount in reading.weighed.of(profile.unit).spend.items()},
            },
            texts={
                "ad_set": profile.unit,
                "level": LEVEL_NAMES[profile.level],
                "layers": ", ".join(profile.layers),
                "expansion": "yes" if profile.expansion else "",
                **({"note": "settings not in the data; the name suggests this"} if profile.inferred else {}),
            },
        )
        for profile in ordered
    )
