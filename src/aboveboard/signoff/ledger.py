"""The ledger: an append-only chain of entries, each holding the hashes of the one before it.

Two links: `prev` runs through the whole workspace, `campaign_prev` through one campaign, so that a campaign's slice can
be checked alone and a vanished campaign shows in the whole.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from aboveboard.model import Entry
from aboveboard.model.plain import plain
from aboveboard.signoff.canonical import canonical

GENESIS = "0" * 64
VERSION = "aboveboard-ledger-1"


def entry_hash(entry: Entry) -> str:
    """sha256 over version and canonical entry without its own hash."""
    content = {name: value for name, value in plain(entry).items() if name != "hash"}
    return hashlib.sha256(f"{VERSION}\n{canonical(content)}".encode()).hexdigest()


def sealed(entry: Entry) -> Entry:
    """The entry with its hash."""
    return replace(entry, hash=entry_hash(entry))


def first_broken(entries: Sequence[Entry], whole: bool = True) -> str:
    """The first entry that does not fit the chain, in words; empty when all do.

    `whole` is the workspace's ledger from its first entry; otherwise one campaign's slice.
    """
    before, count = GENESIS, 0
    for entry in entries:
        number = entry.seq if whole else entry.campaign_seq
        link = entry.prev if whole else entry.campaign_prev
        name = f"entry {entry.seq} ({entry.action}, {entry.at})"
        if entry_hash(entry) != entry.hash:
            return f"{name} was edited: its content does not give its hash"
        if number != count + 1 or link != before:
            return f"{name} does not follow the entry before it: one was inserted, removed or moved"
        before, count = entry.hash, number
    return ""
