"""The frozen evidence of one moment. Everything that asks "what changed?" compares two of these."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aboveboard.model.campaign import Campaign
from aboveboard.model.finding import Finding
from aboveboard.model.measurement import Measurement
from aboveboard.model.receipt import Receipt
from aboveboard.model.targeting import Setting


@dataclass(frozen=True)
class Snapshot:
    """Receipts, settings, measurements, findings and versions of one campaign, with one fingerprint."""

    campaign: Campaign
    number: int
    """Counts from 1 inside the campaign."""
    taken_at: datetime
    """UTC."""
    reason: str
    """import | population | policy."""
    receipts: tuple[Receipt, ...]
    settings: tuple[Setting, ...]
    measurements: tuple[Measurement, ...]
    findings: tuple[Finding, ...]
    policy_version: str
    policy_sha256: str
    fingerprint: str
    """sha256 over the canonical form of all the above but number and time."""
    app_version: str = ""


class ChangeKind(StrEnum):
    """What moved between two snapshots."""

    FILES = "files"
    SETTINGS = "settings"
    OUTCOME = "outcome"
    FIGURE = "figure"
    BASE = "base"
    POLICY = "policy"


@dataclass(frozen=True)
class Change:
    """One difference between two snapshots, then and now."""

    kind: ChangeKind
    subject: str
    """Check id, file name, or ad set and setting."""
    then: str | None
    now: str | None
