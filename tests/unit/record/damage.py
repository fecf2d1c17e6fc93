"""Ways to damage a folder of records, and what verification then says."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aboveboard.record.verify import FAILS, verify
from aboveboard.signoff.canonical import readable
from tests.unit.record.made import SLUG

Edit = Callable[[Any], object]


def fails(folder: Path, *anchors: Path) -> str:
    return "\n".join(step.text for step in verify(folder, None, anchors) if step.mark == FAILS)


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0x01
    path.write_bytes(bytes(content))


def edit(path: Path, change: Edit) -> None:
    found = json.loads(path.read_bytes())
    change(found)
    path.write_bytes(readable(found).encode())


def reindex(folder: Path) -> None:
    """What somebody does who edits a head and knows the index."""
    head = folder / SLUG / "head.json"
    mark = hashlib.sha256(head.read_bytes()).hexdigest()
    edit(folder / "index.json", lambda index: index["campaigns"].update({SLUG: mark}))


def forge(folder: Path, change: Edit) -> str:
    edit(folder / SLUG / "head.json", change)
    reindex(folder)
    return fails(folder)
