"""An import that is killed half-way leaves the workspace as it was."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aboveboard import desk
from aboveboard.model.layout import SAMPLES

IMPORT_AND_STALL = """
import pathlib, sys, time
from aboveboard import desk
house = desk.open_house(pathlib.Path(sys.argv[1]))
path = pathlib.Path(sys.argv[2])
draft = desk.read_files(house, [desk.Upload(path.name, path.read_bytes())])
def stall(step):
    if step.startswith("Measuring"):
        print("stored, not committed", flush=True)
        time.sleep(60)
desk.store_files(house, draft, step=stall)
"""


def test_a_killed_import_leaves_the_previous_state(tmp_path: Path) -> None:
    house = desk.open_house(tmp_path)
    first = SAMPLES / "garden_sale_delivery.csv"
    desk.store_files(house, desk.read_files(house, [desk.Upload(first.name, first.read_bytes())]))
    before = desk.campaigns(house)
    desk.close()
    with subprocess.Popen(
        [sys.executable, "-c", IMPORT_AND_STALL, str(tmp_path), str(SAMPLES / "warehouse_jobs_delivery.csv")],
        stdout=subprocess.PIPE,
        text=True,
    ) as importer:
        assert importer.stdout is not None
        assert importer.stdout.readline() == "stored, not committed\n"
        importer.send_signal(signal.SIGKILL)
    again = desk.open_house(tmp_path)
    assert desk.campaigns(again) == before
    desk.close()


@pytest.fixture(autouse=True)
def closed() -> None:
    desk.close()
