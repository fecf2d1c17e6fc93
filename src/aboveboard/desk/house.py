"""The open workspace with the policy in force: what every use case starts from."""

import os
from dataclasses import dataclass
from pathlib import Path

from aboveboard.judgement import Policy, load
from aboveboard.model.layout import POLICIES, WORKSPACE
from aboveboard.store import Workspace, close_all, open_workspace

ENVIRONMENT = "ABOVEBOARD_WORKSPACE"


@dataclass(frozen=True)
class House:
    """One workspace and the policy its campaigns are judged by."""

    workspace: Workspace
    policy: Policy


def folder() -> Path:
    """The workspace folder of this process."""
    return Path(os.environ.get(ENVIRONMENT) or WORKSPACE)


def open_house(where: Path | None = None) -> House:
    """Open the workspace; raises WorkspaceBusy when another process holds it."""
    return House(open_workspace(where or folder()), load(POLICIES / "baseline.yaml"))


def house() -> House:
    """The process's open workspace; opened on first use."""
    return open_house()


def close() -> None:
    """Give the workspace file back."""
    close_all()
