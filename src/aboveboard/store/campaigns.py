"""Campaigns, their totals, and how far several files of one campaign agree."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import duckdb

from aboveboard.model import Campaign, CampaignState, Reconciliation, Setting, Totals
from aboveboard.model.outcomes import Operator
from aboveboard.store import wide

_OF_A_CAMPAIGN = (
    "delivery",
    "targeting",
    "creative",
    "creator",
    "feedback",
    "snapshot",
    "import_campaign",
    "replacement",
    "declared",
    "claim",
    "round",
    "answer",
    "condition",
    "publication",
    "drift",
)
"""Tables whose rows go with their campaign. The ledger is not among them: it only grows."""


def create(con: duckdb.DuckDBPyConnection, slug: str, name: str, platform: str | None, sample: bool) -> None:
    """A new campaign in draft."""
    con.execute(
        "INSERT INTO campaign VALUES (?, ?, ?, 'draft', ?, NULL, ?)",
        [slug, name, platform, sample, datetime.now(UTC).replace(tzinfo=None)],
    )


def slugs(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Every campaign: own ones before samples, then by name."""
    return [row[0] for row in con.execute("SELECT slug FROM campaign ORDER BY sample, lower(name), slug").fetchall()]


def state(con: duckdb.DuckDBPyConnection, slug: str) -> str:
    """The stored state; empty for a campaign that does not exist."""
    rows = con.execute("SELECT state FROM campaign WHERE slug = ?", [slug]).fetchall()
    return str(rows[0][0]) if rows else ""


def known_names(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str | None]]:
    """(slug, name, platform) of every campaign."""
    return con.execute("SELECT slug, name, platform FROM campaign").fetchall()


def known_ids(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """(platform's campaign id, slug) of every campaign whose files carry one."""
    return con.execute(
        """SELECT DISTINCT campaign_id, campaign FROM (
             SELECT campaign_id, campaign FROM delivery UNION ALL SELECT campaign_id, campaign FROM targeting)
           WHERE campaign_id IS NOT NULL"""
    ).fetchall()


def set_population(con: duckdb.DuckDBPyConnection, slug: str, country: str | None) -> None:
    """Choose the reference population the campaign is compared with."""
    con.execute("UPDATE campaign SET population = $country WHERE slug = $slug", {"country": country, "slug": slug})


def link_units(con: duckdb.DuckDBPyConnection, slug: str) -> None:
    """One name per ad set over all files of the campaign: by id where both files have it, else by name.

    Two ad sets with the same name but different ids keep the last four digits of the id behind the name.
    """
    con.execute(
        """CREATE OR REPLACE TEMP TABLE unit_name AS
           WITH named AS (
             SELECT DISTINCT adset_id, adset_name FROM (
               SELECT campaign, adset_id, adset_name FROM delivery
               UNION ALL SELECT campaign, adset_id, adset_name FROM targeting)
             WHERE campaign = $slug AND adset_id IS NOT NULL),
           one AS (SELECT adset_id, max(adset_name) AS name FROM named GROUP BY adset_id)
           SELECT adset_id, CASE WHEN name IS NULL THEN adset_id
                                 WHEN count(*) OVER (PARTITION BY name) > 1
                                   THEN name || ' (…' || right(adset_id, 4) || ')'
                                 ELSE name END AS unit
           FROM one""",
        {"slug": slug},
    )
    for table in ("delivery", "targeting", "creative"):
        con.execute(
            f"""UPDATE {table} SET unit = u.unit FROM unit_name u
                WHERE {table}.campaign = $slug AND {table}.adset_id = u.adset_id""",
            {"slug": slug},
        )
    con.execute("DROP TABLE unit_name")
    wide.spread(con, slug)


def load(con: duckdb.DuckDBPyConnection, slug: str, fingerprint: str = "") -> Campaign | None:
    """The campaign with its totals; None when there is none of this slug."""
    found = con.execute(
        "SELECT slug, name, platform, state, sample, population FROM campaign WHERE slug = $slug", {"slug": slug}
    ).fetchall()
    if not found:
        return None
    _, name, platform, state, sample, population = found[0]
    cuts = _cuts(con, slug)
    totals = _totals(con, slug, cuts)
    return Campaign(
        slug,
        name,
        platform,
        CampaignState(state),
        sample,
        population,
        totals,
        tuple(_reconciliations(cuts, totals)),
        fingerprint,
    )


Cut = tuple[str, str, bool, int | None, str, str]
"""level, breakdown, daily, impressions, file name and id of its first import"""


def _cuts(con: duckdb.DuckDBPyConnection, slug: str) -> list[Cut]:
    """One per grain, the coarsest first, then the one imported first: the head of the list supplies the totals."""
    return con.execute(
        """SELECT d.level, d.breakdown, d.daily, sum(d.impressions)::BIGINT, arg_min(i.file_name, i.seq),
             arg_min(i.id, i.seq)
           FROM delivery d JOIN import i ON i.id = d.import_id
           WHERE d.campaign = $slug
           GROUP BY d.level, d.breakdown, d.daily
           ORDER BY len(string_split(d.breakdown, ',')) + (d.breakdown <> '')::INT, min(i.seq), d.level,
             sum(d.impressions) DESC NULLS LAST, d.breakdown""",
        {"slug": slug},
    ).fetchall()


def _totals(con: duckdb.DuckDBPyConnection, slug: str, cuts: Sequence[Cut]) -> Totals:
    if not cuts:
        return Totals()
    level, breakdown, daily, impressions, source, _ = cuts[0]
    where = {"slug": slug, "level": level, "breakdown": breakdown, "daily": daily}
    same_cut = "campaign = $slug AND level = $level AND breakdown = $breakdown AND daily = $daily"
    clicks, first, last, rows, empty = con.execute(
        f"""SELECT sum(clicks)::BIGINT, min(coalesce(date, period_start, flight_start)),
                   max(coalesce(date, period_end, flight_end)), count(*),
                   count(*) - count(coalesce(impressions, impressions_lo, impressions_hi))
            FROM delivery WHERE {same_cut}""",
        where,
    ).fetchall()[0]
    spend = con.execute(
        f"""SELECT coalesce(currency, ''), sum(spend)::DOUBLE FROM delivery
            WHERE {same_cut} AND spend IS NOT NULL GROUP BY ALL ORDER BY ALL""",
        where,
    ).fetchall()
    return Totals(impressions, dict(spend), clicks, first, last, source, rows, empty)


def _reconciliations(cuts: Sequence[Cut], totals: Totals) -> Iterable[Reconciliation]:
    """Other views in the file of the totals leave out small groups by design, and are not held against it."""
    for _, breakdown, _, impressions, source, import_id in cuts[1:]:
        if import_id == cuts[0][-1]:
            continue
        share = impressions / totals.impressions if impressions is not None and totals.impressions else None
        yield Reconciliation(source, tuple(breakdown.split(",")) if breakdown else (), impressions, share)


def settings(con: duckdb.DuckDBPyConnection, slug: str) -> tuple[Setting, ...]:
    """The settings in use, in a fixed order."""
    rows = con.execute(
        """SELECT DISTINCT coalesce(unit, ''), dimension, operator, value, raw_column, value_id, coalesce(and_group, 0)
           FROM targeting WHERE campaign = $slug AND active AND unit IS NOT NULL ORDER BY ALL""",
        {"slug": slug},
    ).fetchall()
    return tuple(Setting(row[0], row[1], Operator(row[2]), *row[3:]) for row in rows)


def samples(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Slugs of the sample campaigns."""
    return [row[0] for row in con.execute("SELECT slug FROM campaign WHERE sample ORDER BY slug").fetchall()]


def delete_samples(con: duckdb.DuckDBPyConnection) -> None:
    """Remove every sample campaign with all its rows."""
    sample = "(SELECT slug FROM campaign WHERE sample)"
    con.execute(
        f"""DELETE FROM set_aside
            WHERE import_id IN (SELECT import_id FROM import_campaign WHERE campaign IN {sample})"""
    )
    con.execute(
        f"""DELETE FROM import_measurement
            WHERE import_id IN (SELECT import_id FROM import_campaign WHERE campaign IN {sample})"""
    )
    con.execute(f"DELETE FROM import WHERE id IN (SELECT import_id FROM import_campaign WHERE campaign IN {sample})")
    for table in _OF_A_CAMPAIGN:
        con.execute(f"DELETE FROM {table} WHERE campaign IN {sample}")
    con.execute("DELETE FROM campaign WHERE sample")
    con.execute("DELETE FROM person WHERE sample")
