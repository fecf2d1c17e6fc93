"""How far a reading is: told step by step, and the place where a reading that is no longer wanted ends."""

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

    def using(self, con: duckdb.DuckDBPyConnection | None) -> None:
        """From now on long statements run on this connection, which a cancel interrupts; None when it closes."""


class Silent:
    """Nobody looks on, and nothing is cancelled."""

    def __call__(self, step: Step, done: int = 0, of: int = 0, rows: int = 0) -> None:
        """Says nothing."""

    def using(self, con: duckdb.DuckDBPyConnection | None) -> None:
        """Interrupts nothing."""


SILENT: Progress = Silent()
