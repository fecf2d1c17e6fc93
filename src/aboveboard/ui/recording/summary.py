"""Above the fold: who, on what, changed since; the files as published; and the checks on them."""

import hashlib
from collections.abc import Sequence

import streamlit as st

from aboveboard import desk
from aboveboard.desk import archive
from aboveboard.desk.archive import Published
from aboveboard.model import AboveboardError, CampaignState, Change, ChangeKind, Event, Round
from aboveboard.model.sheet import Sheet
from aboveboard.ui import words
from aboveboard.ui.recording.rounds import DECIDED, decided
from aboveboard.ui.words import plain

SILENT = (ChangeKind.FILES, ChangeKind.FORMAT)
"""The same evidence in other files is no change."""
_VERIFIED = "_verified"


def published(sheet: Sheet, made: Round) -> Published | None:
    """The record of this round; where it is missing or damaged, a sentence and None."""
    try:
        found = archive.published(desk.house(), sheet.campaign.slug, made.number)
    except AboveboardError as error:
        st.error(plain(f"{error.title}. {error.detail} {error.hint}".strip()))
        return None
    if found is None:
        st.error("The record of this round is not on disk. It is written again at the next start.")
    return found


def three_sentences(sheet: Sheet, made: Round, record: Published | None, moved: Sequence[Change]) -> None:
    """The third is computed now, not read from the record."""
    decision = made.decision
    title = DECIDED[decision.event] if decision else ""
    st.header(f"Round {made.number}: {title}", anchor=False)
    if decision is not None and not decision.independent:
        st.markdown(f"**Not independent:** {plain(decision.dependence or 'the signer prepared the round')}.")
    if record is not None:
        said = record.content.get("sentences", {})
        st.markdown(f"**Who:** {plain(str(said.get('who', '')))}")
        st.markdown(f"**On what:** {plain(str(said.get('on_what', '')))}")
    st.markdown(f"**Changed since?** {plain(changed_since(sheet, made, moved))}")
    if decision is not None and decision.reason:
        st.markdown(f"**Reason given:** {plain(decision.reason)}")
    for line in decision.overrides if decision else ():
        st.markdown(f"**◆ Accepted against a flag:** {plain(line)}")


def changed_since(sheet: Sheet, made: Round, moved: Sequence[Change]) -> str:
    """Today against the evidence of this round."""
    told = [change for change in moved if change.kind not in SILENT]
    decision = made.decision
    when = words.moment(decision.at) if decision else ""
    in_force = _in_force(sheet) is made
    if in_force and not sheet.standing.holds:
        first = f"Yes. The approval does not hold any more: {'; '.join(r.text for r in sheet.standing.reasons)}."
    elif told and in_force:
        first = f"Yes, and the approval stands: {words.plural(len(told), 'difference')}, none of which breaks it."
    elif told:
        first = f"Yes: {words.plural(len(told), 'difference')} in the evidence, listed under Then and now."
    else:
        first = f"Nothing has changed since {when}."
    later = [(entry, end) for entry, end in decided(sheet) if entry.number > made.number]
    if not later:
        return first
    newest, end = later[0]
    return f"{first} Round {newest.number} followed: {DECIDED[end.event]} on {words.day(end.at)}."


def _in_force(sheet: Sheet) -> Round | None:
    """The round whose approval counts now."""
    if sheet.standing.state != CampaignState.APPROVED.value:
        return None
    return next((entry for entry, end in decided(sheet) if end.event is Event.APPROVE), None)


def files(sheet: Sheet, made: Round, record: Published | None) -> None:
    """Verify now, and the two files, byte by byte as published."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="record_files"):
        if st.button("Verify now", type="primary"):
            st.session_state[_VERIFIED] = (sheet.campaign.slug, archive.verify(desk.house(), sheet.campaign.slug))
        if record is not None:
            download(sheet, made, record, "html")
            download(sheet, made, record, "json")
    if record is not None:
        st.caption(
            f"record.html sha256 {_sha256(record.record_html)}, record.json sha256 {_sha256(record.record_json)}"
        )
    kept = st.session_state.get(_VERIFIED)
    if kept is not None and kept[0] == sheet.campaign.slug:
        _steps(kept[1])


def download(sheet: Sheet, made: Round, record: Published, kind: str) -> None:
    """One file, byte by byte as published."""
    content = record.record_html if kind == "html" else record.record_json
    st.download_button(
        f"Download record.{kind}",
        content,
        file_name=file_name(sheet.campaign.slug, made.number, content, kind),
        mime="text/html" if kind == "html" else "application/json",
        on_click="ignore",
        key=f"record_{kind}_{made.number}",
    )


def file_name(slug: str, number: int, content: bytes, kind: str) -> str:
    """Campaign, round and the first 12 hex of the sha256: two downloads of equal length stay apart."""
    return f"{slug}-round-{number}-{_sha256(content)[:12]}.{kind}"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _steps(steps: Sequence[tuple[str, str]]) -> None:
    broken = sum(mark == "✗" for mark, _ in steps)
    holding = sum(mark == "✓" for mark, _ in steps)
    title = (
        f"✗ {words.plural(broken, 'check')} failed"
        if broken
        else f"✓ {words.plural(holding, 'check holds', 'checks hold')}"
    )
    with st.container(border=True, key="verified", gap="xsmall"):
        st.subheader(title, anchor=False)
        st.markdown("  \n".join(f"{plain(mark)} {plain(text)}" for mark, text in steps))
