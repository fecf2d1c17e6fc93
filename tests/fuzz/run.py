"""Thousands of damaged inputs through the reading, two at a time. Run: make fuzz, or make fuzz N=500 SEED=7.

Prints the seed, each fault with the number of its input, and one line of figures at the end; ends with 1 if anything
failed. `python -m tests.fuzz.run --seed S --only N` reads one input again and writes it to a file.
"""

import argparse
import functools
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz.checks import faults
from tests.fuzz.crew import Outcome, run
from tests.fuzz.making import make
from tests.fuzz.storing import inspected, stored

STORED, TOGETHER = 300, 10
"""Inputs that are also stored and measured, or inspected from the command line, and how many of them at a time."""
LONGER = {"stored": 60.0, "inspected": 60.0}
"""Processor time for one batch of these."""
DIFFERENT = 6
"""Every so many inputs one is also read the fast way, the next one also as a large file."""


def read_one(seed: int, number: int) -> list[str]:
    """The faults of one input."""
    if number < 0:
        faults(make(seed, 1))
        return []
    return faults(make(seed, number), {0: 1, 1: 2}.get(number // 4 % DIFFERENT, 0))[0]


def store_some(seed: int, batches: Sequence[Sequence[int]], number: int) -> list[str]:
    """The faults of storing one batch."""
    return stored(seed, batches[number]) if number >= 0 else []


def inspect_some(seed: int, batches: Sequence[Sequence[int]], number: int) -> list[str]:
    """The faults of inspecting one batch."""
    return inspected(seed, batches[number]) if number >= 0 else []


def main() -> int:
    """Read, store, inspect; 1 when anything failed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--inputs", type=int, default=5_000)
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    options.add_argument("--hands", type=int, default=2)
    options.add_argument("--only", type=int)
    given = options.parse_args()
    if given.only is not None:
        return _one(given.seed, given.only)
    print(f"seed {given.seed}, {given.inputs:,} inputs", flush=True)
    outcomes = list(map(_told, run(functools.partial(read_one, given.seed), range(given.inputs), given.hands)))
    failed = [outcome for outcome in outcomes if outcome.faults]
    chosen = range(1, given.inputs, max(1, given.inputs // STORED))
    # Only inputs made from good files are likely to be stored.
    numbers = [number + (number % 4 == 0) for number in chosen]
    batches = [numbers[start : start + TOGETHER] for start in range(0, len(numbers), TOGETHER)]
    for name, work in (("stored", store_some), ("inspected", inspect_some)):
        doing = functools.partial(work, given.seed, batches)
        further = list(map(_told, run(doing, range(len(batches)), given.hands, LONGER[name])))
        failed += [outcome for outcome in further if outcome.faults]
    slowest = max((outcome.seconds for outcome in outcomes), default=0.0)
    kinds = Counter(fault.split(":")[0].split(",")[0][:40] for outcome in failed for fault in outcome.faults)
    print(f"seed {given.seed}: {len(outcomes):,} inputs read, {len(numbers)} stored and inspected; ", end="")
    print(f"slowest {slowest:.1f} s; {len(failed)} with faults {dict(kinds) if kinds else ''}".rstrip())
    return 1 if failed else 0


def _told(outcome: Outcome) -> Outcome:
    for fault in outcome.faults:
        print(f"{outcome.number}: {fault}", flush=True)
    return outcome


def _one(seed: int, number: int) -> int:
    case = make(seed, number)
    path = Path(tempfile.gettempdir(), f"fuzz_{seed}_{number}_{case.name}")
    path.write_bytes(case.raw)
    found, reading = faults(case, 2)
    print(f"{path}: {', '.join(case.recipe)}; {reading.receipt.outcome.value if reading else 'raised'}")
    print("\n".join(found))
    if reading is not None:
        print(reading.receipt.refusal, *(notice.message for notice in reading.receipt.warnings), sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
