"""One question with its answer: title, sentence, figure, table twin, and how it was computed."""

import re
from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
import streamlit as st

from aboveboard.charts.layout import CONFIG
from aboveboard.model import Finding, Measurement, Outcome
from aboveboard.model.catalogue import measure as catalogue_entry
from aboveboard.model.review import Review
from aboveboard.ui import computed, menu, words
from aboveboard.ui.marks import finding_of
from aboveboard.ui.verdict import UNCHECKED
from aboveboard.ui.words import plain

MOSTLY = 0.8
"""Share of the longer words of one sentence that another one holds when it says the same."""


def question(measure: str, title: str = "") -> None:
    """The chart's title is the question."""
    st.header(title or catalogue_entry(measure).question, anchor=False)


def heading(title: str) -> None:
    """A heading that is no question of a measure."""
    st.header(title, anchor=False)


def note(text: str) -> None:
    """A line under a figure; empty text draws nothing."""
    if text:
        st.caption(plain(text))


def answer(finding: Finding | None) -> None:
    """The subtitle is the answer: outcome in sign and word, then the sentence."""
    if finding is None:
        return
    sign, word = words.outcome(finding)
    st.markdown(f"**{sign} {word} · {plain(finding.headline)}**  \n{plain(finding.sentence)}")
    if finding.limit is not None and finding.outcome not in (*UNCHECKED, Outcome.NOT_APPLICABLE):
        limit = finding.limit
        said = limit.words or f"limit {limit.value:g} {limit.unit}"
        st.caption(plain(f"Limit: {said} · {limit.origin.value}. {_feeds(finding)}{finding.disclaimer}".strip()))


def _feeds(finding: Finding) -> str:
    """The questions of the sign-off that rest on this answer."""
    items = finding.checklist
    if not items:
        return ""
    return f"It feeds {'question' if len(items) == 1 else 'questions'} {', '.join(items)} of the sign-off. "


def draw(figure: go.Figure, key: str, finding: Finding | None, instead: str = "") -> None:
    """A figure with its answer as text alternative."""
    alt = f"{finding.headline}. {finding.sentence}" if finding is not None else instead
    st.plotly_chart(figure, key=key, alt=alt, config=CONFIG, width="stretch")


def folds(rows: Sequence[Mapping[str, str]], lead: Measurement | None, alt: str, *, open_table: bool = False) -> None:
    """The table twin and how the deciding figure was computed."""
    if rows:
        with st.expander(f"Table ({len(rows)})", expanded=open_table, type="compact"):
            computed.table(rows, alt)
    if lead is not None:
        with st.expander("How this was computed", type="compact"):
            computed.how_computed(lead)


def unjudged(review: Review, entry: Measurement, finding: Finding | None) -> None:
    """Why one figure could not be measured, in its own words, and what would give it."""
    outcome = Outcome(entry.status.value)
    _box(review, words.OUTCOMES[outcome], outcome, entry.reason, finding.unlock if finding is not None else "")


def unjudged_attributes(review: Review, measure: str, entries: Sequence[Measurement]) -> None:
    """Attributes that cannot be judged, those with the same reason in one box."""
    by_reason: dict[str, list[Measurement]] = {}
    for entry in entries:
        by_reason.setdefault(entry.reason, []).append(entry)
    for same in by_reason.values():
        st.subheader(f"By {' and '.join(entry.attribute or 'group' for entry in same)}", anchor=False)
        unjudged(review, same[0], finding_of(review, measure, same[0].attribute))


def _box(review: Review, told: tuple[str, str], outcome: Outcome, why: str, following: str) -> None:
    """What, why, next; the outcome's word stands in front once, and the same advice is given once."""
    sign, word = told
    said = why.removeprefix(f"{word}: ")
    with st.container(border=True):
        st.markdown(f"**{sign} {word}**  \n{plain(words.first_upper(said))}")
        if following and not _says_the_same(why, following):
            st.markdown(plain(following))
        if outcome is not Outcome.NOT_APPLICABLE:
            menu.link("add_data", "Add a file →", campaign=review.campaign.slug)


def cannot_say(review: Review, finding: Finding | None, measure: str) -> None:
    """Nothing to draw: the answer alone where there is one, else what, why, next."""
    if finding is not None and finding.outcome not in UNCHECKED:
        answer(finding)
        folds((), finding.measurement, "")
        return
    outcome = finding.outcome if finding is not None else Outcome.NOT_SUPPLIED
    why = finding.sentence if finding is not None else "No file of this campaign answers this question."
    following = finding.unlock if finding is not None else f"Add {catalogue_entry(measure).needs[0].words}."
    told = words.outcome(finding) if finding is not None else words.OUTCOMES[outcome]
    _box(review, told, outcome, why, following)


def _says_the_same(why: str, following: str) -> bool:
    """Whether the way out stands in the reason already: the same advice twice reads like two things to do."""
    said, after = (set(re.findall(r"\w{4,}", text.casefold())) for text in (why, following))
    return len(after & said) >= MOSTLY * len(after)
