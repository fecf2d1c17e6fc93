"""What was decided earlier, for the Records page: published files, the ledger, what moved since, checks on both."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aboveboard.desk.house import House
from aboveboard.desk.sheets import today
from aboveboard.model import Change, DamagedRecord, Entry
from aboveboard.record import files
from aboveboard.record import verify as checks
from aboveboard.signoff import diff
from aboveboard.store import campaigns, ledger, rounds, snapshots


@dataclass(frozen=True)
class Published:
    """The files of one round, byte by byte as they were published, and what record.json says."""

    record_json: bytes
    record_html: bytes
    content: Mapping[str, Any]


def published(house: House, slug: str, number: int) -> Published | None:
    """The record of a round; None while it is not on disk. Raises DamagedRecord where it cannot be read."""
    if house.records is None:
        return None
    paths = files.record_json(house.records, slug, number), files.record_html(house.records, slug, number)
    try:
        as_json, as_html = (path.read_bytes() for path in paths)
    except FileNotFoundError:
        return None
    try:
        content = json.loads(as_json)
    except ValueError as error:
        raise DamagedRecord(
            f"The record of round {number} cannot be read", "It is not JSON any more.", "Restore it from a copy."
        ) from error
    return Published(as_json, as_html, content)


def verify(house: House, slug: str) -> tuple[tuple[str, str], ...]:
    """(mark, words) of every check on the campaign's published files."""
    if house.records is None:
        return ()
    return tuple((step.mark, step.text) for step in checks.verify(house.records, slug))


def entries(house: House, slug: str) -> tuple[Entry, ...]:
    """The campaign's lines of the ledger, oldest first."""
    with house.workspace.reading() as con:
        return ledger.entries(con, slug)


def changes(house: House, slug: str, number: int) -> tuple[Change, ...]:
    """What moved between the evidence of a round and the newest."""
    with house.workspace.reading() as con:
        found = next((entry for entry in rounds.load(con, slug) if entry.number == number), None)
        then = snapshots.numbered(con, slug, found.snapshot) if found else None
        newest = snapshots.latest(con, slug)
    return diff(then, newest[0]) if then and newest else ()


def mark(house: House) -> str:
    """Moves whenever anything happened in the workspace, and at midnight: what was read before is stale then."""
    with house.workspace.reading() as con:
        last = ledger.last(con)
    return f"{last.hash if last else ''} {today()}"


def names(house: House) -> dict[str, str]:
    """Slug → name of every campaign, own ones before samples, without reading what each holds."""
    with house.workspace.reading() as con:
        known = {slug: name for slug, name, _ in campaigns.known_names(con)}
        return {slug: known[slug] for slug in campaigns.slugs(con)}


def inputs(house: House, item: str) -> tuple[str, ...]:
    """The tables that are evidence of a question beside its measures: targeting, creative, campaign …"""
    return house.checklist.item(item).inputs
