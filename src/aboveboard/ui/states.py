"""Where a review stands, as sign and word: what is stored plus what the calendar and the evidence say."""

from typing import Literal

from aboveboard.model import CampaignState, Condition, ConditionStatus, Standing, Tier
from aboveboard.model.review import CampaignLine
from aboveboard.ui import cached, words

Colour = Literal["blue", "orange", "red"]
STORED: dict[str, str] = {
    CampaignState.DRAFT: "✎ Draft",
    CampaignState.IN_REVIEW: "▶ In review",
    CampaignState.CHANGES_REQUESTED: "↺ Changes requested",
    CampaignState.APPROVED: "✓ Approved",
    CampaignState.REJECTED: "✕ Rejected",
    CampaignState.WITHDRAWN: "▢ Withdrawn",
}
BROKEN = "≠ No longer holds"
AGAINST = {"revoked": "⊘ Revoked", "expired": "⌛ Expired"}
"""Reasons with a chip of their own, the strongest first; any other reads `BROKEN`."""
TIERS = {Tier.HIGH: "High tier", Tier.MEDIUM: "Medium tier", Tier.LOW: "Low tier"}
URGENT = {Tier.HIGH: 0, Tier.MEDIUM: 1, Tier.LOW: 2}


def label(standing: Standing, open_conditions: int = 0) -> str:
    """The effective state: "✓ Approved with 1 condition", "≠ No longer holds"."""
    stored = STORED.get(standing.state, standing.state)
    if standing.state != CampaignState.APPROVED.value:
        return stored
    if standing.holds:
        return f"{stored} with {words.plural(open_conditions, 'condition')}" if open_conditions else stored
    codes = {reason.code for reason in standing.reasons}
    return next((words_ for code, words_ in AGAINST.items() if code in codes), BROKEN)


def colour(standing: Standing) -> Colour:
    """Of the chip; the sign and the word say the same."""
    if standing.state == CampaignState.APPROVED.value:
        return "blue" if standing.holds else "red"
    return "orange" if standing.state == CampaignState.CHANGES_REQUESTED.value else "blue"


def open_ones(conditions: tuple[Condition, ...]) -> int:
    """Conditions that are still to be met."""
    return sum(condition.status is ConditionStatus.OPEN for condition in conditions)


def of_line(line: CampaignLine) -> tuple[str, Colour]:
    """Label and colour for a line of a list. Only an approval that holds and waits for somebody has open conditions."""
    standing = line.standing or Standing(line.campaign.state.value, False)
    waits = standing.holds and bool(standing.ball)
    conditions = open_ones(cached.sheet(line.campaign.slug).conditions) if waits else 0
    return label(standing, conditions), colour(standing)
