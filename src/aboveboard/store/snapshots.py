"""Snapshots as they were taken: written once, never changed."""

import duckdb
from pydantic import TypeAdapter

from aboveboard.model import Measurement, Snapshot

SNAPSHOT = TypeAdapter(Snapshot)
MEASUREMENTS = TypeAdapter(tuple[Measurement, ...])


def save(con: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> None:
    """Append one snapshot."""
    con.execute(
        "INSERT INTO snapshot VALUES (?, ?, ?, ?, ?)",
        [
            snapshot.campaign.slug,
            snapshot.number,
            snapshot.taken_at.replace(tzinfo=None),
            snapshot.fingerprint,
            SNAPSHOT.dump_json(snapshot).decode(),
        ],
    )


def as_stored(snapshot: Snapshot) -> Snapshot:
    """The snapshot as it will be read again: a whole number in a field for decimals comes back as a decimal.

    Fingerprints are taken of this form; otherwise the same evidence would differ from itself after a restart.
    """
    return SNAPSHOT.validate_json(SNAPSHOT.dump_json(snapshot))


def latest(con: duckdb.DuckDBPyConnection, slug: str, how_many: int = 1) -> list[Snapshot]:
    """The newest snapshots of a campaign, newest first."""
    rows = con.execute(
        "SELECT body FROM snapshot WHERE campaign = $slug ORDER BY number DESC LIMIT $n", {"slug": slug, "n": how_many}
    ).fetchall()
    return [SNAPSHOT.validate_json(row[0]) for row in rows]


def numbered(con: duckdb.DuckDBPyConnection, slug: str, number: int) -> Snapshot | None:
    """One snapshot of a campaign; None where there is none of this number."""
    rows = con.execute("SELECT body FROM snapshot WHERE campaign = ? AND number = ?", [slug, number]).fetchall()
    return SNAPSHOT.validate_json(rows[0][0]) if rows else None


def fingerprint(con: duckdb.DuckDBPyConnection, slug: str) -> tuple[int, str] | None:
    """Number and fingerprint of the newest snapshot without reading it whole."""
    rows = con.execute(
        "SELECT number, fingerprint FROM snapshot WHERE campaign = $slug ORDER BY number DESC LIMIT 1", {"slug": slug}
    ).fetchall()
    return (rows[0][0], rows[0][1]) if rows else None


def save_import_measurements(con: duckdb.DuckDBPyConnection, import_id: str, found: tuple[Measurement, ...]) -> None:
    """Keep the figures over one whole import."""
    con.execute("DELETE FROM import_measurement WHERE import_id = ?", [import_id])
    con.execute("INSERT INTO import_measurement VALUES (?, ?)", [import_id, MEASUREMENTS.dump_json(found).decode()])


def import_measurements(con: duckdb.DuckDBPyConnection) -> tuple[Measurement, ...]:
    """The figures over whole imports that still count for some campaign, oldest import first."""
    rows = con.execute(
        """SELECT m.body FROM import_measurement m JOIN import i ON i.id = m.import_id
           WHERE EXISTS (SELECT 1 FROM import_campaign ic WHERE ic.import_id = i.id AND ic.replaced_by IS NULL)
           ORDER BY i.seq"""
    ).fetchall()
    return tuple(entry for row in rows for entry in MEASUREMENTS.validate_json(row[0]))
