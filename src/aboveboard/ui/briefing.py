"""The paste box: a text is read as it would be in an import. Nothing is stored."""

import streamlit as st

from aboveboard import desk
from aboveboard.desk import Brief, Mark
from aboveboard.ui import computed, evidence
from aboveboard.ui.marked import Span, marked
from aboveboard.ui.pressure_charts import FAMILIES
from aboveboard.ui.words import plain

KINDS = {
    "pressure": "Pressure",
    "topic": "Hardship",
    "formatting": "Formatting",
    "sensitive": "Sensitive",
    "opportunity": "Opportunity in life",
    "legal_age": "Legal age",
    "label": "Label",
}
LONGEST = 20_000


def paste_box() -> None:
    """One field and, under it, what the word lists find."""
    text = st.text_area(
        "Ad copy or targeting brief",
        key="brief",
        height=160,
        max_chars=LONGEST,
        placeholder="Paste a headline, a text, a list of interests …",
    )
    st.button("Read this text", type="primary")
    evidence.note("Nothing is stored. The same word lists read the same text when it arrives in a file.")
    if text.strip():
        _found(desk.read_brief(text))


def _found(brief: Brief) -> None:
    st.subheader(plain(desk.brief_words(brief)), anchor=False)
    with st.container(border=True, key="brief_text"):
        st.markdown(marked(brief.text, [Span(mark.start, mark.end, mark.kind) for mark in brief.marks]))
    evidence.note(_language(brief))
    if brief.marks:
        computed.table([_line(mark) for mark in brief.marks], "Every mark in the order of the text")
    if brief.missing:
        evidence.heading("Labels")
        for line in brief.missing:
            st.markdown(f"- {plain(line)}")
    evidence.note("Text inside images, irony and quotation need a person. A hit is a claim to be proven, not a fault.")


def _language(brief: Brief) -> str:
    if brief.languages.covered:
        return ""
    return "The language of this text is not covered by the word lists: what is not marked was not read."


def _line(mark: Mark) -> dict[str, str]:
    group = FAMILIES.get(mark.group, mark.group.replace("_", " "))
    tier = f", tier {mark.tier}" if mark.tier is not None else ""
    return {"Kind": KINDS[mark.kind], "Words": mark.words, "What": f"{group}{tier}", "Why": mark.reason}
