"""Exported frequency of every ad set, by the window it was exported for.

Frequency is impressions over reach *at the level it was exported*; reach is never added up. Where several rows whose
people overlap describe one ad set and window (ads, placements, devices, days), its frequency is known as a range only:
the reach of the whole lies between the largest reach of a part and the sum of the parts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from aboveboard.measures.counts import SMALL_ROW
from aboveboard.measures.cuts import LEVELS, Cut, rows_of
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
    """Bounds of the frequency; equal where one row was exported, or for the most-shown group of disjoint groups."""
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

    def order(cut: Cut) -> tuple[bool, bool, bool, int, int]:
        return (
            bool(set(cut.breakdown) - ONE_GROUP_EACH),
            cut.level == "ad",
            not (cut.level == "adset" and cut.units),
            int(cut.daily) * len(LEVELS),
            len(cut.breakdown),
        )

    return sorted(cuts, key=order)


def statement(cut: Cut) -> Query:
    """One line per ad set and window."""
    scope = rows_of([cut])
    unit = "unit" if cut.units else "NULL"
    named = ", ".join(f"'{name}': seg_{name}" for name in cut.breakdown)
    group = f"{{{named}}}" if named else "NULL"
    return Query(
        f"""WITH cells AS (
  SELECT {unit} AS unit, coalesce(date, period_start, flight_start) AS start,
    coalesce(date, period_end, flight_end) AS ends, impressions::DOUBLE AS impressions,
    coalesce(reach::DOUBLE, impressions / nullif(frequency, 0)) AS people,
    coalesce(frequency, impressions / nullif(reach, 0)) AS frequency, {group} AS segment
  FROM delivery WHERE {scope.condition} AND impressions > 0
), sized AS (
  SELECT *, sum(impressions) OVER (PARTITION BY unit, start, ends) AS all_impressions FROM cells
)
SELECT unit, start, ends, any_value(all_impressions) AS impressions, count(*) AS rows,
  coalesce(sum(impressions) FILTER (frequency IS NOT NULL), 0) AS known, max(people) AS most, sum(people) AS every,
  max(frequency) FILTER (impressions >= {SMALL_ROW} * all_impressions) AS highest,
  arg_max(segment, frequency) FILTER (impressions >= {SMALL_ROW} * all_impressions) AS segment
FROM sized GROUP BY unit, start, ends ORDER BY unit NULLS FIRST, start, ends""",
        scope.values,
    )


def read(evidence: Evidence) -> Windows | None:
    """Windows of the first cut with a frequency and its days, else of the first with a frequency; None without one."""
    undated: Windows | None = None
    for cut in pick(evidence.cuts):
        query = statement(cut)
        rows = evidence.reader.rows(query)
        found = tuple(window for row in rows if (window := _window(cut, row)) is not None)
        if not found:
            continue
        known = float(sum(row["known"] for row in rows) / sum(row["impressions"] for row in rows))
        read_rows = Windows(cut, query, _by_week(found) if cut.daily else found, known)
        if any(window.days for window in read_rows.found):
            return read_rows
        undated = undated or read_rows
    return undated


def _window(cut: Cut, row: dict[str, Any]) -> Window | None:
    if row["highest"] is None or not row["most"]:
        return None
    window = Window(row["unit"], row["start"], row["ends"], row["impressions"], None, row["highest"], row["highest"])
    if row["rows"] == 1:
        return Window(*_head(window), row["most"], row["highest"], row["highest"])
    if not cut.daily and cut.breakdown and set(cut.breakdown) <= ONE_GROUP_EACH and cut.level != "ad":
        segment = {name: value for name, value in row["segment"].items() if value}
        return Window(*_head(window), None, row["highest"], row["highest"], label(segment))
    return Window(*_head(window), None, row["known"] / row["every"], row["known"] / row["most"])


def _head(window: Window) -> tuple[str | None, date | None, date | None, float]:
    return window.unit, window.start, window.end, window.impressions


def _by_week(days: Sequence[Window]) -> tuple[Window, ...]:
    """For every ad set the seven days in a row with the highest frequency, as a range."""
    dated = [day for day in days if day.start is not None]
    return tuple(
        _worst_week([day for day in dated if day.unit == unit]) for unit in dict.fromkeys(day.unit for day in dated)
    )


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
    return Window(days[0].unit, start, end, float(impressions.sum()), None, float(low[at]), float(high.max()))


def _rolling(values: Floats, size: int) -> Floats:
    windows: Floats = np.lib.stride_tricks.sliding_window_view(values, size)
    return windows
