"""People of the workspace and what was stated about campaigns."""

import json
from datetime import UTC, datetime

import duckdb

from aboveboard.model import Person, Role


def save(con: duckdb.DuckDBPyConnection, person: Person) -> None:
    """Add a person, or give one other roles or another team."""
    con.execute(
        "INSERT OR REPLACE INTO person VALUES (?, ?, ?, ?, ?, ?)",
        [
            person.id,
            person.name,
            json.dumps([role.value for role in person.roles]),
            person.team,
            person.sample,
            datetime.now(UTC).replace(tzinfo=None),
        ],
    )


def load(con: duckdb.DuckDBPyConnection) -> tuple[Person, ...]:
    """Everybody, real people before invented ones, then by name."""
    rows = con.execute("SELECT id, name, roles, team, sample FROM person ORDER BY sample, lower(name)").fetchall()
    return tuple(
        Person(id_, name, tuple(Role(role) for role in json.loads(roles)), team, sample)
        for id_, name, roles, team, sample in rows
    )


def declare(con: duckdb.DuckDBPyConnection, campaign: str, key: str, value: str, by: str) -> None:
    """What a person states about a campaign; an empty value takes it back."""
    con.execute("DELETE FROM declared WHERE campaign = ? AND key = ?", [campaign, key])
    if value:
        moment = datetime.now(UTC).replace(tzinfo=None)
        con.execute("INSERT INTO declared VALUES (?, ?, ?, ?, ?)", [campaign, key, value, by, moment])


def declared(con: duckdb.DuckDBPyConnection, campaign: str) -> dict[str, str]:
    """Statements about a campaign, by key."""
    rows = con.execute("SELECT key, value FROM declared WHERE campaign = ? ORDER BY key", [campaign]).fetchall()
    return dict(rows)


def who_declared(con: duckdb.DuckDBPyConnection, campaign: str) -> tuple[str, ...]:
    """Ids of the people who stated something about a campaign."""
    rows = con.execute("SELECT DISTINCT said_by FROM declared WHERE campaign = ? ORDER BY 1", [campaign]).fetchall()
    return tuple(row[0] for row in rows)
