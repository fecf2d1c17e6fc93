"""What was not flagged: could not check (with the way to unlock it), passed, and not applicable."""

from collections.abc import Sequence

import streamlit as st

from aboveboard.model import Finding, Outcome
from aboveboard.model.review import Review
from aboveboard.ui import menu, words
from aboveboard.ui.verdict import having, unchecked
from aboveboard.ui.words import plain


def could_not_check(review: Review) -> None:
    """Grouped by the file that would answer, the most useful file first."""
    missing = unchecked(review)
    with st.container(border=True, key="could_not_check"):
        st.header(f"○ Could not check ({len(missing)})", anchor=False)
        if not missing:
            st.markdown("Every check that applies could run.")
            return
        for unlock, findings in _by_unlock(missing):
            _group(unlock, findings)
        menu.link("add_data", "Add a file →", campaign=review.campaign.slug)


def _by_unlock(missing: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    groups: dict[str, list[Finding]] = {}
    for finding in missing:
        groups.setdefault(finding.unlock or finding.sentence, []).append(finding)
    return sorted(groups.items(), key=lambda pair: -len(pair[1]))


def _group(unlock: str, findings: Sequence[Finding]) -> None:
    for finding in findings:
        sign, _ = words.outcome(finding)
        st.markdown(f"{sign} {plain(finding.headline)}")
    is_a_file = all(finding.outcome is Outcome.NOT_SUPPLIED for finding in findings)
    many = f" It answers {len(findings)} of these." if len(findings) > 1 and is_a_file else ""
    st.caption(f"{plain(unlock)}{many}")


def passed_and_rest(review: Review) -> None:
    """Folded, never hidden."""
    passed, rest = having(review, Outcome.PASSED), having(review, Outcome.NOT_APPLICABLE)
    if passed:
        with st.expander(f"✓ {words.plural(len(passed), 'check')} passed"):
            _lines(passed)
    if rest:
        with st.expander(f"– {len(rest)} not applicable"):
            _lines(rest)


def _lines(findings: Sequence[Finding]) -> None:
    for finding in findings:
        st.markdown(f"**{plain(finding.headline)}**  \n{plain(finding.sentence)}")
