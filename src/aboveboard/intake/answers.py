"""What only a person can decide about a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answers:
    """What a person decided about one file."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    """Header in the file → canonical name; "" keeps the column as an extra."""
    currency: str | None = None
    """ISO-4217 code for amounts whose currency the file does not name."""
    dates: str | None = None
    """dmy | mdy, where the file cannot decide."""
    confirmed: bool = False
    """Whether the suggested mapping of an unknown table was looked at and confirmed."""
    header: int | None = None
    """Line of the header row, where a person picked it."""
    partial: bool = False
    """Whether shifted rows may be left out and the rest read."""
    member: str | None = None
    """Name of the member to read, where an archive holds several tables."""
