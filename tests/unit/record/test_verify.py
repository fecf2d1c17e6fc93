"""Every kind of damage is named, whoever made it; what cannot be found is said; and nothing ends in a traceback."""

import hashlib
import shutil
from pathlib import Path

import pytest

from aboveboard.model import ConditionStatus, Event
from aboveboard.model.plain import plain
from aboveboard.record import files, verify
from aboveboard.record.verify import FAILS, HOLDS, OPEN, Step, main
from tests.unit.record.damage import Edit, edit, fails, flip, forge, reindex
from tests.unit.record.made import CONDITION, SLUG, Office, approved, snapshot

RECORD = f"{SLUG}/round-2/record.json"
FILES = [f"{SLUG}/round-1/record.json", RECORD, f"{SLUG}/round-2/record.html", f"{SLUG}/head.json", "index.json"]
PLACES = (0.0, 0.03, 0.11, 0.27, 0.5, 0.73, 0.9, 0.99, 1.0)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    approved(folder)
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "records")
    return tmp_path / "records"


def test_a_published_folder_holds_and_says_what_cannot_be_found(whole: Path) -> None:
    steps = verify.verify(whole)
    assert {step.mark for step in steps} == {HOLDS, OPEN}
    assert steps[-1].text.startswith("No anchor was given. What cannot be found: one person rewriting all of this")
    assert Step(HOLDS, f"{SLUG}/head.json has the hash that index.json says", SLUG) in steps


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", FILES)
def test_one_flipped_byte_is_found_and_its_file_named(folder: Path, name: str, place: float) -> None:
    size = (folder / name).stat().st_size
    flip(folder / name, min(size - 1, int(size * place)))
    assert name in fails(folder)


def test_any_flipped_byte_of_the_index_is_found(folder: Path) -> None:
    path = folder / "index.json"
    before = path.read_bytes()
    for place in range(len(before)):
        flip(path, place)
        assert "index.json" in fails(folder), place
        path.write_bytes(before)


@pytest.mark.parametrize("line", range(12))
def test_one_flipped_byte_of_the_ledger_names_the_line(folder: Path, line: int) -> None:
    path = folder / "ledger.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    start = sum(map(len, lines[:line]))
    for place in (0, 17, len(lines[line]) // 2, len(lines[line]) - 2):
        shutil.copy(path, path.with_suffix(".kept"))
        flip(path, start + place)
        assert f"ledger.jsonl line {line + 1}" in fails(folder)
        path.with_suffix(".kept").replace(path)


@pytest.mark.parametrize("line", range(11))
def test_a_deleted_line_is_found_at_the_next_one(folder: Path, line: int) -> None:
    path = folder / "ledger.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:line] + lines[line + 1 :]))
    said = fails(folder)
    assert f"ledger.jsonl line {line + 1}: entry {line + 2} (" in said
    assert "one was inserted, removed or moved" in said


@pytest.mark.parametrize("line", range(11))
def test_swapped_and_doubled_lines_are_found(folder: Path, line: int) -> None:
    path = folder / "ledger.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    for order in (
        [*lines[:line], lines[line + 1], lines[line], *lines[line + 2 :]],
        [*lines[: line + 1], *lines[line:]],
    ):
        path.write_bytes(b"".join(order))
        assert f"ledger.jsonl line {line + (1 if len(order) == 12 else 2)}" in fails(folder)


@pytest.mark.parametrize("kept", [0, 1, 7, 11])
def test_a_cut_end_is_found_by_index_and_heads(folder: Path, kept: int) -> None:
    path = folder / "ledger.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:kept]))
    said = fails(folder)
    assert f"head of {SLUG} says 12 entries, ledger has {kept}: the end was cut off" in said
    assert f"index.json says 12 entries, ledger has {kept}: the end was cut off" in said


@pytest.mark.parametrize("cut", [1, 2, 200])
def test_a_torn_last_line_is_named(folder: Path, cut: int) -> None:
    path = folder / "ledger.jsonl"
    path.write_bytes(path.read_bytes()[:-cut])
    assert "ledger.jsonl line 12, the last, was cut off in the middle" in fails(folder)


def test_entries_that_the_index_does_not_know_are_found(folder: Path) -> None:
    office = Office(folder)
    office.entries = list(files.read_ledger(folder))
    office.log("answer.given")
    files.append_ledger(folder, office.entries)
    assert "index.json says 12 entries, ledger.jsonl has 13" in fails(folder)


@pytest.mark.parametrize("name", [*FILES, f"{SLUG}/round-1/record.html", "ledger.jsonl"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert f"{name} is missing" in fails(folder)


def test_a_missing_round_or_campaign_is_named(folder: Path) -> None:
    shutil.rmtree(folder / SLUG / "round-1")
    assert f"{SLUG}/round-1/record.json is missing" in fails(folder)
    shutil.rmtree(folder / SLUG)
    assert f"{RECORD} is missing" in fails(folder)
    edit(folder / "index.json", lambda index: index["campaigns"].pop(SLUG))
    assert f"{SLUG}/head.json is missing" in fails(folder)


def test_an_empty_folder_is_no_proof_of_anything(tmp_path: Path) -> None:
    assert "ledger.jsonl is missing" in fails(tmp_path)


def test_a_round_that_nobody_published_is_found(folder: Path) -> None:
    shutil.copytree(folder / SLUG / "round-2", folder / SLUG / "round-3")
    said = fails(folder)
    assert f"{SLUG}/round-3/record.json was not published, says ledger.jsonl" in said
    assert f"{SLUG}/round-3/record.json speaks of another round" in said


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            lambda r: r["evidence"]["measurements"][2].update(value="0.97"),
            "evidence that does not give its fingerprint",
        ),
        (
            lambda r: r["evidence"]["settings"][0].update(value="18–65+"),
            "other hashes than its evidence gives: input:targ",
        ),
        (lambda r: r["evidence"]["findings"].pop(), "other hashes than its evidence gives: measure:echo.narrowing"),
        (
            lambda r: r["marks"].update({"input:creative": "0" * 64}),
            "other hashes than its evidence gives: input:creative",
        ),
        (lambda r: r["items"][1].update(evidence="0" * 64), "rests questions on other evidence: X3"),
        (lambda r: r["items"][0]["answer"].update(text="Nothing is recorded."), "does not give its seal"),
        (lambda r: r["decision"].update(expires_at="2031-01-01"), "does not give its seal"),
        (lambda r: r["decision"].update(independent=True), "does not give its seal"),
        (lambda r: r["decision"]["conditions"].pop(), "does not give its seal"),
        (lambda r: r["files"][0].update(sha256="0" * 64), "does not give its seal"),
        (lambda r: r["decision"]["signatures"][0].update(fingerprint="0" * 64), "a signature on other evidence"),
        (lambda r: r["ledger"]["slice"].pop(0), "ledger entries that do not follow each other"),
        (lambda r: r["ledger"]["slice"][0].update(reason="x"), "ledger entries that do not follow each other"),
        (lambda r: r["ledger"].update(count=3), "says 3 entries, but other ones stand there"),
        (lambda r: r.update(round=1), "speaks of another round"),
        (lambda r: r["sentences"].update(who="Somebody else."), "has other bytes than ledger.jsonl says"),
    ],
)
def test_an_edited_record_is_named_with_what_was_edited(folder: Path, change: Edit, why: str) -> None:
    edit(folder / RECORD, change)
    said = fails(folder)
    assert f"{RECORD} has other bytes than ledger.jsonl says" in said
    assert why in said


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda h: h.update(expires_at="2031-01-01"), "its record disagree about expires_at"),
        (lambda h: h.update(independent=True), "its record disagree about independent"),
        (lambda h: h.update(approved_by=["Ben Okafor"]), "its record disagree about approved_by"),
        (lambda h: h.update(seal="0" * 64), "its record disagree about seal"),
        (lambda h: h.update(fingerprint="0" * 64), "its record disagree about fingerprint"),
        (lambda h: h["conditions"].pop(), "its record disagree about condition r2-1"),
        (lambda h: h["conditions"][0].update(due="2030-01-01"), "its record disagree about condition r2-1"),
        (lambda h: h["conditions"][0].update(status="met"), "its record disagree about condition r2-1"),
        (lambda h: h.update(record="round-1/record.json"), "names another record than the ledger"),
        (lambda h: h.update(record=None), "says approved without a record"),
        (lambda h: h.update(record_sha256="0" * 64), "names another record than the ledger"),
        (lambda h: h["campaign"].update(slug="winter-coats"), "speaks of another campaign"),
        (lambda h: h["ledger"].update(campaign_count=2), "does not fit the campaign's entries"),
        (lambda h: h["ledger"].update(hash="0" * 64), "but other ones stand there"),
    ],
)
def test_a_head_that_says_more_than_its_record_is_found_though_the_index_agrees(
    folder: Path, change: Edit, why: str
) -> None:
    assert why in forge(folder, change)


def test_a_draft_cannot_be_called_approved(folder: Path) -> None:
    head = folder / "winter-coats" / "head.json"
    edit(head, lambda found: found.update(state="approved", event="approve"))
    mark = hashlib.sha256(head.read_bytes()).hexdigest()
    edit(folder / "index.json", lambda index: index["campaigns"].update({"winter-coats": mark}))
    assert "head of winter-coats says approved without a record" in fails(folder)


@pytest.mark.parametrize("event", [Event.REQUEST_CHANGES, Event.REJECT])
def test_a_refusal_cannot_be_called_approved(tmp_path: Path, event: Event) -> None:
    office = Office(tmp_path)
    office.head(office.decide(1, event, snapshot()), "rejected")
    assert not fails(tmp_path)
    said = forge(tmp_path, lambda head: head.update(state="approved", expires_at="2031-01-01"))
    assert "says approved, its record does not" in said


@pytest.mark.parametrize("action", ["decision.withdraw", "decision.submit"])
def test_an_old_head_put_back_after_a_later_decision_is_found(folder: Path, action: str) -> None:
    office = Office(folder)
    office.entries = list(files.read_ledger(folder))
    office.log(action)
    files.append_ledger(folder, office.entries)
    files.write_index(folder, office.entries)
    assert "the ledger's last decision is another" in fails(folder)


def test_hiding_that_an_approval_stopped_holding_is_found(tmp_path: Path) -> None:
    office = approved(tmp_path)
    office.log("approval.stopped_holding")
    record = files.read_record(tmp_path, SLUG, 2)
    office.head(record, "approved", stale=[{"code": "stale", "text": "Settings changed", "items": ["X3"]}])
    assert not fails(tmp_path)
    assert "hides that the approval stopped holding" in forge(tmp_path, lambda head: head.update(stale=[]))
    office.log("approval.holds_again")
    office.head(record, "approved")
    assert not fails(tmp_path)


def test_a_condition_is_met_only_with_an_entry_in_the_ledger(tmp_path: Path) -> None:
    office = approved(tmp_path)
    office.log("condition.met", subject="r2-1")
    met = {**plain(CONDITION), "status": ConditionStatus.MET.value, "met_by": "Anna Lind"}
    office.head(files.read_record(tmp_path, SLUG, 2), "approved", conditions=[met])
    assert not fails(tmp_path)


def test_a_revocation_cannot_be_undone_by_the_old_files(tmp_path: Path) -> None:
    office = approved(tmp_path)
    kept = (tmp_path / SLUG / "head.json").read_bytes()
    office.head(office.decide(3, Event.REVOKE, snapshot("18–54")), "approved")
    assert not fails(tmp_path)
    (tmp_path / SLUG / "head.json").write_bytes(kept)
    reindex(tmp_path)
    assert "names another record than the ledger" in fails(tmp_path)
    shutil.rmtree(tmp_path / SLUG / "round-3")
    assert f"{SLUG}/round-3/record.json is missing" in fails(tmp_path)


def test_rewriting_everything_is_found_by_an_anchor_alone(folder: Path, tmp_path: Path) -> None:
    anchor = tmp_path / "anchor.json"
    assert main([str(folder), "--write-anchor", str(anchor)]) == 0
    other = tmp_path / "other"
    approved(other, "Another sale")
    assert not fails(other)
    assert "anchor anchor.json says 12 entries, but other ones stand there: rewritten" in fails(other, anchor)
    assert not fails(folder, anchor)
    assert not fails(folder, folder / SLUG / "head.json"), "a head or an answer of the gate is an anchor too"
    short = Office(tmp_path / "short")
    short.log("campaign.created")
    short.head(None, "draft")
    assert "anchor.json says 12 entries, ledger has 1: the end was cut off" in fails(short.folder, anchor)


def test_the_files_that_were_judged_are_recognised_by_their_bytes(whole: Path, tmp_path: Path) -> None:
    (tmp_path / "again.csv").write_bytes(b"spring")
    (tmp_path / "other.csv").write_bytes(b"summer")
    steps = verify.verify(whole, evidence=[tmp_path / "again.csv", tmp_path / "other.csv", tmp_path / "none.csv"])
    said = {step.text.split()[0]: step for step in steps if "csv" in step.text}
    assert said["again.csv"] == Step(HOLDS, f"again.csv has the bytes judged in {RECORD}")
    assert said["other.csv"].mark == OPEN
    assert said["none.csv"].mark == FAILS
