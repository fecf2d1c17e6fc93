"""Evidence of the echo chambers page: concentration, messages per group, isolation."""

from collections.abc import Sequence

import streamlit as st

from aboveboard.charts.bars import Bar, share_bars
from aboveboard.charts.heat import share_map
from aboveboard.charts.messages import Lollipop, effective_messages
from aboveboard.charts.ratios import label, outcomes_by_segment, segment_label
from aboveboard.charts.ruler import Isolation, isolation_ruler
from aboveboard.model import Finding, Measurement, Row
from aboveboard.model.review import Review
from aboveboard.ui import computed, evidence
from aboveboard.ui.marks import attributes, deciding, finding_of, look_now

CONCENTRATION = "echo.concentration"
TOPICS = "echo.effective_topics"
ISOLATION = "echo.isolation"
MOST_BARS = 12
MOST_COLUMNS = 8


def own_contribution() -> None:
    """What these figures are about, on every look."""
    st.markdown("This is the campaign's own contribution, not anybody's whole feed.")


def concentration(review: Review) -> None:
    """Which messages take the impressions."""
    evidence.question(CONCENTRATION)
    finding = finding_of(review, CONCENTRATION)
    lead = finding.measurement if finding else None
    bars = _topic_bars(lead) if lead else []
    if finding is None or lead is None or lead.value is None:
        evidence.cannot_say(review, finding, CONCENTRATION)
        return
    evidence.answer(finding)
    if bars:
        evidence.draw(share_bars(bars[:MOST_BARS], look_now(), "share of impressions"), "topics", finding)
    evidence.folds(computed.twin(lead.rows), lead, "Share of each message")


def _topic_bars(lead: Measurement) -> list[Bar]:
    bars = [Bar(row.label, share) for row in lead.rows if (share := row.figures.get("share")) is not None]
    return sorted(bars, key=lambda bar: -bar.share)


def _map(entry: Measurement, finding: Finding | None) -> None:
    """A map of groups and messages: the share of each group's impressions."""
    groups, messages, cells = _matrix(entry.rows)
    evidence.draw(share_map(groups, messages, cells, look_now()), f"map_{entry.attribute}", finding)
    st.caption(f"Share of each group's impressions; the {len(messages)} messages shown most.")
    evidence.folds(_lines(entry.rows), None, "Share of each message in each group's impressions")


def _matrix(rows: Sequence[Row]) -> tuple[list[str], list[str], list[list[float | None]]]:
    seen: dict[str, float] = {}
    for row in rows:
        seen[row.label] = seen.get(row.label, 0.0) + (row.figures.get("impressions") or 0.0)
    messages = sorted(seen, key=lambda name: -seen[name])[:MOST_COLUMNS]
    groups = list(dict.fromkeys(segment_label(row.segment) for row in rows))
    shares = {(segment_label(row.segment), row.label): row.figures.get("share") for row in rows}
    return groups, messages, [[shares.get((group, message)) for message in messages] for group in groups]


def _lines(rows: Sequence[Row]) -> list[dict[str, str]]:
    names = [{"Group": segment_label(row.segment), "Message": row.label} for row in rows]
    return [
        {**name, **{computed.heading(key): computed.figure(key, value) for key, value in row.figures.items()}}
        for name, row in zip(names, rows, strict=True)
    ]


def messages_per_group(review: Review) -> None:
    """Effective number of messages of each group."""
    evidence.question(TOPICS)
    found = [entry for entry in deciding(review, TOPICS) if entry.segment]
    drawable = [entry for entry in found if entry.value is not None]
    if not drawable:
        evidence.cannot_say(review, finding_of(review, TOPICS), TOPICS)
        return
    for attribute in attributes(tuple(drawable)):
        _messages_by(review, attribute, [entry for entry in found if (entry.attribute or "") == attribute])


def _messages_by(review: Review, attribute: str, found: list[Measurement]) -> None:
    finding = finding_of(review, TOPICS, attribute)
    st.subheader(f"By {attribute}" if attribute else "By group", anchor=False)
    evidence.answer(finding)
    decided = outcomes_by_segment(finding)
    groups = [
        Lollipop(label(entry), effective, offered, decided.get(label(entry)))
        for entry in found
        if (effective := entry.figures.get("d1")) is not None and (offered := entry.figures.get("k")) is not None
    ]
    if groups:
        ordered = sorted(groups, key=lambda each: each.effective)
        evidence.draw(effective_messages(ordered, look_now()), f"messages_{attribute}", finding)
    lines = computed.measured(found, [label(entry) for entry in found])
    evidence.folds(lines, finding.measurement if finding else found[0], "Messages in effect of each group")


def isolation(review: Review) -> None:
    """One ruler per attribute."""
    evidence.question(ISOLATION)
    found = [entry for entry in deciding(review, ISOLATION) if entry.value is not None and entry.statistic != "nmi"]
    if not found:
        evidence.cannot_say(review, finding_of(review, ISOLATION), ISOLATION)
        return
    for entry in found:
        _ruler(review, entry)


def _ruler(review: Review, entry: Measurement) -> None:
    finding = finding_of(review, ISOLATION, entry.attribute)
    key = f"{entry.attribute}_{label(entry)}"
    st.subheader(f"By {entry.attribute}" if entry.attribute else "By group", anchor=False)
    evidence.answer(finding)
    if entry.rows and entry.rows[0].segment:
        _map(entry, finding)
    outcome = finding.outcome if finding else None
    found = Isolation(entry.value or 0.0, entry.ci_low, entry.ci_high, entry.figures.get("expected_by_chance"), outcome)
    evidence.draw(isolation_ruler(found, look_now()), f"ruler_{key}", finding)
    st.caption(
        "Borrowed from studies of news use and of neighbourhoods, for scale. Grey: what chance alone would give."
    )
    evidence.folds(computed.measured([entry], [label(entry)]), entry, "Isolation of the groups")
