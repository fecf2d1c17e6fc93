"""verify.py by itself: any damage is a line, it hashes as the server does, and it runs where nothing else is."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aboveboard.model.plain import plain
from aboveboard.record import files, verify
from aboveboard.signoff.canonical import canonical, fingerprint, readable
from aboveboard.signoff.evidence import evidence, item_hash, marks
from aboveboard.signoff.ledger import entry_hash
from aboveboard.signoff.seal import seal
from tests.unit.record.damage import edit, fails, flip, reindex
from tests.unit.record.made import SLUG, approved, snapshot

RECORD = f"{SLUG}/round-2/record.json"
FILES = [RECORD, f"{SLUG}/round-1/record.json", f"{SLUG}/round-2/record.html", f"{SLUG}/head.json", "index.json"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    approved(tmp_path / "records")
    return tmp_path / "records"


DAMAGE = [
    b"",
    b"[]",
    b"null",
    b"{}",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"schema": NaN}',
    b'"\\ud800"',
    b"\x00",
    b"9" * 5000,
]


@pytest.mark.parametrize("content", DAMAGE, ids=range(len(DAMAGE)))
@pytest.mark.parametrize("name", [*FILES, "ledger.jsonl"])
def test_damage_of_any_kind_is_a_line_and_never_a_traceback(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    assert name in fails(folder)


@pytest.mark.parametrize("name", [RECORD, f"{SLUG}/head.json", "index.json"])
@pytest.mark.parametrize("wrong", [None, 5, [], {}, "x", [[5]], {"a": []}], ids=str)
def test_a_part_of_the_wrong_kind_is_a_line_and_never_a_traceback(folder: Path, name: str, wrong: object) -> None:
    path = folder / name
    kept, index = path.read_bytes(), (folder / "index.json").read_bytes()
    for key in json.loads(kept):
        edit(path, lambda found, key=key: found.update({key: wrong}))  # type: ignore[misc]
        if name.endswith("head.json"):
            reindex(folder)
        fails(folder)
        path.write_bytes(kept)
        (folder / "index.json").write_bytes(index)


def test_what_a_damaged_name_holds_cannot_steer_a_terminal(folder: Path) -> None:
    path = folder / "ledger.jsonl"
    path.write_bytes(path.read_bytes().replace(b"decision.approve", b"\\u001b[2J\\u202ex", 1))
    said = fails(folder)
    assert "was edited" in said
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_it_hashes_as_the_server_does(tmp_path: Path) -> None:
    office = approved(tmp_path)
    shot = snapshot("18–54")
    known = json.loads(readable(evidence(shot)))
    record = files.read_record(tmp_path, SLUG, 2)
    assert verify.canonical(known) == canonical(evidence(shot))
    assert verify.fingerprint(known) == fingerprint(evidence(shot)) == shot.fingerprint
    assert verify.marks(known) == marks(shot)
    assert verify.seal(record) == seal(record)
    assert verify.seal({**record, "round": 9}) == seal({**record, "round": 9})
    for key in record["decision"]:
        moved = {**record, "decision": {**record["decision"], key: "moved"}}
        assert (verify.seal(moved) == verify.seal(record)) == (seal(moved) == seal(record)), key
    assert [verify.entry_hash(plain(entry)) for entry in office.entries] == [entry_hash(e) for e in office.entries]
    assert verify.entry_hash(plain(replace(office.entries[0], reason="ü"))) == entry_hash(
        replace(office.entries[0], reason="ü")
    )
    item: Mapping[str, Any] = {"depends_on": ["exclusions.delivery", "none"], "inputs": ["targeting", "audience"]}
    assert verify.item_hash(item, marks(shot)) == item_hash(item["depends_on"], item["inputs"], marks(shot))


def alone(folder: Path, *options: str) -> tuple[int, str, str]:
    """The file by itself, where Aboveboard cannot be imported."""
    program = folder.parent / "verify.py"
    shutil.copy(verify.__file__, program)
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(program), *options], cwd=folder, capture_output=True, check=False, env={}
    )
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_it_runs_alone_beside_the_records(folder: Path) -> None:
    code, said, _ = alone(folder)
    assert code == 0
    assert said.splitlines() == [f"{step.mark} {step.text}" for step in verify.verify(folder)]
    assert alone(folder, "--campaign", "winter-coats")[0] == 0
    assert alone(folder, ".", "--write-anchor", "anchor.json")[0] == 0
    assert alone(folder, "--anchor", "anchor.json")[0] == 0
    flip(folder / RECORD, 900)
    code, said, _ = alone(folder, "--anchor", "anchor.json", "--write-anchor", "second.json")
    assert code == 4
    assert f"✗ {RECORD}" in said
    assert not (folder / "second.json").exists(), "an end that does not verify is no anchor"


@pytest.mark.parametrize(
    "options", [["none"], ["--campaign", "sprin-sale"], ["--colour"], [".", "--write-anchor", "none/anchor.json"]]
)
def test_a_wrong_call_ends_with_five(folder: Path, options: list[str]) -> None:
    code, _, said = alone(folder, *options)
    assert code == 5
    assert said
