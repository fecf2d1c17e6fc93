"""A judged sentence: outcome, limit with its origin, cause, and what to change."""

from dataclasses import dataclass, field

from aboveboard.model.measurement import Measurement
from aboveboard.model.outcomes import Cause, Enforcement, Origin, Outcome, Severity


@dataclass(frozen=True)
class Limit:
    """One line of the policy, with who set it and since when."""

    id: str
    value: float
    unit: str
    origin: Origin
    source: str
    as_of: str
    """ISO date the value was last checked."""
    reason: str = ""
    words: str = ""
    """How the card says it: "flagged below 0.80 when statistically clear"."""


@dataclass(frozen=True)
class SettingChange:
    """One line of the change list: what to set where, in the platform's words."""

    platform: str
    campaign: str
    ad_set: str
    setting: str
    now: str
    to: str
    why: str

    @property
    def text(self) -> str:
        """The row as it is copied: "Prospecting · Age 18–44 → 18–65+"."""
        return f"{self.ad_set} · {self.setting} {self.now} → {self.to}"


@dataclass(frozen=True)
class Place:
    """Where a check was evaluated: a group in a campaign or an ad set, with its own outcome."""

    label: str
    outcome: Outcome
    sentence: str
    measurement: Measurement
    reason: str = ""
    """near_limit | uncertain | estimate_range | …"""
    headline: str = ""
    """The answer for this place alone, where it is shown on its own."""


@dataclass(frozen=True)
class Finding:
    """One check of the policy applied to one campaign. Several places may be behind it; the worst decides."""

    check: str
    """Id of the policy entry."""
    measure: str
    campaign: str
    topic: str
    """exclusions | personalization | echo_chambers | pressure | …: the page that shows the evidence."""
    outcome: Outcome
    severity: Severity | None
    """None for passed and not applicable."""
    enforcement: Enforcement
    headline: str
    """The answer, one sentence."""
    sentence: str
    """The figures behind it: interval, n, base."""
    measurement: Measurement
    """The deciding figure."""
    limit: Limit | None
    reason: str = ""
    cause: Cause | None = None
    cause_sentence: str = ""
    changes: tuple[SettingChange, ...] = ()
    smallest_change: str = ""
    unlock: str = ""
    """For could-not-check: the file or column that would answer it."""
    affected_spend: dict[str, float] = field(default_factory=dict)
    """Per currency."""
    affected_impressions: int | None = None
    places: tuple[Place, ...] = ()
    checklist: tuple[str, ...] = ()
    disclaimer: str = ""
    awaits_delivery: bool = False
    """Not judged because the campaign has not delivered anything yet, not because a file lacks a column."""
