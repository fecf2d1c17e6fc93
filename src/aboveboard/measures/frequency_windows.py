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

import numpy as np

from aboveboard.measures.counts import SMALL_ROW
from aboveboard.measures.cuts import Cut, rows_of
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.frequency_shapes import WEEK
from aboveboard.measures.groups import label
from aboveboard.measures.query import Query
from aboveboard.measures.ratios import Floats

ONE_GROUP_EACH = frozenset({"age", "gender"})
"""A person is in one group only, so every group's own frequency stands; other breakdowns share people."""


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
    """One line per ad set, window and group of people; rows that share people (ads, placements) are inside a line."""
    scope = rows_of([cut])
    unit = "unit" if cut.units else "NULL"
    named = ", ".join(f"'{name}': seg_{name}" for name in cut.breakdown if name in ONE_GROUP_EACH)
    group = f"{{{named}}}" if named else "NULL"
    return Query(
        f"""SELECT {unit} AS unit, coalesce(date, period_start, flight_start) AS start,
  coalesce(date, period_end, flight_end) AS ends, {group} AS segment, count(*) AS rows,
  sum(impressions)::DOUBLE AS impressions,
  coalesce(sum(impressions) FILTER (coalesce(reach, frequency) IS NOT NULL), 0)::DOUBLE AS known,
  max(coalesce(reach::DOUBLE, impressions / nullif(frequency, 0))) AS most,
  sum(coalesce(reach::DOUBLE, impressions / nullif(frequency, 0))) AS every,
  max(frequency) AS frequency
FROM delivery WHERE {scope.condition} AND impressions > 0
GROUP BY ALL ORDER BY unit NULLS FIRST, start, ends, segment""",
        scope.values,
    )


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
        windows = Windows(cut, query, _wholes(_by_week(parts) if cut.daily else parts), float(known))
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


def _by_week(days: Sequence[Window]) -> list[Window]:
    """For every ad set and group the seven days in a row with the highest frequency, as a range."""
    series: dict[tuple[str | None, str], list[Window]] = {}
    for day in days:
        if day.start is not None:
            series.setdefault((day.unit, day.group), []).append(day)
    weeks = [_worst_week(own) for own in series.values()]
    # Groups of one ad set have their worst week at different times: they stand for the ad set's worst one together.
    worst: dict[str | None, Window] = {}
    for week in weeks:
        if week.unit not in worst or week.low > worst[week.unit].low:
            worst[week.unit] = week
    return [replace(week, start=worst[week.unit].start, end=worst[week.unit].end) for week in weeks]


def _worst_week(days: Sequence[Window]) -> Window:
    """Seven-day sums of impressions over the bounds of the people behind them; the highest lower bound speaks."""
    first = min(day.start for day in days if day.start)
    last = max(day.start for day in days if day.start)
    length = (last - first).days + 1
    impressions, fewest, most = (np.zeros(length) for _ in range(3))
    for day in days:
        at = (day.start - first).days if day.start else 0
        impressions[at] += day.impressions
        fewest[at] = max(fewest[at], day.impressions / day.high)
        most[at] += day.impressions / day.low
    size = min(WEEK, length)
    shown = _rolling(impressions, size).sum(axis=1)
    low = shown / np.maximum(_rolling(most, size).sum(axis=1), 1e-12)
    high = shown / np.maximum(_rolling(fewest, size).max(axis=1), 1e-12)
    at = int(low.argmax())
    start = date.fromordinal(first.toordinal() + at)
    end = date.fromordinal(start.toordinal() + size - 1)
    total = float(impressions.sum())
    return Window(days[0].unit, start, end, total, None, float(low[at]), float(high.max()), days[0].group)


def _rolling(values: Floats, size: int) -> Floats:
    windows: Floats = np.lib.stride_tricks.sliding_window_view(values, size)
    return windows
