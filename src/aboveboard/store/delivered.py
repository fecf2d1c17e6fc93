"""A campaign's delivery and texts in the form a snapshot keeps: cells that can be compared one by one later."""

from typing import Any

import duckdb

from aboveboard.model import AdText, Cell
from aboveboard.model.canonical import SEGMENTS

MOST_CELLS = 20_000
"""Per grain. Beyond it cells of one ad set and day are joined, then those of one day: a snapshot stays readable."""
_TEXTS = (
    "headline",
    "body",
    "description",
    "cta",
    "url",
    "asset_url",
    "automation",
    "ai_label",
    "payer",
    "beneficiary",
)


def cells(con: duckdb.DuckDBPyConnection, campaign: str) -> tuple[Cell, ...]:
    """Every cell of every grain, in a fixed order."""
    grains = con.execute(
        """SELECT DISTINCT level, breakdown, coalesce(daily, false) FROM delivery
           WHERE campaign = ? ORDER BY 1, 2, 3""",
        [campaign],
    ).fetchall()
    return tuple(cell for level, breakdown, daily in grains for cell in _cells(con, campaign, level, breakdown, daily))


def _cells(con: duckdb.DuckDBPyConnection, campaign: str, level: str, breakdown: str, daily: bool) -> list[Cell]:
    parts = ", ".join(f"CASE WHEN {name} IS NOT NULL THEN '{name[4:]}=' || {name} END" for name in SEGMENTS)
    fine = f"concat_ws(', ', {parts}, CASE WHEN $level = 'ad' THEN 'ad=' || coalesce(ad_id, ad_name, '') END)"
    cut = campaign, level, breakdown, daily
    rows = _few(con, cut, fine, "coalesce(unit, '')") or _few(con, cut, "''", "coalesce(unit, '')")
    rows = rows or _rows(con, cut, "''", "''")
    grain = f"{level}|{breakdown}|{'daily' if daily else ''}"
    return [Cell(grain, *row) for row in rows]


def _few(
    con: duckdb.DuckDBPyConnection, cut: tuple[str, str, str, bool], segment: str, ad_set: str
) -> list[tuple[Any, ...]]:
    """The cells, or nothing where they are too many: a file of millions would fill the memory with them."""
    rows = _rows(con, cut, segment, ad_set, f"LIMIT {MOST_CELLS + 1}")
    return rows if len(rows) <= MOST_CELLS else []


def _rows(
    con: duckdb.DuckDBPyConnection, cut: tuple[str, str, str, bool], segment: str, ad_set: str, limit: str = ""
) -> list[tuple[Any, ...]]:
    campaign, level, breakdown, daily = cut
    # reach, eligible people and audience size are not additive: kept only where the cell is one row
    return con.execute(
        f"""SELECT coalesce(date, period_start, flight_start) AS first, coalesce(date, period_end, flight_end) AS last,
              {ad_set} AS ad_set, {segment} AS segment, coalesce(currency, '') AS money,
              sum(impressions)::DOUBLE, sum(spend)::DOUBLE,
              CASE WHEN count(*) = 1 THEN max(reach)::DOUBLE END,
              CASE WHEN count(*) = 1 THEN max(eligible)::DOUBLE END,
              CASE WHEN count(*) = 1 THEN max(audience_lo)::DOUBLE END,
              sum(clicks)::DOUBLE, sum(results)::DOUBLE
            FROM delivery
            WHERE campaign = $campaign AND level = $level AND breakdown = $breakdown
              AND coalesce(daily, false) = $daily
            GROUP BY 1, 2, 3, 4, 5 ORDER BY 1 NULLS FIRST, 2 NULLS FIRST, 3, 4, 5 {limit}""",
        {"campaign": campaign, "level": level, "breakdown": breakdown, "daily": daily},
    ).fetchall()


def texts(con: duckdb.DuckDBPyConnection, campaign: str) -> tuple[AdText, ...]:
    """The different texts of each ad, in a fixed order."""
    columns = ", ".join(_TEXTS)
    rows = con.execute(
        f"""SELECT DISTINCT coalesce(ad_name, ad_id, creative_id, '') AS ad, {columns} FROM creative
            WHERE campaign = ? ORDER BY ALL NULLS FIRST""",
        [campaign],
    ).fetchall()
    return tuple(AdText(*row) for row in rows)


def aliases(con: duckdb.DuckDBPyConnection, campaign: str) -> tuple[tuple[str | None, str | None], ...]:
    """(campaign id, campaign name) as the files have them: how later files of this campaign are recognised."""
    return tuple(
        con.execute(
            """SELECT DISTINCT campaign_id, campaign_name FROM (
                 SELECT campaign, campaign_id, campaign_name FROM delivery
                 UNION ALL SELECT campaign, campaign_id, campaign_name FROM targeting
                 UNION ALL SELECT campaign, campaign_id, campaign_name FROM creative)
               WHERE campaign = ? ORDER BY ALL NULLS FIRST""",
            [campaign],
        ).fetchall()
    )
