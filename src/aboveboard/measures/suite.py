"""Every measure of the catalogue, for one campaign or for one whole import."""

from collections.abc import Mapping
from dataclasses import replace

import duckdb

from aboveboard.measures import (
    disclosure_ai,
    disclosure_paid,
    echo_concentration,
    echo_effective_topics,
    echo_isolation,
    echo_narrowing,
    evidence,
    exclusions_cost,
    exclusions_declared,
    exclusions_delivery,
    exclusions_implied,
    exclusions_intersections,
    frequency_saturation,
    opportunity,
    personalization_audience_size,
    personalization_depth,
    personalization_sensitive_signals,
    pressure_cues,
    pressure_vulnerable,
    spend_out_of_reach,
)
from aboveboard.model import Measurement

EXCLUSIONS = (
    exclusions_delivery.measure,
    exclusions_intersections.measure,
    exclusions_declared.measure,
    exclusions_implied.measure,
    exclusions_cost.measure,
    spend_out_of_reach.measure,
)
OTHERS = (
    personalization_depth.measure,
    personalization_audience_size.measure,
    personalization_sensitive_signals.measure,
    echo_concentration.measure,
    echo_effective_topics.measure,
    echo_isolation.measure,
    echo_narrowing.measure,
    frequency_saturation.measure,
)
STATED = (pressure_cues.measure, pressure_vulnerable.measure, disclosure_ai.measure, disclosure_paid.measure)
"""Their figures stand last, so that they can be taken anew without the others."""


def measure_campaign(
    con: duckdb.DuckDBPyConnection, campaign: str, country: str | None, limits: Mapping[str, float]
) -> tuple[Measurement, ...]:
    """All measures of the campaign with this slug. `country` is the chosen reference population (ISO-3166 alpha-2).

    `limits` holds the policy's values by id; measures use only those that decide a *status*
    (ratio.min_expected, unknown.max_share, frequency.default, cell.min_people, …).
    """
    read = evidence.read(con, campaign, country, limits)
    about = opportunity.recognise(con, campaign).texts
    excluded = (figure for measure in EXCLUSIONS for figure in measure(read))
    return (
        *(replace(figure, texts={**figure.texts, **about}) for figure in excluded),
        *(figure for measure in (*OTHERS, *STATED) for figure in measure(read)),
    )


def measure_stated(
    con: duckdb.DuckDBPyConnection, campaign: str, country: str | None, limits: Mapping[str, float]
) -> tuple[Measurement, ...]:
    """The measures that rest on what people said about the campaign besides its files, in the order of the suite."""
    read = evidence.read(con, campaign, country, limits)
    return tuple(figure for measure in STATED for figure in measure(read))


def measure_import(
    con: duckdb.DuckDBPyConnection, import_id: str, country: str | None, limits: Mapping[str, float]
) -> tuple[Measurement, ...]:
    """The figures over one whole import, all its campaigns pooled (scope "import", campaign None).

    They need no base, so `country` changes none of them.
    """
    return (
        *exclusions_delivery.measure_import(con, import_id, limits),
        *echo_concentration.measure_import(con, import_id, limits),
    )
