"""Which groups a finding's small plot shows, and the colours of the theme in use."""

import streamlit as st

from aboveboard.charts.colours import Look, look
from aboveboard.charts.ratios import Dot, dots
from aboveboard.model import Finding, Measurement
from aboveboard.model.review import Review

RATIOS = {"impact_ratio"}
"""Statistics that live on the ratio axis."""


def look_now() -> Look:
    """Colours for the visitor's theme; light before the browser has said which."""
    return look(st.context.theme.type == "dark")


def figures(review: Review, measure: str, *statistics: str) -> tuple[Measurement, ...]:
    """The figures of one measure, those about the whole campaign."""
    return tuple(
        entry
        for entry in review.snapshot.measurements
        if entry.measure == measure and entry.statistic in statistics and entry.ad_set is None
    )


def by_ad_set(review: Review, measure: str, *statistics: str) -> tuple[Measurement, ...]:
    """The figures of one measure, one per ad set."""
    return tuple(
        entry
        for entry in review.snapshot.measurements
        if entry.measure == measure and entry.statistic in statistics and entry.ad_set is not None
    )


def attributes(entries: tuple[Measurement, ...]) -> tuple[str, ...]:
    """The attributes compared, in the order measured."""
    return tuple(dict.fromkeys(entry.attribute or "" for entry in entries))


def finding_of(review: Review, measure: str, attribute: str | None = None) -> Finding | None:
    """The check on this measure; where there is one per attribute, that of the attribute."""
    found = [finding for finding in review.snapshot.findings if finding.measure == measure]
    own = [finding for finding in found if attribute is None or finding.measurement.attribute == attribute]
    return next(iter(own or found), None)


def marks_of(review: Review, finding: Finding) -> tuple[Dot, ...]:
    """All groups beside the one the finding is about; none when it is not about a ratio."""
    lead = finding.measurement
    if lead.statistic not in RATIOS:
        return ()
    same = tuple(
        entry
        for entry in review.snapshot.measurements
        if (entry.measure, entry.statistic, entry.attribute, entry.ad_set)
        == (lead.measure, lead.statistic, lead.attribute, lead.ad_set)
    )
    return dots(same or (lead,), finding)
