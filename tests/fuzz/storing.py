"""The way on: accepted readings imported through the desk, measured and judged; and the command line."""

import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

from aboveboard import desk
from aboveboard.intake import Answers
from tests.fuzz.case import Case
from tests.fuzz.making import make

_MAIN = "from aboveboard.cli import main; main()"


def stored(seed: int, numbers: Sequence[int]) -> list[str]:
    """Import these inputs one after the other into one new workspace; faults by input."""
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        house = desk.open_house(Path(folder))
        try:
            for number in numbers:
                wrong += _store(house, number, make(seed, number))
        finally:
            desk.close()
    return wrong


def _store(house: desk.House, number: int, case: Case) -> list[str]:
    name = f"{number}_{case.name}"
    given: Mapping[str, Answers] = {name: case.answers}
    try:
        draft = desk.read_files(house, [desk.Upload(name, case.raw)], given)
        found = desk.store_files(house, draft)
        for slug in found.campaigns:
            desk.review(house, slug)
    except Exception:  # noqa: BLE001 – whatever comes out is the finding
        return [f"{number} {case.recipe}: storing raised " + "".join(traceback.format_exc().splitlines(True)[-6:])]
    return []


def inspected(seed: int, numbers: Sequence[int]) -> list[str]:
    """`aboveboard inspect` on these inputs in one call: no traceback, one of its own exit codes."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number in numbers:
            case = make(seed, number)
            path = Path(folder, f"{number}_{case.name}")
            path.write_bytes(case.raw)
            paths.append(str(path))
        command = [sys.executable, "-c", _MAIN, "--workspace", str(Path(folder, "w")), "inspect", *paths]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if "Traceback" in done.stderr or done.returncode not in (0, 5):
        return [f"inspect of {list(numbers)} ended with {done.returncode}: {done.stderr[-900:]}"]
    return []
