"""What people said about a claim in an ad: proven, or no claim at all."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ClaimSaid(StrEnum):
    """What a person can say about a claim."""

    EVIDENCED = "evidenced"
    """There is proof, and this is where."""
    DISMISSED = "dismissed"
    """The words are no claim here; a reviewer says so, with a reason."""


@dataclass(frozen=True)
class SettledClaim:
    """One claim that somebody spoke about. It is bound to the words: another text is another claim."""

    mark: str
    """From `claim_mark`."""
    words: str
    said: ClaimSaid
    text: str
    """The proof (a link, a file, a stock figure with its time) or the reason, in the person's words."""
    by: str
    """The person's id."""
    by_name: str
    at: datetime
    """UTC."""


def claim_mark(text: str, entry: str, words: str) -> str:
    """What a word about a claim is bound to: the whole text as written, the lexicon entry, and the words found."""
    return hashlib.sha256("\n".join((entry, words, text)).encode()).hexdigest()[:16]
