"""Cells that hold a table of their own: figures by group become delivery rows, names inside become columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from aboveboard.intake.job import Job, quoted
from aboveboard.intake.loosely import loose
from aboveboard.intake.profile_rules import NestedFigures, Picked
from aboveboard.intake.rows import Plan
from aboveboard.intake.spelling import SPELT, speller
from aboveboard.model.canonical import DELIVERY, SEGMENTS

_FIGURES = ("spend", "impressions", "reach", "frequency", "clicks", "link_clicks", "results", "eligible", "audience")
_OF_THE_ROW = tuple(
    name
    for name in DELIVERY
    if not name.startswith(_FIGURES) and name not in (*SEGMENTS, "breakdown", "extra", "currency")
)
"""Columns that say whose figures and of which days the cells are; the figures are those of a cell alone."""


@dataclass(frozen=True)
class _Figure:
    """One number of a cell and the groups it belongs to."""

    cell: str
    groups: Mapping[str, str]
    value: int


def _different(job: Job, index: int, table: str) -> list[str]:
    rows = job.con.execute(f"SELECT DISTINCT c{index} FROM {table} WHERE c{index} IS NOT NULL ORDER BY 1").fetchall()
    return [str(row[0]) for row in rows]


def place(job: Job, plan: Plan) -> None:
    """Columns whose value stands inside the cells of another one."""
    for canonical, rule in (job.profile.picked if job.profile else {}).items():
        column = job.named(rule.column)
        if column is None:
            continue
        cells = _different(job, column.index, "cells")
        found = pa.table({"raw": cells, "value": pa.array([_pick(cell, rule) for cell in cells], pa.string())})
        job.con.register("incoming_picked", found)
        job.con.execute(f"CREATE TEMP TABLE picked_{canonical} AS SELECT * FROM incoming_picked")
        job.con.unregister("incoming_picked")
        plan.joins.append(f"LEFT JOIN picked_{canonical} ON picked_{canonical}.raw = c{column.index}")
        known = plan.columns.get(canonical)
        plan.columns[canonical] = f"coalesce(picked_{canonical}.value{f', {known}' if known else ''})"


def _pick(cell: str, rule: Picked) -> str | None:
    """The values under a key, those in use before earlier ones."""
    content = loose(cell)
    listed = [entry for entry in (content if isinstance(content, list) else [content]) if isinstance(entry, dict)]
    current = [entry for entry in listed if entry.get(rule.prefer) in (True, "true")]
    names = dict.fromkeys(str(entry[rule.key]) for entry in current or listed if entry.get(rule.key))
    return "; ".join(names) or None


def expand(job: Job) -> tuple[str, ...]:
    """Delivery rows of the cells that hold figures by group, beside the row they belong to; their breakdowns."""
    found: list[str] = []
    for rule in job.profile.cells if job.profile else ():
        column = job.named(rule.column)
        if column is None:
            continue
        cells = _different(job, column.index, "kept")
        strange = [cell for cell in cells if not isinstance(loose(cell), list | dict)]
        figures = [figure for cell in cells for figure in _figures(cell, rule)]
        if strange:
            lines = [
                line
                for cell in strange[:20]
                for line in job.rows_where(f"c{column.index} = $cell", {"cell": cell}, "kept")
            ]
            job.tell(
                "nested", f"{column.source}: cells that cannot be taken apart are kept as they are.", sorted(lines)
            )
        if figures:
            found.append(_insert(job, column.index, rule, figures))
    return tuple(found)


def _figures(cell: str, rule: NestedFigures) -> Iterator[_Figure]:
    for groups, value in _walk(loose(cell), rule, {}):
        yield _Figure(cell, groups, value)


def _walk(node: object, rule: NestedFigures, groups: Mapping[str, str]) -> Iterator[tuple[Mapping[str, str], int]]:
    if isinstance(node, list):
        for entry in node:
            yield from _walk(entry, rule, groups)
    if not isinstance(node, dict):
        return
    inside = {**groups, **{name: str(node[key]) for key, name in rule.labels.items() if node.get(key) is not None}}
    for key in rule.values:
        if (value := _whole(node.get(key))) is not None:
            yield {**inside, rule.spread: key}, value
    for value in node.values():
        if isinstance(value, list | dict):
            yield from _walk(value, rule, inside)


def _whole(value: object) -> int | None:
    """A count; anything else is none."""
    text = str(value)
    return int(text) if not isinstance(value, bool) and text.isascii() and text.isdigit() and len(text) < 16 else None


def _insert(job: Job, index: int, rule: NestedFigures, figures: list[_Figure]) -> str:
    names = sorted({*rule.labels.values(), rule.spread})
    columns = {name: [_spelt(job, name, figure.groups.get(name)) for figure in figures] for name in names}
    table = {name: pa.array(values, pa.string()) for name, values in columns.items()}
    table |= {
        "cell": pa.array([figure.cell for figure in figures], pa.string()),
        "figure": pa.array([figure.value for figure in figures], pa.int64()),
    }
    breakdown = ",".join(name.removeprefix("seg_") for name in names)
    own = {"breakdown": f"'{breakdown}'", rule.metric: "figure", **{name: f"incoming_cells.{name}" for name in names}}
    said = {name: f"whole.{name}" for name in _OF_THE_ROW} | own
    made = ", ".join(f"CAST({said.get(name, 'NULL')} AS {kind})" for name, kind in DELIVERY.items())
    job.con.register("incoming_cells", pa.table(table))
    job.con.execute(
        f"""INSERT INTO delivery SELECT {made}, NULL FROM delivery AS whole
        JOIN kept ON kept.line = whole.source_row JOIN incoming_cells ON incoming_cells.cell = kept.c{index}
        WHERE whole.breakdown = '' ORDER BY whole.source_row"""
    )
    job.con.unregister("incoming_cells")
    return breakdown


def _spelt(job: Job, name: str, value: str | None) -> str | None:
    """Ages, genders and countries in the one spelling of every file."""
    if value is None or name not in SPELT:
        return value
    return speller(name, job.words)(value) or value


def tell_shares(job: Job) -> None:
    """Shares of an unknown whole are no counts."""
    columns = [field for name in (job.profile.shares if job.profile else ()) if (field := job.named(name)) is not None]
    filled = [field.source for field in columns if _different(job, field.index, "kept")]
    if filled:
        job.tell(
            "shares",
            f"{quoted(filled)}: shares of a total that is not given; kept with each ad and not made into counts.",
        )
