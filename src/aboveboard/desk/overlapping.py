"""Which earlier files the files on the table would correct or extend, and by how much."""

from collections.abc import Mapping

import duckdb

from aboveboard.desk.drafts import Draft, is_identical
from aboveboard.desk.house import House
from aboveboard.desk.importing import arrow, known_campaigns
from aboveboard.desk.naming import file_under, title_of
from aboveboard.intake import Reading
from aboveboard.model import Overlap
from aboveboard.store import overlaps as stored

MOST = 20
"""Overlaps of one file that are looked at row by row and shown."""


def overlaps(house: House, draft: Draft, campaign: str | None = None) -> Mapping[str, tuple[Overlap, ...]]:
    """By file name; a file that shares no day with an earlier one of its kind is not among them."""
    found: dict[str, tuple[Overlap, ...]] = {}
    with house.workspace.reading() as con:
        for reading in draft.readings:
            receipt = reading.receipt
            if receipt.outcome.stored and "delivery" in receipt.content and not is_identical(receipt):
                shared = _of(con, reading, campaign)
                if shared:
                    found[receipt.file_name] = shared
    return found


def _of(con: duckdb.DuckDBPyConnection, reading: Reading, chosen: str | None) -> tuple[Overlap, ...]:
    receipt = reading.receipt
    known = known_campaigns(con)
    filed = file_under(reading.pairs, chosen, title_of(receipt.file_name), known)
    if not {entry.slug for entry in filed} & {entry.slug for entry in known}:
        return ()
    places = [
        (slug, cover, shared)
        for slug, cover in stored.cover_of(con, reading.incoming()["delivery"], arrow(filed))
        for shared in stored.touched(con, slug, receipt.profile or "generic", cover)
    ]
    return tuple(stored.compare(con, reading.incoming()["delivery"], *place) for place in places[:MOST])
