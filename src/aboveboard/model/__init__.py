"""Types, enumerations, errors and the catalogue of measures. No input or output happens here."""

from aboveboard.model.campaign import Campaign, Reconciliation, Totals
from aboveboard.model.errors import (
    AboveboardError,
    BadContent,
    UnknownCampaign,
    UnreadableFile,
    WorkspaceBusy,
    WrongInput,
)
from aboveboard.model.finding import Finding, Limit, Place, SettingChange
from aboveboard.model.measurement import Driver, Measurement, Row
from aboveboard.model.outcomes import (
    CampaignState,
    Cause,
    Enforcement,
    ImportOutcome,
    Operator,
    Origin,
    Outcome,
    Scope,
    Severity,
    Status,
)
from aboveboard.model.receipt import Column, Grain, Notice, PersonalData, Question, Receipt, TotalsCheck
from aboveboard.model.snapshot import Change, ChangeKind, Snapshot
from aboveboard.model.targeting import Setting

__all__ = [
    "AboveboardError",
    "BadContent",
    "Campaign",
    "CampaignState",
    "Cause",
    "Change",
    "ChangeKind",
    "Column",
    "Driver",
    "Enforcement",
    "Finding",
    "Grain",
    "ImportOutcome",
    "Limit",
    "Measurement",
    "Notice",
    "Operator",
    "Origin",
    "Outcome",
    "PersonalData",
    "Place",
    "Question",
    "Receipt",
    "Reconciliation",
    "Row",
    "Scope",
    "Setting",
    "SettingChange",
    "Severity",
    "Snapshot",
    "Status",
    "Totals",
    "TotalsCheck",
    "UnknownCampaign",
    "UnreadableFile",
    "WorkspaceBusy",
    "WrongInput",
]
