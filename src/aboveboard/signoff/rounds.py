"""Questions to the rounds of a campaign: which approval is in force, and which conditions belong to it."""

from collections.abc import Sequence

from aboveboard.model import Condition, Event, Round


def approved_round(rounds: Sequence[Round]) -> Round | None:
    """The newest round that ended with an approval; whether it still holds is another question."""
    return next((entry for entry in reversed(rounds) if entry.decision and entry.decision.event is Event.APPROVE), None)


def in_force(rounds: Sequence[Round], conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """Conditions of the newest approval, as they stand now."""
    approved = approved_round(rounds)
    decision = approved.decision if approved else None
    wanted = {condition.id for condition in decision.conditions} if decision else set()
    return tuple(condition for condition in conditions if condition.id in wanted)
