"""Evidence of the personalization page: signal levels, audience sizes, sensitive signals."""

import streamlit as st

from aboveboard.charts.levels import NAMES, Level, signal_levels
from aboveboard.charts.ranges import Range, size_ranges
from aboveboard.model import Measurement
from aboveboard.model.review import Review
from aboveboard.ui import computed, evidence, words
from aboveboard.ui.marks import by_ad_set, finding_of, look_now

DEPTH = "personalization.depth"
SIZE = "personalization.audience_size"
SENSITIVE = "personalization.sensitive_signals"


def depth(review: Review) -> None:
    """The highest signal level of each ad set, by name."""
    evidence.question(DEPTH)
    finding = finding_of(review, DEPTH)
    found = [entry for entry in by_ad_set(review, DEPTH, "signal_level") if entry.value is not None]
    if not found:
        evidence.cannot_say(review, finding, DEPTH)
        return
    evidence.answer(finding)
    ordered = sorted(found, key=lambda entry: -(entry.value or 0))
    levels = [Level(entry.ad_set or "", int(entry.value or 0), _layers(review, entry)) for entry in ordered]
    evidence.draw(signal_levels(levels, look_now()), "levels", finding)
    st.caption(
        "The highest level among the layers of an ad set. Levels are names, not a score; the platform's own "
        "expansion makes a setting a hint rather than a limit."
    )
    lines = [{"Ad set": each.ad_set, "Signal level": NAMES[each.level], "Layers": each.note} for each in levels]
    evidence.folds(lines, finding.measurement if finding else found[0], "Signal level of each ad set")


def _layers(review: Review, entry: Measurement) -> str:
    count = next((m.value for m in by_ad_set(review, DEPTH, "layers") if m.ad_set == entry.ad_set), None)
    return "" if count is None else words.plural(int(count), "layer")


def audience(review: Review) -> None:
    """Range bars of audience sizes, smallest on top."""
    evidence.question(SIZE)
    finding = finding_of(review, SIZE)
    ranges = _ranges(review)
    if not ranges:
        evidence.cannot_say(review, finding, SIZE)
        return
    evidence.answer(finding)
    evidence.draw(size_ranges(ranges, look_now()), "sizes", finding)
    st.caption("Dotted lines at 100, 1,000 and 10,000 people. An open triangle: at least so many, upper end not known.")
    lines = [
        {
            "Ad set": entry.label,
            "At least": words.count(entry.low),
            "At most": words.count(entry.high) if entry.high is not None else "not known",
        }
        for entry in ranges
    ]
    evidence.folds(lines, finding.measurement if finding else None, "Audience size of each ad set")


def _ranges(review: Review) -> list[Range]:
    found = [
        entry
        for entry in review.snapshot.measurements
        if entry.measure == SIZE and entry.decides and entry.ad_set is not None
    ]
    ranges = [
        Range(entry.ad_set or "", low, entry.figures.get("audience_hi"))
        for entry in found
        if (low := entry.figures.get("audience_lo", entry.value)) is not None
    ]
    return sorted(ranges, key=lambda each: each.low)


def sensitive(review: Review) -> None:
    """The signals in use, the most sensitive first."""
    evidence.question(SENSITIVE)
    finding = finding_of(review, SENSITIVE)
    rows = [
        row
        for entry in review.snapshot.measurements
        if entry.measure == SENSITIVE and entry.decides
        for row in entry.rows
    ]
    if not rows:
        evidence.cannot_say(review, finding, SENSITIVE)
        return
    evidence.answer(finding)
    ordered = sorted(rows, key=lambda row: -(row.figures.get("tier") or 0))
    computed.table(computed.twin(ordered), "Every targeting value with its sensitivity tier")
    st.caption(
        "Tiers: 0 context, 1 country or device, 2 demographics, 3 close to private life, "
        "4 special category or a stand-in for one."
    )
    evidence.folds((), finding.measurement if finding else None, "")
