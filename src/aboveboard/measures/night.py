"""Showings at night: the share of impressions between midnight and six, where a file is broken down by hour."""

import re

from aboveboard.measures import cuts
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.query import Query
from aboveboard.model import Measurement, Row, Scope, Status

BEFORE = 6
"""Hours 0 to 5 are night."""
_HOUR = re.compile(r"^\s*(\d{1,2})(?::\d{2})?(?::\d{2})?\s*([ap]m)?", re.IGNORECASE)


def hour(text: str) -> int | None:
    """Hour 0–23 at which a cell such as "00:00:00 - 00:59:59", "7" or "11 PM" starts; None for anything else."""
    found = _HOUR.match(text)
    if found is None:
        return None
    value, half = int(found[1]), (found[2] or "").lower()
    if half:
        value = value % 12 + (12 if half == "pm" else 0)
    return value if value < 24 else None


def measure(evidence: Evidence, name: str) -> tuple[Measurement, ...]:
    """Share of impressions with a known hour that fell into the night; empty where no file has the hour."""
    cut = cuts.pick(evidence.cuts, ("hour",))
    if cut is None:
        return ()
    scope = cuts.rows_of([cut])
    query = Query(
        f"""SELECT seg_hour AS hour, sum(impressions)::DOUBLE AS impressions FROM delivery
WHERE {scope.condition} AND impressions IS NOT NULL AND seg_hour IS NOT NULL GROUP BY seg_hour ORDER BY seg_hour""",
        scope.values,
    )
    by_hour: dict[int, float] = {}
    for row in evidence.reader.rows(query):
        at = hour(row["hour"])
        if at is not None:
            by_hour[at] = by_hour.get(at, 0.0) + row["impressions"]
    total = sum(by_hour.values())
    if not total:
        return ()
    return (
        Measurement(
            measure=name,
            statistic="night_share",
            campaign=evidence.campaign,
            scope=Scope.CAMPAIGN,
            status=Status.MEASURED,
            value=sum(count for at, count in by_hour.items() if at < BEFORE) / total,
            unit="share",
            n=total,
            base="all impressions with a known hour",
            coverage=evidence.coverage(cut),
            method=f"Impressions from 00:00 to 05:59 in the time zone of the file. Rows read: {cut.words}.",
            columns=("seg_hour", "impressions"),
            sql=query.shown,
            rows=tuple(
                Row(label=f"{at:02d}:00", figures={"impressions": count, "share": count / total})
                for at, count in sorted(by_hour.items())
            ),
        ),
    )
