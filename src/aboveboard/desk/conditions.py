"""Which conditions an approval carries: those that go on, those of verdicts, those a reviewer adds, and delivery."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aboveboard.desk.sheets import Case, today
from aboveboard.model import Condition, ConditionCheck, ConditionStatus, ItemVerdict
from aboveboard.signoff.facts import is_before_launch, launch_day

DELIVERY_DAY = 3
"""The delivery export of a campaign reviewed before its launch is due on this day after the launch."""


@dataclass(frozen=True)
class Ask:
    """A condition as a reviewer types it; owner and date have defaults."""

    text: str
    owner: str = ""
    due: date | None = None


def of_approval(case: Case, asked: Sequence[Ask] = ()) -> tuple[Condition, ...]:
    """Every condition that an approval given now would carry."""
    return (*_going_on(case), *_of_verdicts(case), *_asked(case, asked), *_delivery(case))


def _going_on(case: Case) -> tuple[Condition, ...]:
    """Open ones of the last approval, unless their question was judged anew; delivery is asked for afresh."""
    carried = {state.item.id for state in case.states if state.carried}
    return tuple(
        condition
        for condition in case.conditions
        if condition.status is ConditionStatus.OPEN
        and condition.check is not ConditionCheck.DELIVERY
        and (not condition.item or condition.item in carried)
    )


def _of_verdicts(case: Case) -> tuple[Condition, ...]:
    """One for each "OK with condition"; a carried verdict whose condition was set before does not set it again."""
    known = {condition.item for condition in case.conditions}
    verdicts = [
        (state.item.id, state.verdict)
        for state in case.states
        if state.verdict is not None and not (state.carried and state.item.id in known)
    ]
    return tuple(
        _made(case, item.lower(), Ask(verdict.text, verdict.owner, verdict.due), item)
        for item, verdict in verdicts
        if verdict.value == ItemVerdict.OK_WITH_CONDITION.value
    )


def _asked(case: Case, asked: Sequence[Ask]) -> tuple[Condition, ...]:
    return tuple(_made(case, f"{place}", ask) for place, ask in enumerate(asked, 1))


def _made(case: Case, name: str, ask: Ask, item: str = "") -> Condition:
    days = int(case.house.policy.values["condition.due_days"])
    due = ask.due or today() + timedelta(days=days)
    owner = ask.owner.strip() or submitter(case)
    return Condition(f"r{case.number}-{name}", ask.text.strip(), owner, due, ConditionCheck.ATTEST, item=item)


def _delivery(case: Case) -> tuple[Condition, ...]:
    if not is_before_launch(case.snapshot):
        return ()
    due = max(launch_day(case.snapshot) or today(), today()) + timedelta(days=DELIVERY_DAY)
    text = f"Delivery export by day {DELIVERY_DAY}"
    return (Condition(f"r{case.number}-delivery", text, submitter(case), due, ConditionCheck.DELIVERY),)


def submitter(case: Case) -> str:
    """Who owns what nobody else does."""
    return case.facts.submitter or "the marketing manager"
