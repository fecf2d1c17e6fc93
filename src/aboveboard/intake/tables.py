"""The canonical tables of one file, built in the private database and handed on as Arrow."""

import re
from collections.abc import Sequence

import pyarrow as pa

from aboveboard.intake import creative, delivery, targeting
from aboveboard.intake.dates import parse
from aboveboard.intake.delivery import Window
from aboveboard.intake.job import Job
from aboveboard.intake.rows import Plan
from aboveboard.model import Grain
from aboveboard.model.canonical import TABLES


def build(job: Job, plan: Plan) -> Grain:
    """Tables `delivery`, `targeting` and `creative`; returns what a delivery row stands for."""
    grain = delivery.build(job, plan, _window(job))
    if not delivery.is_delivery(job):
        job.con.execute("DELETE FROM delivery")
    targeting.build(job, plan)
    creative.build(job, plan)
    return grain


def _window(job: Job) -> Window:
    """Dates that the lines above the header name."""
    profile = job.profile
    if profile is None or profile.period is None:
        return Window()
    found = re.search(profile.period, "\n".join(job.layout.preamble), re.MULTILINE | re.DOTALL)
    if found is None:
        return Window()
    order = profile.dates or "dmy"
    return Window(parse(found.group("start"), order), parse(found.group("end"), order))


def filled(job: Job) -> tuple[str, ...]:
    """Which tables have rows."""
    names = ("delivery", "targeting", "creative")
    return tuple(name for name in names if job.con.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchall())


def tables_of(job: Job, names: Sequence[str]) -> dict[str, pa.Table]:
    """The filled tables, columns as in the canonical model, rows in file order."""
    found = {name: job.con.sql(f"SELECT {', '.join(TABLES[name])} FROM {name}").to_arrow_table() for name in names}
    return {name: _in_order(table) for name, table in found.items()}


def _in_order(table: pa.Table) -> pa.Table:
    """By line of the file. Rows mostly come out in order, and sorting a wide table costs more than looking."""
    lines = table.column("source_row").to_numpy()
    return table if bool((lines[1:] >= lines[:-1]).all()) else table.sort_by("source_row")
