"""Evidence of the echo chambers page: concentration, messages per group, isolation."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from aboveboard.charts.bars import Bar, share_bars
from aboveboard.charts.heat import share_map
from aboveboard.charts.lorenz import Shown, Top, lorenz
from aboveboard.charts.messages import Lollipop, effective_messages
from aboveboard.charts.ratios import label, outcomes_by_segment, segment_label
from aboveboard.charts.ruler import Isolation, isolation_ruler
from aboveboard.model import Finding, Limit, Measurement, Row
from aboveboard.model.review import Review
from aboveboard.ui import computed, evidence, words
from aboveboard.ui.marks import attributes, deciding, figures, finding_of, look_now
from aboveboard.ui.words import plain

CONCENTRATION = "echo.concentration"
TOPICS = "echo.effective_topics"
ISOLATION = "echo.isolation"
MOST_BARS = 12
MOST_COLUMNS = 8
ABOUT_MESSAGES = ("by_ad", "derived_topics")
"""Badges that say what counts as a message."""


def own_contribution() -> None:
    """What these figures are about, on every look."""
    st.markdown("This is the campaign's own contribution, not anybody's whole feed.")


def _what_counts(entry: Measurement) -> None:
    """What counts as a message, where it is not what the advertiser called one."""
    for badge in entry.badges:
        if badge in ABOUT_MESSAGES:
            said = words.badge_words(badge)
            st.caption(f"◌ *{said[:1].upper()}{said[1:]}.*")


def ties() -> None:
    """Why nothing is said about who keeps to whom."""
    evidence.note(
        "Whether people keep to their own group is not said: ad exports hold neither groups that people named nor ties "
        "between them, and groups that an algorithm finds keep to themselves by the way they are found."
    )


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
        _lorenz(lead, finding)
    _what_counts(lead)
    evidence.folds(computed.twin(lead.rows), lead, "Share of each message")


def _lorenz(lead: Measurement, finding: Finding) -> None:
    """The curve with the few messages that take half, and by name those that are hardly shown."""
    shown = [Shown(row.figures.get("share") or 0.0, int(row.figures.get("messages") or 1)) for row in lead.rows]
    few, share = lead.figures.get("top_half"), lead.figures.get("top_half_share")
    top = None if few is None or share is None else Top(int(few), share)
    evidence.draw(lorenz(shown, top, look_now()), "lorenz", finding)
    st.caption("Dotted: the same share for every message. The lower the curve sags, the fewer messages are shown.")
    hardly = [row.label for row in lead.rows if row.texts.get("note")]
    if hardly:
        more = f" and {len(hardly) - MOST_BARS} more" if len(hardly) > MOST_BARS else ""
        st.caption(plain(f"Hardly shown, less than 1 % of impressions each: {', '.join(hardly[:MOST_BARS])}{more}."))


def _topic_bars(lead: Measurement) -> list[Bar]:
    bars = [Bar(row.label, share) for row in lead.rows if (share := row.figures.get("share")) is not None]
    return sorted(bars, key=lambda bar: -bar.share)


def _map(review: Review, entry: Measurement, finding: Finding | None) -> None:
    """A map of groups and messages: the share of each group's impressions, and on the right its messages in effect."""
    groups, messages, cells = _matrix(entry.rows)
    own = [each for each in deciding(review, TOPICS) if each.attribute == entry.attribute]
    effective = {label(each): f"{number:.1f}" for each in own if (number := each.figures.get("d1")) is not None}
    margin = [effective.get(group, "○") for group in groups] if effective else []
    evidence.draw(share_map(groups, messages, cells, look_now(), margin), f"map_{entry.attribute}", finding)
    about = f"Share of each group's impressions in %; the {len(messages)} messages shown most. The highest is outlined."
    st.caption(plain(about + (_in_effect(review, own) if margin else "")))
    _what_counts(entry)
    evidence.folds(_lines(entry.rows), None, "Share of each message in each group's impressions")


def _in_effect(review: Review, own: Sequence[Measurement]) -> str:
    """What the margin of the map says, with the policy's minimum."""
    offered = max((each.figures.get("k") or 0.0 for each in own), default=0.0)
    finding = finding_of(review, TOPICS)
    least = f", {finding.limit.words}" if finding is not None and finding.limit is not None else ""
    return f" On the right: messages in effect, of {offered:.0f} on offer{least}; ○ too few people."


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
        Lollipop(
            label(entry),
            effective,
            offered,
            entry.figures.get("reference_effective") or offered,
            decided.get(label(entry)),
        )
        for entry in found
        if (effective := entry.figures.get("d1")) is not None and (offered := entry.figures.get("k")) is not None
    ]
    if groups:
        ordered = sorted(groups, key=lambda each: each.effective)
        evidence.draw(effective_messages(ordered, look_now()), f"messages_{attribute}", finding)
    silent = [label(entry) for entry in found if entry.value is None]
    if silent:
        st.caption(plain(f"○ Too little data: {', '.join(silent)}."))
    lines = computed.measured(found, [label(entry) for entry in found])
    evidence.folds(lines, finding.measurement if finding else found[0], "Messages in effect of each group")


def isolation(review: Review) -> None:
    """Per attribute the map of groups and messages and one ruler; why, where there is none."""
    evidence.question(ISOLATION)
    found = deciding(review, ISOLATION)
    if not any(entry.value is not None for entry in found):
        evidence.cannot_say(review, finding_of(review, ISOLATION), ISOLATION)
        return
    for entry in found:
        finding = finding_of(review, ISOLATION, entry.attribute)
        if finding is not None and finding.limit is not None and not _own_limit(entry, finding.limit):
            finding = replace(finding, limit=None)
        st.subheader(f"By {entry.attribute}" if entry.attribute else "By group", anchor=False)
        if entry.value is None:
            evidence.unjudged(review, entry, finding)
        else:
            evidence.answer(finding)
            _ruler(review, entry, finding)


def _own_limit(entry: Measurement, limit: Limit) -> bool:
    """One check measures two things, two groups and more than two; each has a limit of its own."""
    return (entry.statistic == "nmi") == limit.id.startswith("nmi.")


def _ruler(review: Review, entry: Measurement, finding: Finding | None) -> None:
    if entry.rows and entry.rows[0].segment:
        _map(review, entry, finding)
    two = entry.statistic != "nmi"
    found = Isolation(
        entry.value or 0.0,
        entry.ci_low,
        entry.ci_high,
        entry.figures.get("expected_by_chance"),
        finding.outcome if finding else None,
        entry.p,
        two_groups=two,
    )
    evidence.draw(isolation_ruler(found, look_now()), f"ruler_{entry.attribute}_{label(entry)}", finding)
    source = (
        "Borrowed from studies of news use and of neighbourhoods, for scale." if two else "The lines are our limits."
    )
    st.caption(f"{source} Grey: what chance alone would give.")
    evidence.folds(_separate(review, entry), entry, "Isolation of the groups")


def _separate(review: Review, entry: Measurement) -> list[dict[str, str]]:
    """The deciding figure, and with more than two groups each of them against all others."""
    each = [
        other for other in figures(review, ISOLATION, "isolation_one_vs_rest") if other.attribute == entry.attribute
    ]
    every = [entry, *each]
    names = ["All groups", *(f"{label(other)} against all others" for other in each)]
    return [
        {**line, "p": computed.figure("p_adjusted", p) if (p := _corrected(other)) is not None else ""}
        for line, other in zip(computed.measured(every, names), every, strict=True)
    ]


def _corrected(entry: Measurement) -> float | None:
    return entry.p if entry.p_adjusted is None else entry.p_adjusted
