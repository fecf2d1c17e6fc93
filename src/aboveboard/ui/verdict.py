"""The first line of every screen about a campaign, and what moved since the last import."""

from collections.abc import Iterable

import streamlit as st

from aboveboard import desk
from aboveboard.model import Finding, Outcome, Severity
from aboveboard.model.review import Review, Verdict
from aboveboard.ui import words
from aboveboard.ui.words import plain

NOTHING_NEW = "_nothing_new"
"""Said once above the verdict, after an import that brought nothing."""
MOST_FILES = 3
UNCHECKED = (Outcome.INSUFFICIENT, Outcome.NOT_SUPPLIED)
ORDER = {Severity.BLOCKER: 0, Severity.DECISION: 1, Severity.NOTE: 2}


def verdict_line(review: Review) -> None:
    """Is this ready, what moved, how much could be judged at all, and how far the files agree."""
    nothing_new = st.session_state.pop(NOTHING_NEW, None)
    if nothing_new:
        st.info(plain(nothing_new))
    st.header(plain(review.verdict.sentence), anchor=False)
    parts = [review.since] if review.since else ["First import: nothing to compare with yet."]
    if review.spend_judged is not None:
        parts.append(f"{words.share(review.spend_judged)} of impressions could be judged by group.")
    st.markdown(plain(" ".join(parts)))
    agree = desk.agreement(review.campaign)
    if agree:
        more = f" {len(agree) - MOST_FILES} more files are listed under Add data." if len(agree) > MOST_FILES else ""
        st.caption(plain(" ".join(agree[:MOST_FILES]) + more))


def asking(review: Review) -> list[Finding]:
    """Findings that ask for something, the heaviest first."""
    found = [f for f in review.snapshot.findings if f.severity is not None and f.outcome not in UNCHECKED]
    return sorted(found, key=lambda f: (ORDER[f.severity or Severity.NOTE], -_weight(f)))


def _weight(finding: Finding) -> float:
    """Affected spend orders cards of one severity; amounts of several currencies only order, they are not shown."""
    return max(finding.affected_spend.values(), default=0.0) or (finding.affected_impressions or 0) / 1e6


def unchecked(review: Review) -> list[Finding]:
    return [finding for finding in review.snapshot.findings if finding.outcome in UNCHECKED]


def having(review: Review, outcome: Outcome) -> list[Finding]:
    return [finding for finding in review.snapshot.findings if finding.outcome is outcome]


def tally(verdict: Verdict) -> str:
    """ "■ 1 · ▲ 2 · ● 1 · ✓ 9 · ○ 3": signs with numbers for lists, the words in the table head."""
    counts: Iterable[tuple[str, int, str]] = (
        ("■", verdict.blockers, "blocker"),
        ("▲", verdict.decisions, "decision"),
        ("●", verdict.notes, "note"),
    )
    asks = [f"{sign} {words.plural(number, word)}" for sign, number, word in counts if number]
    rest = [f"✓ {verdict.passed} passed"] if verdict.passed else []
    rest += [f"○ {verdict.unchecked} could not be checked"] if verdict.unchecked else []
    return " · ".join([*asks, *rest]) or "Nothing to judge yet"
