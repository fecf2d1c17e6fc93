"""The canonical tables of one file, built in the private database and handed on as Arrow."""

import contextlib
import re
import weakref
from collections.abc import Iterator, Mapping, Sequence

import duckdb
import pyarrow as pa

from aboveboard.intake import creative, delivery, entries, family, nested, targeting
from aboveboard.intake.dates import parse
from aboveboard.intake.delivery import Window
from aboveboard.intake.job import Job
from aboveboard.intake.rows import Plan
from aboveboard.model import Grain
from aboveboard.model.canonical import TABLES

_BATCH = 100_000
_AT_REST = "192MB"
"""Memory of a kept database: its rows are only read once more, in their order."""


def build(job: Job, plan: Plan) -> Grain:
    """Tables `delivery`, `targeting` and `creative`; returns what a delivery row stands for."""
    grain = delivery.build(job, plan, _window(job))
    family.place(job, plan)
    targeting.build(job, plan)
    creative.build(job, plan)
    entries.build(job, plan)
    nested.tell_shares(job)
    return grain


def _window(job: Job) -> Window:
    """Dates that the lines above the header name."""
    profile = job.profile
    if profile is None or profile.period is None:
        return Window()
    found = re.search(profile.period, "\n".join(job.layout.preamble), re.MULTILINE | re.DOTALL)
    if found is None:
        return Window()
    readings = {_span(found, order) for order in ([profile.dates] if profile.dates else ["dmy", "mdy"])} - {None}
    return readings.pop() or Window() if len(readings) == 1 else Window()


def _span(found: re.Match[str], order: str) -> Window | None:
    """Both ends of the window, where they are dates in this order and do not run backwards."""
    start, end = parse(found.group("start"), order), parse(found.group("end"), order)
    return Window(start, end) if start is not None and end is not None and start <= end else None


def filled(job: Job) -> tuple[str, ...]:
    """Which tables have rows."""
    names = ["delivery", "targeting", "creative"]
    names += [job.profile.entries] if job.profile and job.profile.entries else []
    return tuple(name for name in names if job.con.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchall())


def tables_of(job: Job, names: Sequence[str]) -> dict[str, pa.Table]:
    """The filled tables, columns as in the canonical model, rows in file order."""
    found = {name: job.con.sql(f"SELECT {', '.join(TABLES[name])} FROM {name}").to_arrow_table() for name in names}
    return {name: _in_order(table) for name, table in found.items()}


def _in_order(table: pa.Table) -> pa.Table:
    """By line of the file. Rows mostly come out in order, and sorting a wide table costs more than looking."""
    lines = table.column("source_row").to_numpy()
    return table if bool((lines[1:] >= lines[:-1]).all()) else table.sort_by("source_row")


def pairs(con: duckdb.DuckDBPyConnection, names: Sequence[str]) -> tuple[tuple[str | None, str | None], ...]:
    """The different (campaign id, campaign name) of the filled tables."""
    parts = " UNION ".join(f"SELECT DISTINCT campaign_id, campaign_name FROM {name}" for name in names)
    if not parts:
        return ()
    rows = con.execute(f"{parts} ORDER BY campaign_name NULLS FIRST, campaign_id NULLS FIRST").fetchall()
    return tuple((row[0], row[1]) for row in rows)


class KeptTables(Mapping[str, pa.Table]):
    """The filled tables of a large file, left in the database they were made in until the last user lets go."""

    def __init__(self, con: duckdb.DuckDBPyConnection, names: Sequence[str]) -> None:
        self._con, self._names = con, tuple(names)

    def keep(self, room: contextlib.ExitStack) -> None:
        """Take over what must be cleared away afterwards: the database and its folder."""
        self._con.execute(f"SET memory_limit='{_AT_REST}'")
        weakref.finalize(self, room.close)

    def streams(self) -> "Streams":
        """The tables as streams, so that none stands in memory as a whole."""
        return Streams(self)

    def select(self, name: str) -> duckdb.DuckDBPyRelation:
        """One table; KeyError where the file fills no such table."""
        if name not in self._names:
            raise KeyError(name)
        return self._con.sql(f"SELECT {', '.join(TABLES[name])} FROM {name}")

    def __getitem__(self, name: str) -> pa.Table:
        return self.select(name).to_arrow_table()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Streams(Mapping[str, pa.RecordBatchReader]):
    """Kept tables one after the other: a stream is read to its end before the next is asked for."""

    def __init__(self, tables: KeptTables) -> None:
        self._tables = tables

    def __getitem__(self, name: str) -> pa.RecordBatchReader:
        return self._tables.select(name).to_arrow_reader(_BATCH)

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)
