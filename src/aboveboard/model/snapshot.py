"""The frozen evidence of one moment. Everything that asks "what changed?" compares two of these."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from aboveboard.model.campaign import Campaign
from aboveboard.model.claims import SettledClaim
from aboveboard.model.finding import Finding
from aboveboard.model.measurement import Measurement
from aboveboard.model.receipt import Receipt
from aboveboard.model.targeting import Setting


@dataclass(frozen=True)
class AdText:
    """The words and labels of one ad or variant."""

    ad: str
    """Its name, else its id."""
    headline: str | None = None
    body: str | None = None
    description: str | None = None
    cta: str | None = None
    url: str | None = None
    asset_url: str | None = None
    automation: str | None = None
    ai_label: str | None = None
    payer: str | None = None
    beneficiary: str | None = None


@dataclass(frozen=True)
class Cell:
    """Delivery of one cell of an export: what was said about one ad set, group and period.

    Cells exist to be compared with the same cells of another export, one by one. They are never added to totals.
    """

    grain: str
    """Level, breakdown and whether daily: "adset|age,gender|daily"."""
    date_from: date | None
    date_to: date | None
    ad_set: str
    segment: str
    """Values of the breakdown, "age=18-24, gender=female"; empty where cells were joined to keep their number small."""
    currency: str
    impressions: float | None = None
    spend: float | None = None
    reach: float | None = None
    """Only where the cell is one row: reach is never added."""
    eligible: float | None = None
    """As reach."""
    audience: float | None = None
    """Lower bound of the platform's audience size; as reach."""
    clicks: float | None = None
    results: float | None = None


@dataclass(frozen=True)
class Snapshot:
    """Receipts, settings, texts, measurements, findings and versions of one campaign, with one fingerprint."""

    campaign: Campaign
    number: int
    """Counts from 1 inside the campaign."""
    taken_at: datetime
    """UTC."""
    reason: str
    """import | population | policy | register."""
    receipts: tuple[Receipt, ...]
    settings: tuple[Setting, ...]
    measurements: tuple[Measurement, ...]
    findings: tuple[Finding, ...]
    policy_version: str
    policy_sha256: str
    fingerprint: str
    """sha256 over the canonical form of the evidence: all the above but number, time, file names and bytes."""
    app_version: str = ""
    texts: tuple[AdText, ...] = ()
    declared: dict[str, str] = field(default_factory=dict)
    """What people stated about the campaign and no file carries: launch date, chatbot, creators …"""
    cells: tuple[Cell, ...] = ()
    """Delivery, cell by cell, in a fixed order."""
    claims: tuple[SettledClaim, ...] = ()
    """What people said about claims in the ads."""


class ChangeKind(StrEnum):
    """What moved between two snapshots."""

    FORMAT = "format_only"
    """The same content in another file: row order, encoding, quoting, column order."""
    PERIOD = "period_extended"
    """New days; the days both know are equal, or cannot be compared."""
    RESTATED = "history_restated"
    """Figures of days both know differ."""
    DELIVERED = "first_delivery"
    """There was no delivery before."""
    FILES = "files"
    SETTINGS = "settings"
    TEXTS = "texts"
    DECLARED = "declared"
    CLAIM = "claim"
    OUTCOME = "outcome"
    FIGURE = "figure"
    BASE = "base"
    POLICY = "policy"


@dataclass(frozen=True)
class Change:
    """One difference between two snapshots, then and now."""

    kind: ChangeKind
    subject: str
    """Check id, file name, metric, ad, or ad set and setting."""
    then: str | None
    now: str | None
    share: float | None = None
    """For restated history: sum of the differences over the sum before, 0–1. For a figure: relative move."""
    measure: str = ""
    """For outcomes and figures: the measure of the check."""
