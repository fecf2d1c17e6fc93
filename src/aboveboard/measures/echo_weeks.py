"""Impressions by week, group and message, and which messages came, went, or were switched off.

Weeks are counted from the first day with delivery; a last week that is not over is left out. A message that runs as
usual and then stops, although at least five people would have been expected to see it, is taken out of the series,
because fewer messages on offer narrow the mix mechanically. One that fades is kept: fading is what the measure looks
for. Whether somebody switched it off or the platform did, only a status column tells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from aboveboard.measures import echo_matrix
from aboveboard.measures.counts import SMALL_ROW
from aboveboard.measures.cuts import Cut, rows_of
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.families import Bools
from aboveboard.measures.groups import UNKNOWN
from aboveboard.measures.query import Query
from aboveboard.measures.ratios import Floats

WEEK = 7
STOPPED_EXPECTED = 5.0
"""People expected in the first week without the message; the chance of none at all is then below 1 %."""
FADED = 0.5
"""A message below half of its usual share was already fading when it was shown last [our default]."""
OFF = frozenset({"paused", "off", "inactive", "archived", "deleted", "disabled", "removed", "not_delivering"})
"""Words of a status column for an ad that somebody switched off."""


@dataclass(frozen=True)
class Weeks:
    """One segment of one cut. `impressions` has shape (groups, weeks, messages)."""

    cut: Cut
    query: Query
    segment: str | None
    """None: the whole campaign as one group."""
    groups: tuple[str, ...]
    starts: tuple[date, ...]
    """First day of each week; weeks without any row are left out."""
    at: Floats
    """Number of each week counted from the first, so that gaps stay gaps."""
    names: tuple[str, ...]
    impressions: Floats
    people: Floats
    """Impressions divided by frequency, same shape."""
    topic_known: Floats
    """Share of impressions whose message is known, per week."""
    dated: float
    """Share of the cut's impressions that lie in a whole week with known days."""
    unknown: float
    """Share of impressions whose group is not known, 0–1; they are in no group."""
    off: Bools
    """Per message: the file says it is switched off while others run."""
    frequency_assumed: bool

    @cached_property
    def shares(self) -> Floats:
        """Share of each message per week over all groups, shape (weeks, messages); empty weeks are even."""
        weekly = self.impressions.sum(axis=0)
        total = weekly.sum(axis=1, keepdims=True)
        shares: Floats = np.divide(
            weekly, total, out=np.full(weekly.shape, 1 / max(1, weekly.shape[1])), where=total > 0
        )
        return shares

    @cached_property
    def last_seen(self) -> list[int]:
        """Per message the last week with impressions, −1 for one never shown."""
        shown = self.impressions.sum(axis=0) > 0
        return [int(np.flatnonzero(column).max(initial=-1)) for column in shown.T]

    @cached_property
    def first_seen(self) -> list[int]:
        """Per message the first week with impressions, −1 for one never shown."""
        shown = self.impressions.sum(axis=0) > 0
        return [int(np.flatnonzero(column).min(initial=len(column))) if column.any() else -1 for column in shown.T]

    @cached_property
    def stopped(self) -> Bools:
        """Per message: shown as usual up to some week, then not once although people were expected to see it."""
        people, last = self.people.sum(axis=(0, 2)), len(self.starts) - 1
        found = np.zeros(len(self.names), bool)
        for topic, (first, week) in enumerate(zip(self.first_seen, self.last_seen, strict=True)):
            if 0 <= week < last:
                # The week of the stop itself is cut short, so the weeks before tell what was usual.
                before = self.shares[first : max(first + 1, week), topic]
                expected = max(before[-1], self.shares[week, topic]) * people[week + 1]
                found[topic] = expected >= STOPPED_EXPECTED and before[-1] >= FADED * np.median(before)
        return found

    def note(self, week: int) -> str:
        """What changed in this week, in words: messages that came or are gone for good."""
        new = [name for name, seen in zip(self.names, self.first_seen, strict=True) if seen == week and week > 0]
        gone = [
            name
            for name, seen, stop in zip(self.names, self.last_seen, self.stopped, strict=True)
            if stop and seen == week - 1
        ]
        return "; ".join([*(f"new: {name}" for name in new), *(f"no longer shown: {name}" for name in gone)])


def statement(cut: Cut, segment: str | None) -> Query:
    """Impressions by week, group and message; rows without days or with windows longer than a week do not count."""
    scope = rows_of([cut])
    by_topic = "topic" in cut.breakdown
    topic = "seg_topic" if by_topic else "coalesce(creative_id, ad_id, ad_name)"
    name = "seg_topic" if by_topic else "coalesce(ad_name, creative_id, ad_id)"
    group = f"coalesce(seg_{segment}, 'unknown')" if segment else "''"
    return Query(
        f"""WITH rows_read AS (
  SELECT {group} AS grp, {topic} AS topic, {name} AS name, coalesce(impressions, 0)::DOUBLE AS impressions,
    coalesce(date, period_start) AS day, coalesce(date, period_end) AS last_day,
    coalesce(frequency, impressions / nullif(reach, 0)) AS frequency, lower(replace(status, ' ', '_')) AS status
  FROM delivery WHERE {scope.condition}
), dated AS (
  SELECT *, day - min(day) OVER () AS age, min(day) OVER () AS first_day, max(last_day) OVER () AS end_day
  FROM rows_read WHERE day IS NOT NULL AND last_day - day BETWEEN 0 AND {WEEK - 1}
)
SELECT age // {WEEK} AS week, grp, topic, min(name) AS name, sum(impressions) AS impressions,
  max(frequency) AS frequency, list(DISTINCT status) FILTER (status IS NOT NULL) AS status,
  any_value(first_day) AS first_day, any_value(end_day) AS end_day
FROM dated GROUP BY week, grp, topic ORDER BY week, grp, topic""",
        scope.values,
    )


def choose(evidence: Evidence, segments: Sequence[str]) -> Cut | None:
    """A cut with messages whose rows are days, else one whose rows may be weeks."""
    days = [cut for cut in evidence.cuts if cut.daily]
    return echo_matrix.topic_cut(days, segments) or echo_matrix.topic_cut(evidence.cuts, segments)


def read(evidence: Evidence, segment: str | None) -> Weeks | None:
    """Whole weeks of the segment; None when no file has messages by day or week for it."""
    cut = choose(evidence, (segment,) if segment else ())
    if cut is None:
        return None
    query = statement(cut, segment)
    rows = list(evidence.reader.rows(query))
    if not rows:
        return None
    whole = (rows[0]["end_day"] - rows[0]["first_day"] + timedelta(days=1)).days // WEEK
    rows = [row for row in rows if row["week"] < whole]
    known = [row for row in rows if row["topic"] is not None]
    return _made(evidence, cut, query, segment, rows, known) if known else None


def _made(
    evidence: Evidence,
    cut: Cut,
    query: Query,
    segment: str | None,
    rows: list[dict[str, Any]],
    known: list[dict[str, Any]],
) -> Weeks:
    weeks = sorted({row["week"] for row in rows if row["impressions"]})
    groups = sorted({row["grp"] for row in known if row["grp"] not in UNKNOWN or segment is None})
    names = {row["topic"]: row["name"] or row["topic"] for row in known}
    line = {week: number for number, week in enumerate(weeks)}
    place = {topic: number for number, topic in enumerate(names)}
    impressions = np.zeros((len(groups), len(weeks), len(names)))
    every, told = np.zeros(len(weeks)), np.zeros(len(weeks))
    for row in rows:
        if row["week"] in line:
            every[line[row["week"]]] += row["impressions"]
            told[line[row["week"]]] += row["impressions"] if row["topic"] is not None else 0.0
    for row in known:
        if row["week"] in line and row["grp"] in groups:
            impressions[groups.index(row["grp"]), line[row["week"]], place[row["topic"]]] += row["impressions"]
    frequency, assumed = _frequency(evidence, cut, rows)
    first = rows[0]["first_day"]
    return Weeks(
        cut,
        query,
        segment,
        tuple(groups),
        tuple(first + timedelta(days=WEEK * int(week)) for week in weeks),
        np.array(weeks, float),
        tuple(names.values()),
        impressions,
        impressions / frequency,
        np.divide(told, every, out=np.zeros(len(weeks)), where=every > 0),
        float(every.sum()) / cut.impressions if cut.impressions else 0.0,
        1 - float(impressions.sum() / told.sum()) if told.any() else 0.0,
        _off(known, names),
        assumed,
    )


def _frequency(evidence: Evidence, cut: Cut, rows: list[dict[str, Any]]) -> tuple[float, bool]:
    """Highest exported frequency of rows that carry weight in their week; never below the policy's for single days."""
    default = evidence.limits["frequency.default"]
    total: dict[int, float] = {}
    for row in rows:
        total[row["week"]] = total.get(row["week"], 0.0) + row["impressions"]
    shown = [
        row["frequency"] for row in rows if row["frequency"] and row["impressions"] >= SMALL_ROW * total[row["week"]]
    ]
    highest = max(shown, default=0.0)
    return max(default if cut.daily else 1.0, float(highest or default)), cut.daily or not highest


def _off(known: list[dict[str, Any]], names: dict[str, str]) -> Bools:
    """Messages with an "off" status; nobody can be told apart when everything is off, as after a campaign's end."""
    said: dict[str, set[str]] = {topic: set() for topic in names}
    for row in known:
        said[row["topic"]].update(row["status"] or ())
    off = np.array([bool(status) and status <= OFF for status in said.values()], bool)
    return np.zeros(len(off), bool) if off.all() else off
