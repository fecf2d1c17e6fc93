"""Small invented snapshots, findings and answers for the sign-off's own tests."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from aboveboard.model import (
    AdText,
    Answer,
    Campaign,
    CampaignState,
    Cell,
    Enforcement,
    Finding,
    Kind,
    Limit,
    Measurement,
    Operator,
    Origin,
    Outcome,
    Role,
    Scope,
    Setting,
    Severity,
    Snapshot,
    Status,
)
from aboveboard.model.layout import CHECKLISTS
from aboveboard.signoff.checklist import Item, load

LIMITS = {"drift.restated_share": 0.02, "drift.ratio_relative": 0.15, "reason.min_chars": 40}
LONG = "A written reason that is long enough to say why this is right."
CHECKLIST = load(CHECKLISTS / "baseline.yaml")


def item(name: str) -> Item:
    return CHECKLIST.item(name)


def cell(ad_set: str = "North", segment: str = "gender=female", day: int | None = None, **metrics: float) -> Cell:
    when = date(2026, 9, day) if day else None
    return Cell("adset|gender|daily" if day else "adset|gender|", when, when, ad_set, segment, "EUR", **metrics)


def setting(value: str = "18-65+", ad_set: str = "North", dimension: str = "age", **other: Any) -> Setting:
    return Setting(ad_set, dimension, other.pop("operator", Operator.INCLUDE), value, "Age Min/Age Max", **other)


def finding(
    check: str, outcome: Outcome, value: float | None = None, severity: Severity | None = None, **other: Any
) -> Finding:
    measure = other.pop("measure", ".".join(check.split(".")[:2]))
    status = Status.MEASURED if value is not None else Status.NOT_SUPPLIED
    origin = other.pop("origin", Origin.CONVENTION)
    lead = Measurement(measure, "impact_ratio", "c", Scope.SEGMENT, status, value=value, unit="ratio")
    limit = Limit("ratio.flag_below", other.pop("limit", 0.8), "ratio", origin, "a source", "2026-11-01")
    made = Finding(
        check, measure, "c", "exclusions", outcome, severity, Enforcement.SHOULD, f"{check} said", "So.", lead, limit
    )
    return replace(made, **other)


def snapshot(**other: Any) -> Snapshot:
    made = Snapshot(
        campaign=Campaign("c", "C", "meta", CampaignState.DRAFT),
        number=1,
        taken_at=datetime(2026, 9, 1, tzinfo=UTC),
        reason="import",
        receipts=(),
        settings=(setting(),),
        measurements=(),
        findings=(),
        policy_version="1",
        policy_sha256="a",
        fingerprint="f",
        texts=(AdText("Ad", headline="Warm coats"),),
        cells=(cell(impressions=600, reach=300), cell(segment="gender=male", impressions=400, reach=200)),
    )
    return replace(made, **other)


def given(
    name: str, value: str, kind: Kind = Kind.VERDICT, text: str = "", evidence: str = "e", round_: int = 1, **other: Any
) -> Answer:
    made = Answer(
        "c", round_, name, 1, kind, value, text, "", evidence, "anna", "Anna", Role.ETHICS_LEAD,
        datetime(2026, 9, 2, tzinfo=UTC), "k",
    )  # fmt: skip
    return replace(made, **other)
