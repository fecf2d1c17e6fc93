"""Workers that read inputs: each in a process of its own with bounded memory, replaced when it hangs or dies."""

import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

SECONDS = 5.0
"""Processor time that one input may take; a machine that is busy with other things is no hang."""
PATIENCE = 12
"""So many times as long may pass on the clock."""
ROOM = 6 << 30
"""Addresses a worker may use, in bytes; far below it, growth by one input is a fault of its own."""
GROWTH = 1 << 30
"""Bytes by which one input may make a worker grow."""
START = 120.0

Work = Callable[[int], list[str]]


@dataclass
class Outcome:
    """What came of one input."""

    number: int
    faults: list[str]
    seconds: float


@dataclass
class _Hand:
    """One worker."""

    process: BaseProcess
    line: Connection
    number: int | None = None
    since: float = field(default_factory=time.monotonic)
    used: float = 0.0
    """Processor time of the process when it got its input."""


def _serve(line: Connection, work: Work) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    work(-1)
    line.send(None)
    while True:
        number = line.recv()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        faults = work(number)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) << 10
        if grown > GROWTH:
            faults.append(f"memory grew by {grown >> 20} MB")
        line.send(faults)


def _hire(work: Work) -> _Hand:
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(there, work), daemon=True)
    process.start()
    there.close()
    if not here.poll(START):
        raise RuntimeError("a worker did not start")
    here.recv()
    return _Hand(process, here)


def run(work: Work, numbers: Iterable[int], hands: int = 2, seconds: float = SECONDS) -> Iterator[Outcome]:
    """Outcomes as they come in. `work(-1)` is called once in each new worker, to load what it needs.

    An input that takes too long gets a second try in a fresh worker: a machine may be busy, a hang comes back.
    """
    left = iter(numbers)
    again: list[int] = []
    second: set[int] = set()
    crew = [_hire(work) for _ in range(hands)]
    try:
        while crew:
            for hand in crew:
                if hand.number is None:
                    hand.number = again.pop() if again else next(left, None)
                    hand.since, hand.used = time.monotonic(), _used(hand)
                    if hand.number is not None:
                        hand.line.send(hand.number)
            busy = [hand for hand in crew if hand.number is not None]
            if not busy:
                return
            ready = wait([hand.line for hand in busy], 0.2)
            for place, hand in enumerate(crew):
                if hand.number is None:
                    continue
                took = _used(hand) - hand.used
                passed = time.monotonic() - hand.since
                said = _hear(hand, ready, max(took, passed / PATIENCE), seconds)
                if said is None:
                    continue
                if said and (said[0].startswith("hangs") or said[0].startswith("died")):
                    hand.process.kill()
                    hand.process.join()
                    crew[place] = _hire(work)
                    if hand.number not in second:
                        second.add(hand.number)
                        again.append(hand.number)
                        continue
                yield Outcome(hand.number, said, took)
                hand.number = None
    finally:
        for hand in crew:
            hand.process.kill()
            hand.process.join()


def _used(hand: _Hand) -> float:
    """Seconds of processor time of a worker so far; the clock where the system does not tell."""
    try:
        said = Path(f"/proc/{hand.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return time.monotonic()
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


def _hear(hand: _Hand, ready: Sequence[object], took: float, seconds: float) -> list[str] | None:
    """The faults a worker reports, or that it hangs or died; None while it works."""
    if hand.line in ready:
        try:
            faults: list[str] = hand.line.recv()
        except EOFError:
            return [f"died with exit code {hand.process.exitcode}"]
        return faults
    return [f"hangs: more than {seconds:g} s"] if took > seconds else None
