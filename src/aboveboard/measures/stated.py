"""What people stated about a campaign and no file carries, for measures that rest on it."""

from typing import Literal

from aboveboard.measures.evidence import Evidence
from aboveboard.store import people

Said = Literal["yes", "no", ""]
_KNOWN: dict[str, Said] = {"yes": "yes", "no": "no"}


def said(evidence: Evidence, fact: str) -> Said:
    """ "yes", "no", or "" where nobody said."""
    return _KNOWN.get(people.declared(evidence.con, evidence.campaign).get(fact, ""), "")
