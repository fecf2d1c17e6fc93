"""An import as it is looked back on: who brought which file when, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from aboveboard.model.receipt import Receipt


@dataclass(frozen=True)
class PastImport:
    """One file that was stored."""

    id: str
    imported_at: datetime
    by: str
    """Name of the person who brought it; empty where nobody was named."""
    campaigns: tuple[str, ...]
    """Names of the campaigns it was filed under."""
    replaced_by: tuple[str, ...]
    """Files that replaced all of it."""
    partly_by: tuple[str, ...]
    """Files that replaced some of its days."""
    receipt: Receipt
