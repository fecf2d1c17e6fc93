"""Invented rows for the measures' tests: a workspace in memory, filled by hand."""

import importlib
from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from aboveboard.judgement import load
from aboveboard.measures import evidence, measure_campaign
from aboveboard.model import Measurement
from aboveboard.model.layout import POLICIES
from aboveboard.store.schema import migrate

LIMITS: Mapping[str, float] = load(POLICIES / "baseline.yaml").values
CAMPAIGN = "spring"
BANDS = ((13, 17), (18, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, None))


def workspace(*others: str) -> duckdb.DuckDBPyConnection:
    """Empty tables, the campaign (and others of its platform), and Testland with 10,000 people per group."""
    con = duckdb.connect()
    migrate(con)
    con.execute(
        "CREATE TABLE population (country VARCHAR, name VARCHAR, gender VARCHAR, age_from INTEGER, age_to INTEGER, "
        "people BIGINT)"
    )
    for gender in ("female", "male"):
        for low, high in BANDS:
            con.execute("INSERT INTO population VALUES ('TL', 'Testland', ?, ?, ?, 10000)", [gender, low, high])
    for slug in (CAMPAIGN, *others):
        con.execute("INSERT INTO campaign VALUES (?, ?, 'meta', 'draft', false, NULL, now())", [slug, slug])
    return con


def deliver(
    con: duckdb.DuckDBPyConnection,
    rows: Iterable[Mapping[str, Any]],
    *,
    level: str = "adset",
    breakdown: str = "gender",
    daily: bool = False,
    campaign: str = CAMPAIGN,
    import_id: str = "i1",
) -> None:
    """Delivery rows of one file; keys are canonical columns, "unit" the ad set."""
    fixed = {"import_id": import_id, "campaign": campaign, "level": level, "breakdown": breakdown, "daily": daily}
    for row in rows:
        cells = {**fixed, **row}
        marks = ", ".join("?" for _ in cells)
        con.execute(f"INSERT INTO delivery ({', '.join(cells)}) VALUES ({marks})", list(cells.values()))


def by_gender(women: int, men: int, unit: str | None = "Broad", metric: str = "reach", **more: Any) -> list[Any]:
    """Two rows: what women and men received."""
    return [
        {"unit": unit, "seg_gender": "female", metric: women, **more},
        {"unit": unit, "seg_gender": "male", metric: men, **more},
    ]


def by_age(counts: Mapping[str, int], unit: str | None = "Broad", metric: str = "reach", **more: Any) -> list[Any]:
    """One row per age band."""
    return [{"unit": unit, "seg_age": band, metric: count, **more} for band, count in counts.items()]


def setting(
    con: duckdb.DuckDBPyConnection,
    unit: str,
    dimension: str,
    value: str,
    operator: str = "include",
    *,
    column: str = "",
    group: int = 0,
    active: bool = True,
    campaign: str = CAMPAIGN,
) -> None:
    """One targeting row."""
    con.execute(
        "INSERT INTO targeting (import_id, campaign, unit, adset_name, dimension, operator, value, raw_column, "
        "and_group, active) VALUES ('s1', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [campaign, unit, unit, dimension, operator, value, column or dimension, group, active],
    )


def text(con: duckdb.DuckDBPyConnection, unit: str, headline: str, body: str = "", ad: str = "Ad") -> None:
    """One creative."""
    con.execute(
        "INSERT INTO creative (import_id, campaign, unit, ad_name, headline, body) VALUES ('c1', ?, ?, ?, ?, ?)",
        [CAMPAIGN, unit, ad, headline, body],
    )


def measured(
    con: duckdb.DuckDBPyConnection, measure: str, country: str | None = None, campaign: str = CAMPAIGN
) -> list[Measurement]:
    """The figures of one measure, without running the others."""
    module = importlib.import_module(f"aboveboard.measures.{measure.replace('.', '_')}")
    return list(module.measure(evidence.read(con, campaign, country, LIMITS)))


def suite(con: duckdb.DuckDBPyConnection, country: str | None = None) -> tuple[Measurement, ...]:
    """All measures of the campaign."""
    return measure_campaign(con, CAMPAIGN, country, LIMITS)


def one(figures: Iterable[Measurement], statistic: str, ad_set: str | None = None, **segment: str) -> Measurement:
    """The only figure with this statistic, ad set and group."""
    found = [
        figure
        for figure in figures
        if figure.statistic == statistic and figure.ad_set == ad_set and (figure.segment or {}) == segment
    ]
    if len(found) != 1:
        raise LookupError(f"{len(found)} figures {statistic} {ad_set} {segment}")
    return found[0]
