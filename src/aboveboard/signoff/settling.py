"""Where each question stands: what is missing, what stands against an answer, what is carried from an earlier round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aboveboard.model import Answer, Blocking, Effect, Finding, ItemVerdict, Kind, Outcome, Severity
from aboveboard.signoff.checklist import Item

UNCHECKED = (Outcome.INSUFFICIENT, Outcome.NOT_SUPPLIED)
SETTLES = (ItemVerdict.OK, ItemVerdict.OK_WITH_CONDITION, ItemVerdict.NOT_APPLICABLE)
SHORT = 10
"""Characters that any comment needs, so that it says something."""


@dataclass(frozen=True)
class Evidence:
    """What the machine knows about one item."""

    hash: str
    findings: tuple[Finding, ...]
    flagged: bool
    """A check behind it is flagged, or could not run where that counts as flagged."""
    blocker: bool
    """One of them is an open blocker that no reason overrides."""
    awaits_delivery: bool
    suggestion: ItemVerdict | None
    """Never an answer: shown beside the question, selected nowhere."""


@dataclass(frozen=True)
class ItemState:
    """One applicable question with everything said about it."""

    item: Item
    evidence: Evidence
    answer: Answer | None
    """The submitter's latest; may be from an earlier round."""
    verdict: Answer | None
    """The reviewer's, if it holds on this evidence."""
    before: Answer | None
    """The reviewer's last word on other evidence or in an earlier round: then, beside now."""

    @property
    def carried(self) -> bool:
        """Whether the verdict comes from an earlier round on identical evidence."""
        return self.verdict is not None and self.before is self.verdict

    @property
    def reopened(self) -> bool:
        """Whether it was judged before, and its evidence moved since."""
        return self.verdict is None and self.before is not None and self.before.evidence != self.evidence.hash

    @property
    def answered_on_other_evidence(self) -> bool:
        """Whether the submitter answered before the evidence moved."""
        return self.answer is not None and self.answer.evidence != self.evidence.hash


def evidence(item: Item, mark: str, findings: Sequence[Finding], facts: Mapping[str, bool | None]) -> Evidence:
    """Machine's view of one item: `findings` are all of the campaign, `mark` the item's evidence hash."""
    own = tuple(finding for finding in findings if finding.measure in item.depends_on)
    unknown_counts = any(facts.get(name) for name in item.unknown_is_flag_if)
    waiting = any(finding.awaits_delivery for finding in own)
    flagged = any(
        finding.outcome is Outcome.FLAGGED
        or (unknown_counts and finding.outcome in UNCHECKED and not finding.awaits_delivery)
        for finding in own
    )
    hard = item.blocking is Blocking.HARD
    blocker = any(f.severity is Severity.BLOCKER and (hard or f.measure in item.hard_measures) for f in own)
    return Evidence(mark, own, flagged, blocker, waiting, _suggestion(own, flagged))


def _suggestion(own: Sequence[Finding], flagged: bool) -> ItemVerdict | None:
    if flagged:
        return ItemVerdict.NEEDS_CHANGE
    judged = [finding for finding in own if finding.outcome is not Outcome.NOT_APPLICABLE]
    if judged and all(finding.outcome is Outcome.PASSED for finding in judged):
        return ItemVerdict.OK
    return None


def item_state(
    item: Item, known: Evidence, given: Sequence[Answer], round_: int, min_chars: int, within_limits: bool = False
) -> ItemState:
    """`given` holds every answer and verdict of the campaign, oldest first.

    `within_limits` lets a verdict stand although its evidence moved: the approval in force was not broken by the move.
    """
    own = [answer for answer in given if answer.item == item.id and answer.item_version == item.version]
    answer = next((entry for entry in reversed(own) if entry.kind is Kind.ANSWER), None)
    last = next((entry for entry in reversed(own) if entry.kind is Kind.VERDICT), None)
    if last is None:
        return ItemState(item, known, answer, None, None)
    same = within_limits or last.evidence == known.hash
    if last.round == round_:
        return ItemState(item, known, answer, last if same else None, None if same else last)
    carried = last if same and settles(item, last, min_chars) else None
    return ItemState(item, known, answer, carried, last)


def settles(item: Item, verdict: Answer, min_chars: int) -> bool:
    """Whether a verdict leaves nothing open on its item."""
    value = ItemVerdict(verdict.value)
    if value is ItemVerdict.CANNOT_TELL:
        return item.blocking is not Blocking.HARD and len(verdict.text.strip()) >= min_chars
    return value in SETTLES


def answer_problem(state: ItemState, value: str, text: str, proof: str, has_condition: bool, min_chars: int) -> str:
    """Why the submitter's answer cannot be taken; empty when it can."""
    item, said = state.item, len(text.strip())
    if value not in item.answers:
        return f"“{value}” is no answer to {item.id}; it is one of: {', '.join(item.answers)}."
    effect = item.answers[value]
    if effect is Effect.REASON and said < min_chars:
        return f"{item.id}: write the reason in at least {min_chars} characters; it has {said}."
    if effect is Effect.NOT_APPLICABLE and said < SHORT:
        return f"{item.id}: write why the question does not apply."
    if effect is Effect.PROOF and len(proof.strip()) < SHORT and said < SHORT:
        return f"{item.id}: this answer clears only with proof: give a link, or say where the proof is kept."
    if effect is Effect.CONDITION and not has_condition:
        return f"{item.id}: a condition needs its text, an owner and a due date."
    contradicts = state.evidence.flagged and effect in (Effect.CLEAR, Effect.PROOF, Effect.NOT_APPLICABLE)
    if contradicts and said < min_chars:
        return (
            f"{item.id}: the measurement says otherwise ({_flag(state)}). An answer against it needs a written reason "
            f"of at least {min_chars} characters; it has {said}."
        )
    return ""


def verdict_problem(state: ItemState, value: ItemVerdict, text: str, has_condition: bool, min_chars: int) -> str:
    """Why the reviewer's verdict cannot be taken; empty when it can."""
    item, said = state.item, len(text.strip())
    if value in (ItemVerdict.OK, ItemVerdict.OK_WITH_CONDITION, ItemVerdict.NOT_APPLICABLE):
        closed = _closed(state)
        if closed and value is not ItemVerdict.NOT_APPLICABLE:
            return closed
        if state.evidence.flagged and said < min_chars:
            return (
                f"{item.id}: the measurement says otherwise ({_flag(state)}). A verdict against it needs a written "
                f"reason of at least {min_chars} characters; it has {said}."
            )
    if value is ItemVerdict.OK_WITH_CONDITION and not has_condition:
        return f"{item.id}: a condition needs its text, an owner and a due date."
    if value is ItemVerdict.CANNOT_TELL and item.blocking is Blocking.HARD and said < SHORT:
        return f"{item.id}: say what is missing; this question must be answered before an approval."
    if value is not ItemVerdict.OK and said < SHORT:
        return f"{item.id}: write a comment of at least {SHORT} characters."
    return ""


def _closed(state: ItemState) -> str:
    """Why nobody may judge this item OK: a blocker, or an answer that stops a hard question."""
    item = state.item
    if state.evidence.blocker:
        return (
            f"{item.id}: an open blocker stands against it ({_flag(state)}); it must be mended, no reason overrides it."
        )
    if state.answer is not None and item.blocking is Blocking.HARD:
        effect = item.answers.get(state.answer.value)
        if effect in (Effect.STOP, Effect.UNKNOWN):
            said = state.answer.value.replace("_", " ")
            return f"{item.id}: the submitter's answer is “{said}”, which stops an approval; ask for a change."
    return ""


def _flag(state: ItemState) -> str:
    flagged = [f for f in state.evidence.findings if f.outcome is Outcome.FLAGGED] or state.evidence.findings
    return flagged[0].headline if flagged else "a check behind it could not run"


def submit_problems(states: Sequence[ItemState], findings: Sequence[Finding]) -> tuple[str, ...]:
    """What must be done before a review can be submitted."""
    unanswered = [s.item.id for s in states if s.item.who.answers == "marketing_manager" and s.answer is None]
    blockers = [finding.headline for finding in findings if finding.severity is Severity.BLOCKER]
    problems = [f"Blocker: {headline}. Mend it and import again." for headline in blockers]
    if unanswered:
        many = "question waits" if len(unanswered) == 1 else "questions wait"
        problems.append(f"{len(unanswered)} {many} for an answer: {', '.join(unanswered)}.")
    return tuple(problems)


def approve_problems(states: Sequence[ItemState], min_chars: int) -> tuple[str, ...]:
    """What stands between a review and an approval, item by item."""
    problems = []
    for state in states:
        if closed := _closed(state):
            problems.append(closed)
        elif state.verdict is None:
            reopened = "its evidence moved; judge it again" if state.reopened else "not judged yet"
            problems.append(f"{state.item.id}: {reopened}.")
        elif not settles(state.item, state.verdict, min_chars):
            said = state.verdict.value.replace("_", " ")
            problems.append(f"{state.item.id}: the verdict is “{said}”.")
    return tuple(problems)


def overrides(states: Sequence[ItemState]) -> tuple[str, ...]:
    """Items judged OK against a flagged measurement, with the written reason: printed first on the record."""
    return tuple(
        f"{state.item.id} was accepted although a check is flagged ({_flag(state)}). "
        f"Reason: {state.verdict.text.strip()}"
        for state in states
        if state.verdict is not None
        and state.evidence.flagged
        and state.verdict.value in (ItemVerdict.OK.value, ItemVerdict.NOT_APPLICABLE.value)
    )
