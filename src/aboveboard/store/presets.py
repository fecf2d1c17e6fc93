"""Confirmed mappings of unknown tables, recognised again by their header."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import duckdb


def save(con: duckdb.DuckDBPyConnection, header_signature: str, name: str, mapping: Mapping[str, str]) -> None:
    """Remember a confirmed mapping; a later confirmation of the same header replaces it."""
    con.execute(
        "INSERT OR REPLACE INTO preset VALUES (?, ?, ?, ?)",
        [header_signature, name, json.dumps(dict(mapping), sort_keys=True), datetime.now(UTC).replace(tzinfo=None)],
    )


def load(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Every preset by header signature."""
    rows = con.execute("SELECT header_signature, mapping FROM preset").fetchall()
    return {signature: json.loads(mapping) for signature, mapping in rows}


def name_of(con: duckdb.DuckDBPyConnection, header_signature: str) -> str:
    """The name of the preset for this header; empty where there is none."""
    rows = con.execute("SELECT name FROM preset WHERE header_signature = ?", [header_signature]).fetchall()
    return str(rows[0][0]) if rows else ""
