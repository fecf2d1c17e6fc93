"""One question: why it is asked, what the machine suggests, what was said before, and the form for this person."""

import streamlit as st

from aboveboard.model import Answer, Blocking, Finding, ItemVerdict, Outcome, Person
from aboveboard.model.sheet import Sheet, SheetItem
from aboveboard.ui import menu, words
from aboveboard.ui.signing import saying
from aboveboard.ui.signing.viewing import VERDICTS, Side, View, change_asked, moved
from aboveboard.ui.words import plain

BLOCKING = {
    Blocking.HARD: "must be settled before an approval",
    Blocking.CONDITIONAL: "needs OK, a condition or a written reason",
    Blocking.ADVISORY: "printed on the record",
}


def question(sheet: Sheet, view: View, item: SheetItem, person: Person) -> None:
    """The open question with everything said about it."""
    with st.container(border=True, key="question", gap="small"):
        st.caption(plain(f"{item.id} · {item.section} · {BLOCKING[item.blocking]}"))
        st.subheader(plain(item.question), anchor=False)
        _earlier(item, view)
        _submitter(item)
        st.markdown(plain(suggestion(item)))
        _verdict_of_others(item, view)
        _form(sheet, view, item, person)
        _why(item)
        _next(sheet, view, item)


def suggestion(item: SheetItem) -> str:
    """What the measurements speak for; a sentence, never a choice made beforehand."""
    if item.awaits_delivery and not item.flagged:
        return "The campaign has not delivered yet, so the measurements suggest nothing."
    if item.suggestion is ItemVerdict.OK:
        return "The measurements speak for OK: every check behind this question passed."
    if item.suggestion is ItemVerdict.NEEDS_CHANGE:
        return f"The measurements speak for Needs change: {_flagged(item.findings)}."
    if item.findings:
        return "The measurements suggest nothing: no check behind this question is flagged, and not all passed."
    return "Nothing is measured for this question, so nothing is suggested."


def _flagged(findings: tuple[Finding, ...]) -> str:
    found = [finding for finding in findings if finding.outcome is Outcome.FLAGGED] or list(findings)
    return found[0].headline if found else "a check behind it could not run"


def _earlier(item: SheetItem, view: View) -> None:
    """Carried, reopened with then and now, or a change that was asked for."""
    before = item.before
    if before is None:
        return
    word = VERDICTS[before.value][1]
    if item.carried and not view.holds:
        st.markdown(f"**✓ Carried:** {word} by {plain(before.by_name)}, round {before.round}, evidence identical.")
        return
    if item.verdict is not None:
        return
    with st.container(key="then_now", gap="xsmall"):
        if moved(item):
            st.markdown(f"**↺ Reopened:** {plain(before.by_name)} said {word} in round {before.round}.")
            for line in item.then_now:
                st.markdown(plain(then_now(line, item.findings)))
        elif change_asked(item):
            st.markdown(f"**↺ Change asked for:** {plain(before.by_name)}, round {before.round}.")
        else:
            st.markdown(f"**↺ Not judged again:** {plain(before.by_name)} said {word} in round {before.round}.")
        if before.text:
            st.markdown(f"“{plain(before.text)}”")


def then_now(line: str, findings: tuple[Finding, ...]) -> str:
    """What moved, with a check named by its sentence: "Settings: South · age: 18-65+ → 18-54"."""
    kind, _, rest = line.partition(": ")
    known = {f"{finding.check}: ": finding for finding in findings}
    check = next((name for name in known if rest.startswith(name)), None)
    if check is None:
        return f"{kind[:1].upper()}{kind[1:]}: {rest}"
    return f"{known[check].headline}: {kind} {rest.removeprefix(check)}"


def _submitter(item: SheetItem) -> None:
    given = item.answer
    if given is None:
        if item.asks_submitter:
            st.markdown("**The submitter** has not answered yet.")
        return
    st.markdown(f"**{plain(given.by_name)} answers:** {plain(item.answer_words)}{_text(given)}")
    details = [f"Proof: {given.proof}"] if given.proof else []
    details += [f"Condition: owner {given.owner}, due {given.due}"] if given.owner and given.due else []
    details += ["Given before the evidence moved."] if item.answered_before else []
    for line in details:
        st.caption(plain(line))


def _text(given: Answer) -> str:
    return f" “{plain(given.text)}”" if given.text else ""


def _verdict_of_others(item: SheetItem, view: View) -> None:
    """Whoever does not judge reads the verdict as a sentence."""
    given = item.verdict
    if given is None or view.side is Side.JUDGING or (item.carried and not view.holds):
        return
    sign, word = VERDICTS[given.value]
    st.markdown(f"**{sign} {plain(given.by_name)} says:** {word}{_text(given)}")


def _form(sheet: Sheet, view: View, item: SheetItem, person: Person) -> None:
    if view.side is Side.JUDGING:
        saying.verdict_form(sheet, item, person)
    elif view.side is Side.ANSWERING and item.asks_submitter:
        saying.answer_form(sheet, item, person)
    elif view.side is Side.ANSWERING:
        asks = "Change the campaign, then import its settings again." if change_asked(item) else ""
        st.caption(f"The reviewer judges this from the evidence; no answer is asked of you. {asks}".strip())


def _why(item: SheetItem) -> None:
    if item.case:
        st.caption(f"**Why this is asked.** {plain(item.case)} Source: {plain(item.source)}.")
    st.caption(f"**What to change where the answer is no.** {plain(item.action)}")


def _next(sheet: Sheet, view: View, item: SheetItem) -> None:
    if view.side is Side.LOOKING:
        return
    following = view.following(item, sheet.items)
    if following is not None:
        left = words.plural(sum(entry.id != item.id for entry in view.waiting), "other question")
        label = f"Next: {following.id} → ({left} {'waits' if left.startswith('1 ') else 'wait'} for you)"
        menu.link("sign_off", label, campaign=sheet.campaign.slug, item=following.id)
