"""Statements of the person's own: each in a process of its own that is killed when its time is up, or on request."""

import atexit
import json
import os
import subprocess
import sys
import threading
import time
import weakref
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aboveboard.desk.explored.opened import Opened, select_columns
from aboveboard.intake.exploring import DATA
from aboveboard.model.exploring import Limits, Refused, Table

CHILD = Path(__file__).with_name("sandbox_child.py")
AT_ONCE = 4
"""Statements of all visitors together."""
_KEPT_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_GRACE = 0.5
"""Seconds after which the process is killed that did not stop by itself."""
_live: set["subprocess.Popen[bytes]"] = set()
_lock = threading.Lock()

SMALLER = "Ask for fewer rows or shorter texts, or group first."
CANCELLED = Refused("Cancelled. Nothing was changed.")


@dataclass
class _Box:
    """What the watching thread leaves for the page."""

    outcome: Table | Refused | None = None
    started: float = field(default_factory=time.monotonic)
    asked: float | None = None
    """When the table was loaded and the clock of the statement started."""
    cancelled: bool = False
    done: threading.Event = field(default_factory=threading.Event)


class Running:
    """A statement under way. When nobody holds this any more, its process is killed."""

    def __init__(self, opened: Opened, sql: str, limits: Limits) -> None:
        self.sql, self.limits = sql, limits
        self._box = _Box()
        self._process = _start()
        if self._process is None:
            self._box.outcome = Refused("Several statements are running already.", "Try again in a few seconds.")
            self._box.done.set()
            return
        weakref.finalize(self, _kill, self._process)
        order = {
            "path": str(opened.folder / DATA),
            "columns": select_columns(opened.explored),
            "sql": sql,
            "rows": limits.rows,
            "cell": limits.cell,
            "seconds": limits.seconds,
            "memory_mb": limits.memory_mb,
            "answer_bytes": limits.answer_bytes,
        }
        watcher = threading.Thread(target=_watch, args=(self._process, order, self._box, limits), daemon=True)
        watcher.start()

    @property
    def pid(self) -> int | None:
        """The process, for those who want to see that it is gone."""
        return self._process.pid if self._process is not None else None

    @property
    def outcome(self) -> Table | Refused | None:
        """The answer, or why there is none; None while it is under way."""
        return self._box.outcome if self._box.done.is_set() else None

    @property
    def seconds(self) -> float:
        """How long the statement has been running; loading the table does not count."""
        return time.monotonic() - self._box.asked if self._box.asked is not None else 0.0

    def cancel(self) -> None:
        """Kill the process now."""
        self._box.cancelled = True
        if self._process is not None:
            _kill(self._process)

    def wait(self, seconds: float) -> Table | Refused | None:
        """The outcome, waited for at most so long."""
        self._box.done.wait(seconds)
        return self.outcome


def _start() -> "subprocess.Popen[bytes] | None":
    """A fresh interpreter with an empty environment, unless too many run already."""
    with _lock:
        if len(_live) >= AT_ONCE:
            return None
        process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", str(CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ},
            cwd=CHILD.parent,
        )
        _live.add(process)
        return process


def _kill(process: "subprocess.Popen[bytes]") -> None:
    process.kill()


def _watch(process: "subprocess.Popen[bytes]", order: dict[str, Any], box: _Box, limits: Limits) -> None:
    """Hand over the table, wait for the answer, and see to it that the process is gone afterwards."""
    try:
        with process:
            outcome = _talk(process, order, box, limits)
            process.kill()
    except (OSError, ValueError, subprocess.TimeoutExpired):
        outcome = Refused("The statement was stopped before it could be run.", "Run it again.")
    finally:
        with _lock:
            _live.discard(process)
    box.outcome = CANCELLED if box.cancelled else outcome
    box.done.set()


def _talk(process: "subprocess.Popen[bytes]", order: dict[str, Any], box: _Box, limits: Limits) -> Table | Refused:
    if process.stdin is None or process.stdout is None:
        raise OSError("the process has no pipes")
    process.stdin.write(json.dumps(order).encode() + b"\n")
    process.stdin.flush()
    late = threading.Event()
    with _Deadline(process, limits.load_seconds, late):
        ready = process.stdout.readline()
    if not ready:
        return Refused("The table could not be handed over.", "It may be too large for this; filter or split the file.")
    box.asked = time.monotonic()
    with _Deadline(process, limits.seconds + _GRACE, late):
        said = process.stdout.readline(4 * limits.answer_bytes)
    seconds = time.monotonic() - box.asked
    if late.is_set():
        return out_of_time(limits)
    if not said.endswith(b"\n"):
        return _ended(process, limits)
    return _understood(json.loads(said), limits, seconds)


class _Deadline:
    """Kills a process that is not done in time."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float, late: threading.Event) -> None:
        self._timer = threading.Timer(seconds, self._end, (process, late))
        self._timer.daemon = True

    @staticmethod
    def _end(process: "subprocess.Popen[bytes]", late: threading.Event) -> None:
        late.set()
        process.kill()

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


def out_of_time(limits: Limits) -> Refused:
    """The clock ran out."""
    return Refused(f"Stopped after {limits.seconds:g} seconds, which is the limit.", SMALLER)


def _ended(process: "subprocess.Popen[bytes]", limits: Limits) -> Refused:
    """The process went without an answer: the system ended it, or it could not go on."""
    if process.wait(_GRACE * 10) < 0:
        return too_much(limits)
    return Refused("This statement cannot be run here.", "Write it in another way.")


def too_much(limits: Limits) -> Refused:
    """It asked for more memory than it may have."""
    return Refused(f"Stopped: it needs more than the {limits.memory_mb} MB of memory it may have.", SMALLER)


def _understood(answer: dict[str, Any], limits: Limits, seconds: float) -> Table | Refused:
    if answer.get("time"):
        return out_of_time(limits)
    if answer.get("memory"):
        return too_much(limits)
    if "refused" in answer:
        return Refused(str(answer["refused"]), str(answer.get("hint") or ""), answer.get("position"))
    rows = tuple(tuple(row) for row in answer["rows"])
    return Table(tuple(answer["names"]), tuple(answer["numeric"]), rows, answer["more"], seconds, answer["cut"])


def end_all() -> None:
    """Kill every statement under way: the server ends."""
    for process in list(_live):
        process.kill()


atexit.register(end_all)
