"""Which groups a finding's small plot shows, and the colours of the theme in use."""

from dataclasses import replace

import streamlit as st

from aboveboard.charts.colours import Look, look
from aboveboard.charts.ratios import Dot, dots, row_dots
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


def deciding(review: Review, measure: str) -> list[Measurement]:
    """The figures of one measure that its outcome rule looks at."""
    return [entry for entry in review.snapshot.measurements if entry.measure == measure and entry.decides]


def attributes(entries: tuple[Measurement, ...]) -> tuple[str, ...]:
    """The attributes compared, in the order measured."""
    return tuple(dict.fromkeys(entry.attribute or "" for entry in entries))


def finding_of(review: Review, measure: str, attribute: str | None = None) -> Finding | None:
    """The check on this measure. With an attribute ("" for figures about none): its own check, else what the one check
    says of that attribute."""
    found = [finding for finding in review.snapshot.findings if finding.measure == measure]
    if attribute is None:
        return next(iter(found), None)
    own = (finding for finding in found if (finding.measurement.attribute or "") == attribute)
    return next(own, None) or next((part for finding in found if (part := _part(finding, attribute))), None)


def _part(finding: Finding, attribute: str) -> Finding | None:
    """The place of a finding that is about this attribute, as a finding of its own; None where none was judged."""
    same = [place for place in finding.places if (place.measurement.attribute or "") == attribute]
    place = next((entry for entry in same if entry.headline), None)
    if place is None:
        return None
    others = tuple(entry for entry in same if entry is not place)
    return replace(
        finding,
        outcome=place.outcome,
        headline=place.headline,
        sentence=place.sentence,
        measurement=place.measurement,
        reason=place.reason,
        places=others,
        cause=None,
        cause_sentence="",
    )


def of_one_ad_set(review: Review, finding: Finding | None) -> Measurement | None:
    """The figure whose table holds every group of the ad set that a finding is about; None for a whole campaign."""
    lead = finding.measurement if finding is not None else None
    if lead is None or lead.ad_set is None or lead.statistic not in RATIOS:
        return None
    same = (
        entry
        for entry in review.snapshot.measurements
        if entry.rows
        and (entry.measure, entry.statistic, entry.attribute, entry.ad_set)
        == (lead.measure, lead.statistic, lead.attribute, lead.ad_set)
    )
    return next(same, None)


def marks_of(review: Review, finding: Finding) -> tuple[Dot, ...]:
    """All groups beside the one the finding is about; none when it is not about a ratio."""
    lead = finding.measurement
    if lead.statistic not in RATIOS:
        return ()
    inside = of_one_ad_set(review, finding)
    if inside is not None:
        return row_dots(inside, finding)
    same = tuple(
        entry
        for entry in review.snapshot.measurements
        if (entry.measure, entry.statistic, entry.attribute, entry.ad_set)
        == (lead.measure, lead.statistic, lead.attribute, lead.ad_set)
    )
    return dots(same or (lead,), finding)
