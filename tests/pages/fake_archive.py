"""Published files, ledger and checks that answer from memory, with the names of the real archive."""

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aboveboard.desk.archive import Published
from aboveboard.model import Change, DamagedRecord, Entry


@dataclass
class FakeArchive:
    """What desk.archive would read from disk."""

    contents: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    """Round → what record.json says."""
    damaged: set[int] = field(default_factory=set)
    moved: tuple[Change, ...] = ()
    told: tuple[Entry, ...] = ()
    steps: tuple[tuple[str, str], ...] = (("✓", "ledger.jsonl holds together"), ("○", "No anchor was given."))
    known: Callable[[], dict[str, str]] = field(default_factory=lambda: dict)
    """Slug → name."""
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Item → its tables."""

    def published(self, _: object, slug: str, number: int) -> Published | None:
        if number in self.damaged:
            raise DamagedRecord("The record cannot be read", "It is not JSON any more.", "Restore it from a copy.")
        content = self.contents.get(number)
        if content is None:
            return None
        as_json = json.dumps(content).encode()
        return Published(as_json, b"<!doctype html>" + as_json, content)

    def verify(self, _: object, slug: str) -> tuple[tuple[str, str], ...]:
        return self.steps

    def entries(self, _: object, slug: str) -> tuple[Entry, ...]:
        return self.told

    def changes(self, _: object, slug: str, number: int) -> tuple[Change, ...]:
        return self.moved

    def mark(self, _: object) -> str:
        return uuid.uuid4().hex

    def names(self, _: object) -> dict[str, str]:
        return self.known()

    def inputs(self, _: object, item: str) -> tuple[str, ...]:
        return self.tables.get(item, ())
