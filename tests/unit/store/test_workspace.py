"""One file, one process, and transactions that leave nothing half done."""

import subprocess
import sys
from pathlib import Path

import pytest

from aboveboard.model import WorkspaceBusy
from aboveboard.store import Workspace

HOLD = """
import sys, pathlib
from aboveboard.store import Workspace
held = Workspace(pathlib.Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_told_the_first_ones_pid(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "open\n"
        with pytest.raises(WorkspaceBusy) as trouble:
            Workspace(tmp_path)
        assert str(owner.pid) in trouble.value.title
        owner.communicate()


def interrupted(workspace: Workspace) -> None:
    with workspace.writing() as con:
        con.execute("INSERT INTO setting VALUES ('a', 'b')")
        raise KeyboardInterrupt


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        interrupted(workspace)
    with workspace.reading() as con:
        assert con.execute("SELECT count(*) FROM setting").fetchall() == [(0,)]
    workspace.close()


def test_what_was_written_is_there_after_a_restart(tmp_path: Path) -> None:
    first = Workspace(tmp_path)
    with first.writing() as con:
        con.execute("INSERT INTO setting VALUES ('a', 'b')")
    first.close()
    second = Workspace(tmp_path)
    with second.reading() as con:
        assert con.execute("SELECT value FROM setting").fetchall() == [("b",)]
    second.close()
