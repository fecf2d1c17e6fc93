"""Checklist, states, separation of duties, fingerprint, difference, seal, hash chain: pure, no database, no files."""

from aboveboard.signoff.canonical import canonical, fingerprint, readable
from aboveboard.signoff.difference import diff

__all__ = ["canonical", "diff", "fingerprint", "readable"]
