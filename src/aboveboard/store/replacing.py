"""A later export of the same kind replaces what an earlier one said about the same days, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from aboveboard.model import OverlapChoice

FIRST = "coalesce(date, period_start, flight_start)"
"""SQL: the first day that a delivery row speaks of; NULL where it names none."""
LAST = f"greatest({FIRST}, coalesce(date, period_end, flight_end, {FIRST}))"
GRAIN = "level = $level AND breakdown = $breakdown AND daily = $daily"


@dataclass(frozen=True)
class Cover:
    """What an import holds for one campaign: decides whether a later file replaces it."""

    content: str
    level: str
    breakdown: str
    daily: bool
    date_from: date | None
    date_to: date | None

    @property
    def key(self) -> str:
        """How the grain is written down beside an import."""
        return f"{self.breakdown}|daily" if self.daily else self.breakdown


@dataclass(frozen=True)
class Replaced:
    """An earlier import, all or some of whose rows are gone."""

    import_id: str
    file_name: str
    wholly: bool


def inside(daily: bool) -> str:
    """SQL: the row speaks of days that table `span` (f, t) holds; a row or a file without days always does."""
    same = f"{FIRST} = s.f" if daily else f"{FIRST} <= s.t AND {LAST} >= s.f"
    return f"({FIRST} IS NULL OR EXISTS (SELECT 1 FROM span s WHERE s.f IS NULL OR ({same})))"


def covers(con: duckdb.DuckDBPyConnection, import_id: str, campaign: str) -> Sequence[Cover]:
    """What this import says about this campaign, one entry per kind of content and grain."""
    delivery = con.execute(
        """SELECT 'delivery', level, breakdown, daily, min(coalesce(date, period_start, flight_start)),
                  max(coalesce(date, period_end, flight_end))
           FROM delivery WHERE import_id = $id AND campaign = $campaign GROUP BY level, breakdown, daily""",
        {"id": import_id, "campaign": campaign},
    ).fetchall()
    settings = con.execute(
        """SELECT DISTINCT 'targeting', '', '', false, NULL::DATE, NULL::DATE FROM targeting
           WHERE import_id = $id AND campaign = $campaign
           UNION ALL
           SELECT DISTINCT 'creative', '', '', false, NULL::DATE, NULL::DATE FROM creative
           WHERE import_id = $id AND campaign = $campaign
           UNION ALL
           SELECT DISTINCT 'creator', '', '', false, NULL::DATE, NULL::DATE FROM creator
           WHERE import_id = $id AND campaign = $campaign
           UNION ALL
           SELECT 'feedback', '', '', false, min(date), max(date) FROM feedback
           WHERE import_id = $id AND campaign = $campaign HAVING count(*) > 0""",
        {"id": import_id, "campaign": campaign},
    ).fetchall()
    return [Cover(*row) for row in [*delivery, *settings]]


def earlier(
    con: duckdb.DuckDBPyConnection, campaign: str, profile: str, cover: Cover, but: str = ""
) -> list[tuple[str, str, int]]:
    """(import id, file name, sequence) of imports of the same profile and grain whose dates overlap, oldest first."""
    return con.execute(
        """SELECT DISTINCT ic.import_id, i.file_name, i.seq
           FROM import_campaign ic JOIN import i ON i.id = ic.import_id
           WHERE ic.campaign = $campaign AND ic.replaced_by IS NULL AND ic.import_id <> $but
             AND i.profile = $profile AND ic.content = $content AND ic.level = $level AND ic.breakdown = $key
             AND (ic.date_from IS NULL OR $last::DATE IS NULL OR
                  (ic.date_from <= $last::DATE AND ic.date_to >= $first::DATE))
           ORDER BY i.seq""",
        {
            "campaign": campaign,
            "but": but,
            "profile": profile,
            "content": cover.content,
            "level": cover.level,
            "key": cover.key,
            "first": cover.date_from,
            "last": cover.date_to,
        },
    ).fetchall()


def replace_overlapping(
    con: duckdb.DuckDBPyConnection,
    import_id: str,
    campaign: str,
    profile: str,
    choice: OverlapChoice = OverlapChoice.DAYS,
) -> list[Replaced]:
    """Remove what earlier imports of the same profile and grain say about the days of this one.

    Days that only the earlier file has stay, unless all of it is to be replaced. Settings and copy have no dates: the
    newer file of the same profile replaces the older one.
    """
    replaced: list[Replaced] = []
    for cover in covers(con, import_id, campaign):
        if cover.content == "delivery":
            _spans(con, import_id, campaign, cover)
        for old_id, file_name, _ in earlier(con, campaign, profile, cover, import_id):
            found = _replace(con, import_id, old_id, campaign, cover, choice)
            if found is not None:
                replaced.append(Replaced(old_id, file_name, found))
        con.execute(
            "INSERT INTO import_campaign VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
            [import_id, campaign, cover.content, cover.level, cover.key, cover.date_from, cover.date_to],
        )
    return replaced


def _spans(con: duckdb.DuckDBPyConnection, import_id: str, campaign: str, cover: Cover) -> None:
    """Table `span` (f, t): the days that the new file speaks of."""
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE span AS SELECT DISTINCT {FIRST} AS f, {LAST} AS t FROM delivery
            WHERE import_id = $id AND campaign = $campaign AND {GRAIN}""",
        {"id": import_id, "campaign": campaign, **_grain(cover)},
    )


def _grain(cover: Cover) -> dict[str, object]:
    return {"level": cover.level, "breakdown": cover.breakdown, "daily": cover.daily}


def _replace(
    con: duckdb.DuckDBPyConnection, new: str, old: str, campaign: str, cover: Cover, choice: OverlapChoice
) -> bool | None:
    """Whether nothing of the old import is left for this campaign and grain; None when it is not touched at all."""
    values: dict[str, object] = {"old": old, "campaign": campaign}
    rows = f"FROM {cover.content} WHERE import_id = $old AND campaign = $campaign"
    shared = "true"
    if cover.content == "delivery":
        values |= _grain(cover)
        rows += f" AND {GRAIN}"
        shared = inside(cover.daily)
    touched, first, last, left = _weigh(con, rows, shared, values, cover.content == "delivery")
    if not touched:
        return None
    wholly = choice is OverlapChoice.ALL or not left
    con.execute(f"DELETE {rows}" + ("" if wholly else f" AND {shared}"), values)
    same = """import_id = $old AND campaign = $campaign AND content = $content AND level = $level
              AND breakdown = $key"""
    entry = {"old": old, "campaign": campaign, "content": cover.content, "level": cover.level, "key": cover.key}
    if wholly:
        con.execute(f"UPDATE import_campaign SET replaced_by = $new WHERE {same}", {**entry, "new": new})
        return True
    remaining = con.execute(f"SELECT min({FIRST}), max({LAST}) {rows}", values).fetchall()[0]
    con.execute(
        f"UPDATE import_campaign SET date_from = $from, date_to = $to WHERE {same}",
        {**entry, "from": remaining[0], "to": remaining[1]},
    )
    con.execute(
        "INSERT INTO replacement VALUES ($old, $campaign, $new, $first, $last, $rows)",
        {"old": old, "campaign": campaign, "new": new, "first": first, "last": last, "rows": touched},
    )
    return False


def _weigh(
    con: duckdb.DuckDBPyConnection, rows: str, shared: str, values: dict[str, object], dated: bool
) -> tuple[int, date | None, date | None, int]:
    """Rows of the old file that the new one speaks about, their first and last day, and how many others it has."""
    days = f"min({FIRST}) FILTER (WHERE {shared}), max({LAST}) FILTER (WHERE {shared})" if dated else "NULL, NULL"
    found = con.execute(f"SELECT count(*) FILTER (WHERE {shared}), {days}, count(*) {rows}", values).fetchall()[0]
    return int(found[0]), found[1], found[2], int(found[3] - found[0])
