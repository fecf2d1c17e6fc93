"""What a file that is not stored yet would change in earlier ones: asked without writing anything that stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

import duckdb
import pyarrow as pa

from aboveboard.model import Moved, Overlap
from aboveboard.model.canonical import ADDITIVE, ENTITY, SEGMENTS
from aboveboard.store.replacing import FIRST, GRAIN, LAST, Cover, earlier, inside

_KEY = (
    "account_id",
    "account_name",
    *ENTITY,
    "creative_id",
    "date",
    "period_start",
    "period_end",
    "currency",
    "result_type",
    *SEGMENTS,
)
_SUMS = (*ADDITIVE, "spend")
_COMPARED = (*_SUMS, "reach", "frequency")
Rows: TypeAlias = pa.Table | pa.RecordBatchReader
_JOINED = """incoming i JOIN row_campaign c
  ON c.campaign_id IS NOT DISTINCT FROM i.campaign_id AND c.campaign_name IS NOT DISTINCT FROM i.campaign_name"""


@dataclass(frozen=True)
class Shared:
    """An earlier import that speaks about days of the new file."""

    import_id: str
    first: date | None
    last: date | None
    days: int
    outside: int
    """Its rows on other days."""


def cover_of(con: duckdb.DuckDBPyConnection, rows: Rows, filed: pa.Table) -> list[tuple[str, Cover]]:
    """(slug, cover) of the delivery rows of a file; table `new_span` keeps the days of each."""
    con.register("incoming", rows)
    con.register("row_campaign", filed)
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE new_span AS
            SELECT DISTINCT c.slug, level, breakdown, daily, {FIRST} AS f, {LAST} AS t FROM {_JOINED}"""
    )
    con.unregister("incoming")
    found = con.execute(
        """SELECT slug, 'delivery', level, breakdown, daily, min(f), max(t) FROM new_span
           GROUP BY slug, level, breakdown, daily ORDER BY slug, level, breakdown, daily"""
    ).fetchall()
    return [(row[0], Cover(*row[1:])) for row in found]


def touched(con: duckdb.DuckDBPyConnection, slug: str, profile: str, cover: Cover) -> Iterator[Shared]:
    """Earlier imports of the same profile and grain that share days with the new file."""
    _spans(con, slug, cover)
    shared = inside(cover.daily)
    for import_id, _, _ in earlier(con, slug, profile, cover):
        row = con.execute(
            f"""SELECT count(*) FILTER (WHERE {shared}), count(*), count(DISTINCT {FIRST}) FILTER (WHERE {shared}),
                       greatest(min({FIRST}) FILTER (WHERE {shared}), (SELECT min(f) FROM span)),
                       least(max({LAST}) FILTER (WHERE {shared}), (SELECT max(t) FROM span))
                FROM delivery WHERE import_id = $old AND campaign = $slug AND {GRAIN}""",
            {**_grain(slug, cover), "old": import_id},
        ).fetchall()[0]
        if row[0]:
            days = row[2] if cover.daily or row[3] is None else (row[4] - row[3]).days + 1
            yield Shared(import_id, row[3], row[4], int(days), int(row[1] - row[0]))


def _spans(con: duckdb.DuckDBPyConnection, slug: str, cover: Cover) -> None:
    """Table `span` (f, t): the days of the new file for this campaign and grain."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE span AS SELECT f, t FROM new_span WHERE slug = $slug AND {GRAIN}",
        _grain(slug, cover),
    )


def _grain(slug: str, cover: Cover) -> dict[str, object]:
    return {"slug": slug, "level": cover.level, "breakdown": cover.breakdown, "daily": cover.daily}


def compare(con: duckdb.DuckDBPyConnection, rows: Rows, slug: str, cover: Cover, shared: Shared) -> Overlap:
    """One earlier import held against the new rows, row by row, over the days that both have."""
    _spans(con, slug, cover)
    values = {**_grain(slug, cover), "old": shared.import_id}
    mine = f"import_id = $old AND campaign = $slug AND {GRAIN} AND {inside(cover.daily)}"
    con.register("incoming", rows)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE held AS {_cells(_JOINED, f'slug = $slug AND {GRAIN}')}", _grain(slug, cover)
    )
    con.unregister("incoming")
    con.execute(f"CREATE OR REPLACE TEMP TABLE holding AS {_cells('delivery', mine)}", values)
    # Days of the new file that the earlier one does not have are no difference.
    con.execute(f"CREATE OR REPLACE TEMP TABLE span AS SELECT DISTINCT {FIRST} AS f, {LAST} AS t FROM holding")
    con.execute(f"DELETE FROM held WHERE NOT {inside(cover.daily)}")
    unlike = " + ".join(f"count(*) FILTER (WHERE n.{name} IS DISTINCT FROM o.{name})" for name in _COMPARED)
    differs, gone, new = con.execute(
        f"""SELECT (SELECT {unlike} FROM held n JOIN holding o USING (mark)),
                   (SELECT count(*) FROM holding o ANTI JOIN held n USING (mark)),
                   (SELECT count(*) FROM held n ANTI JOIN holding o USING (mark))"""
    ).fetchall()[0]
    return Overlap(
        slug,
        *_about(con, slug, shared.import_id),
        shared.first,
        shared.last,
        shared.days,
        cover.daily,
        shared.outside,
        int(gone),
        int(new),
        int(differs),
        tuple(_moved(con)),
    )


def _cells(source: str, condition: str) -> str:
    """SQL: one line per row of a report, its figures beside a mark of all that names it."""
    keys = ", ".join(f"i.{name}" if source is _JOINED else name for name in _KEY)
    figures = ", ".join(
        f"{'max' if name in ('reach', 'frequency') else 'sum'}({name})::DOUBLE AS {name}" for name in _COMPARED
    )
    dates = ", ".join(f"any_value({name}) AS {name}" for name in ("flight_start", "flight_end"))
    spent = "any_value(currency) AS currency, any_value(date) AS date, any_value(period_start) AS period_start"
    return (
        f"SELECT hash({keys}) AS mark, {figures}, {spent}, any_value(period_end) AS period_end, {dates} "
        f"FROM {source} WHERE {condition} GROUP BY mark"
    )


def _about(con: duckdb.DuckDBPyConnection, slug: str, import_id: str) -> tuple[str, str, datetime]:
    row = con.execute(
        """SELECT c.name, i.file_name, i.imported_at FROM campaign c, import i WHERE c.slug = $slug AND i.id = $id""",
        {"slug": slug, "id": import_id},
    ).fetchall()[0]
    return str(row[0]), str(row[1]), row[2]


def _moved(con: duckdb.DuckDBPyConnection) -> Iterator[Moved]:
    """Sums over both that differ."""
    sums = ", ".join(f"sum({name})" for name in ADDITIVE)
    then, now = (con.execute(f"SELECT {sums} FROM {table}").fetchall()[0] for table in ("holding", "held"))
    for name, old, new in zip(ADDITIVE, then, now, strict=True):
        if old is not None and new is not None and old != new:
            yield Moved(name, float(old), float(new))
    spend = con.execute(
        """SELECT currency, sum(spend) FILTER (WHERE was), sum(spend) FILTER (WHERE NOT was) FROM (
             SELECT currency, spend, true AS was FROM holding UNION ALL SELECT currency, spend, false FROM held)
           GROUP BY currency HAVING currency IS NOT NULL ORDER BY currency"""
    ).fetchall()
    for currency, old, new in spend:
        if old is not None and new is not None and round(old, 6) != round(new, 6):
            yield Moved(f"spend {currency}", float(old), float(new))
