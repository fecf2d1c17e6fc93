"""Evidence of the personalization page: signal levels, audience sizes, sensitive signals."""

import streamlit as st

from aboveboard.charts.bars import Bar, share_bars
from aboveboard.charts.levels import NAMES, Level, signal_levels
from aboveboard.charts.ranges import Range, size_ranges
from aboveboard.model import Measurement
from aboveboard.model.review import Review
from aboveboard.ui import computed, evidence, words
from aboveboard.ui.marks import by_ad_set, figures, finding_of, look_now
from aboveboard.ui.words import plain

DEPTH = "personalization.depth"
SIZE = "personalization.audience_size"
FROM_NAME = "inferred_from_name"
"""Badge of a figure that only an ad set's name suggests."""


def depth(review: Review) -> None:
    """Share of spend by signal level, then the highest level of each ad set, by name."""
    evidence.question(DEPTH)
    finding = finding_of(review, DEPTH)
    named = [entry for entry in by_ad_set(review, DEPTH, "signal_level") if entry.value is not None]
    found = [entry for entry in named if FROM_NAME not in entry.badges]
    if not found:
        evidence.cannot_say(review, finding, DEPTH)
        return
    evidence.answer(finding)
    spend = next(iter(figures(review, DEPTH, "level5_spend_share")), None)
    bars = _spend_bars(spend)
    if bars:
        st.subheader("Share of spend by signal level", anchor=False)
        evidence.draw(share_bars(bars, look_now(), "share of spend"), "spend", finding)
    st.subheader("Highest signal level of each ad set", anchor=False)
    ordered = sorted(found, key=lambda entry: -(entry.value or 0))
    levels = [Level(entry.ad_set or "", int(entry.value or 0), _layers(review, entry)) for entry in ordered]
    evidence.draw(signal_levels(levels, look_now()), "levels", finding)
    if len(named) > len(found):
        untold = ", ".join(entry.ad_set or "" for entry in named if entry not in found)
        st.caption(plain(f"Not drawn, because their settings are not in the data: {untold}."))
    st.caption(
        "The highest level among the layers of an ad set. Levels are names, not a score; the platform's own "
        "expansion makes a setting a hint rather than a limit."
    )
    lines = computed.twin(spend.rows) if spend is not None and spend.rows else _level_lines(levels)
    evidence.folds(lines, finding.measurement if finding else found[0], "Signal level of each ad set")


def _spend_bars(spend: Measurement | None) -> list[Bar]:
    """None without spend: a share of nothing is not known. What ad sets without settings spent has its own bar."""
    if spend is None or spend.value is None:
        return []
    shares = ((name, spend.figures.get(f"level_{place}")) for place, name in enumerate(NAMES))
    bars = [Bar(name, part) for name, part in shares if part is not None]
    unknown = spend.figures.get("level_unknown")
    return [*bars, Bar("Settings not in the data", unknown, unknown=True)] if unknown else bars


def _level_lines(levels: list[Level]) -> list[dict[str, str]]:
    return [{"Ad set": each.ad_set, "Signal level": NAMES[each.level], "Layers": each.note} for each in levels]


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
