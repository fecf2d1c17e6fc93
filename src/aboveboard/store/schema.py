"""The tables of the workspace file, as numbered migrations. A migration, once released, never changes."""

import duckdb

from aboveboard.model.canonical import CREATIVE, CREATOR, DELIVERY, FEEDBACK, SET_ASIDE, TARGETING

_OWN = {"import_id": "VARCHAR NOT NULL", "campaign": "VARCHAR NOT NULL", "unit": "VARCHAR"}


def _table(name: str, columns: dict[str, str]) -> str:
    return f"CREATE TABLE {name} ({', '.join(f'{column} {kind}' for column, kind in columns.items())})"


def _first(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        """CREATE TABLE campaign (
            slug VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, platform VARCHAR, state VARCHAR NOT NULL,
            sample BOOLEAN NOT NULL, population VARCHAR, created_at TIMESTAMP NOT NULL)"""
    )
    con.execute(
        """CREATE TABLE import (
            id VARCHAR PRIMARY KEY, seq BIGINT NOT NULL, file_name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL,
            fingerprint VARCHAR NOT NULL, profile VARCHAR NOT NULL, platform VARCHAR, imported_at TIMESTAMP NOT NULL,
            receipt VARCHAR NOT NULL)"""
    )
    # One row per campaign that a file speaks about; replaced_by is set when a later export of the same grain covers it.
    con.execute(
        """CREATE TABLE import_campaign (
            import_id VARCHAR NOT NULL, campaign VARCHAR NOT NULL, content VARCHAR NOT NULL, level VARCHAR,
            breakdown VARCHAR, date_from DATE, date_to DATE, replaced_by VARCHAR)"""
    )
    con.execute(_table("delivery", {**_OWN, **DELIVERY}))
    con.execute(_table("targeting", {**_OWN, **TARGETING}))
    con.execute(_table("creative", {**_OWN, **CREATIVE}))
    con.execute(_table("set_aside", {"import_id": "VARCHAR NOT NULL", **SET_ASIDE}))
    con.execute(
        """CREATE TABLE preset (
            header_signature VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, mapping VARCHAR NOT NULL,
            saved_at TIMESTAMP NOT NULL)"""
    )
    con.execute(
        """CREATE TABLE snapshot (
            campaign VARCHAR NOT NULL, number INTEGER NOT NULL, taken_at TIMESTAMP NOT NULL,
            fingerprint VARCHAR NOT NULL, body VARCHAR NOT NULL, PRIMARY KEY (campaign, number))"""
    )
    con.execute("CREATE TABLE import_measurement (import_id VARCHAR NOT NULL, body VARCHAR NOT NULL)")
    con.execute("CREATE TABLE setting (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")


def _second(con: duckdb.DuckDBPyConnection) -> None:
    """People, rounds, answers, conditions, the ledger and what waits to be published."""
    con.execute("ALTER TABLE import ADD COLUMN imported_by VARCHAR DEFAULT ''")
    con.execute(
        """CREATE TABLE person (
            id VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, roles VARCHAR NOT NULL, team VARCHAR NOT NULL,
            sample BOOLEAN NOT NULL, added_at TIMESTAMP NOT NULL)"""
    )
    con.execute(
        """CREATE TABLE declared (
            campaign VARCHAR NOT NULL, key VARCHAR NOT NULL, value VARCHAR NOT NULL, said_by VARCHAR NOT NULL,
            said_at TIMESTAMP NOT NULL, PRIMARY KEY (campaign, key))"""
    )
    con.execute(
        """CREATE TABLE round (
            campaign VARCHAR NOT NULL, number INTEGER NOT NULL, body VARCHAR NOT NULL,
            PRIMARY KEY (campaign, number))"""
    )
    con.execute(
        """CREATE TABLE answer (
            seq BIGINT PRIMARY KEY, campaign VARCHAR NOT NULL, round INTEGER NOT NULL, item VARCHAR NOT NULL,
            kind VARCHAR NOT NULL, client_id VARCHAR NOT NULL UNIQUE, body VARCHAR NOT NULL)"""
    )
    con.execute(
        """CREATE TABLE condition (
            campaign VARCHAR NOT NULL, id VARCHAR NOT NULL, body VARCHAR NOT NULL, PRIMARY KEY (campaign, id))"""
    )
    con.execute(
        """CREATE TABLE ledger (
            seq BIGINT PRIMARY KEY, campaign VARCHAR NOT NULL, campaign_seq BIGINT NOT NULL, action VARCHAR NOT NULL,
            client_id VARCHAR NOT NULL, hash VARCHAR NOT NULL, body VARCHAR NOT NULL)"""
    )
    con.execute(
        """CREATE TABLE publication (
            campaign VARCHAR NOT NULL, round INTEGER NOT NULL, record VARCHAR NOT NULL, published BOOLEAN NOT NULL,
            PRIMARY KEY (campaign, round))"""
    )
    # Why the approval in force does not hold on the newest evidence; empty list while it does.
    con.execute("CREATE TABLE drift (campaign VARCHAR PRIMARY KEY, round INTEGER NOT NULL, body VARCHAR NOT NULL)")


def _third(con: duckdb.DuckDBPyConnection) -> None:
    """What people said about claims in ads."""
    con.execute(
        """CREATE TABLE claim (
            campaign VARCHAR NOT NULL, mark VARCHAR NOT NULL, body VARCHAR NOT NULL, PRIMARY KEY (campaign, mark))"""
    )


def _fourth(con: duckdb.DuckDBPyConnection) -> None:
    """Days of an import that a later one replaced, while the rest of it still counts."""
    con.execute(
        """CREATE TABLE replacement (
            import_id VARCHAR NOT NULL, campaign VARCHAR NOT NULL, replaced_by VARCHAR NOT NULL,
            date_from DATE, date_to DATE, row_count BIGINT NOT NULL)"""
    )


def _fifth(con: duckdb.DuckDBPyConnection) -> None:
    """Creators, and what people answered."""
    con.execute(_table("creator", {**_OWN, **CREATOR}))
    con.execute(_table("feedback", {**_OWN, **FEEDBACK}))


MIGRATIONS = (_first, _second, _third, _fourth, _fifth)
VERSION = len(MIGRATIONS)


def migrate(con: duckdb.DuckDBPyConnection) -> None:
    """Bring the open database up to VERSION, each step in its own transaction."""
    con.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)")
    found = con.execute("SELECT coalesce(max(version), 0) FROM schema_version").fetchall()[0][0]
    for version, step in enumerate(MIGRATIONS, 1):
        if version <= found:
            continue
        con.begin()
        try:
            step(con)
            con.execute("INSERT INTO schema_version VALUES (?)", [version])
            con.commit()
        except duckdb.Error:
            con.rollback()
            raise
