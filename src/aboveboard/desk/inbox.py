"""Files that somebody laid into the inbox of the workspace: listed, and read from where they lie."""

import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aboveboard.desk.drafts import Upload
from aboveboard.desk.house import House
from aboveboard.model import WrongInput

INBOX = "inbox"


@dataclass(frozen=True)
class Waiting:
    """One file of the inbox."""

    name: str
    size: int
    changed: datetime


def inbox_folder(house: House) -> Path | None:
    """Where large files are laid; made when it is missing. None for a workspace that lives in memory only."""
    if house.workspace.folder is None:
        return None
    folder = house.workspace.folder / INBOX
    folder.mkdir(exist_ok=True)
    return folder


def inbox(house: House) -> tuple[Waiting, ...]:
    """The ordinary files of the inbox, the newest first. Links, folders and hidden files are not among them."""
    folder = inbox_folder(house)
    if folder is None:
        return ()
    found = [_waiting(folder / entry.name) for entry in folder.iterdir()]
    return tuple(sorted(filter(None, found), key=lambda entry: (entry.changed, entry.name), reverse=True))


def from_inbox(house: House, name: str) -> Upload:
    """The file of this name. A name is never a way to another place: it must be one that `inbox` lists."""
    folder = inbox_folder(house)
    if folder is None or name not in {entry.name for entry in inbox(house)}:
        raise WrongInput(
            "This file is not in the inbox",
            "It may have been moved, or it is a link to another place, which is not followed.",
            "Copy the file itself into the inbox.",
        )
    return Upload(name, folder / name)


def _waiting(path: Path) -> Waiting | None:
    try:
        found = path.lstat()
    except OSError:
        return None
    if path.name.startswith(".") or not stat.S_ISREG(found.st_mode):
        return None
    return Waiting(path.name, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))
