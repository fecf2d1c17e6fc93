"""Evidence of the exclusions page: who is left out, crossed groups, limits, and what was excluded on purpose."""

from collections.abc import Sequence

import streamlit as st

from aboveboard.charts.bars import Bar, share_bars
from aboveboard.charts.dumbbell import Move, share_moves
from aboveboard.charts.heat import ratio_map
from aboveboard.charts.ratio_dots import ratio_dots
from aboveboard.charts.ratios import GENDERS, dots, label, row_dots, segment_label, silent
from aboveboard.model import Finding, Measurement
from aboveboard.model.review import Review
from aboveboard.ui import computed, evidence, words
from aboveboard.ui.marks import attributes, figures, finding_of, look_now, of_one_ad_set
from aboveboard.ui.words import plain

DELIVERY = "exclusions.delivery"
CROSSED = "exclusions.intersections"
IMPLIED = "exclusions.implied"
DECLARED = "exclusions.declared"


def left_out(review: Review) -> None:
    """One dot plot per attribute, groups ordered by how often they are reached; why, where there is no ratio."""
    evidence.question(DELIVERY)
    found = figures(review, DELIVERY, "impact_ratio")
    if not found:
        evidence.cannot_say(review, finding_of(review, DELIVERY), DELIVERY)
        return
    silent_ones: list[Measurement] = []
    for attribute in attributes(found):
        own = tuple(entry for entry in found if (entry.attribute or "") == attribute)
        if any(entry.value is not None for entry in own) or of_one_ad_set(
            review, finding_of(review, DELIVERY, attribute)
        ):
            _one_attribute(review, attribute, own)
        else:
            silent_ones.append(own[0])
    evidence.unjudged_attributes(review, DELIVERY, silent_ones)


def _one_attribute(review: Review, attribute: str, found: tuple[Measurement, ...]) -> None:
    finding = finding_of(review, DELIVERY, attribute)
    st.subheader(f"By {attribute}" if attribute else "By group", anchor=False)
    evidence.answer(finding)
    inside = of_one_ad_set(review, finding)
    if inside is not None:
        _one_ad_set(inside, finding, attribute)
        st.markdown("**The whole campaign**")
    marks = dots(found, finding)
    if marks:
        drawn = ratio_dots(marks, look_now(), silent(found))
        said = f"Reach ratio of each group by {attribute or 'group'} in the whole campaign."
        evidence.draw(drawn, f"delivery_{attribute}", None if inside else finding, said)
        note = "The shaded band is 0.8 to 1.25; open marks had too little data."
        st.caption(plain(f"Base: {found[0].base or 'not known'}. {note}"))
    else:
        st.markdown(plain(found[0].reason))
    evidence.folds(_groups(found), finding.measurement if finding else found[0], "Reach ratio of each group")


def _one_ad_set(inside: Measurement, finding: Finding | None, attribute: str) -> None:
    """The ad set that the finding is about: a campaign's picture would show another ratio than its headline."""
    st.markdown(f"**Ad set {plain(inside.ad_set or '')}**")
    evidence.draw(ratio_dots(row_dots(inside, finding), look_now()), f"ad_set_{attribute}", finding)
    st.caption(plain(f"Base: {inside.base or 'not known'}."))
    evidence.folds(computed.twin(inside.rows), None, f"Reach ratio of each group in ad set {inside.ad_set}")


def setting_or_algorithm(review: Review) -> None:
    """Shares before and after delivery; the cause of each finding in its own words."""
    st.header("Was it your setting or the algorithm?", anchor=False)
    found = [entry for entry in figures(review, DELIVERY, "impact_ratio") if entry.segment]
    drawable = attributes(tuple(entry for entry in found if _move(entry) is not None))
    told = [f for f in review.snapshot.findings if f.measure == DELIVERY and f.cause_sentence]
    for attribute in drawable:
        _moves_by(review, attribute, [e for e in found if (e.attribute or "") == attribute and _move(e) is not None])
    rest = [finding for finding in told if (finding.measurement.attribute or "") not in drawable]
    for finding in rest:
        st.subheader(f"By {finding.measurement.attribute or 'group'}", anchor=False)
        st.markdown(plain(finding.cause_sentence))
    if not drawable and not rest:
        st.markdown("Without a comparison of delivery there is no difference to explain.")


def _move(entry: Measurement) -> Move | None:
    base, delivered = entry.figures.get("base_share"), entry.figures.get("delivered_share")
    return None if base is None or delivered is None else Move(label(entry), base, delivered)


def _moves_by(review: Review, attribute: str, found: list[Measurement]) -> None:
    finding = finding_of(review, DELIVERY, attribute)
    said = finding.cause_sentence if finding and finding.cause_sentence else "No difference here calls for a cause."
    st.subheader(f"By {attribute}" if attribute else "By group", anchor=False)
    st.markdown(plain(said))
    moves = [move for entry in found if (move := _move(entry)) is not None]
    evidence.draw(share_moves(moves, look_now()), f"moves_{attribute}", None, said)
    lines = [
        {
            "Group": move.label,
            "Share of the base": words.share(move.base),
            "Share delivered": words.share(move.delivered),
            "Difference": move.words(1),
        }
        for move in moves
    ]
    st.caption(f"Base: {plain(found[0].base)}.")
    evidence.folds(lines, None, "Share of each group in the base and in delivery")


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
    """The exclusion clauses of the settings, one line each."""
    evidence.question(DECLARED)
    finding = finding_of(review, DECLARED)
    rows = [row for entry in review.snapshot.measurements if entry.measure == DECLARED for row in entry.rows]
    if finding is None or not rows:
        evidence.cannot_say(review, finding, DECLARED)
        return
    evidence.answer(finding)
    lines = computed.twin(rows)
    computed.table(computed.only(lines, "Ad set", "Value", "Class", "Column"), "Every exclusion, with its class")
    evidence.folds(lines, finding.measurement, "Every exclusion of the settings, all columns")
