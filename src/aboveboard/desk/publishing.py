"""What is written to disk after each change: ledger lines, records of decisions, and each campaign's head.

The order makes a crash harmless: a record before the head that names it, the head before the index. Whatever was not
written is written at the next start; the bytes are the same, so writing twice changes nothing.
"""

import hashlib
import json
import logging
import threading
from pathlib import Path
from typing import Any

import duckdb

from aboveboard import __version__
from aboveboard.desk.house import House
from aboveboard.desk.ledgering import log, now
from aboveboard.desk.sheets import Case, read
from aboveboard.model import AboveboardError, Event, Finding, Outcome, Severity
from aboveboard.model.plain import plain
from aboveboard.record import files
from aboveboard.record.html import render
from aboveboard.signoff import readable
from aboveboard.signoff.ledger import GENESIS
from aboveboard.store import campaigns, ledger

LOG = logging.getLogger(__name__)
TIME_ZONE = "UTC"
MODE = "enforce"
DELETED = "campaign.deleted"
"""Ledger action of a tombstone."""
_TROUBLE: dict[Path, str] = {}
_ONE_WRITER = threading.RLock()
"""Two visitors may decide at the same moment; their lines go into the files one after the other."""


def publish(house: House, *slugs: str) -> None:
    """Write what is waiting: records, the ledger's new lines, and the heads of these campaigns.

    Trouble is kept for the frame, never swallowed: the decision itself stands in the workspace and is written later.
    """
    folder = house.records
    if folder is None:
        return
    try:
        with _ONE_WRITER:
            written = _records(house, folder)
            _heads(house, folder, tuple(dict.fromkeys((*slugs, *written))))
    except (OSError, AboveboardError) as error:
        said = f"{error.title}. {error.detail}" if isinstance(error, AboveboardError) else str(error)
        _TROUBLE[folder] = said
        LOG.error("records could not be published: %s", said)
    else:
        _TROUBLE.pop(folder, None)


def trouble(house: House) -> str:
    """Why the last publication failed; empty when it did not. Until it is mended the gate answers from older files."""
    return _TROUBLE.get(house.records, "") if house.records else ""


def publish_all(house: House) -> None:
    """Everything, at start-up: repeats what a crash left undone and drops the files of deleted campaigns.

    Only a campaign whose last ledger entry is its deletion loses its files: records that this workspace does not know
    may belong to another one, or the workspace file may be the older of the two.
    """
    with house.workspace.reading() as con:
        known = campaigns.slugs(con)
        strangers = files.slugs(house.records) - set(known) if house.records else set()
        gone = [slug for slug in sorted(strangers) if _was_deleted(con, slug)]
    publish(house, *known)
    if house.records is not None and not trouble(house):
        for slug in gone:
            files.remove_campaign(house.records, slug)


def _was_deleted(con: duckdb.DuckDBPyConnection, slug: str) -> bool:
    last = ledger.last_of(con, slug)
    return last is not None and last.action == DELETED


def _records(house: House, folder: Path) -> list[str]:
    """Records of decisions that are not on disk yet; the campaigns they belong to."""
    with house.workspace.reading() as con:
        waiting = ledger.waiting(con)
    for slug, number, text in waiting:
        record = text.encode("utf-8")
        files.write_once(files.record_json(folder, slug, number), record)
        # a crash between page and ledger may be followed by an update that draws the page otherwise: it stays as it is
        target = files.record_html(folder, slug, number)
        page = target.read_bytes() if target.exists() else render(json.loads(text)).encode("utf-8")
        files.write_once(target, page)
        with house.workspace.writing() as con:
            log(
                con,
                "record.published",
                None,
                slug,
                round_=number,
                subject=f"round-{number}/record.json",
                before=_sha256(page),
                after=_sha256(record),
                fingerprint=json.loads(text)["fingerprint"],
            )
            ledger.published(con, slug, number)
    return [slug for slug, _, _ in waiting]


def _heads(house: House, folder: Path, slugs: tuple[str, ...]) -> None:
    with house.workspace.reading() as con:
        entries = ledger.entries(con)
        heads = {slug: _head(house, con, folder, slug) for slug in slugs}
    files.append_ledger(folder, entries)
    for slug, head in heads.items():
        if head is not None:
            files.replace_head(folder, slug, head)
    files.write_index(folder, entries)


def _head(house: House, con: duckdb.DuckDBPyConnection, folder: Path, slug: str) -> dict[str, Any] | None:
    """The head as it should be; None for a campaign without evidence."""
    if not _has_snapshot(con, slug):
        return None
    case = read(house, con, slug)
    known = files.read_head(folder, slug)
    head = head_of(case, con, folder)
    # the moment of publication alone is no change: heads stay the same bytes while nothing moved
    if known is not None and {**known, "published_at": ""} == {**head, "published_at": ""}:
        return known
    return head


def _has_snapshot(con: duckdb.DuckDBPyConnection, slug: str) -> bool:
    return bool(con.execute("SELECT 1 FROM snapshot WHERE campaign = ? LIMIT 1", [slug]).fetchall())


def head_of(case: Case, con: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, Any]:
    """What gate and verify read about a campaign, as plain values."""
    last = case.last_decided
    decision = last.decision if last else None
    paths = (
        (files.record_json(folder, case.slug, last.number), files.record_html(folder, case.slug, last.number))
        if last
        else ()
    )
    chain, own = ledger.last(con), ledger.last_of(con, case.slug)
    campaign = case.snapshot.campaign
    made = {
        "schema": "aboveboard-head-1",
        "campaign": {
            "slug": campaign.slug,
            "name": campaign.name,
            "platform": campaign.platform,
            "sample": campaign.sample,
        },
        "mode": MODE,
        "time_zone": TIME_ZONE,
        "state": case.state.value,
        "round": case.open_round.number if case.open_round else last.number if last else 0,
        "event": decision.event.value if decision else None,
        "decided_at": plain(decision.at) if decision else None,
        "approved_by": list(case.facts.approved_by),
        "independent": decision.independent if decision else None,
        "expires_at": plain(case.facts.expires_at),
        "conditions": plain(case.facts.conditions),
        "stale": plain(case.facts.stale),
        "revoked": case.facts.revoked,
        "submitter": case.facts.submitter,
        "reviewers": list(case.facts.reviewers),
        "blockers": sum(finding.severity is Severity.BLOCKER for finding in case.snapshot.findings),
        "unchecked": unaccepted(case) if decision and decision.event is Event.APPROVE else [],
        "fingerprint": decision.fingerprint if decision else "",
        "evidence_fingerprint": case.snapshot.fingerprint,
        "record": f"round-{last.number}/record.json" if last else None,
        "record_sha256": _sha256(paths[0].read_bytes()) if paths else "",
        "html_sha256": _sha256(paths[1].read_bytes()) if paths else "",
        "seal": decision.seal if decision else "",
        "ledger": {
            "count": chain.seq if chain else 0,
            "hash": chain.hash if chain else GENESIS,
            "campaign_count": own.campaign_seq if own else 0,
            "campaign_hash": own.hash if own else GENESIS,
        },
        "published_at": now().isoformat(),
        "app_version": __version__,
    }
    settled: dict[str, Any] = json.loads(readable(made))
    return settled


def unaccepted(case: Case) -> list[str]:
    """Required checks that cannot run on the newest evidence, and that no verdict accepted."""
    accepted = {check for state in case.states if state.verdict for check in _checks(state.evidence.findings)}
    return [
        finding.headline
        for finding in case.snapshot.findings
        if finding.outcome in (Outcome.INSUFFICIENT, Outcome.NOT_SUPPLIED)
        and finding.severity is Severity.DECISION
        and finding.check not in accepted
    ]


def _checks(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.check for finding in findings}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
