"""Canonical form, fingerprint and the difference between two snapshots: pure, without database or files."""

from aboveboard.signoff.canonical import canonical, fingerprint
from aboveboard.signoff.difference import diff

__all__ = ["canonical", "diff", "fingerprint"]
