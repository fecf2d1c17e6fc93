"""The open workspace with the policy in force: what every use case starts from."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aboveboard.desk.working import stop_all
from aboveboard.judgement import Policy, load
from aboveboard.model.layout import CHECKLISTS, ENVIRONMENT, POLICIES, RECORDS, workspace
from aboveboard.signoff.checklist import Checklist
from aboveboard.signoff.checklist import load as load_checklist
from aboveboard.store import Workspace, close_all, open_workspace

__all__ = ["ENVIRONMENT", "RECORDS", "House", "close", "folder", "house", "house_in_memory", "open_house"]


@dataclass(frozen=True)
class House:
    """One workspace, the policy its campaigns are judged by, and the questions of a sign-off."""

    workspace: Workspace
    policy: Policy
    checklist: Checklist

    @property
    def records(self) -> Path | None:
        """Folder of published records; None for a workspace that lives in memory only."""
        return self.workspace.folder / RECORDS if self.workspace.folder else None


def folder() -> Path:
    """The workspace folder of this process."""
    return workspace()


def open_house(where: Path | None = None) -> House:
    """Open the workspace; raises WorkspaceBusy when another process holds it."""
    return House(open_workspace(where or folder()), _policy(), _checklist())


def house_in_memory() -> House:
    """A house that leaves nothing behind: for comparing files with a record."""
    return House(Workspace(None), _policy(), _checklist())


@cache
def _policy() -> Policy:
    return load(POLICIES / "baseline.yaml")


@cache
def _checklist() -> Checklist:
    return load_checklist(CHECKLISTS / "baseline.yaml")


def house() -> House:
    """The process's open workspace; opened on first use."""
    return open_house()


def close() -> None:
    """Give the workspace file back, after calling off what still reads or stores."""
    stop_all()
    close_all()
