"""Short ways to one measure and to one finding."""

import importlib
from collections.abc import Iterable, Mapping

import duckdb

from aboveboard.judgement import judging, load
from aboveboard.measures import evidence
from aboveboard.model import Campaign, CampaignState, Finding, Measurement, Totals
from aboveboard.model.layout import POLICIES
from tests.unit.measures.made import CAMPAIGN

POLICY = load(POLICIES / "baseline.yaml")
LIMITS: Mapping[str, float] = POLICY.values


def measured(con: duckdb.DuckDBPyConnection, measure: str, campaign: str = CAMPAIGN) -> list[Measurement]:
    """The figures of one measure, without running the others."""
    module = importlib.import_module(f"aboveboard.measures.{measure.replace('.', '_')}")
    return list(module.measure(read(con, campaign)))


def read(con: duckdb.DuckDBPyConnection, campaign: str = CAMPAIGN) -> evidence.Evidence:
    """A campaign's evidence under the baseline policy."""
    return evidence.read(con, campaign, None, LIMITS)


def found(measurements: Iterable[Measurement], check: str, source: str = "spring.csv") -> Finding:
    """The finding of one check; no `source` = nothing was delivered yet."""
    campaign = Campaign(CAMPAIGN, "Spring", "meta", CampaignState.DRAFT, totals=Totals(10, source=source))
    every = judging.judge(POLICY, campaign, list(measurements))
    return next(finding for finding in every if finding.check == check)
