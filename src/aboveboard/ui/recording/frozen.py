"""What the reviewer saw: the questions, answers and verdicts as the record froze them."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from aboveboard.desk.archive import Published
from aboveboard.model import Round
from aboveboard.ui import computed, words
from aboveboard.ui.signing.viewing import VERDICTS
from aboveboard.ui.words import plain

Item = Mapping[str, Any]


def frozen(record: Published, made: Round) -> None:
    """The verdict sentence of that day, then question by question, then signatures and conditions."""
    content = record.content
    st.markdown(f"**Verdict of that day:** {plain(str(content.get('verdict', {}).get('sentence', '')))}")
    st.caption(_frame(content, made))
    sections: dict[str, list[Item]] = {}
    for item in content.get("items", ()):
        sections.setdefault(str(item.get("section", "")), []).append(item)
    for section, items in sections.items():
        st.subheader(plain(section), anchor=False)
        for item in items:
            _item(item)
    _signed(made)
    _conditions(made)


def _frame(content: Mapping[str, Any], made: Round) -> str:
    checklist, policy = content.get("checklist", {}), content.get("policy", {})
    return plain(
        f"Evidence {made.fingerprint[:8]} · checklist {checklist.get('id', '')} {checklist.get('version', '')} · "
        f"policy {policy.get('version', '')} · {made.tier.value} tier"
    )


def _item(item: Item) -> None:
    flagged = " · ◆ flagged" if item.get("flagged") else ""
    with st.container(gap=None):
        st.markdown(f"**{plain(str(item['id']))}** {plain(str(item['question']))}{flagged}")
        lines = [_answer(item.get("answer")), _verdict(item.get("verdict"))]
        st.caption("  \n".join(line for line in lines if line) or "Neither answered nor judged.")


def _answer(given: Item | None) -> str:
    if not given:
        return ""
    proof = f" Proof: {plain(str(given['proof']).rstrip('.'))}." if given.get("proof") else ""
    return f"{plain(str(given['by_name']))} answered: {plain(str(given['words']))}{_text(given)}{proof}"


def _verdict(given: Item | None) -> str:
    if not given:
        return ""
    sign, word = VERDICTS[str(given["value"])]
    carried = f", carried from round {given['round']}, evidence identical" if given.get("carried") else ""
    return f"{plain(str(given['by_name']))} judged: {sign} {word}{carried}{_text(given)}"


def _text(given: Item) -> str:
    return f" “{plain(str(given['text']))}”" if given.get("text") else ""


def _signed(made: Round) -> None:
    decision = made.decision
    if decision is None:
        return
    st.subheader("Signed", anchor=False)
    for entry in decision.signatures:
        team = f", {entry.team}" if entry.team else ""
        st.markdown(plain(f"{entry.by_name} ({entry.by_role.words}{team}), {words.moment(entry.at)}"))
    if decision.meaning:
        st.markdown(f"“{plain(decision.meaning)}”")
    st.caption(plain(f"Seal {decision.seal}"))


def _conditions(made: Round) -> None:
    decision = made.decision
    if decision is None or not decision.conditions:
        return
    st.subheader("Conditions as they were set", anchor=False)
    computed.table(
        [{"Condition": c.text, "Owner": c.owner, "Due": c.due.isoformat()} for c in decision.conditions],
        "Conditions of this approval",
    )
