"""One question with its answer: title, sentence, figure, table twin, and how it was computed."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
import streamlit as st

from aboveboard.charts.layout import CONFIG
from aboveboard.model import Finding, Measurement, Outcome
from aboveboard.model.catalogue import measure as catalogue_entry
from aboveboard.model.review import Review
from aboveboard.ui import computed, menu, words
from aboveboard.ui.verdict import UNCHECKED
from aboveboard.ui.words import plain


def question(measure: str, title: str = "") -> None:
    """The chart's title is the question."""
    st.header(title or catalogue_entry(measure).question, anchor=False)


def answer(finding: Finding | None) -> None:
    """The subtitle is the answer: outcome in sign and word, then the sentence."""
    if finding is None:
        return
    sign, word = words.OUTCOMES[finding.outcome]
    st.markdown(f"**{sign} {word} · {plain(finding.headline)}**  \n{plain(finding.sentence)}")
    if finding.limit is not None and finding.outcome not in (*UNCHECKED, Outcome.NOT_APPLICABLE):
        limit = finding.limit
        said = limit.words or f"limit {limit.value:g} {limit.unit}"
        st.caption(plain(f"Limit: {said} · {limit.origin.value}. {finding.disclaimer}".strip()))


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


def cannot_say(review: Review, finding: Finding | None, measure: str) -> None:
    """Nothing to draw: the answer alone where there is one, else what, why, next."""
    if finding is not None and finding.outcome not in UNCHECKED:
        answer(finding)
        folds((), finding.measurement, "")
        return
    outcome = finding.outcome if finding is not None else Outcome.NOT_SUPPLIED
    why = finding.sentence if finding is not None else "No file of this campaign answers this question."
    following = finding.unlock if finding is not None else f"Add {catalogue_entry(measure).needs[0].words}."
    sign, word = words.OUTCOMES[outcome]
    with st.container(border=True):
        st.markdown(f"**{sign} {word}**  \n{plain(why)}")
        if following.rstrip(".").casefold() not in why.casefold():
            st.markdown(plain(following))
        menu.link("add_data", "Add a file →", campaign=review.campaign.slug)
