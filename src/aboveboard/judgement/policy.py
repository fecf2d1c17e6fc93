"""The policy pack: limits with their origin, and the checks that use them; YAML, validated with line numbers."""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from aboveboard.model import Enforcement, Limit, Origin
from aboveboard.model.catalogue import CATALOGUE
from aboveboard.model.content import parse


class LimitEntry(BaseModel):
    """One line of the limits table."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    value: float
    unit: str
    origin: Origin
    source: str
    as_of: date
    words: str
    reason: str


class CheckEntry(BaseModel):
    """One question the policy asks of every campaign."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    measure: str
    rule: str
    """Which outcome rule reads the figures."""
    topic: str
    title: str
    enforcement: Enforcement
    limit: str
    opportunity_limit: str | None = None
    """The stricter limit in jobs, housing, credit, insurance, health and education; broken it is a blocker."""
    attribute: str | None = None
    checklist: tuple[str, ...] = ()
    required: bool
    """Whether a sign-off item depends on it, so that not being able to check is a decision."""


class Policy(BaseModel):
    """A whole pack."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    version: str
    title: str
    limits: tuple[LimitEntry, ...]
    checks: tuple[CheckEntry, ...]
    sha256: str = ""

    @model_validator(mode="after")
    def _refers_to_what_exists(self) -> "Policy":
        limits = [entry.id for entry in self.limits]
        checks = [entry.id for entry in self.checks]
        for name in (*limits, *checks):
            if (limits + checks).count(name) > 1 and not (name in limits and name in checks):
                raise ValueError(f"the id {name} appears twice")
        for check in self.checks:
            for needed in filter(None, (check.limit, check.opportunity_limit)):
                if needed not in limits:
                    raise ValueError(f"check {check.id} uses the limit {needed}, which is not listed")
            if check.measure not in {entry.id for entry in CATALOGUE}:
                raise ValueError(f"check {check.id} uses the measure {check.measure}, which does not exist")
        return self

    @cached_property
    def values(self) -> Mapping[str, float]:
        """Limit values by id, for measures and rules."""
        return {entry.id: entry.value for entry in self.limits}

    def limit(self, limit_id: str) -> Limit:
        """The limit as a finding carries it."""
        entry = next(entry for entry in self.limits if entry.id == limit_id)
        return Limit(
            entry.id,
            entry.value,
            entry.unit,
            entry.origin,
            entry.source,
            entry.as_of.isoformat(),
            entry.reason,
            entry.words,
        )


def load(path: Path) -> Policy:
    """The pack in this file. Raises BadContent naming file and line."""
    raw = path.read_bytes()
    policy = parse(raw.decode("utf-8"), path.name, Policy)
    return policy.model_copy(update={"sha256": hashlib.sha256(raw).hexdigest()})
