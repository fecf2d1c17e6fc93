"""A statement with its parameters, and the same statement with the values written in, ready to copy."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb

Value = str | int | float | bool | None

_PLACEHOLDER = re.compile(r"\$([a-z_][a-z0-9_]*)")


def literal(value: Value) -> str:
    """The value as SQL text; quotation marks inside strings are doubled, so data stays data."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return repr(value)


@dataclass(frozen=True)
class Query:
    """Text with `$name` placeholders and the values that go in as parameters."""

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def rows(self, con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
        """The result as one dictionary per (grouped) row."""
        used = {name: self.values[name] for name in _PLACEHOLDER.findall(self.text)}
        found = con.execute(self.text, used)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    @property
    def shown(self) -> str:
        """Runnable text without parameters, for the reader."""
        return _PLACEHOLDER.sub(lambda match: literal(self.values[match.group(1)]), self.text)


@dataclass(frozen=True)
class Reader:
    """Runs statements on one connection, each only once: several measures ask for the same counts."""

    con: duckdb.DuckDBPyConnection
    _seen: dict[str, list[dict[str, Any]]] = field(default_factory=dict, repr=False)

    def rows(self, query: Query) -> list[dict[str, Any]]:
        """The result of the statement, read now or before."""
        key = query.shown
        if key not in self._seen:
            self._seen[key] = query.rows(self.con)
        return self._seen[key]
