"""Evidence of the personalization page: how often people are shown the campaign, and how much of that at night."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from aboveboard.charts.frequencies import Frequency, weekly_ranges
from aboveboard.charts.ratios import outcomes_by_ad_set
from aboveboard.model import Measurement
from aboveboard.model.numbers import percent, percent_span, span
from aboveboard.model.review import Review
from aboveboard.ui import computed, evidence, words
from aboveboard.ui.marks import figures, finding_of, look_now
from aboveboard.ui.words import plain

SATURATION = "frequency.saturation"
MOST_ROWS = 25
WHOLE = "The whole campaign"


def saturation(review: Review) -> None:
    """Range bars of showings per person in seven days, the most shown on top; the tail stands in the table."""
    evidence.question(SATURATION)
    finding = finding_of(review, SATURATION)
    entries = [m for m in review.snapshot.measurements if m.measure == SATURATION and m.statistic == "frequency"]
    known = [entry for entry in entries if entry.figures.get("frequency_low") is not None]
    if not known:
        evidence.cannot_say(review, finding, SATURATION)
        at_night(review)
        return
    evidence.answer(finding)
    decided = outcomes_by_ad_set(finding)
    names = _names(known)
    ranges = [
        Frequency(names[place], low, high, decided.get((entry.ad_set, entry.texts.get("from", ""))))
        for place, entry in enumerate(known)
        if (low := entry.figures.get("per_week_low")) is not None
        and (high := entry.figures.get("per_week_high")) is not None
    ]
    undated = [names[place] for place, entry in enumerate(known) if entry.figures.get("per_week_low") is None]
    shown = ranges[:MOST_ROWS]
    evidence.draw(weekly_ranges(shown, look_now(), undated[:MOST_ROWS]), "frequency", finding)
    if len(ranges) + len(undated) > len(shown) + len(undated[:MOST_ROWS]):
        st.caption(f"The {len(shown)} ad sets shown most; the table has all {len(known)}.")
    st.caption(
        f"Base: {plain(known[0].base)}. Filled: at least; open: at most, as if everybody reached saw all of it in one "
        "week. Frequency is the one exported, never computed from added-up reach."
    )
    lines = [_line(name, entry) for name, entry in zip(names, known, strict=True)]
    evidence.folds(lines, finding.measurement if finding else known[0], "Showings per person of each ad set")
    at_night(review)


def _names(entries: Sequence[Measurement]) -> list[str]:
    """Ad sets by name; with the first day where one ad set has several windows."""
    bare = [entry.ad_set or WHOLE for entry in entries]
    return [
        f"{name}, from {words.day(date.fromisoformat(first))}"
        if bare.count(name) > 1 and (first := entry.texts.get("from"))
        else name
        for name, entry in zip(bare, entries, strict=True)
    ]


def _line(name: str, entry: Measurement) -> dict[str, str]:
    found = entry.figures
    group = entry.texts.get("group")
    return {
        "Ad set": name,
        "Per 7 days": _times(found.get("per_week_low"), found.get("per_week_high")),
        "In the whole window": _times(found.get("frequency_low"), found.get("frequency_high")),
        "Days": words.count(found.get("days")),
        "Shown 8 times or more": _part(found.get("often_low"), found.get("often_high")),
        "Can be at most": percent(bound) if (bound := found.get("often_bound")) is not None else "not known",
        "Group shown most": words.first_upper(group) if group else "",
        "n": f"{words.count(entry.n)} {entry.texts.get('of', '')}".strip(),
        "Note": entry.reason,
    }


def _times(low: float | None, high: float | None) -> str:
    return "not known" if low is None or high is None else span(low, high)


def _part(low: float | None, high: float | None) -> str:
    return "not known" if low is None or high is None else percent_span(low, high)


def at_night(review: Review) -> None:
    """The share of showings between midnight and six, where a file tells the hour."""
    night = next(iter(figures(review, SATURATION, "night_share")), None)
    st.subheader("How much of it at night?", anchor=False)
    if night is None or night.value is None:
        st.markdown("Not in the data: no file is broken down by hour. Export with the breakdown by time of day.")
        return
    st.markdown(
        f"**{percent(night.value)} of impressions** were shown between midnight and six; n = {words.count(night.n)} "
        "impressions with a known hour."
    )
    evidence.folds(computed.twin(night.rows), night, "Impressions of each hour")
