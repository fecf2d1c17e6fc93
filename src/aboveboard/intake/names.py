"""The canonical columns that a header may stand for."""

from aboveboard.model.canonical import CREATIVE, DELIVERY, ENTITY

OWN = frozenset({"source_row", "level", "breakdown", "daily", "extra", "spend_lo", "spend_hi"})
"""Canonical columns that intake fills itself."""
CREATIVE_NAMES = frozenset(CREATIVE) - frozenset(ENTITY) - {"source_row", "variant_no", "creative_id"}
KEYS = frozenset(ENTITY) | {"account_id", "account_name", "creative_id"}
DELIVERY_NAMES = frozenset(DELIVERY) - OWN
MAPPABLE = DELIVERY_NAMES | CREATIVE_NAMES
BOUNDS = frozenset({"spend_lo", "spend_hi"})
"""Canonical columns that a profile may name, and no person."""
