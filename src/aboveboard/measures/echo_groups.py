"""Reading messages by group: the segments that can be asked, and why a matrix cannot be judged."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from aboveboard.measures import cuts, echo_matrix
from aboveboard.measures.echo_concentration import unusable
from aboveboard.measures.echo_matrix import Topics
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.ratios import Floats
from aboveboard.model import Status
from aboveboard.model.numbers import percent

SEGMENTS = ("gender", "age")
OTHER_SEGMENTS = ("region", "country")
"""Asked only where neither gender nor age is in the data: places legitimately differ in language."""


@dataclass(frozen=True)
class ByGroup:
    """Messages of every known group of one segment."""

    segment: str
    topics: Topics
    keys: tuple[str, ...]
    effective: Floats
    """Exposures divided by frequency, shape (groups, topics)."""
    impressions: Floats
    """Per group."""
    unknown_share: float


def gather(evidence: Evidence) -> Iterator[ByGroup]:
    """One matrix per segment that a file with messages carries."""
    found = list(_for(evidence, SEGMENTS))
    yield from found or _for(evidence, OTHER_SEGMENTS)


def _for(evidence: Evidence, segments: tuple[str, ...]) -> Iterator[ByGroup]:
    for segment in segments:
        cut = echo_matrix.topic_cut(evidence.cuts, (segment,))
        if cut is None:
            continue
        scope = cuts.of_campaign(evidence.campaign)
        topics = echo_matrix.gather(evidence.reader, scope, cut, segment, evidence.limits["frequency.default"])
        keys, effective = echo_matrix.without_unknown(topics)
        total = float(topics.impressions.sum())
        known = float(effective.sum()) * topics.frequency
        yield ByGroup(
            segment,
            topics,
            keys,
            effective,
            effective.sum(axis=1) * topics.frequency,
            1 - known / total if total else 0.0,
        )


def why_not(found: ByGroup, evidence: Evidence) -> tuple[Status, str] | None:
    """Why the whole matrix cannot be judged; None if it can."""
    n = float(np.floor(found.effective.sum()))
    if reason := unusable(found.topics, n):
        return reason
    if len(found.keys) < 2:
        return Status.NOT_APPLICABLE, f"Only one group by {found.segment} was reached, so there is nothing to compare."
    most = evidence.limits["unknown.max_share"]
    if found.unknown_share > most:
        share = found.unknown_share
        return (
            Status.INSUFFICIENT,
            f"{found.segment.capitalize()} is unknown for {percent(share)}; at most {percent(most)} is allowed.",
        )
    return None
