"""Names from the inbox are data: only ordinary files that lie in it are read."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from aboveboard import desk
from aboveboard.desk import House
from aboveboard.model import WrongInput


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield desk.open_house(tmp_path / "workspace")
    desk.close()


def test_the_inbox_is_made_and_lists_ordinary_files_only(house: House, tmp_path: Path) -> None:
    folder = desk.inbox_folder(house)
    assert folder == tmp_path / "workspace" / "inbox"
    assert desk.inbox(house) == ()
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    (folder / "report.csv").write_text("a,b\n1,2\n")
    (folder / ".hidden.csv").write_text("a,b\n1,2\n")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "folder.csv").mkdir()
    os.mkfifo(folder / "pipe.csv")
    assert [(entry.name, entry.size) for entry in desk.inbox(house)] == [("report.csv", 8)]
    upload = desk.from_inbox(house, "report.csv")
    assert (upload.name, upload.raw, upload.size) == ("report.csv", folder / "report.csv", 8)


@pytest.mark.parametrize(
    "name", ["link.csv", "../secret.csv", "/etc/passwd", "..", "", "inbox/report.csv", "absent.csv"]
)
def test_no_name_leads_elsewhere(name: str, house: House, tmp_path: Path) -> None:
    folder = desk.inbox_folder(house)
    assert folder is not None
    (folder.parent / "secret.csv").write_text("a,b\n1,2\n")
    (folder / "link.csv").symlink_to(folder.parent / "secret.csv")
    with pytest.raises(WrongInput, match="not in the inbox"):
        desk.from_inbox(house, name)
