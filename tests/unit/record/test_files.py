"""Published files survive a crash, never change once written, and a name of a campaign is never a path."""

import json
from pathlib import Path

import pytest

from aboveboard.model import DamagedRecord, WrongInput
from aboveboard.record import files
from aboveboard.record.files import LedgerDisagrees, WrittenAlready
from aboveboard.signoff.canonical import canonical
from tests.unit.record.damage import fails
from tests.unit.record.made import SLUG, Office, approved


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return approved(tmp_path)


@pytest.mark.parametrize("slug", ["", "..", "../x", "a/b", "A", "-a", "a" * 65, "a.b", "a\n", "ä", "/etc", "a b"])
def test_a_name_that_could_be_a_path_is_refused(tmp_path: Path, slug: str) -> None:
    with pytest.raises(WrongInput):
        files.head_file(tmp_path, slug)


@pytest.mark.parametrize("slug", ["a", "7", "spring-sale-de", "a" * 64])
def test_ordinary_names_are_folders(tmp_path: Path, slug: str) -> None:
    assert files.record_html(tmp_path, slug, 3) == tmp_path / slug / "round-3" / "record.html"


def test_a_record_is_written_once_and_repeating_is_harmless(tmp_path: Path) -> None:
    path = files.record_json(tmp_path, "a", 1)
    files.write_once(path, b"one")
    files.write_once(path, b"one")
    with pytest.raises(WrittenAlready, match=r"round-1/record\.json"):
        files.write_once(path, b"two")
    assert path.read_bytes() == b"one"


def test_no_half_file_is_left_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: int) -> None:
        raise OSError("no space left")

    files.replace(tmp_path / "head.json", b"old")
    monkeypatch.setattr("os.fsync", broken)
    with pytest.raises(OSError, match="no space"):
        files.replace(tmp_path / "head.json", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["head.json"]
    assert (tmp_path / "head.json").read_bytes() == b"old"


def test_unchanged_content_is_not_written_again(tmp_path: Path) -> None:
    files.replace(tmp_path / "head.json", b"same")
    before = (tmp_path / "head.json").stat().st_ino
    files.replace(tmp_path / "head.json", b"same")
    assert (tmp_path / "head.json").stat().st_ino == before


def test_entries_that_are_there_are_not_written_again(office: Office) -> None:
    before = files.ledger_file(office.folder).read_bytes()
    assert files.append_ledger(office.folder, office.entries) == 0
    assert files.append_ledger(office.folder, office.entries[-1:]) == 0
    assert files.ledger_file(office.folder).read_bytes() == before


def test_new_entries_alone_are_enough(office: Office) -> None:
    office.log("record.viewed")
    assert files.append_ledger(office.folder, office.entries[-1:]) == 1
    assert files.read_ledger(office.folder) == tuple(office.entries)


@pytest.mark.parametrize("kept", [0, 1, 40, -1])
def test_a_line_that_a_crash_tore_is_repaired(office: Office, kept: int) -> None:
    path = files.ledger_file(office.folder)
    office.log("answer.given")
    path.write_bytes(path.read_bytes() + canonical(office.entries[-1]).encode()[:kept])
    files.append_ledger(office.folder, office.entries)
    files.write_index(office.folder, office.entries)
    assert files.read_ledger(office.folder) == tuple(office.entries)
    assert not fails(office.folder)


def test_a_ledger_of_another_history_is_refused(office: Office, tmp_path: Path) -> None:
    other = Office(tmp_path)
    other.log("campaign.created", reason="another workspace")
    before = files.ledger_file(office.folder).read_bytes()
    with pytest.raises(LedgerDisagrees, match="entry 1"):
        files.append_ledger(office.folder, other.entries)
    assert files.ledger_file(office.folder).read_bytes() == before


def test_a_ledger_whose_last_line_was_edited_is_refused(office: Office) -> None:
    path = files.ledger_file(office.folder)
    path.write_bytes(path.read_bytes().replace(b"round-2/record.json", b"round-9/record.json"))
    with pytest.raises(LedgerDisagrees):
        files.append_ledger(office.folder, office.entries)


def test_entries_after_a_gap_are_refused(office: Office) -> None:
    office.log("answer.given")
    office.log("answer.given")
    with pytest.raises(LedgerDisagrees):
        files.append_ledger(office.folder, office.entries[-1:])


def test_the_index_keeps_the_hash_that_was_noted_when_a_head_was_written(office: Office) -> None:
    head = files.head_file(office.folder, SLUG)
    head.write_bytes(head.read_bytes().replace(b"2026-09-12", b"2029-09-12"))
    office.log("record.viewed", "winter-coats")
    files.append_ledger(office.folder, office.entries)
    files.write_index(office.folder, office.entries)
    assert f"{SLUG}/head.json has another hash" in fails(office.folder)


def test_an_index_is_not_set_back_by_a_publication_that_began_earlier(office: Office) -> None:
    earlier = list(office.entries)
    office.log("record.viewed")
    files.append_ledger(office.folder, office.entries)
    files.write_index(office.folder, office.entries)
    files.write_index(office.folder, earlier)
    assert not fails(office.folder)


def test_a_damaged_index_is_built_anew(office: Office) -> None:
    files.index_file(office.folder).write_bytes(b"{")
    files.write_index(office.folder, office.entries)
    assert not fails(office.folder)


def test_reading_a_head_that_is_missing_or_damaged_gives_none(office: Office) -> None:
    assert files.read_head(office.folder, "nobody") is None
    files.head_file(office.folder, SLUG).write_bytes(b"[]")
    assert files.read_head(office.folder, SLUG) is None


def test_reading_a_record_that_is_missing_or_damaged_says_which(office: Office) -> None:
    assert files.read_record(office.folder, SLUG, 2)["round"] == 2
    with pytest.raises(DamagedRecord, match=r"spring-sale/round-7/record\.json"):
        files.read_record(office.folder, SLUG, 7)
    files.ledger_file(office.folder).write_bytes(b'{"seq": 1}\n')
    with pytest.raises(DamagedRecord, match="Line 1"):
        files.read_ledger(office.folder)


def test_a_deleted_campaign_leaves_only_its_tombstone(office: Office) -> None:
    office.log("campaign.deleted", reason="sample removed")
    files.append_ledger(office.folder, office.entries)
    files.write_index(office.folder, office.entries)
    files.remove_campaign(office.folder, SLUG)
    assert files.slugs(office.folder) == {"winter-coats"}
    index = json.loads(files.index_file(office.folder).read_bytes())
    assert set(index["campaigns"]) == {"winter-coats"}
    assert not fails(office.folder)


def test_nothing_is_known_of_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    assert files.slugs(tmp_path / "none") == set()
    assert files.read_ledger(tmp_path / "none") == ()
    assert files.read_index(tmp_path / "none") is None
