"""Evidence of the exclusions page: crossed groups, limits of the settings, and what was excluded on purpose."""

from collections.abc import Sequence

import streamlit as st

from aboveboard.charts.bars import Bar, share_bars
from aboveboard.charts.heat import ratio_map
from aboveboard.charts.ratios import GENDERS, label, segment_label
from aboveboard.model import Measurement, Row
from aboveboard.model.review import Review
from aboveboard.ui import computed, evidence, menu, words
from aboveboard.ui.marks import figures, finding_of, look_now
from aboveboard.ui.words import plain

CROSSED = "exclusions.intersections"
IMPLIED = "exclusions.implied"
DECLARED = "exclusions.declared"
CLASSES = {
    "own_audience": "Own audience",
    "legal_age": "Legal age",
    "service_area": "Service area",
    "content_safety": "Placements, not people",
    "interest": "Interest",
    "protected": "Protected group",
    "proxy": "Stand-in for a protected group",
    "unclassified": "Content unknown",
}
BENIGN = frozenset({"own_audience", "legal_age", "service_area", "content_safety"})
"""Classes that ask for no reason."""


def crossed_groups(review: Review) -> None:
    """A heat map of two attributes at once."""
    evidence.question(CROSSED)
    finding = finding_of(review, CROSSED)
    found = figures(review, CROSSED, "impact_ratio")
    cells = [entry for entry in found if entry.value is not None and len(entry.segment or {}) == 2]
    if not cells:
        evidence.cannot_say(review, finding, CROSSED)
        return
    evidence.answer(finding)
    evidence.draw(_cell_map(cells), "crossed", finding)
    st.caption("Each cell against the best-reached one. The lowest is outlined; an empty cell had too few people.")
    evidence.folds(_groups(found), finding.measurement if finding else found[0], "Reach ratio of each crossed group")


def _groups(found: Sequence[Measurement]) -> list[dict[str, str]]:
    """The table twin: the measure's own rows, which also list the groups that could not be compared."""
    rows = next((entry.rows for entry in found if entry.rows), ())
    return computed.twin(rows) if rows else computed.measured(found, [label(entry) for entry in found])


def _cell_map(cells: list[Measurement]) -> object:
    first, second = sorted(cells[0].segment or {})
    across = sorted({(entry.segment or {})[first] for entry in cells})
    down = sorted({(entry.segment or {})[second] for entry in cells})
    values = {((entry.segment or {})[second], (entry.segment or {})[first]): entry.value for entry in cells}
    grid = [[values.get((row, column)) for column in across] for row in down]
    return ratio_map(
        [GENDERS.get(row, row) for row in down], [name.replace("-", "–") for name in across], grid, look_now()
    )


def limits(review: Review) -> None:
    """Which part of each group the settings let in: the whole campaign, then each ad set that shuts somebody out."""
    evidence.question(IMPLIED)
    finding = finding_of(review, IMPLIED)
    tables = [entry for entry in review.snapshot.measurements if entry.measure == IMPLIED and entry.rows]
    if not tables:
        evidence.cannot_say(review, finding, IMPLIED)
        return
    evidence.answer(finding)
    for place, entry in enumerate(tables):
        _coverage(entry, place)
    evidence.folds((), finding.measurement if finding else tables[0], "")


def _coverage(entry: Measurement, place: int) -> None:
    where = f"Ad set {entry.ad_set}" if entry.ad_set else "The whole campaign: at least one ad set lets them in"
    bars = [
        Bar(segment_label(row.segment) or row.label, part, strong=part == 0)
        for row in entry.rows
        if (part := row.figures.get("coverage")) is not None
    ]
    st.subheader(plain(where), anchor=False)
    said = f"{where}. Groups that cannot be reached: {sum(bar.strong for bar in bars)} of {len(bars)}."
    if any(bar.share < 1 for bar in bars):
        drawn = share_bars(bars, look_now(), "share of the group that the settings let in")
        evidence.draw(drawn, f"limits_{place}", None, said)
    else:
        st.markdown("Every group listed can be reached whole.")
    st.caption(f"Base: {plain(entry.base)}.")
    evidence.folds(computed.twin(entry.rows), None, "Coverage of each group by the settings")


def on_purpose(review: Review) -> None:
    """Ad sets per class of exclusion, never one number over classes; then the clauses, one line each."""
    evidence.question(DECLARED)
    finding = finding_of(review, DECLARED)
    classes = [m for m in review.snapshot.measurements if m.measure == DECLARED and m.rows]
    rows = [row for entry in classes for row in entry.rows]
    if finding is None or not rows:
        evidence.cannot_say(review, finding, DECLARED)
        return
    evidence.answer(finding)
    counted = [_class_line(entry) for entry in classes]
    computed.table(counted, "How many ad sets exclude somebody, by class")
    st.caption("One ad set may stand in several classes, so they are never added up.")
    short = [
        {
            "Excluded": row.texts.get("value") or row.label,
            "Ad set": row.texts.get("ad_set", ""),
            "Class and reason": f"{CLASSES.get(_class(row), _class(row))}: {_reason(_class(row))}",
        }
        for row in rows
    ]
    computed.table(short, "Every exclusion, with its class and whether it needs a reason")
    if any(_class(row) not in BENIGN for row in rows):
        st.markdown("Reasons are given by people, in the sign-off; no file carries one.")
        menu.link("sign_off", "Give a reason in the sign-off →", campaign=review.campaign.slug)
    evidence.folds(computed.twin(rows), finding.measurement, "Every exclusion of the settings, all columns")


def _class(row: Row) -> str:
    return row.texts.get("class", "")


def _class_line(entry: Measurement) -> dict[str, str]:
    name = entry.texts.get("class", "")
    return {"Class": CLASSES.get(name, name), "Ad sets": words.count(entry.value), "Reason": _reason(name)}


def _reason(name: str) -> str:
    return "– needs none" if name in BENIGN else "▲ needs a reason"
