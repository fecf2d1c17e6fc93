"""The ledger's table and the records that wait to be written to disk. Entries are added, never changed."""

import duckdb
from pydantic import TypeAdapter

from aboveboard.model import Entry

ENTRY = TypeAdapter(Entry)


def last(con: duckdb.DuckDBPyConnection) -> Entry | None:
    """The newest entry of the workspace."""
    rows = con.execute("SELECT body FROM ledger ORDER BY seq DESC LIMIT 1").fetchall()
    return ENTRY.validate_json(rows[0][0]) if rows else None


def last_of(con: duckdb.DuckDBPyConnection, campaign: str) -> Entry | None:
    """The newest entry of one campaign ("" for the workspace's own)."""
    rows = con.execute("SELECT body FROM ledger WHERE campaign = ? ORDER BY seq DESC LIMIT 1", [campaign]).fetchall()
    return ENTRY.validate_json(rows[0][0]) if rows else None


def append(con: duckdb.DuckDBPyConnection, entry: Entry) -> None:
    """One sealed entry."""
    con.execute(
        "INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            entry.seq,
            entry.campaign,
            entry.campaign_seq,
            entry.action,
            entry.client_id,
            entry.hash,
            ENTRY.dump_json(entry).decode(),
        ],
    )


def entries(con: duckdb.DuckDBPyConnection, campaign: str | None = None, after: int = 0) -> tuple[Entry, ...]:
    """Entries of the workspace or of one campaign, oldest first."""
    rows = con.execute(
        """SELECT body FROM ledger
           WHERE seq > $after AND ($campaign::VARCHAR IS NULL OR campaign = $campaign) ORDER BY seq""",
        {"after": after, "campaign": campaign},
    ).fetchall()
    return tuple(ENTRY.validate_json(row[0]) for row in rows)


def knows(con: duckdb.DuckDBPyConnection, client_id: str) -> bool:
    """Whether this click was taken before."""
    return bool(con.execute("SELECT 1 FROM ledger WHERE client_id = ? LIMIT 1", [client_id]).fetchall())


def queue(con: duckdb.DuckDBPyConnection, campaign: str, round_: int, record: str) -> None:
    """Keep a record until it is on disk; repeated at the next start otherwise."""
    con.execute("INSERT INTO publication VALUES (?, ?, ?, false)", [campaign, round_, record])


def waiting(con: duckdb.DuckDBPyConnection) -> list[tuple[str, int, str]]:
    """(campaign, round, record.json) of everything that is not yet on disk."""
    return con.execute(
        "SELECT campaign, round, record FROM publication WHERE NOT published ORDER BY campaign, round"
    ).fetchall()


def published(con: duckdb.DuckDBPyConnection, campaign: str, round_: int) -> None:
    """The record is on disk."""
    con.execute("UPDATE publication SET published = true WHERE campaign = ? AND round = ?", [campaign, round_])
