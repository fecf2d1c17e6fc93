"""Settings of an ad set in one common grammar: dimension, operator, value."""

from dataclasses import dataclass

from aboveboard.model.outcomes import Operator


@dataclass(frozen=True)
class Setting:
    """One targeting row as it counts for measures and snapshots."""

    ad_set: str
    dimension: str
    """age, gender, geo, language, audience, detailed, professional, income, parental, device, placement, daypart,
    automation, special_category or context."""
    operator: Operator
    value: str
    raw_column: str
    """Header in the platform's words."""
    value_id: str | None = None
    and_group: int = 0
    """Values with the same number are alternatives (OR); different numbers must all hold (AND)."""
