"""Is it getting narrower? One line per group over the weeks, and what happened in between."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import streamlit as st

from aboveboard.charts.ratios import label, outcomes_by_segment
from aboveboard.charts.weekly import Happened, Panel, Week, weekly_lines
from aboveboard.model import Event, Finding, Measurement, Outcome, Person, Status
from aboveboard.model.review import Review
from aboveboard.ui import cached, computed, evidence, words
from aboveboard.ui.marks import attributes, deciding, finding_of, look_now
from aboveboard.ui.verdict import UNCHECKED
from aboveboard.ui.words import plain

NARROWING = "echo.narrowing"
WHOLE = "Everybody"
MOST_LISTED = 8


def narrowing(review: Review, person: Person) -> None:
    """The weekly effective number of messages of the campaign and of every group; a trend only where one was tested."""
    evidence.question(NARROWING)
    finding = finding_of(review, NARROWING)
    found = deciding(review, NARROWING)
    drawable = [entry for entry in found if any(row.figures.get("d1") is not None for row in entry.rows)]
    unjudged = finding is None or finding.outcome in (*UNCHECKED, Outcome.NOT_APPLICABLE)
    if unjudged or not drawable:
        evidence.cannot_say(review, finding, NARROWING)
    if not drawable:
        return
    approved = _approvals(review, person)
    listed: list[Happened] = []
    for attribute in attributes(tuple(drawable)):
        own = [entry for entry in found if (entry.attribute or "") == attribute]
        listed = _by(review, attribute, own, approved, listed, answered=not unjudged)


def _by(
    review: Review,
    attribute: str,
    found: Sequence[Measurement],
    approved: Sequence[date],
    listed: list[Happened],
    *,
    answered: bool,
) -> list[Happened]:
    """One figure; what happened is listed unless it stands above already (`listed`), and handed on."""
    finding = finding_of(review, NARROWING, attribute)
    st.subheader(f"By {attribute}" if attribute else "The whole campaign", anchor=False)
    if answered and finding is not None:
        evidence.answer(finding)
    panels = [_panel(entry, finding) for entry in found]
    happened = _happened(found, approved)
    said = "Effective number of messages per week. No trend is drawn: there are too few weeks."
    trend = any(panel.line for panel in panels)
    evidence.draw(weekly_lines(panels, happened, look_now()), f"weeks_{attribute}", finding if answered else None, said)
    st.caption(
        "Messages in effect per week"
        + ("; dashed: the straight line through the weeks." if trend else "; no trend line: too few weeks.")
    )
    if happened and happened == listed:
        st.caption("The numbers on top stand for the same changes as above.")
    else:
        _listed(happened)
    _silent(found)
    lead = finding.measurement if finding is not None and answered else found[0]
    evidence.folds(_lines(found), lead, "Effective number of messages per week and group")
    return happened


def _panel(entry: Measurement, finding: Finding | None) -> Panel:
    weeks = tuple(Week(date.fromisoformat(row.texts["week"]), row.figures.get("d1")) for row in entry.rows)
    first, last = entry.figures.get("line_first"), entry.figures.get("line_last")
    line = None if first is None or last is None else (first, last)
    return Panel(_name(entry), weeks, line, outcomes_by_segment(finding).get(label(entry)))


def _name(entry: Measurement) -> str:
    return label(entry) if entry.segment else WHOLE


def _happened(found: Iterable[Measurement], approved: Iterable[date]) -> list[Happened]:
    """Messages that came or stopped, once per week, and approvals inside the weeks shown; in order of time."""
    notes = {date.fromisoformat(row.texts["week"]): row.texts.get("note", "") for entry in found for row in entry.rows}
    first, last = min(notes), max(notes) + timedelta(days=6)
    told = [Happened(day, note) for day, note in notes.items() if note]
    told += [Happened(day, "approved", approval=True) for day in approved if first <= day <= last]
    return sorted(told, key=lambda entry: entry.day)


def _approvals(review: Review, person: Person) -> list[date]:
    decided = (entry.decision for entry in cached.sheet(review.campaign.slug, person.name).rounds)
    return [made.at.date() for made in decided if made is not None and made.event is Event.APPROVE]


def _listed(happened: Sequence[Happened]) -> None:
    """What the numbers on top of the figure stand for."""
    lines = [
        f"- **{'✓' if entry.approval else ''}{number}** · {words.day(entry.day)}: {plain(entry.words)}"
        for number, entry in enumerate(happened, 1)
    ]
    if not lines:
        return
    if len(lines) <= MOST_LISTED:
        st.markdown("\n".join(lines))
        return
    with st.expander(f"What changed when ({len(lines)})", type="compact"):
        st.markdown("\n".join(lines))


def _silent(found: Sequence[Measurement]) -> None:
    """Groups without a trend beside others that have one."""
    if all(entry.value is None for entry in found):
        return
    for entry in found:
        if entry.value is None:
            st.caption(plain(f"○ {_name(entry)}, {words.status_words(entry.status).lower()}: {entry.reason}"))


def _lines(found: Sequence[Measurement]) -> list[dict[str, str]]:
    return [
        {"Group": _name(entry), **line, "In effect": line["In effect"] if row.status is Status.MEASURED else "too few"}
        for entry in found
        for row, line in zip(entry.rows, computed.twin(entry.rows), strict=True)
    ]
