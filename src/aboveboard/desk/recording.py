"""A decision as a record: everything a reader needs later, as plain values, with its seal."""

import json
from collections.abc import Mapping
from typing import Any

import duckdb

from aboveboard import __version__
from aboveboard.desk.sheets import Case
from aboveboard.judgement import verdict
from aboveboard.model import Answer, CampaignState, Decision, Event, Finding, Outcome, Receipt, Round, Snapshot
from aboveboard.model.plain import plain
from aboveboard.signoff import diff, readable
from aboveboard.signoff.checklist import Item
from aboveboard.signoff.evidence import evidence, marks
from aboveboard.signoff.ledger import GENESIS
from aboveboard.signoff.seal import SCHEMA, seal
from aboveboard.signoff.settling import ItemState
from aboveboard.store import delivered, imports, ledger, snapshots

DECIDED = {
    Event.APPROVE: "Approved",
    Event.REQUEST_CHANGES: "Changes were requested",
    Event.REJECT: "Rejected",
    Event.REVOKE: "The approval was revoked",
}


def record_of(case: Case, con: duckdb.DuckDBPyConnection, made: Round, decision: Decision) -> dict[str, Any]:
    """The record without its seal and ledger; `made` is the round that the decision closes."""
    snapshot = case.snapshot
    previous = case.last_decided
    before = snapshots.numbered(con, case.slug, previous.snapshot) if previous else None
    checklist, policy = case.house.checklist, case.house.policy
    record = {
        "schema": SCHEMA,
        "campaign": {
            "slug": case.slug,
            "name": snapshot.campaign.name,
            "platform": snapshot.campaign.platform,
            "population": snapshot.campaign.population,
            "sample": snapshot.campaign.sample,
        },
        "round": made.number,
        "short": made.short,
        "evidence": evidence(snapshot),
        "fingerprint": snapshot.fingerprint,
        "marks": marks(snapshot),
        "files": _files(case, con),
        "tier": {"tier": made.tier.value, "reasons": list(made.tier_reasons)},
        "items": [_item(case, state) for state in case.states],
        "not_applicable": [{"id": item.id, "question": item.question} for item in case.left_out],
        "verdict": plain(verdict(snapshot.findings, CampaignState.APPROVED)),
        "decision": {**plain(decision), "seal": ""},
        "submitted": {"by_name": made.submitted_by_name, "at": plain(made.submitted_at)},
        "sentences": _sentences(case, made, decision, previous),
        "previous": _previous(previous),
        "changes": [_change(change) for change in diff(before, snapshot)] if before else [],
        "aliases": plain(delivered.aliases(con, case.slug)),
        "plain": _plain_page(case, decision),
        "not_looked_at": _not_looked_at(snapshot),
        "checklist": {"id": checklist.checklist, "version": checklist.version, "sha256": checklist.sha256},
        "policy": {"version": policy.version, "sha256": policy.sha256},
        "time_zone": "UTC",
        "app_version": __version__,
    }
    settled: dict[str, Any] = json.loads(readable(record))
    return settled


def sealed(record: dict[str, Any]) -> dict[str, Any]:
    """The record with its seal in place."""
    return {**record, "decision": {**record["decision"], "seal": seal(record)}}


def with_ledger(record: Mapping[str, Any], con: duckdb.DuckDBPyConnection, slug: str) -> str:
    """The text of record.json: the record with the campaign's ledger up to and including the decision."""
    chain, own = ledger.last(con), ledger.last_of(con, slug)
    part = {
        "count": chain.seq if chain else 0,
        "hash": chain.hash if chain else GENESIS,
        "campaign_count": own.campaign_seq if own else 0,
        "campaign_hash": own.hash if own else GENESIS,
        "slice": plain(ledger.entries(con, slug)),
    }
    return readable({**record, "ledger": part})


def _files(case: Case, con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    names = {person.id: person.name for person in case.people}
    return [
        {
            **_file(stored.receipt),
            "imported_at": plain(stored.imported_at),
            "imported_by": names.get(stored.by, stored.by),
        }
        for stored in imports.active(con, case.slug)
    ]


def _file(receipt: Receipt) -> dict[str, Any]:
    return {
        "name": receipt.file_name,
        "size": receipt.size,
        "sha256": receipt.sha256,
        "fingerprint": receipt.fingerprint,
        "profile": receipt.profile,
        "rows_read": receipt.rows_read,
        "rows_accepted": receipt.rows_accepted,
        "rows_quarantined": receipt.rows_quarantined,
        "rows_totals": receipt.rows_totals,
        "date_from": plain(receipt.date_from),
        "date_to": plain(receipt.date_to),
        "currencies": list(receipt.currencies),
        "grain": receipt.grain.words if receipt.grain else "",
        "header_signature": receipt.header_signature,
        "mapping": {c.source: c.canonical or "" for c in receipt.columns if c.role != "personal"},
        "answered": dict(receipt.answered),
    }


def _item(case: Case, state: ItemState) -> dict[str, Any]:
    item, found = state.item, state.evidence
    told = item.shown_case
    return {
        "id": item.id,
        "version": item.version,
        "section": case.house.checklist.sections[item.section],
        "question": item.question,
        "blocking": item.blocking.value,
        "action": item.action,
        "case": {"case": told.case, "source": told.source} if told else None,
        "depends_on": list(item.depends_on),
        "inputs": list(item.inputs),
        "evidence": found.hash,
        "suggestion": found.suggestion.value if found.suggestion else None,
        "flagged": found.flagged,
        "findings": [finding.check for finding in found.findings],
        "answer": _given(case, item, state.answer),
        "verdict": {**_given(case, item, state.verdict), "round": state.verdict.round, "carried": state.carried}
        if state.verdict
        else None,
    }


def _given(case: Case, item: Item, answer: Answer | None) -> Any:
    if answer is None:
        return None
    return {
        "value": answer.value,
        "words": case.house.checklist.words(answer.value),
        "text": answer.text,
        "proof": answer.proof,
        "by": answer.by,
        "by_name": answer.by_name,
        "by_role": answer.by_role.value,
        "at": plain(answer.at),
        "evidence": answer.evidence,
        "owner": answer.owner,
        "due": plain(answer.due),
    }


def _sentences(case: Case, made: Round, decision: Decision, previous: Round | None) -> dict[str, str]:
    people = (
        " and ".join(f"{s.by_name} ({s.by_role.words}{f', {s.team}' if s.team else ''})" for s in decision.signatures)
        or f"{decision.by_name} ({decision.by_role.words})"
    )
    day = f"{decision.at:%d %B %Y %H:%M} UTC".lstrip("0")
    conditions = len(decision.conditions)
    tail = f" with {conditions} condition{'s' if conditions != 1 else ''}" if conditions else ""
    until = f", until {decision.expires_at:%d %B %Y}" if decision.expires_at else ""
    snapshot = case.snapshot
    rows = sum(receipt.rows_accepted for receipt in snapshot.receipts)
    count = len(snapshot.receipts)
    judged = sum(f.outcome in (Outcome.PASSED, Outcome.WATCH, Outcome.FLAGGED) for f in snapshot.findings)
    against = len(decision.overrides)
    accepted = (
        f"; {against} flagged {'point was' if against == 1 else 'points were'} accepted with a reason"
        if against
        else ""
    )
    return {
        "who": f"{DECIDED[decision.event]}{tail} by {people} on {day}{until}. Submitted by {made.submitted_by_name}.",
        "on_what": f"{count} file{'s' if count != 1 else ''}, {rows:,} rows, {len(snapshot.findings)} checks of which "
        f"{judged} could be judged, under policy {case.house.policy.version} and checklist "
        f"{case.house.checklist.version}; evidence {snapshot.fingerprint[:8]}{accepted}.",
        "changed": _changed(case, previous),
    }


def _changed(case: Case, previous: Round | None) -> str:
    said = (
        "Not when this was written: the decision rests on the newest evidence. Whether anything moved later is told by "
        "the Records page and by aboveboard gate."
    )
    if previous is None or previous.fingerprint == case.snapshot.fingerprint:
        return said
    return f"{said} Since round {previous.number} the evidence did change; what, is listed below."


def _previous(previous: Round | None) -> dict[str, Any] | None:
    if previous is None or previous.decision is None:
        return None
    return {
        "round": previous.number,
        "fingerprint": previous.fingerprint,
        "event": previous.decision.event.value,
    }


def _change(change: Any) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "subject": change.subject,
        "then": change.then,
        "now": change.now,
        "share": change.share,
    }


def _plain_page(case: Case, decision: Decision) -> dict[str, Any]:
    """What anybody may want to know, in plain words, from the evidence alone."""
    snapshot = case.snapshot
    dimensions = sorted({s.dimension.replace("_", " ") for s in snapshot.settings if s.operator.value != "observe"})
    left = [
        f.headline
        for f in snapshot.findings
        if f.topic == "exclusions" and f.outcome in (Outcome.FLAGGED, Outcome.WATCH)
    ]
    automation = [s.value for s in snapshot.settings if s.dimension == "automation"]
    campaign = snapshot.campaign
    return {
        "what": f"{campaign.name} is an advertising campaign"
        f"{f' on {campaign.platform.capitalize()}' if campaign.platform else ''}.",
        "data": [f"The settings use: {', '.join(dimensions)}."]
        if dimensions
        else ["The settings are not in the data."],
        "left_out": left or ["No group was found to be left out, as far as the files can show."],
        "ai": f"The platform chooses who sees it: {', '.join(sorted(set(automation)))}."
        if automation
        else "No automated delivery setting was found in the files.",
        "who_decided": f"{decision.by_name}, {decision.by_role.words}.",
        "checked_again": f"By {decision.expires_at:%d %B %Y}, or when something changes."
        if decision.expires_at
        else "When the campaign is submitted again.",
    }


def _not_looked_at(snapshot: Snapshot) -> list[str]:
    silent = [f for f in snapshot.findings if f.outcome in (Outcome.INSUFFICIENT, Outcome.NOT_SUPPLIED)]
    return [_silent(finding) for finding in silent] + [
        "Pictures and sound: only settings, words and delivery figures were read.",
        "What people see outside this campaign.",
    ]


def _silent(finding: Finding) -> str:
    return f"{finding.headline}. {finding.unlock}".strip()
