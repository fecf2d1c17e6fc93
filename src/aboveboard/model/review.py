"""What the findings page, the command line and later the record show about one campaign."""

from dataclasses import dataclass
from datetime import date, datetime

from aboveboard.model.campaign import Campaign
from aboveboard.model.finding import SettingChange
from aboveboard.model.signing import Standing, Tier
from aboveboard.model.snapshot import Change, Snapshot


@dataclass(frozen=True)
class Verdict:
    """The first line of every screen about a campaign. The counts add up to the number of checks."""

    sentence: str
    blockers: int
    decisions: int
    notes: int
    passed: int
    insufficient: int
    not_supplied: int
    not_applicable: int
    not_delivered: int = 0
    """Of the ones not supplied, those that wait for the launch."""

    @property
    def unchecked(self) -> int:
        """Checks that could not be judged."""
        return self.insufficient + self.not_supplied


@dataclass(frozen=True)
class Review:
    """A campaign's latest snapshot with its verdict and what moved since the one before."""

    campaign: Campaign
    snapshot: Snapshot
    verdict: Verdict
    since: str
    """"Since your last import": one sentence; empty for a first import."""
    moved: tuple[Change, ...]
    spend_judged: float | None
    """Share of spend (impressions where no spend) whose delivery by group could be judged, 0–1."""
    change_list: tuple[SettingChange, ...]


@dataclass(frozen=True)
class CampaignLine:
    """One line of the campaigns page and of the reviewer's queue."""

    campaign: Campaign
    verdict: Verdict | None
    """None while nothing was measured."""
    standing: Standing | None = None
    tier: Tier = Tier.MEDIUM
    launch: date | None = None
    submitted_by: str = ""
    submitted_at: datetime | None = None
    open_items: int = 0
    """Questions that wait for a verdict, or were reopened."""
    all_items: int = 0
    barred: str = ""
    """Why the person who looks may not sign it; empty where nothing stands against it."""
