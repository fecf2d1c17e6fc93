"""The one entry: bytes in, a receipt and canonical tables out. Nothing is stored here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from aboveboard.model import Receipt


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


@dataclass(frozen=True)
class Reading:
    """A file as read: the receipt and, unless refused or in question, its rows."""

    receipt: Receipt
    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    """delivery, targeting, creative: exactly the columns of model.canonical.TABLES; a table without rows is absent."""
    set_aside: pa.Table | None = None
    """Quarantined rows and totals, columns of model.canonical.SET_ASIDE."""


def read(
    name: str, raw: bytes, answers: Answers | None = None, presets: Mapping[str, Mapping[str, str]] | None = None
) -> Reading:
    """Read one file called `name`. `presets` are confirmed mappings by header signature."""
    raise NotImplementedError
