"""One input: its bytes, and what is known about it before it is read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aboveboard.intake import Answers
from tests.fuzz.tables import Figures

MARKER = "planted.person"
"""Begins every e-mail address that a generator plants; it may come out nowhere."""


@dataclass
class Case:
    """One input."""

    name: str
    raw: bytes
    recipe: list[str]
    """What was made and done to it, in words."""
    answers: Answers = field(default_factory=Answers)
    rows: int | None = None
    """Data rows that were written; None where nobody can say."""
    others: int = 0
    """Lines written that are no data: each may count as a row or not."""
    figures: Sequence[Figures] | None = None
    """What rows may say; a row that says something else was read wrong."""
    strangers: int = 0
    """Rows whose figures the damage may have changed."""
    whole: bool = False
    """Whether every row must be accepted: only the dress of the file was changed."""
    private: bool = False
    """Whether e-mail addresses are planted in a column of their own."""
