"""What a signature is bound to."""

from collections.abc import Mapping
from typing import Any

from aboveboard.signoff.canonical import fingerprint

SCHEMA = "aboveboard-record-1"
SEALED = ("schema", "campaign", "round", "fingerprint", "files", "items", "checklist", "policy")
_DECIDED = (
    "event",
    "by",
    "by_name",
    "by_role",
    "team",
    "at",
    "meaning",
    "reason",
    "independent",
    "dependence",
    "expires_at",
    "conditions",
    "overrides",
    "signatures",
)


def seal(record: Mapping[str, Any]) -> str:
    """sha256 over fingerprint, files, items with answers and verdicts, decision, checklist and policy of a record.

    `record` holds plain values; the decision's own seal is left out.
    """
    decision = {name: record["decision"].get(name) for name in _DECIDED}
    return fingerprint({**{name: record.get(name) for name in SEALED}, "decision": decision})


def meaning(mark: str, role_words: str, prepared: str = "") -> str:
    """The sentence a signer reads before signing and the record prints after.

    `prepared` says what hand the signer had in the round; only a single reviewer may sign with one.
    """
    part = f"I {prepared} and sign as single reviewer" if prepared else "I did not submit or prepare this round"
    return (
        f"I looked at the evidence with fingerprint {mark[:8]}; it matches the campaign as I know it; I know the open "
        f"risks listed here; I accept the conditions and their dates; {part}. I sign as {role_words}."
    )
