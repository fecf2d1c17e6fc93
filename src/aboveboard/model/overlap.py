"""A new file and an earlier one of the same kind that speak about the same days."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class OverlapChoice(StrEnum):
    """What happens to the earlier file."""

    DAYS = "days"
    """Only the days that both have are replaced."""
    ALL = "all"
    """The earlier file is replaced as a whole."""
    APART = "apart"
    """Both are kept; the new one becomes a campaign of its own."""


@dataclass(frozen=True)
class Moved:
    """One metric over the days that both have."""

    metric: str
    """impressions, clicks …, or "spend EUR" per currency."""
    then: float
    now: float


@dataclass(frozen=True)
class Overlap:
    """What a new file would replace of one earlier one, for one campaign."""

    campaign: str
    """Slug."""
    campaign_name: str
    file_name: str
    """Of the earlier file."""
    imported_at: datetime
    first: date | None
    """First day that both have; None where the files name no days."""
    last: date | None
    days: int
    """Days that both have, counted; windows of several days count with every day."""
    daily: bool
    outside: int
    """Rows of the earlier file on days that the new one does not have."""
    only_then: int
    """Rows inside the overlap that only the earlier file has."""
    only_now: int
    values: int
    """Figures of the same row that differ."""
    moved: tuple[Moved, ...] = ()
    """The sums that differ over the overlap; never reach."""
