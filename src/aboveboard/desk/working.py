"""Long work beside the screen: it runs in a thread of its own, tells how far it is, and can be called off."""

import contextlib
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import duckdb

from aboveboard.intake.progress import Cancelled, Step

T = TypeVar("T")
ESTIMATE_AFTER = 10.0
"""Seconds before the first estimate of the time left: earlier ones jump about."""
_SHARES = {
    Step.OPENING: (0.0, 0.05),
    Step.FINDING: (0.05, 0.05),
    Step.READING: (0.05, 0.45),
    Step.CHECKING: (0.45, 1.0),
}
"""Which part of the time of one file each step takes, from where to where: loading and checking are about as long."""
_AGAIN = 0.05


@dataclass(frozen=True)
class Seen:
    """How far the work is, at one moment."""

    step: Step | None = None
    file: str = ""
    """File it is about; empty between files."""
    through: tuple[str, ...] = ()
    """Files that are read."""
    share: float = 0.0
    """Part of this file that is through, 0–1."""
    rows: int = 0
    """Rows of the file counted so far; 0 while they are not known."""
    megabytes: float = 0.0
    """Size of the file."""
    speed: float | None = None
    """Megabytes a second; None before there is anything to tell."""
    left: float | None = None
    """Seconds this file will take from now; None while it cannot be told."""
    line: str = ""
    """What is being stored or measured."""


class Watch:
    """Looks on at one piece of work and passes on the wish to end it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._con: duckdb.DuckDBPyConnection | None = None
        self._unwanted = threading.Event()
        self._ended = threading.Event()
        self._through: tuple[str, ...] = ()
        self._file, self._size, self._began = "", 0, clock()
        self._step: Step | None = None
        self._share, self._rows, self._line = 0.0, 0, ""

    def __call__(self, step: Step, done: int = 0, of: int = 0, rows: int = 0) -> None:
        if self._unwanted.is_set():
            raise Cancelled
        first, last = _SHARES.get(step, (1.0, 1.0))
        with self._lock:
            self._step, self._rows = step, rows or self._rows
            self._share = max(self._share, first + (last - first) * min(done / of, 1) if of else first)

    def using(self, con: duckdb.DuckDBPyConnection | None) -> None:
        """The connection whose running statement a cancel interrupts."""
        with self._lock:
            self._con = con

    def begin(self, file: str, size: int) -> None:
        """Another file is next; the one before is through."""
        with self._lock:
            self._through = (*self._through, self._file) if self._file else self._through
            self._file, self._size, self._began = file, size, self._clock()
            self._step, self._share, self._rows = None, 0.0, 0

    def say(self, line: str) -> None:
        """What is being stored or measured."""
        with self._lock:
            self._line = line

    def seen(self) -> Seen:
        """How far it is now."""
        with self._lock:
            passed = self._clock() - self._began
            worth_telling = passed > 1 and 0 < self._share < 1 and self._step in _SHARES
            left = passed * (1 - self._share) / self._share if worth_telling and passed > ESTIMATE_AFTER else None
            speed = self._size * self._share / passed / 1e6 if worth_telling else None
            return Seen(
                self._step,
                self._file,
                self._through,
                self._share,
                self._rows,
                self._size / 1e6,
                speed,
                left,
                self._line,
            )

    @property
    def unwanted(self) -> bool:
        """Whether somebody called it off."""
        return self._unwanted.is_set()

    def cancel(self) -> None:
        """Call it off: the next step is not begun, and a statement that is running is interrupted."""
        if self._unwanted.is_set() or self._ended.is_set():
            return
        self._unwanted.set()
        threading.Thread(target=self._interrupt, name="interrupt", daemon=True).start()

    def end(self) -> None:
        """Nothing runs any more."""
        self._ended.set()

    def _interrupt(self) -> None:
        """Again and again, because an interrupt between two statements is forgotten."""
        while not self._ended.is_set():
            with self._lock, contextlib.suppress(duckdb.Error):
                if self._con is not None:
                    self._con.interrupt()
            self._ended.wait(_AGAIN)


class Work(Generic[T]):
    """One action in a thread of its own. When nobody holds it any more, a reading is called off.

    `dropping` False lets it run to its end even then: what a person asked to be stored is stored.
    """

    def __init__(self, action: Callable[[Watch], T], dropping: bool = True) -> None:
        self.watch = Watch()
        self._box: list[T | Exception] = []
        arguments = (action, self.watch, self._box)
        self._thread = threading.Thread(target=_run, args=arguments, name="work", daemon=True)
        if dropping:
            weakref.finalize(self, self.watch.cancel)
        with _RUNNING_LOCK:
            _RUNNING.add(self)
        self._thread.start()

    def wait(self, seconds: float | None = None) -> bool:
        """Whether it has ended, after waiting so long at most."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def result(self) -> T:
        """What it made; raises what it ended with, Cancelled where it was called off."""
        self._thread.join()
        [found] = self._box
        if isinstance(found, Exception):
            raise found
        return found

    def cancel(self) -> None:
        """Call it off."""
        self.watch.cancel()


def _run(action: Callable[[Watch], T], watch: Watch, box: list[T | Exception]) -> None:
    """Whatever happens goes into the box: an error belongs to whoever asks for the result."""
    try:
        box.append(action(watch))
    except Cancelled as error:
        box.append(error)
    except Exception as error:  # noqa: BLE001 - handed on by `result`
        box.append(Cancelled() if watch.unwanted else error)
    finally:
        watch.end()


_RUNNING: "weakref.WeakSet[Work[Any]]" = weakref.WeakSet()
_RUNNING_LOCK = threading.Lock()


def stop_all(seconds: float = 10.0) -> None:
    """Call off what is still running, before the workspace is given back."""
    with _RUNNING_LOCK:
        running = list(_RUNNING)
    for work in running:
        work.cancel()
    for work in running:
        work.wait(seconds)
