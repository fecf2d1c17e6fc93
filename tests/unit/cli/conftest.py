"""The program as a person calls it, in a workspace of its own."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aboveboard import cli, desk

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run the program with these words; returns exit code and the JSON it printed, else what it said beside it."""
    monkeypatch.setenv(desk.ENVIRONMENT, str(tmp_path / "workspace"))

    def call(*words: object) -> tuple[int, Any]:
        monkeypatch.setattr(sys, "argv", ["aboveboard", *map(str, words), "--json"])
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return code, json.loads(printed.out) if printed.out else printed.err

    yield call
    desk.close()
