"""What the open question rests on: findings in short, and the settings, texts or statements that are evidence too."""

import streamlit as st

from aboveboard import desk
from aboveboard.charts.ratio_svg import ratio_svg
from aboveboard.desk import archive
from aboveboard.model import AdText, Cause, Finding, Outcome, Setting
from aboveboard.model.review import Review
from aboveboard.model.sheet import SheetItem
from aboveboard.ui import computed, menu, words
from aboveboard.ui.cards import OWN_PAGE
from aboveboard.ui.marks import look_now, marks_of
from aboveboard.ui.signing.facts import FACTS
from aboveboard.ui.verdict import UNCHECKED
from aboveboard.ui.words import plain

MEASURED_NOWHERE = "No file carries this: the answer is declared, not measured."


def evidence(review: Review, item: SheetItem) -> None:
    """Beside the question, and the same for everybody."""
    snapshot = review.snapshot
    with st.container(border=True, key="evidence", gap="small"):
        taken = words.moment(snapshot.taken_at)
        st.caption(f"Evidence for {item.id} · {snapshot.fingerprint[:8]}, taken {taken}")
        if not item.findings:
            st.subheader(MEASURED_NOWHERE, anchor=False)
            st.caption(f"What would show it: {plain(item.shown)}")
        for finding in item.findings:
            _finding(review, finding)
        _tables(review, item)


def _finding(review: Review, finding: Finding) -> None:
    sign, word = words.outcome(finding)
    with st.container(key=f"found_{finding.outcome.value}_{finding.check}", gap="xsmall"):
        st.markdown(f"**{sign} {word}**")
        st.subheader(plain(finding.headline), anchor=False)
        drawn = ratio_svg(marks_of(review, finding), look_now())
        if drawn:
            st.image(drawn, alt=f"{finding.headline}. {finding.sentence}", width="content")
        st.markdown(plain(finding.sentence))
        if finding.cause_sentence:
            cause = (finding.cause or Cause.CANNOT_TELL).value.capitalize()
            rest = finding.cause_sentence.removeprefix(f"{cause}:").strip()
            st.markdown(f"**{cause}:** {plain(rest)}")
        _limit(finding)
        _ways(review, finding)


def _limit(finding: Finding) -> None:
    limit = finding.limit
    if finding.outcome in UNCHECKED:
        if finding.unlock and finding.unlock.rstrip(".") not in finding.sentence:
            st.caption(plain(finding.unlock))
    elif limit is not None and finding.outcome is not Outcome.NOT_APPLICABLE:
        said = limit.words or f"limit {limit.value:g} {limit.unit}"
        st.caption(plain(f"Limit: {said} · {limit.origin.value}. {finding.disclaimer}".strip()))


def _ways(review: Review, finding: Finding) -> None:
    with st.expander("How this was computed", type="compact"):
        computed.how_computed(finding.measurement)
    if finding.topic in OWN_PAGE:
        title = menu.TITLES[finding.topic]
        menu.link(finding.topic, f"Open in {title} →", campaign=review.campaign.slug)


def _tables(review: Review, item: SheetItem) -> None:
    """Settings, texts and statements, where the question rests on them."""
    named = archive.inputs(desk.house(), item.id)
    snapshot = review.snapshot
    tables = {
        "targeting": ("Settings", [_setting(entry) for entry in snapshot.settings]),
        "creative": ("Ad texts", [_text(entry) for entry in snapshot.texts]),
        "campaign": ("Stated by people", [_stated(key, value) for key, value in snapshot.declared.items()]),
    }
    for name in named:
        if name not in tables:
            continue
        title, rows = tables[name]
        if not rows:
            st.caption(f"{title}: none in the files.")
            continue
        with st.expander(f"{title} ({len(rows)})", expanded=not item.findings, type="compact"):
            computed.table(rows, f"{title} of {review.campaign.name}")


def _setting(entry: Setting) -> dict[str, str]:
    return {
        "Ad set": entry.ad_set,
        "Setting": entry.dimension.replace("_", " "),
        "Use": entry.operator.value,
        "Value": entry.value,
    }


def _text(entry: AdText) -> dict[str, str]:
    return {
        "Ad": entry.ad,
        "Headline": entry.headline or "",
        "Text": entry.body or entry.description or "",
        "Button": (entry.cta or "").replace("_", " ").capitalize(),
        "Link": entry.url or "",
    }


def _stated(key: str, value: str) -> dict[str, str]:
    return {"Statement": FACTS.get(key, key), "Said": value}
