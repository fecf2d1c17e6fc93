"""Files against a published record: would the approval still hold on them? The workspace is never opened for this."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import duckdb

from aboveboard.desk.drafts import Upload, read_files
from aboveboard.desk.drifting import first_answers, is_unsure, reasons_against
from aboveboard.desk.house import House, house_in_memory
from aboveboard.desk.importing import arrow
from aboveboard.desk.naming import Filed
from aboveboard.desk.reviewing import take_snapshot
from aboveboard.intake import Answers, Reading
from aboveboard.model import (
    Cell,
    Change,
    ChangeKind,
    Finding,
    Outcome,
    Receipt,
    Severity,
    Snapshot,
    Tier,
    UnreadableFile,
    WrongInput,
)
from aboveboard.record.gate import EvidenceAnswer
from aboveboard.signoff.published import snapshot_of
from aboveboard.store import campaigns, claims, imports, people
from aboveboard.store.replacing import replace_overlapping

GENERIC = "generic"


def compare(record: Mapping[str, Any], uploads: Sequence[Upload]) -> EvidenceAnswer:
    """What these files say about the approval that the record documents."""
    house = house_in_memory()
    try:
        now = _measured(house, record, uploads)
    finally:
        house.workspace.close()
    then = _comparable(snapshot_of(record), now)
    missing = _missing(snapshot_of(record), now)
    later = _only_new_days(snapshot_of(record), now)
    partial = bool(missing) or later
    bases = _bases(then.findings, now.findings)
    found = reasons_against(
        house,
        then,
        now if not partial else _filled(then, now),
        Tier(record["tier"]["tier"]),
        lambda change: _counts(change, partial, bases),
    )
    unsure = [finding.headline for finding in first_answers(house, then, now) if is_unsure(finding)]
    notes = ["the files hold new days only; earlier days were not compared"] if later else []
    notes += [f"could only be watched, because people are estimated: {headline}" for headline in unsure]
    return EvidenceAnswer(
        fingerprint=now.fingerprint,
        against=found,
        notes=tuple(notes),
        blockers=tuple(f.headline for f in now.findings if f.severity is Severity.BLOCKER),
        cannot_tell=missing,
        compared=True,
    )


def judged_in(records: Sequence[Mapping[str, Any]], upload: Upload) -> str:
    """Where content of this file was judged, whatever its bytes: "round 2 of spring-sale"; empty where it was not."""
    house = house_in_memory()
    try:
        for record in records:
            [receipt] = read_files(house, [upload], _answers(house, record, [upload])).receipts
            if receipt.outcome.stored and receipt.fingerprint in {file["fingerprint"] for file in record["files"]}:
                return f"round {record['round']} of {record['campaign']['slug']}"
        return ""
    finally:
        house.workspace.close()


def _measured(house: House, record: Mapping[str, Any], uploads: Sequence[Upload]) -> Snapshot:
    """The files measured and judged as the workspace would, under the record's name and statements."""
    draft = read_files(house, uploads, _answers(house, record, uploads))
    for receipt in draft.receipts:
        if not receipt.outcome.stored:
            raise UnreadableFile(
                f"{receipt.file_name} cannot be compared",
                receipt.refusal or " ".join(question.text for question in receipt.questions),
                "Give the files as they were imported, or import them in the app first.",
            )
    campaign = record["campaign"]
    slug = campaign["slug"]
    aliases = {(entry[0], entry[1]) for entry in record["aliases"]}
    with house.workspace.writing() as con:
        campaigns.create(con, slug, campaign["name"], campaign["platform"], False)
        campaigns.set_population(con, slug, campaign["population"])
        for key, value in record["evidence"]["declared"].items():
            people.declare(con, slug, key, value, "")
        for claim in snapshot_of(record).claims:
            claims.save(con, slug, claim)
        stored = [_store(con, reading, slug, campaign["name"], aliases) for reading in draft.readings]
        if not any(stored):
            raise WrongInput(
                f"None of the files speaks of {campaign['name']}",
                "They hold other campaigns, going by id and name.",
                "Give the exports of this campaign.",
            )
        campaigns.link_units(con, slug)
        return take_snapshot(con, house.policy, slug, "gate")


def _answers(house: House, record: Mapping[str, Any], uploads: Sequence[Upload]) -> dict[str, Answers]:
    """What was decided about a file with the same header when it was imported."""
    known = {file["header_signature"]: file for file in record["files"]}
    chosen = {name for file in record["files"] if (name := file["answered"].get("member"))}
    found: dict[str, Answers] = {}
    receipts = read_files(house, uploads).receipts
    members = {receipt.file_name: _member(receipt, chosen) for receipt in receipts}
    if any(members.values()):
        named = {name: Answers(member=member) for name, member in members.items()}
        receipts = read_files(house, uploads, named).receipts
    for receipt in receipts:
        file = known.get(receipt.header_signature)
        if file is not None:
            mapping = file["mapping"] if file["profile"] == GENERIC else {}
            said = file["answered"]
            member = members[receipt.file_name]
            found[receipt.file_name] = Answers(
                mapping, said.get("currency"), said.get("dates"), bool(mapping), member=member
            )
    return found


def _member(receipt: Receipt, chosen: set[str]) -> str | None:
    """The table of an archive that was chosen at the import, where the archive has it."""
    offered = (name for question in receipt.questions if question.code == "member" for name in question.options)
    return next((name for name in offered if name in chosen), None)


def _store(
    con: duckdb.DuckDBPyConnection,
    reading: Reading,
    slug: str,
    name: str,
    aliases: set[tuple[str | None, str | None]],
) -> bool:
    """The rows of this campaign; False where the file has none."""
    filed = [Filed(*pair, slug, name) for pair in reading.pairs if _is_ours(pair, aliases)]
    if not filed:
        return False
    import_id = imports.insert(con, reading.receipt, reading.incoming(), None, arrow(filed))
    replace_overlapping(con, import_id, slug, reading.receipt.profile or GENERIC)
    return True


def _is_ours(pair: tuple[str | None, str | None], aliases: set[tuple[str | None, str | None]]) -> bool:
    """By id where both have one, else by name; a file that names no campaign counts where such a one was imported."""
    ids = {known[0] for known in aliases if known[0]}
    if pair[0] and ids:
        return pair[0] in ids
    return pair in aliases or (pair[1] is not None and pair[1] in {known[1] for known in aliases})


def _missing(then: Snapshot, now: Snapshot) -> tuple[str, ...]:
    """What the record knew and these files cannot show."""
    parts = (
        ("targeting", "no targeting columns", then.settings, now.settings),
        ("the ad texts", "no texts", then.texts, now.texts),
        ("delivery", "no delivery rows", then.cells, now.cells),
    )
    return tuple(f"cannot tell whether {what} changed: {why}" for what, why, old, new in parts if old and not new)


def _comparable(then: Snapshot, now: Snapshot) -> Snapshot:
    """Only breakdowns and days that the files hold: what a file is silent about did not change in it."""
    spans = _spans(now)
    shared = tuple(cell for cell in then.cells if cell.grain in spans and _is_within(cell, spans[cell.grain]))
    return replace(then, cells=shared if shared or _only_new_days(then, now) else then.cells)


def _spans(snapshot: Snapshot) -> dict[str, tuple[date | None, date | None]]:
    """First and last day of each grain; None where the file names no days."""
    found: dict[str, tuple[date | None, date | None]] = {}
    for grain in {cell.grain for cell in snapshot.cells}:
        days = [cell for cell in snapshot.cells if cell.grain == grain]
        starts = [cell.date_from for cell in days if cell.date_from]
        ends = [cell.date_to for cell in days if cell.date_to]
        found[grain] = min(starts, default=None), max(ends, default=None)
    return found


def _is_within(cell: Cell, span: tuple[date | None, date | None]) -> bool:
    """Whether the files speak about the cell's days; a window without single days is compared where it overlaps."""
    first, last = span
    if first is None or last is None or cell.date_from is None or cell.date_to is None:
        return True
    return cell.date_from <= last and cell.date_to >= first


def _only_new_days(then: Snapshot, now: Snapshot) -> bool:
    """Whether no day of the files is one that the record knows: importing them would add, not replace."""
    spans = _spans(now)
    known = [cell for cell in then.cells if cell.grain in spans]
    return bool(known) and not any(_is_within(cell, spans[cell.grain]) for cell in known)


def _filled(then: Snapshot, now: Snapshot) -> Snapshot:
    """What the files do not hold is not compared."""
    return replace(
        now,
        settings=now.settings or then.settings,
        texts=now.texts or then.texts,
        cells=now.cells or then.cells,
    )


def _bases(then: Sequence[Finding], now: Sequence[Finding]) -> frozenset[str]:
    """Checks that are compared with something else here: the account's other campaigns are not among the files."""
    before = {finding.check: finding.measurement.base for finding in then}
    return frozenset(f.check for f in now if before.get(f.check) and f.measurement.base != before[f.check])


def _counts(change: Change, partial: bool, other_base: frozenset[str]) -> bool:
    if change.kind in (ChangeKind.OUTCOME, ChangeKind.FIGURE):
        if change.subject in other_base:
            return False
        return not partial or change.now == Outcome.FLAGGED.value
    return change.kind is not ChangeKind.FILES
