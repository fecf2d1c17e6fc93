"""Marks of a ratio plot, read from measurements: one group each, with interval, n and outcome."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from aboveboard.model import Finding, Measurement, Outcome, Status

BAND = (0.8, 1.25)
"""The four-fifths convention and its inverse; drawn, never used to decide."""
TICKS = {0.125: "⅛", 0.25: "¼", 0.5: "½", 1.0: "1×", 2.0: "2×", 4.0: "4×", 8.0: "8×"}
SHOWN_STATUS = (Status.MEASURED, Status.INSUFFICIENT)


@dataclass(frozen=True)
class Dot:
    """One group: its ratio, and what may be said about it."""

    label: str
    value: float
    low: float | None
    high: float | None
    n: float | None
    outcome: Outcome | None
    """None for the group the others are compared with, and where nothing was decided about this one."""

    @property
    def open(self) -> bool:
        """Drawn hollow: there was too little data to say anything."""
        return self.outcome in (Outcome.INSUFFICIENT, Outcome.NOT_SUPPLIED)


GENDERS = {"female": "Women", "male": "Men", "other": "Another gender", "unknown": "Gender unknown"}


def label(measurement: Measurement) -> str:
    """The group in words, else the ad set, else the figure's own name."""
    return segment_label(measurement.segment or {}) or measurement.ad_set or measurement.statistic


def segment_label(values: Mapping[str, str]) -> str:
    """A group in words short enough for an axis: "Women 45–54"; empty without a segment."""
    segment = dict(values)
    parts = []
    if "gender" in segment:
        gender = segment.pop("gender")
        parts.append(GENDERS.get(gender, gender))
    if "age" in segment:
        age = segment.pop("age")
        parts.append("Age unknown" if age == "unknown" else age.replace("-", "–"))
    return " ".join([*parts, *segment.values()])


def outcomes(finding: Finding | None) -> Mapping[tuple[str, ...], Outcome]:
    """What was decided about each group a finding names."""
    if finding is None:
        return {}
    decided = {_key(place.measurement): place.outcome for place in finding.places}
    return {**decided, _key(finding.measurement): finding.outcome}


def _key(measurement: Measurement) -> tuple[str, ...]:
    segment = sorted((measurement.segment or {}).items())
    return (
        measurement.statistic,
        measurement.ad_set or "",
        measurement.attribute or "",
        measurement.texts.get("currency", ""),
        *(f"{k}={v}" for k, v in segment),
    )


def dots(measurements: Iterable[Measurement], finding: Finding | None = None) -> tuple[Dot, ...]:
    """The groups with a ratio, lowest first; a group without a number is left to the table."""
    decided = outcomes(finding)
    found = [
        Dot(
            label(entry),
            entry.value,
            *_interval(entry.ci_low, entry.ci_high),
            entry.figures.get("x_g", entry.n),
            decided.get(_key(entry), _undecided(entry)),
        )
        for entry in measurements
        if entry.value is not None and entry.status in SHOWN_STATUS
    ]
    return tuple(sorted(found, key=lambda dot: dot.value))


def dots_vs_others(measurements: Iterable[Measurement]) -> tuple[Dot, ...]:
    """The same groups, each against everyone else, lowest first; nothing is decided on this ratio alone."""
    found = [
        Dot(
            label(entry),
            ratio,
            entry.figures.get("ratio_vs_others_low"),
            entry.figures.get("ratio_vs_others_high"),
            entry.figures.get("x_g", entry.n),
            None,
        )
        for entry in measurements
        if entry.value is not None and (ratio := entry.figures.get("ratio_vs_others")) is not None
    ]
    return tuple(sorted(found, key=lambda dot: dot.value))


def _interval(low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """The group that the others are compared with has no interval of its own."""
    return (None, None) if low == high == 1 else (low, high)


def row_dots(lead: Measurement, finding: Finding | None = None) -> tuple[Dot, ...]:
    """The groups of one table, lowest first: an ad set's figures name only its lowest groups, its table names all."""
    decided = outcomes(finding)
    found = [
        Dot(
            segment_label(row.segment) or row.label,
            ratio,
            *_interval(row.figures.get("ci_low"), row.figures.get("ci_high")),
            row.figures.get("count"),
            decided.get(_key(replace(lead, segment=row.segment))),
        )
        for row in lead.rows
        if (ratio := row.figures.get("ratio")) is not None
    ]
    return tuple(sorted(found, key=lambda dot: dot.value))


def _undecided(entry: Measurement) -> Outcome | None:
    return None if entry.status is Status.MEASURED else Outcome.INSUFFICIENT


def bounds(marks: Iterable[Dot]) -> tuple[float, float]:
    """Axis ends as ratios: at least 0.5 to 2, wide enough for every mark above 1/16; zero sits on the left edge."""
    values = [value for dot in marks for value in (dot.value, dot.low, dot.high) if value is not None and value > 0]
    low = max(min([0.5, *values]), 1 / 16)
    high = min(max([2.0, *values]), 16)
    return 2 ** (math.log2(low) - 0.35), 2 ** (math.log2(high) + 0.35)


def clamp(value: float, ends: tuple[float, float]) -> float:
    """A ratio inside the axis: zero has no place on a log axis and is drawn at its left end."""
    return min(max(value, ends[0]), ends[1])


def ticks(ends: tuple[float, float]) -> list[tuple[float, str]]:
    """Halvings and doublings inside the axis, written short enough for a narrow screen."""
    return [(tick, words) for tick, words in TICKS.items() if ends[0] <= tick <= ends[1]]


def silent(measurements: Iterable[Measurement]) -> tuple[str, ...]:
    """Groups with too little data for a ratio: named, never left out of the picture."""
    return tuple(label(m) for m in measurements if m.value is None and m.segment and m.status is Status.INSUFFICIENT)


def outcomes_by_ad_set(finding: Finding | None) -> Mapping[tuple[str | None, str], Outcome]:
    """What was decided about each ad set and window, by its name and first day."""
    if finding is None:
        return {}
    decided = {
        (m.ad_set, m.texts.get("from", "")): place.outcome for place in finding.places for m in [place.measurement]
    }
    return {**decided, (finding.measurement.ad_set, finding.measurement.texts.get("from", "")): finding.outcome}


def outcomes_by_segment(finding: Finding | None) -> Mapping[str, Outcome]:
    """What was decided about each group, by its label."""
    if finding is None:
        return {}
    decided = {label(place.measurement): place.outcome for place in finding.places}
    return {**decided, label(finding.measurement): finding.outcome}
