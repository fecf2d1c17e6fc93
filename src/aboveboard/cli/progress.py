"""How far a reading is, on standard error: one moving line on a terminal, else a line every few seconds."""

import shutil
import sys
import time
from collections.abc import Callable
from typing import TextIO

from aboveboard import desk
from aboveboard.desk import Step, Watch

WORDS = {
    Step.OPENING: "opening",
    Step.FINDING: "finding the table",
    Step.READING: "reading rows",
    Step.CHECKING: "checking every cell",
    Step.STORING: "storing",
    Step.MEASURING: "measuring",
}
AFTER = 1.0
"""Seconds before anything is said: small files need no words."""
MOVING, LINES = 0.2, 5.0
"""Seconds between two looks on a terminal, and between two lines elsewhere."""


class Shown(Watch):
    """Tells what it sees; quiet about whatever is done in a moment."""

    def __init__(self, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self._out = out or sys.stderr
        self._now = clock
        self._told = clock() + AFTER - (MOVING if self._moves else LINES)
        self._wrote = 0

    @property
    def _moves(self) -> bool:
        return self._out.isatty()

    def __call__(self, step: Step, done: int = 0, of: int = 0, rows: int = 0) -> None:
        super().__call__(step, done, of, rows)
        if self._now() - self._told >= (MOVING if self._moves else LINES):
            self._told = self._now()
            self._write(sentence(self.seen()))

    def say(self, line: str) -> None:
        """What is being stored or measured: a line of its own."""
        super().say(line)
        self.done()
        self._out.write(f"{line}\n")

    def _write(self, text: str) -> None:
        if not self._moves:
            self._out.write(f"{text}\n")
            return
        room = max(shutil.get_terminal_size().columns - 1, 20)
        shown = text[:room]
        self._out.write(f"\r{shown.ljust(self._wrote)}")
        self._wrote = len(shown)
        self._out.flush()

    def done(self) -> None:
        """Take the moving line away."""
        if self._wrote:
            self._out.write(f"\r{' ' * self._wrote}\r")
            self._out.flush()
            self._wrote = 0


def sentence(seen: desk.Seen) -> str:
    """ "big.csv: reading rows, 45 %, 120,000 rows, 31.2 MB/s, about 12 s left"."""
    parts = [
        f"{seen.file}: {WORDS[seen.step]}" if seen.step else seen.file,
        f"{seen.share:.0%}".replace("%", " %") if seen.step in (Step.READING, Step.CHECKING) else "",
        f"{seen.rows:,} rows" if seen.rows else "",
        f"{seen.speed:,.1f} MB/s" if seen.speed is not None else "",
        f"about {max(round(seen.left), 1)} s left" if seen.left is not None else "",
    ]
    return ", ".join(part for part in parts if part)
