"""What people said about claims in ads."""

from collections.abc import Mapping

import duckdb
from pydantic import TypeAdapter

from aboveboard.model.claims import SettledClaim

CLAIM = TypeAdapter(SettledClaim)


def save(con: duckdb.DuckDBPyConnection, campaign: str, claim: SettledClaim) -> None:
    """Keep the newest word about a claim; the ledger keeps the earlier ones."""
    con.execute(
        "INSERT OR REPLACE INTO claim VALUES (?, ?, ?)", [campaign, claim.mark, CLAIM.dump_json(claim).decode()]
    )


def remove(con: duckdb.DuckDBPyConnection, campaign: str, mark: str) -> None:
    """The claim is open again."""
    con.execute("DELETE FROM claim WHERE campaign = ? AND mark = ?", [campaign, mark])


def load(con: duckdb.DuckDBPyConnection, campaign: str) -> Mapping[str, SettledClaim]:
    """Every word about claims of a campaign, by mark."""
    rows = con.execute("SELECT body FROM claim WHERE campaign = ? ORDER BY mark", [campaign]).fetchall()
    return {claim.mark: claim for claim in (CLAIM.validate_json(row[0]) for row in rows)}
