"""The evidence of a published record as a snapshot again, so that it can be compared like any other."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from aboveboard.model import (
    AdText,
    Campaign,
    CampaignState,
    Cell,
    DamagedRecord,
    Finding,
    Measurement,
    Setting,
    SettledClaim,
    Snapshot,
)

_SETTINGS = TypeAdapter(tuple[Setting, ...])
_TEXTS = TypeAdapter(tuple[AdText, ...])
_CELLS = TypeAdapter(tuple[Cell, ...])
_MEASUREMENTS = TypeAdapter(tuple[Measurement, ...])
_CLAIMS = TypeAdapter(tuple[SettledClaim, ...])
_FINDINGS = TypeAdapter(tuple[Finding, ...])


def snapshot_of(record: Mapping[str, Any]) -> Snapshot:
    """What a record says was known. Receipts are not part of it: files are compared by what they hold."""
    try:
        evidence = record["evidence"]
        campaign = evidence["campaign"]
        return Snapshot(
            campaign=Campaign(
                campaign["slug"],
                campaign["name"],
                campaign["platform"],
                CampaignState.APPROVED,
                population=campaign["population"],
                fingerprint=record["fingerprint"],
            ),
            number=0,
            taken_at=datetime.min.replace(tzinfo=UTC),
            reason="record",
            receipts=(),
            settings=_SETTINGS.validate_python(evidence["settings"]),
            measurements=_MEASUREMENTS.validate_python(evidence["measurements"]),
            findings=_FINDINGS.validate_python([{**finding, "places": ()} for finding in evidence["findings"]]),
            policy_version=evidence["policy"]["version"],
            policy_sha256=evidence["policy"]["sha256"],
            fingerprint=record["fingerprint"],
            texts=_TEXTS.validate_python(evidence["texts"]),
            declared=dict(evidence["declared"]),
            cells=_CELLS.validate_python(evidence["delivered"]),
            claims=_CLAIMS.validate_python(evidence.get("claims", ())),
        )
    except (KeyError, TypeError, ValidationError) as error:
        raise DamagedRecord("The record cannot be read", f"Its evidence is not complete: {error}.") from error
