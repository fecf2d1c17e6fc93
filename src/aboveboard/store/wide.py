"""Settings of a whole campaign, in a file that names no ad set: they hold for every ad set that other files name."""

import duckdb

_WIDE = "campaign = $slug AND adset_id IS NULL AND adset_name IS NULL AND ad_id IS NULL AND ad_name IS NULL"


def spread(con: duckdb.DuckDBPyConnection, slug: str) -> None:
    """Beside each such row, which has no ad set, one copy per ad set of the campaign, all made anew each time.

    While no ad set is known, the copy stands under the campaign's name. An ad set's own choice of whom to let in takes
    the place of the campaign's; exclusions add up.
    """
    con.execute(f"DELETE FROM targeting WHERE {_WIDE} AND unit IS NOT NULL", {"slug": slug})
    con.execute(
        f"""INSERT INTO targeting
            WITH ad_set AS (
              SELECT unit FROM delivery WHERE campaign = $slug AND unit IS NOT NULL
              UNION SELECT unit FROM targeting WHERE campaign = $slug AND unit IS NOT NULL),
            holder AS (
              SELECT unit FROM ad_set
              UNION ALL SELECT name FROM campaign WHERE slug = $slug AND NOT EXISTS (SELECT 1 FROM ad_set))
            SELECT wide.* REPLACE (holder.unit AS unit) FROM targeting wide CROSS JOIN holder
            WHERE {_WIDE} AND wide.unit IS NULL AND (wide.operator = 'exclude' OR NOT EXISTS (
              SELECT 1 FROM targeting own WHERE own.campaign = $slug AND own.unit = holder.unit
                AND own.dimension = wide.dimension AND own.operator <> 'exclude'))""",
        {"slug": slug},
    )
