"""Where published files lie and how they are written, so that a crash leaves either the old file or the new one."""

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from aboveboard.model import DamagedRecord, Entry, WrongInput
from aboveboard.signoff.canonical import canonical, readable
from aboveboard.signoff.ledger import GENESIS

INDEX_SCHEMA = "aboveboard-index-1"
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


class WrongSlug(WrongInput):
    """The name of a campaign that could be a path."""


class WrittenAlready(DamagedRecord):
    """A file that is written once holds other bytes than it should."""


class LedgerDisagrees(DamagedRecord):
    """The published ledger is not the beginning of the workspace's."""


def is_slug(slug: str) -> bool:
    """Whether a campaign may have this name on disk."""
    return _SLUG.fullmatch(slug) is not None


def ledger_file(folder: Path) -> Path:
    """The published copy of the ledger."""
    return folder / "ledger.jsonl"


def index_file(folder: Path) -> Path:
    """The list of all heads."""
    return folder / "index.json"


def head_file(folder: Path, slug: str) -> Path:
    """The campaign's state now."""
    return _campaign(folder, slug) / "head.json"


def record_json(folder: Path, slug: str, number: int) -> Path:
    """The record of one round, for machines."""
    return _campaign(folder, slug) / f"round-{int(number)}" / "record.json"


def record_html(folder: Path, slug: str, number: int) -> Path:
    """The record of one round, for people."""
    return record_json(folder, slug, number).with_name("record.html")


def _campaign(folder: Path, slug: str) -> Path:
    if not is_slug(slug):
        raise WrongSlug(
            f"“{slug}” is no name of a campaign",
            "Names here have small letters, digits and hyphens, at most 64.",
            "Give the name as it stands in the address of the campaign's page.",
        )
    return folder / slug


def slugs(folder: Path) -> set[str]:
    """Campaigns with a folder of their own."""
    if not folder.is_dir():
        return set()
    return {path.name for path in folder.iterdir() if is_slug(path.name) and path.is_dir()}


def read_head(folder: Path, slug: str) -> dict[str, Any] | None:
    """The head as published; None where there is none yet, or none that can be read: then it is written anew."""
    path = head_file(folder, slug)
    try:
        return _read(path) if path.exists() else None
    except DamagedRecord:
        return None


def read_record(folder: Path, slug: str, number: int) -> dict[str, Any]:
    """A published record. Raises DamagedRecord where it is missing or cannot be read."""
    return _read(record_json(folder, slug, number))


def read_index(folder: Path) -> dict[str, Any] | None:
    """The index as published; None where there is none, or none that can be read."""
    path = index_file(folder)
    try:
        found = _read(path) if path.exists() else {}
    except DamagedRecord:
        return None
    whole = isinstance(found.get("campaigns"), dict) and isinstance(found.get("ledger"), dict)
    return found if whole else None


def read_ledger(folder: Path) -> tuple[Entry, ...]:
    """Every whole entry of the published ledger. Whether they fit together is verify's question."""
    path = ledger_file(folder)
    if not path.exists():
        return ()
    entries = []
    for number, line in enumerate(path.read_bytes().split(b"\n")[:-1], 1):
        try:
            entries.append(Entry(**json.loads(line)))
        except (ValueError, TypeError) as error:
            raise _damaged(path, f"Line {number} is no ledger entry.") from error
    return tuple(entries)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise _damaged(path, "The file is missing.") from error
    except (ValueError, RecursionError) as error:
        raise _damaged(path, "The file is not JSON any more.") from error
    if not isinstance(found, dict):
        raise _damaged(path, "The file holds no JSON object.")
    return found


def _damaged(path: Path, detail: str) -> DamagedRecord:
    name = "/".join(path.parts[-3:]) if path.parent.name.startswith("round-") else "/".join(path.parts[-2:])
    return DamagedRecord(f"{name} cannot be read", detail, "Run aboveboard verify; restore the file from a copy.")


def write_once(path: Path, content: bytes) -> None:
    """Write a file that never changes: the same bytes again do nothing, other bytes are refused."""
    if path.exists():
        if path.read_bytes() != content:
            raise WrittenAlready(
                f"{path.parent.name}/{path.name} holds other bytes already",
                f"A published record of {path.parent.parent.name} never changes; nothing was written.",
                "Run aboveboard verify to see whether the file was edited, and restore it from a copy.",
            )
        return
    _write(path, content)


def replace(path: Path, content: bytes) -> None:
    """Write a file that may change; readers see the old bytes or the new ones, never a part."""
    if not path.exists() or path.read_bytes() != content:
        _write(path, content)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with passing.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        passing.replace(path)
    finally:
        passing.unlink(missing_ok=True)
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """A rename lasts only when the folder is on disk too; some systems do not allow asking for it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def append_ledger(folder: Path, entries: Sequence[Entry]) -> int:
    """Add the entries that are not there yet and return how many. `entries` may begin anywhere up to the next one.

    A last line that a crash tore is cut off first. Entries already there must be these: their hashes are compared line
    by line, the newest byte by byte; whether an older line still says what its hash says is verify's question.
    """
    path = ledger_file(folder)
    whole = _whole_lines(path)
    have = len(whole)
    for entry in entries:
        if entry.seq <= have and f'"hash":"{entry.hash}"'.encode() not in whole[entry.seq - 1]:
            raise _disagrees(entry.seq)
    known = next((entry for entry in entries if entry.seq == have), None)
    if known is not None and canonical(known).encode() != whole[-1]:
        raise _disagrees(have)
    new = [entry for entry in entries if entry.seq > have]
    if not new:
        return 0
    if new[0].seq != have + 1 or new[0].prev != _end(whole)["hash"]:
        raise _disagrees(have + 1)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(b"".join(canonical(entry).encode() + b"\n" for entry in new))
        file.flush()
        os.fsync(file.fileno())
    if not have:
        _flush_folder(folder)
    return len(new)


def _whole_lines(path: Path) -> list[bytes]:
    """The complete lines; what a crash left behind the last one is cut off."""
    if not path.exists():
        return []
    content = path.read_bytes()
    end = content.rfind(b"\n") + 1
    if end < len(content):
        os.truncate(path, end)
    return content[:end].split(b"\n")[:-1]


def _end(whole: Sequence[bytes]) -> dict[str, Any]:
    """How many entries there are, and the hash of the newest."""
    if not whole:
        return {"count": 0, "hash": GENESIS}
    try:
        return {"count": len(whole), "hash": json.loads(whole[-1])["hash"]}
    except (ValueError, TypeError, KeyError) as error:
        raise _disagrees(len(whole)) from error


def _disagrees(seq: int) -> LedgerDisagrees:
    return LedgerDisagrees(
        f"ledger.jsonl and the workspace disagree at entry {seq}",
        "The published ledger was edited or cut, or it belongs to another workspace; nothing was written.",
        "Run aboveboard verify, and put back a copy of ledger.jsonl; or publish to an empty folder.",
    )


def replace_head(folder: Path, slug: str, head: Mapping[str, Any]) -> None:
    """Put a campaign's head in place and note its hash in the index."""
    content = readable(head).encode()
    replace(head_file(folder, slug), content)
    index = read_index(folder) or _new_index(folder)
    _write_index(folder, {**index["campaigns"], slug: hashlib.sha256(content).hexdigest()}, index["ledger"])


def write_index(folder: Path, entries: Sequence[Entry]) -> None:
    """Note the ledger's end, and which campaigns are there. `entries` may be the newest one alone.

    Hashes of heads are kept as `replace_head` noted them, so that an edited head is not taken for a new one. Where the
    file is longer than `entries`, somebody published in between, and its own end counts.
    """
    index = read_index(folder) or _new_index(folder)
    end = _end(_whole_lines(ledger_file(folder)))
    if entries and entries[-1].seq >= end["count"]:
        end = {"count": entries[-1].seq, "hash": entries[-1].hash}
    _write_index(folder, index["campaigns"], end)


def _new_index(folder: Path) -> dict[str, Any]:
    heads = {slug: head_file(folder, slug) for slug in slugs(folder)}
    noted = {slug: hashlib.sha256(path.read_bytes()).hexdigest() for slug, path in heads.items() if path.exists()}
    return {"campaigns": noted, "ledger": {"count": 0, "hash": GENESIS}}


def _write_index(folder: Path, noted: Mapping[str, str], ledger: Mapping[str, Any]) -> None:
    there = {slug: mark for slug, mark in noted.items() if is_slug(slug) and head_file(folder, slug).exists()}
    index = {"schema": INDEX_SCHEMA, "campaigns": there, "ledger": ledger}
    replace(index_file(folder), readable(index).encode())


def remove_campaign(folder: Path, slug: str) -> None:
    """Drop the files of a deleted campaign; its tombstone stays in the ledger."""
    where = _campaign(folder, slug)
    if where.is_dir():
        shutil.rmtree(where)
    index = read_index(folder)
    if index is not None:
        _write_index(folder, index["campaigns"], index["ledger"])
