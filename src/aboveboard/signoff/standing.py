"""Whether a launch is allowed on a given day. Page, queue, record and gate all ask this one function."""

from datetime import date

from aboveboard.model import Against, CampaignState, Condition, ConditionStatus, Standing, StandingFacts


def standing(facts: StandingFacts, today: date) -> Standing:
    """The effective state: what is stored plus what the calendar and the evidence say."""
    if facts.state != CampaignState.APPROVED.value:
        return Standing(facts.state, False, (), _ball(facts))
    reasons = tuple(_against(facts, today))
    return Standing(facts.state, not reasons, reasons, _next(facts, reasons))


def _against(facts: StandingFacts, today: date) -> list[Against]:
    if facts.revoked:
        return [Against("revoked", f"The approval was revoked: {facts.revoked}")]
    reasons = list(facts.stale)
    if facts.expires_at is not None and today > facts.expires_at:
        reasons.append(Against("expired", f"The approval ended on {facts.expires_at}"))
    reasons += [
        Against("condition_overdue", f"“{condition.text}” was due on {condition.due}, owner {condition.owner}")
        for condition in facts.conditions
        if is_overdue(condition, today)
    ]
    return reasons


def is_overdue(condition: Condition, today: date) -> bool:
    """A condition is on time for the whole of its last day."""
    return condition.status is ConditionStatus.OPEN and today > condition.due


def _ball(facts: StandingFacts) -> str:
    submitter = facts.submitter or "the marketing manager"
    reviewer = " or ".join(facts.reviewers) or "an ethics lead (nobody here may sign yet)"
    return {
        CampaignState.DRAFT.value: submitter,
        CampaignState.IN_REVIEW.value: reviewer,
        CampaignState.CHANGES_REQUESTED.value: submitter,
        CampaignState.REJECTED.value: "",
        CampaignState.WITHDRAWN.value: "",
    }.get(facts.state, "")


def _next(facts: StandingFacts, reasons: tuple[Against, ...]) -> str:
    """Exactly one side has the ball: whoever can mend the first reason."""
    if not reasons:
        owners = [c.owner for c in sorted(facts.conditions, key=lambda c: c.due) if c.status is ConditionStatus.OPEN]
        return owners[0] if owners else ""
    if reasons[0].code == "stale":
        return " or ".join(facts.approved_by or facts.reviewers) or "an ethics lead"
    if reasons[0].code == "condition_overdue":
        late = [c for c in facts.conditions if c.status is ConditionStatus.OPEN]
        return min(late, key=lambda c: c.due).owner if late else facts.submitter
    return facts.submitter or "the marketing manager"
