"""Imports: canonical rows in, receipts kept."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb
import pyarrow as pa
from pydantic import TypeAdapter

from aboveboard.model import Receipt
from aboveboard.model.canonical import TABLES

RECEIPT = TypeAdapter(Receipt)
_WITH_CAMPAIGN = ("delivery", "targeting", "creative", "creator", "feedback")


@dataclass(frozen=True)
class StoredImport:
    """One import as a campaign sees it."""

    id: str
    seq: int
    imported_at: datetime
    receipt: Receipt
    by: str = ""
    """Id of the person who brought it; empty where nobody was named."""


def insert(
    con: duckdb.DuckDBPyConnection,
    receipt: Receipt,
    tables: Mapping[str, pa.Table | pa.RecordBatchReader],
    set_aside: pa.Table | None,
    campaigns: pa.Table,
    imported_by: str = "",
) -> str:
    """Store one reading and return the import's id. `imported_by` is a person's id, empty where nobody was named.

    `campaigns` has the columns campaign_id, campaign_name, slug: one row per pair that the tables hold.
    """
    import_id = uuid.uuid4().hex
    seq = con.execute("SELECT coalesce(max(seq), 0) + 1 FROM import").fetchall()[0][0]
    con.execute(
        """INSERT INTO import (id, seq, file_name, sha256, fingerprint, profile, platform, imported_at, receipt,
             imported_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            import_id,
            seq,
            receipt.file_name,
            receipt.sha256,
            receipt.fingerprint,
            receipt.profile or "generic",
            receipt.platform,
            datetime.now(UTC).replace(tzinfo=None),
            RECEIPT.dump_json(receipt).decode(),
            imported_by,
        ],
    )
    con.register("row_campaign", campaigns)
    for name in _WITH_CAMPAIGN:
        if name in tables:
            _insert_rows(con, name, import_id, tables[name])
    con.unregister("row_campaign")
    if set_aside is not None and set_aside.num_rows:
        con.register("incoming", set_aside)
        columns = ", ".join(TABLES["set_aside"])
        con.execute(f"INSERT INTO set_aside SELECT $id, {columns} FROM incoming", {"id": import_id})
        con.unregister("incoming")
    return import_id


def amend_receipt(con: duckdb.DuckDBPyConnection, import_id: str, receipt: Receipt) -> None:
    """Keep what became known only while storing, such as the files that were replaced."""
    con.execute(
        "UPDATE import SET receipt = $receipt WHERE id = $id",
        {"receipt": RECEIPT.dump_json(receipt).decode(), "id": import_id},
    )


def _insert_rows(
    con: duckdb.DuckDBPyConnection, name: str, import_id: str, rows: pa.Table | pa.RecordBatchReader
) -> None:
    con.register("incoming", rows)
    columns = ", ".join(f"i.{column}" for column in TABLES[name])
    con.execute(
        f"""INSERT INTO {name}
            SELECT $id, c.slug, coalesce(i.adset_name, i.adset_id, i.ad_name, i.ad_id), {columns}
            FROM incoming i JOIN row_campaign c
              ON c.campaign_id IS NOT DISTINCT FROM i.campaign_id
             AND c.campaign_name IS NOT DISTINCT FROM i.campaign_name""",
        {"id": import_id},
    )
    con.unregister("incoming")


def active(con: duckdb.DuckDBPyConnection, campaign: str) -> tuple[StoredImport, ...]:
    """Imports whose rows count for this campaign, oldest first."""
    rows = con.execute(
        """SELECT i.id, i.seq, i.imported_at, i.receipt, coalesce(i.imported_by, '') FROM import i
           WHERE EXISTS (SELECT 1 FROM import_campaign ic WHERE ic.import_id = i.id AND ic.campaign = $campaign
                         AND ic.replaced_by IS NULL)
           ORDER BY i.seq""",
        {"campaign": campaign},
    ).fetchall()
    return tuple(StoredImport(row[0], row[1], row[2], RECEIPT.validate_json(row[3]), row[4]) for row in rows)


def same_content(con: duckdb.DuckDBPyConnection, fingerprint: str) -> datetime | None:
    """When the same content was imported before and still counts as a whole; None if it was not."""
    rows = con.execute(
        """SELECT max(i.imported_at) FROM import i JOIN import_campaign ic ON ic.import_id = i.id
           WHERE i.fingerprint = $fingerprint AND ic.replaced_by IS NULL
             AND NOT EXISTS (SELECT 1 FROM replacement r WHERE r.import_id = i.id)""",
        {"fingerprint": fingerprint},
    ).fetchall()
    moment: datetime | None = rows[0][0]
    return moment


def holding(con: duckdb.DuckDBPyConnection, fingerprint: str) -> list[str]:
    """Slugs of the campaigns that rest on this content now, the one imported first in front."""
    rows = con.execute(
        """SELECT ic.campaign FROM import i JOIN import_campaign ic ON ic.import_id = i.id
           WHERE i.fingerprint = $fingerprint AND ic.replaced_by IS NULL
             AND NOT EXISTS (SELECT 1 FROM replacement r WHERE r.import_id = i.id)
           GROUP BY ALL ORDER BY min(i.seq), ic.campaign""",
        {"fingerprint": fingerprint},
    ).fetchall()
    return [row[0] for row in rows]


def set_aside(con: duckdb.DuckDBPyConnection, import_id: str) -> list[tuple[int, str, str, str]]:
    """(line, kind, reason, raw text) of the rows of a file that were not imported."""
    return con.execute(
        "SELECT line, kind, reason, raw FROM set_aside WHERE import_id = ? ORDER BY line", [import_id]
    ).fetchall()
