"""Impressions by topic and group, read from the one cut that shows which message went to whom."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aboveboard.measures.counts import SMALL_ROW
from aboveboard.measures.cuts import Cut, Scope, pick, within
from aboveboard.measures.groups import UNKNOWN
from aboveboard.measures.query import Query, Reader
from aboveboard.measures.ratios import Floats

MIN_EXPOSURES = 300
MIN_TOPIC_KNOWN = 0.8
BY_AD = "by_ad"
"""Badge: the file has no topic, so every ad counts as its own message."""


@dataclass(frozen=True)
class Topics:
    """Impressions by group and topic; one group called "" when only topics are read."""

    names: tuple[str, ...]
    keys: tuple[str, ...]
    """Segment values, "unknown" last if it occurs."""
    impressions: Floats
    """Shape (groups, topics)."""
    frequency: float
    frequency_assumed: bool
    topic_known: float
    """Share of impressions whose topic is known, 0–1."""
    query: Query
    cut: Cut
    by_ad: bool

    @property
    def effective(self) -> Floats:
        """Impressions divided by frequency: one person shown five times is one person."""
        people: Floats = self.impressions / self.frequency
        return people

    @property
    def columns(self) -> tuple[str, ...]:
        """Canonical columns read."""
        topic = ("creative_id", "ad_id", "ad_name") if self.by_ad else ("seg_topic",)
        return (*topic, "impressions", *(() if self.frequency_assumed else ("frequency",)))

    @property
    def badges(self) -> tuple[str, ...]:
        """What a reader must know about topics and counts."""
        found = [BY_AD] if self.by_ad else []
        return (*found, *(("frequency_assumed", "weak") if self.frequency_assumed else ()))


def topic_cut(cuts: Sequence[Cut], segments: Sequence[str] = ()) -> Cut | None:
    """The coarsest cut with a topic; without one, the coarsest that names ads."""
    return pick(cuts, ("topic", *segments)) or pick(cuts, segments, ads=True)


def statement(scope: Scope, cut: Cut, segment: str | None) -> Query:
    """Impressions and highest frequency of every topic, by segment where one is asked for."""
    inside = within(scope, cut)
    topic = "seg_topic" if "topic" in cut.breakdown else "coalesce(creative_id, ad_id, ad_name)"
    label = "seg_topic" if "topic" in cut.breakdown else "coalesce(ad_name, creative_id, ad_id)"
    group = f"coalesce(seg_{segment}, 'unknown')" if segment else "''"
    return Query(
        f"""SELECT {group} AS segment, {topic} AS topic, min({label}) AS label,
  coalesce(sum(impressions), 0)::DOUBLE AS impressions,
  max(coalesce(frequency, impressions / nullif(reach, 0))) AS frequency
FROM delivery
WHERE {inside.condition}
GROUP BY {group}, {topic}
ORDER BY segment, topic""",
        inside.values,
    )


def gather(reader: Reader, scope: Scope, cut: Cut, segment: str | None, default_frequency: float) -> Topics:
    """The matrix of one cut. Topics without impressions stay in: they were on offer."""
    query = statement(scope, cut, segment)
    rows = reader.rows(query)
    total = sum(row["impressions"] for row in rows)
    known = [row for row in rows if row["topic"] is not None]
    labels = {row["topic"]: row["label"] or row["topic"] for row in known}
    topics = list(labels)
    segments = sorted({row["segment"] for row in known}, key=lambda value: (value in UNKNOWN, value))
    place = {topic: at for at, topic in enumerate(topics)}
    line = {value: at for at, value in enumerate(segments)}
    matrix = np.zeros((len(segments), len(topics)))
    for row in known:
        matrix[line[row["segment"]], place[row["topic"]]] = row["impressions"]
    shown = [row["frequency"] for row in rows if row["frequency"] and row["impressions"] >= SMALL_ROW * total]
    frequency = max(shown, default=None) or max((row["frequency"] or 0 for row in rows), default=0)
    return Topics(
        names=tuple(labels.values()),
        keys=tuple(segments),
        impressions=matrix,
        frequency=max(default_frequency if cut.daily else 1.0, float(frequency or default_frequency)),
        frequency_assumed=not frequency or cut.daily,
        topic_known=float(matrix.sum()) / total if total else 0.0,
        query=query,
        cut=cut,
        by_ad="topic" not in cut.breakdown,
    )


def without_unknown(topics: Topics) -> tuple[tuple[str, ...], Floats]:
    """Known groups with any delivery, and their effective exposures."""
    kept = [at for at, key in enumerate(topics.keys) if key not in UNKNOWN and topics.impressions[at].sum() > 0]
    return tuple(topics.keys[at] for at in kept), topics.effective[kept]
