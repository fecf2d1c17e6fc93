"""How far a reading is: told step by step, and the place where a reading that is no longer wanted ends."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import duckdb


class Step(StrEnum):
    """What is being done with a file, in this order."""

    OPENING = "opening"
    FINDING = "finding"
    READING = "reading"
    CHECKING = "checking"
    STORING = "storing"
    MEASURING = "measuring"


class Cancelled(Exception):
    """Somebody no longer wants this reading. Nothing of it is kept; whoever started it knows why."""


class Progress(Protocol):
    """Told how far a reading is. Called at each step and, in loops over a large file, about every few megabytes."""

    def __call__(self, step: Step, done: int = 0, of: int = 0, rows: int = 0) -> None:
        """`done` of `of` bytes of the step are through, `rows` records were counted so far (0: not known yet).

        Raises Cancelled where the reading is no longer wanted; callers let it pass and leave nothing behind.
        """

    def begin(self, file: str, size: int) -> None:
        """From now on it is about this file of so many bytes; the one before is through."""

    def using(self, con: duckdb.DuckDBPyConnection | None) -> None:
        """From now on long statements run on this connection, which a cancel interrupts; None when it closes."""


class Silent:
    """Nobody looks on, and nothing is cancelled."""

    def __call__(self, step: Step, done: int = 0, of: int = 0, rows: int = 0) -> None:
        """Says nothing."""

    def begin(self, file: str, size: int) -> None:
        """Says nothing."""

    def using(self, con: duckdb.DuckDBPyConnection | None) -> None:
        """Interrupts nothing."""


SILENT: Progress = Silent()


@contextlib.contextmanager
def used_by(progress: Progress, con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """While this lasts, a cancel interrupts what runs on the connection."""
    progress.using(con)
    try:
        yield
    finally:
        progress.using(None)


@dataclass
class Checks:
    """The checks of a table that is loaded, told one by one as parts of the file's size."""

    progress: Progress
    size: int
    rows: int
    parts: int
    through: int = 0

    def next(self) -> None:
        """One more is through."""
        self.through = min(self.through + 1, self.parts)
        self.progress(Step.CHECKING, self.size * self.through // self.parts, self.size, self.rows)
