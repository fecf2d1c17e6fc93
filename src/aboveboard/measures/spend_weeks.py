"""Spend of every ad set by calendar week, from the one cut that tells most about days."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from aboveboard.measures.cuts import NEARLY_ALL, Cut, pick, rows_of
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.query import Query

UNDATED = ""
"""Week of spend whose days are not in the data."""


@dataclass(frozen=True)
class SpendWeeks:
    """Money by ad set, week and currency."""

    amounts: dict[tuple[str | None, str, str], float]
    """By ad set (None: rows name none), Monday of the week as ISO date, currency."""
    cut: Cut
    query: Query
    spread: bool
    """Whether windows longer than a week were spread evenly over their days."""


def read(evidence: Evidence) -> SpendWeeks | None:
    """Weekly spend; None when no row has money.

    Days where they hold nearly all impressions, else windows: a window longer than one week is spread evenly over its
    days, which is a stand-in and said so.
    """
    cut = _choose(evidence)
    if cut is None:
        return None
    scope = rows_of([cut])
    query = Query(
        f"""SELECT unit, coalesce(currency, '') AS currency, coalesce(date, period_start, flight_start) AS first,
  coalesce(date, period_end, flight_end) AS last, sum(spend)::DOUBLE AS spend
FROM delivery WHERE {scope.condition} AND spend > 0 GROUP BY ALL ORDER BY ALL""",
        scope.values,
    )
    rows = evidence.reader.rows(query)
    if not rows:
        return None
    amounts: dict[tuple[str | None, str, str], float] = defaultdict(float)
    for row in rows:
        for week, share in weeks(row["first"], row["last"]):
            amounts[row["unit"], week, row["currency"]] += share * row["spend"]
    return SpendWeeks(dict(amounts), cut, query, any(_is_spread(row) for row in rows))


def _choose(evidence: Evidence) -> Cut | None:
    whole = pick(evidence.cuts, ad_sets=True) or pick(evidence.cuts)
    days = pick([cut for cut in evidence.cuts if cut.daily], ad_sets=True)
    if whole is None or days is None:
        return whole
    return days if (days.impressions or 0) >= NEARLY_ALL * (whole.impressions or 0) else whole


def _is_spread(row: dict[str, Any]) -> bool:
    first, last = row["first"], row["last"]
    return first is not None and last is not None and monday(first) != monday(last)


def monday(day: date) -> date:
    """First day of the calendar week."""
    return day - timedelta(days=day.weekday())


def weeks(first: date | None, last: date | None) -> Iterator[tuple[str, float]]:
    """Weeks of a window with the share of its days in each; one undated week where a day is missing or they cross."""
    if first is None or last is None or last < first:
        yield UNDATED, 1.0
        return
    total, start = (last - first).days + 1, monday(first)
    while start <= last:
        end = min(last, start + timedelta(days=6))
        yield start.isoformat(), ((end - max(first, start)).days + 1) / total
        start += timedelta(days=7)
