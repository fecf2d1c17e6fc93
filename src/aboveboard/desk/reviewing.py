"""A campaign's evidence measured, judged and frozen; and what the screens show of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import duckdb

from aboveboard import __version__
from aboveboard.desk.house import House
from aboveboard.judgement import Policy, judge, since, verdict
from aboveboard.measures import measure_campaign, measure_stated
from aboveboard.model import (
    Campaign,
    Finding,
    Measurement,
    Scope,
    SettingChange,
    SettledClaim,
    Snapshot,
    Status,
    UnknownCampaign,
)
from aboveboard.model.review import Review
from aboveboard.signoff import diff, fingerprint
from aboveboard.signoff.evidence import evidence
from aboveboard.store import campaigns, claims, delivered, imports, people, snapshots

CLAIM_TABLE = ("pressure.cues", "claims")
"""Measure and statistic whose rows are the claims of the ads."""


def take_snapshot(con: duckdb.DuckDBPyConnection, policy: Policy, slug: str, reason: str) -> Snapshot:
    """Measure and judge the campaign now, and freeze the result."""
    campaign = existing(con, slug)
    measurements = measure_campaign(con, slug, campaign.population, policy.values)
    last = snapshots.fingerprint(con, slug)
    made = Snapshot(
        campaign=campaign,
        number=(last[0] if last else 0) + 1,
        taken_at=datetime.now(UTC),
        reason=reason,
        receipts=tuple(stored.receipt for stored in imports.active(con, slug)),
        settings=campaigns.settings(con, slug),
        measurements=measurements,
        findings=judge(policy, campaign, measurements),
        policy_version=policy.version,
        policy_sha256=policy.sha256,
        fingerprint="",
        app_version=__version__,
        texts=delivered.texts(con, slug),
        declared=people.declared(con, slug),
        cells=delivered.cells(con, slug),
        claims=_claims(con, slug, measurements),
    )
    return _frozen(con, made)


def restate(con: duckdb.DuckDBPyConnection, policy: Policy, slug: str) -> Snapshot:
    """Freeze what was stated about the campaign: what rests on it is measured anew, the other figures stay.

    Where the policy has moved since they were taken, all is measured anew: figures of two policies do not mix.
    """
    [last] = snapshots.latest(con, slug)
    if last.policy_sha256 != policy.sha256:
        return take_snapshot(con, policy, slug, "register")
    stated = measure_stated(con, slug, last.campaign.population, policy.values)
    renewed = {figure.measure for figure in stated}
    measurements = (*(figure for figure in last.measurements if figure.measure not in renewed), *stated)
    made = replace(
        last,
        number=last.number + 1,
        taken_at=datetime.now(UTC),
        reason="register",
        measurements=measurements,
        findings=judge(policy, last.campaign, measurements),
        declared=people.declared(con, slug),
        claims=_claims(con, slug, measurements),
    )
    return _frozen(con, made)


def _claims(con: duckdb.DuckDBPyConnection, slug: str, measurements: Sequence[Measurement]) -> tuple[SettledClaim, ...]:
    """What was said about claims that the ads still make."""
    figures = (m for m in measurements if (m.measure, m.statistic) == CLAIM_TABLE)
    made = {row.texts["mark"] for figure in figures for row in figure.rows}
    return tuple(claim for mark, claim in claims.load(con, slug).items() if mark in made)


def _frozen(con: duckdb.DuckDBPyConnection, made: Snapshot) -> Snapshot:
    made = snapshots.as_stored(made)
    mark = fingerprint(evidence(made))
    snapshot = replace(made, campaign=replace(made.campaign, fingerprint=mark), fingerprint=mark)
    snapshots.save(con, snapshot)
    return snapshot


def existing(con: duckdb.DuckDBPyConnection, slug: str, mark: str = "") -> Campaign:
    """The campaign of this slug as it stands now; raises UnknownCampaign. `mark` is the fingerprint it shows."""
    found = campaigns.load(con, slug, mark)
    if found is None:
        known = ", ".join(campaigns.slugs(con)[:5])
        raise UnknownCampaign(
            f"No campaign called “{slug}”",
            "It may have been renamed or removed.",
            f"Campaigns here: {known}." if known else "There is no campaign yet. Import a file first.",
        )
    return found


def review(house: House, slug: str) -> Review:
    """The latest snapshot with its verdict and what moved since the one before."""
    with house.workspace.reading() as con:
        state = existing(con, slug).state
        newest = snapshots.latest(con, slug, 2)
    if not newest:
        raise UnknownCampaign(f"“{slug}” has no evidence yet", "No file of it was imported.", "Add a file.")
    now, before = newest[0], newest[1] if len(newest) > 1 else None
    moved = diff(before, now) if before else ()
    return Review(
        campaign=replace(now.campaign, state=state),
        snapshot=now,
        verdict=verdict(now.findings, state),
        since=since(before.findings, now.findings, moved, before.taken_at, now.reason) if before else "",
        moved=moved,
        spend_judged=_judged_share(now),
        change_list=change_list(now.findings),
    )


def change_list(findings: tuple[Finding, ...]) -> tuple[SettingChange, ...]:
    """Every setting to change once, in the order of the findings; the first reason is kept."""
    rows: dict[tuple[str, str, str, str], SettingChange] = {}
    for finding in findings:
        for change in finding.changes:
            rows.setdefault((change.ad_set, change.setting, change.now, change.to), change)
    return tuple(rows.values())


def _judged_share(snapshot: Snapshot) -> float | None:
    """Largest share of impressions behind a judged comparison of delivery by group; None without any delivery."""
    if snapshot.campaign.totals.impressions is None:
        return None
    figures = (m for m in snapshot.measurements if m.measure == "exclusions.delivery" and m.decides)
    judged = (m for m in figures if m.scope is not Scope.AD_SET and m.status is Status.MEASURED)
    return max((m.coverage for m in judged if m.coverage is not None), default=0.0)


def fingerprint_of(house: House, slug: str) -> str:
    """What moves when the newest snapshot or the state does; empty without a snapshot. The snapshot is not read."""
    with house.workspace.reading() as con:
        found = snapshots.fingerprint(con, slug)
        state = campaigns.state(con, slug)
    return f"{found[0]}-{found[1]}-{state}" if found else ""


def findings(house: House, slug: str) -> tuple[Finding, ...]:
    """Findings of the newest snapshot, most urgent first."""
    return review(house, slug).snapshot.findings


def measurements(house: House, slug: str | None = None, measure: str | None = None) -> tuple[Measurement, ...]:
    """Stored figures of one campaign, or of all campaigns and whole imports."""
    with house.workspace.reading() as con:
        if slug is not None:
            existing(con, slug)
        chosen = [slug] if slug is not None else campaigns.slugs(con)
        found = [m for each in chosen for snapshot in snapshots.latest(con, each) for m in snapshot.measurements]
        if slug is None:
            found += snapshots.import_measurements(con)
    return tuple(m for m in found if measure is None or m.measure == measure)
