"""Every import there was, with what became of it."""

from collections.abc import Iterable

import duckdb

from aboveboard.model import PastImport
from aboveboard.store.imports import RECEIPT


def history(con: duckdb.DuckDBPyConnection, campaign: str = "") -> tuple[PastImport, ...]:
    """The newest first: those of one campaign, or all that are no samples."""
    wanted = "ic.campaign = $campaign" if campaign else "NOT c.sample"
    rows = con.execute(
        f"""SELECT i.id, i.imported_at, coalesce(any_value(p.name), ''), list(DISTINCT c.name ORDER BY c.name),
                   CASE WHEN bool_and(ic.replaced_by IS NOT NULL) THEN list(DISTINCT n.file_name ORDER BY n.file_name)
                        ELSE [] END,
                   (SELECT coalesce(list(DISTINCT l.file_name ORDER BY l.file_name), [])
                    FROM replacement r JOIN import l ON l.id = r.replaced_by WHERE r.import_id = i.id),
                   i.receipt
            FROM import i JOIN import_campaign ic ON ic.import_id = i.id JOIN campaign c ON c.slug = ic.campaign
              LEFT JOIN person p ON p.id = i.imported_by LEFT JOIN import n ON n.id = ic.replaced_by
            WHERE {wanted} GROUP BY i.id, i.seq, i.imported_at, i.receipt ORDER BY i.seq DESC""",
        {"campaign": campaign} if campaign else {},
    ).fetchall()
    return tuple(
        PastImport(
            row[0], row[1], row[2], _names(row[3]), _names(row[4]), _names(row[5]), RECEIPT.validate_json(row[6])
        )
        for row in rows
    )


def _names(found: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(name for name in found if name)
