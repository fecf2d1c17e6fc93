"""A finding as a card: the same lines in the same order everywhere."""

from collections.abc import Sequence

import streamlit as st

from aboveboard.charts.ratio_svg import ratio_svg
from aboveboard.model import Cause, Finding, Severity
from aboveboard.model.review import Review
from aboveboard.ui import changes, computed, menu, words
from aboveboard.ui.marks import look_now, marks_of
from aboveboard.ui.words import plain

OWN_PAGE = {"exclusions", "personalization", "echo_chambers", "pressure"}
MOST_PLACES = 12
FULL_CARDS = 4
"""Cards in full before notes fold."""


def finding_cards(review: Review, found: Sequence[Finding]) -> None:
    """What blocks or asks for a decision in full; of the notes the first few, the others folded, never hidden."""
    heavy = [finding for finding in found if finding.severity is not Severity.NOTE]
    notes = [finding for finding in found if finding.severity is Severity.NOTE]
    shown = max(0, FULL_CARDS - len(heavy))
    for finding in (*heavy, *notes[:shown]):
        finding_card(review, finding, finding.check)
    if not found:
        st.markdown("No finding asks for anything.")
    rest = notes[shown:]
    if rest:
        with st.expander(f"● {words.plural(len(rest), 'more note' if shown else 'note')}"):
            for finding in rest:
                finding_card(review, finding, finding.check)


def finding_card(review: Review, finding: Finding, key: str) -> None:
    """Severity, headline, figures with plot, cause, change, limit, and the folds."""
    severity = finding.severity or Severity.NOTE
    with st.container(border=True, key=f"card_{severity.value}_{key}", gap="small"):
        _kind(finding, severity, key)
        _statement(review, finding)
        for place, change in enumerate({change.text: change for change in finding.changes}.values()):
            changes.change_row(review, change, f"{key}_{place}")
        _limit(finding)
        _folds(review, finding)


def _kind(finding: Finding, severity: Severity, key: str) -> None:
    mark, word = words.SEVERITIES[severity]
    sign, outcome = words.outcome(finding)
    topic = menu.TITLES.get(finding.topic, finding.topic.replace("_", " ").capitalize())
    parts = [f"{sign} {outcome}", topic]
    if finding.affected_spend:
        parts.append(f"{words.money(finding.affected_spend)} of spend affected")
    elif finding.affected_impressions:
        parts.append(f"{words.count(finding.affected_impressions)} impressions affected")
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="small", key=f"kind_{key}"):
        st.markdown(f"**{mark} {word}**")
        st.caption(plain(" · ".join(parts)), width="content")


def _statement(review: Review, finding: Finding) -> None:
    drawn = ratio_svg(marks_of(review, finding), look_now())
    left, right = st.columns([8, 7], vertical_alignment="center") if drawn else (st.container(), None)
    with left:
        st.subheader(plain(finding.headline), anchor=False)
        st.markdown(plain(finding.sentence))
        if finding.cause_sentence:
            st.markdown(_cause(finding))
        if finding.smallest_change:
            st.markdown(f"**Smallest change:** {plain(finding.smallest_change)}")
    if right is not None:
        with right:
            st.image(drawn, alt=f"{finding.headline}. {finding.sentence}", width="stretch")


def _cause(finding: Finding) -> str:
    """The cause in bold in front, whether or not its sentence begins with it."""
    cause = finding.cause or Cause.CANNOT_TELL
    name = cause.value.capitalize()
    rest = finding.cause_sentence.removeprefix(f"{name}:").strip()
    return f"**{name}:** {plain(rest)}"


def _limit(finding: Finding) -> None:
    limit = finding.limit
    parts = []
    if limit is not None:
        parts = [limit.words or f"limit {limit.value:g} {limit.unit}", limit.origin.value, f"checked {limit.as_of}"]
    text = f"Limit: {' · '.join(parts)}. " if parts else ""
    st.caption(plain(f"{text}{finding.disclaimer}".strip()) or "No limit applies.")


def _folds(review: Review, finding: Finding) -> None:
    if finding.topic in OWN_PAGE:
        with st.container(key=f"links_{finding.check}"):
            menu.link(finding.topic, f"Show evidence in {menu.TITLES[finding.topic]} →", campaign=review.campaign.slug)
    if finding.places:
        with st.expander(f"Where else ({len(finding.places)})", type="compact"):
            _places(finding)
    with st.expander("How this was computed", type="compact"):
        computed.how_computed(finding.measurement)
        if finding.limit is not None and finding.limit.source:
            st.markdown(f"**Where the limit comes from:** {plain(finding.limit.source)}")


def _places(finding: Finding) -> None:
    for place in finding.places[:MOST_PLACES]:
        sign, word = words.OUTCOMES[place.outcome]
        st.markdown(f"{sign} {word} · **{plain(place.label)}** · {plain(place.sentence)}")
    if len(finding.places) > MOST_PLACES:
        st.caption(f"{len(finding.places) - MOST_PLACES} more in the table of the page above.")
