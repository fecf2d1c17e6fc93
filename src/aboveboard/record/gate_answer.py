"""What the launch gate answers about one campaign, as lines for people and as JSON for machines."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from aboveboard.model import Against
from aboveboard.model.plain import plain
from aboveboard.record.html_words import day, plural

SCHEMA = "aboveboard-gate-1"
PASS, BLOCKED, ERROR = "PASS", "BLOCKED", "ERROR"
ORDER = (5, 4, 1, 2, 3)
"""Of several causes the first in this order is the exit code."""
EXITS = {
    "unknown_campaign": 5,
    "unreadable": 5,
    "does_not_verify": 4,
    "not_approved": 1,
    "blocker": 1,
    "stale": 2,
    "expired": 2,
    "condition_overdue": 2,
    "revoked": 2,
    "evidence_differs": 2,
    "unchecked": 3,
    "cannot_tell": 3,
}

_SAID = (
    *("state", "round", "mode", "approved_by", "independent", "expires_at", "conditions", "waivers"),
    *("reasons", "next", "notes", "fingerprint", "evidence_fingerprint", "ledger", "checked_at"),
)


@dataclass(frozen=True)
class EvidenceAnswer:
    """What files given to the gate say about an approval."""

    fingerprint: str
    against: tuple[Against, ...]
    """Changes that break it."""
    notes: tuple[str, ...]
    """Changes that do not."""
    blockers: tuple[str, ...]
    """Open blockers in these files."""
    cannot_tell: tuple[str, ...]
    """What the record knew and these files cannot show."""
    compared: bool


@dataclass(frozen=True)
class Reason:
    """One cause why the gate stays closed."""

    code: str
    text: str
    item: str = ""
    finding: str = ""
    then: str = ""
    now: str = ""

    @property
    def exit(self) -> int:
        """The exit code this cause alone would give; a cause nobody knows counts as an approval that does not hold."""
        return EXITS.get(self.code, 2)


@dataclass(frozen=True)
class NextStep:
    """Who can open the gate, and how."""

    who: str
    what: str
    url: str = ""


@dataclass(frozen=True)
class GateAnswer:
    """May this campaign launch, and if not, why not and who can change that."""

    campaign: str
    state: str = ""
    round: int = 0
    mode: str = "enforce"
    approved_by: tuple[str, ...] = ()
    independent: bool | None = None
    expires_at: str | None = None
    conditions: tuple[dict[str, Any], ...] = ()
    waivers: tuple[dict[str, Any], ...] = ()
    """None yet: kept so that readers of the JSON need not change."""
    reasons: tuple[Reason, ...] = ()
    next: tuple[NextStep, ...] = ()
    notes: tuple[str, ...] = ()
    fingerprint: str = ""
    """Of the evidence that was signed."""
    evidence_fingerprint: str = ""
    """Of the files given, else of the newest evidence in the workspace."""
    ledger: dict[str, Any] = field(default_factory=dict)
    """Count and hash of its last entry: keep it elsewhere as an anchor."""
    checked_at: str = ""
    compared: bool = False
    """Whether files were compared with what was signed."""
    sample: bool = False
    first: str = ""
    """Why not, in a few words, for the first line."""

    @property
    def exit(self) -> int:
        """0 when the campaign may launch."""
        return first_exit(reason.exit for reason in self.reasons)

    @property
    def verdict(self) -> str:
        """PASS, BLOCKED or ERROR."""
        return {0: PASS, 5: ERROR}.get(self.exit, BLOCKED)

    def as_json(self) -> dict[str, Any]:
        """Plain values under the names that other programs read."""
        said = {"schema": SCHEMA, "campaign": self.campaign, "exit": self.exit, "verdict": self.verdict}
        return {**said, **{name: plain(getattr(self, name)) for name in _SAID}}

    def lines(self) -> tuple[str, ...]:
        """The answer first, then each cause, what was noticed, and who can do what about it."""
        causes = [reason.text for reason in self.reasons]
        listed = causes if len(causes) > 1 or causes[:1] != [self.first] else []
        return tuple(
            _printable(line)
            for line in (
                f"{self.verdict} {self.campaign}: {self.first if self.reasons else self._passed()}",
                *(f" - {cause}" for cause in listed),
                *(f" - note: {note}" for note in self.notes),
                *(f" - next: {step.who}: {step.what}" for step in self.next),
            )
        )

    def _passed(self) -> str:
        until = f" until {day(self.expires_at)}" if self.expires_at else ""
        by = f" by {', '.join(self.approved_by)}" if self.approved_by else ""
        parts = [f"approved{until}{by} (evidence {self.fingerprint[:8]})"]
        waiting = sorted(str(condition["due"]) for condition in self.conditions if condition["status"] == "open")
        if waiting:
            parts.append(f"{plural(len(waiting), 'condition')} open, next due {day(waiting[0])}")
        parts += ["sample data, invented"] if self.sample else []
        parts += ["not independent"] if self.independent is False else []
        parts.append("evidence compared" if self.compared else "evidence not compared")
        return " · ".join(parts)


def _printable(line: str) -> str:
    """Names come from files: nothing in them may steer a terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in line)


def first_exit(found: Iterable[int]) -> int:
    """The code that goes first; 0 when there is none."""
    codes = set(found)
    return next((code for code in ORDER if code in codes), 0)


def overall(answers: Iterable[GateAnswer]) -> int:
    """One exit code over several campaigns. No campaign at all is an error: nothing was allowed."""
    codes = [answer.exit for answer in answers]
    return first_exit(codes) if codes else 5
