"""Exported frequency of every ad set, by the window it was exported for.

Frequency is impressions over reach *at the level it was exported*; reach is never added up. Where several rows whose
people overlap describe one ad set and window (ads, placements, devices, days), its frequency is known as a range only:
the reach of the whole lies between the largest reach of a part and the sum of the parts. Age and gender split people
into groups that do not overlap: each group has its own frequency, and the one shown most speaks for the ad set.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from aboveboard.measures.counts import SMALL_ROW
from aboveboard.measures.cuts import Cut, rows_of
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.frequency_shapes import WEEK
from aboveboard.measures.groups import label
from aboveboard.measures.query import Query

ONE_GROUP_EACH = frozenset({"age", "gender"})
"""A person is in one group only, so every group's own frequency stands; other breakdowns share people."""

PEOPLE = "coalesce(nullif(reach, 0)::DOUBLE, impressions / nullif(frequency, 0))"
"""SQL: people of one row; NULL where neither reach nor frequency tells."""


@dataclass(frozen=True)
class Window:
    """Frequency of one ad set (None: the campaign) in one window of days."""

    unit: str | None
    start: date | None
    end: date | None
    impressions: float
    reach: float | None
    """As exported, of a window with one row; None otherwise."""
    low: float
    high: float
    """Bounds of the frequency; equal where one row was exported."""
    group: str = ""
    """The group that is shown most, in words, where rows are groups of people."""

    @property
    def days(self) -> int | None:
        """Length of the window; None where the file does not tell, or ends it before it starts."""
        if self.start is None or self.end is None or self.end < self.start:
            return None
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class Windows:
    """All windows of the chosen rows."""

    cut: Cut
    query: Query
    found: tuple[Window, ...]
    known: float
    """Share of the rows' impressions that carry reach or frequency, 0–1."""


def pick(cuts: Iterable[Cut]) -> list[Cut]:
    """Cuts that may carry a frequency, the best first.

    Ad sets before the campaign before ads; whole before groups of people before breakdowns that share people; windows
    before days.
    """

    def order(cut: Cut) -> tuple[bool, bool, bool, bool, int]:
        shared = bool(set(cut.breakdown) - ONE_GROUP_EACH)
        whole_sets = cut.level == "adset" and cut.units > 0
        return shared, cut.level == "ad", not whole_sets, cut.daily, len(cut.breakdown)

    return sorted(cuts, key=order)


def statement(cut: Cut) -> Query:
    """One line per ad set, window and group of people; rows that share people (ads, placements) are inside a line.

    Of daily rows the line is the seven days in a row with the highest lower bound: impressions over every day's people
    together (nobody seen twice); `most` then stands for one day's people, the fewest there can be.
    """
    scope = rows_of([cut])
    unit = "unit" if cut.units else "NULL"
    named = ", ".join(f"'{name}': seg_{name}" for name in cut.breakdown if name in ONE_GROUP_EACH)
    group = f"{{{named}}}" if named else "NULL"
    lines = f"""SELECT {unit} AS unit, coalesce(date, period_start, flight_start) AS start,
  coalesce(date, period_end, flight_end) AS ends, {group} AS segment, count(*) AS rows,
  sum(impressions)::DOUBLE AS impressions,
  coalesce(sum(impressions) FILTER ({PEOPLE} IS NOT NULL), 0)::DOUBLE AS known,
  max({PEOPLE}) AS most, sum({PEOPLE}) AS every,
  max(frequency) AS frequency
FROM delivery WHERE {scope.condition} AND impressions > 0
GROUP BY ALL"""
    order = "ORDER BY unit NULLS FIRST, start, ends, segment"
    return Query(f"{_weeks(lines)}\n{order}" if cut.daily else f"{lines} {order}", scope.values)


def _weeks(lines: str) -> str:
    """SQL: the lines of single days as one line per ad set and group, its highest seven days in a row."""
    return f"""WITH days AS (
{lines}
), weeks AS (
  SELECT unit, segment, start, impressions, known AS own,
    sum(known) OVER week AS shown, max(most) OVER week AS most, sum(every) OVER week AS every,
    min(start) OVER (PARTITION BY unit, segment) AS first, max(start) OVER (PARTITION BY unit, segment) AS last
  FROM days WHERE start IS NOT NULL
  WINDOW week AS (PARTITION BY unit, segment ORDER BY start
    RANGE BETWEEN CURRENT ROW AND INTERVAL {WEEK - 1} DAY FOLLOWING)
)
SELECT unit, segment, arg_max(start, shown / every) FILTER (whole) AS start,
  arg_max(start, shown / every) FILTER (whole) + least({WEEK - 1}, any_value(last - first))::INTEGER AS ends,
  2 AS rows, sum(impressions) AS impressions, sum(own) AS known,
  sum(own) / max(shown / every) FILTER (whole) AS every, sum(own) / max(shown / most) FILTER (whole) AS most,
  CAST(NULL AS DOUBLE) AS frequency
FROM (SELECT *, start = first OR start <= last - {WEEK - 1} AS whole FROM weeks)
GROUP BY unit, segment"""


def read(evidence: Evidence) -> Windows | None:
    """Windows of the first cut with a frequency and its days, else of the first with a frequency; None without one."""
    undated: Windows | None = None
    for cut in pick(evidence.cuts):
        query = statement(cut)
        rows = evidence.reader.rows(query)
        parts = [part for row in rows if (part := _part(row)) is not None]
        if not parts:
            continue
        known = sum(row["known"] for row in rows) / sum(row["impressions"] for row in rows)
        windows = Windows(cut, query, _wholes(_one_week(parts) if cut.daily else parts), float(known))
        if any(window.days for window in windows.found):
            return windows
        undated = undated or windows
    return undated


def _part(row: dict[str, Any]) -> Window | None:
    """One group in one window: exact where one row was exported, else between no overlap and complete overlap."""
    if not row["most"]:
        return None
    group = label({name: value for name, value in row["segment"].items() if value}) if row["segment"] else ""
    start, ends, shown = row["start"], row["ends"], row["impressions"]
    if row["rows"] == 1:
        exact = row["frequency"] or shown / row["most"]
        return Window(row["unit"], start, ends, shown, row["most"], exact, exact, group)
    low, high = row["known"] / row["every"], row["known"] / row["most"]
    return Window(row["unit"], start, ends, shown, None, low, high, group)


def _wholes(parts: Sequence[Window]) -> tuple[Window, ...]:
    """One window per ad set and period: the group that is shown most speaks, groups of a handful of people do not."""
    found: dict[tuple[str | None, date | None, date | None], list[Window]] = {}
    for part in parts:
        found.setdefault((part.unit, part.start, part.end), []).append(part)
    return tuple(_whole(own) for own in found.values())


def _whole(parts: Sequence[Window]) -> Window:
    total = sum(part.impressions for part in parts)
    heavy = [part for part in parts if part.impressions >= SMALL_ROW * total] or list(parts)
    speaks = max(heavy, key=lambda part: part.low)
    return replace(
        speaks,
        impressions=total,
        reach=speaks.reach if len(parts) == 1 else None,
        high=max(part.high for part in heavy),
    )


def _one_week(parts: Sequence[Window]) -> list[Window]:
    """Groups of one ad set have their highest week at different times: the highest of all stands for the others."""
    worst: dict[str | None, Window] = {}
    for part in parts:
        if part.unit not in worst or part.low > worst[part.unit].low:
            worst[part.unit] = part
    return [replace(part, start=worst[part.unit].start, end=worst[part.unit].end) for part in parts]
