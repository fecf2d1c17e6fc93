"""Every measure of the catalogue, for one campaign or for one whole import."""

from collections.abc import Mapping

import duckdb

from aboveboard.measures import echo_concentration, evidence, exclusions_delivery
from aboveboard.model import Measurement

MEASURES = (
    exclusions_delivery.measure,
    echo_concentration.measure,
)


def measure_campaign(
    con: duckdb.DuckDBPyConnection, campaign: str, country: str | None, limits: Mapping[str, float]
) -> tuple[Measurement, ...]:
    """All measures of the campaign with this slug. `country` is the chosen reference population (ISO-3166 alpha-2).

    `limits` holds the policy's values by id; measures use only those that decide a *status*
    (ratio.min_expected, unknown.max_share, frequency.default, cell.min_people, …).
    """
    found = evidence.read(con, campaign, country, limits)
    return tuple(figure for measure in MEASURES for figure in measure(found))


def measure_import(
    con: duckdb.DuckDBPyConnection, import_id: str, country: str | None, limits: Mapping[str, float]
) -> tuple[Measurement, ...]:
    """The figures over one whole import, all its campaigns pooled (scope "import", campaign None)."""
    return (
        *exclusions_delivery.measure_import(con, import_id, limits),
        *echo_concentration.measure_import(con, import_id, limits),
    )
