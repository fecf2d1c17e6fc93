"""A campaign as the workspace knows it."""

from dataclasses import dataclass, field
from datetime import date

from aboveboard.model.outcomes import CampaignState


@dataclass(frozen=True)
class Totals:
    """Additive totals, from the coarsest file that has them. Reach is not here: it cannot be added."""

    impressions: int | None = None
    spend: dict[str, float] = field(default_factory=dict)
    clicks: int | None = None
    date_from: date | None = None
    date_to: date | None = None
    source: str = ""
    """File the totals were taken from."""
    rows: int = 0
    """Rows of that file about the campaign."""
    empty: int = 0
    """Of these, rows whose impressions are empty: the total is then the least the campaign can have."""


@dataclass(frozen=True)
class Reconciliation:
    """How far another file of the same campaign agrees with its totals."""

    file_name: str
    breakdown: tuple[str, ...]
    impressions: int | None
    share: float | None
    """Its impressions divided by the campaign's; 1 = reconciles exactly."""


@dataclass(frozen=True)
class Campaign:
    """One campaign of the workspace."""

    slug: str
    name: str
    platform: str | None
    state: CampaignState
    sample: bool = False
    population: str | None = None
    """ISO-3166 alpha-2 code of the chosen reference population."""
    totals: Totals = field(default_factory=Totals)
    reconciliations: tuple[Reconciliation, ...] = ()
    fingerprint: str = ""
    """Of its latest snapshot."""
