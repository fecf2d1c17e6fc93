"""What did not become an accepted row: its line, why, and its text with personal data masked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from aboveboard.intake import personal
from aboveboard.intake.cutting import cut
from aboveboard.intake.job import Job
from aboveboard.intake.loading import Misfit
from aboveboard.intake.mending import Body
from aboveboard.intake.records import Records
from aboveboard.model.canonical import SET_ASIDE

QUARANTINED, TOTAL = "quarantined", "total"
_SHOWN = 3
_HIDDEN_LINE = "[hidden, because the file holds personal data]"


@dataclass(frozen=True)
class Aside:
    """One record that is no accepted row."""

    line: int
    kind: str
    reason: str
    raw: str


@dataclass(frozen=True)
class Sorted:
    """Misfits told apart: what is kept aside, and how many footer lines are no rows at all."""

    asides: list[Aside]
    footers: int


def sort_misfits(job: Job, body: Body, records: Records, misfits: Sequence[Misfit]) -> Sorted:
    """Footers are no rows, short total rows are totals, the rest is quarantined."""
    private = [field.index for field in job.fields if field.role == "personal"]
    found: list[Aside] = []
    footers = 0
    for misfit in misfits:
        line = int(records.lines(np.array([misfit.index]))[0])
        record = records.text(body, misfit.index)
        cells = cut(record, job.layout.delimiter)
        first = cells[0].strip().lower() if cells else ""
        if re.search(job.words.footer, first):
            footers += 1
        elif re.search(job.words.totals.certain, first):
            found.append(Aside(line, TOTAL, "the name of a total", record.decode("utf-8", "replace")))
        else:
            raw = _HIDDEN_LINE if private else personal.mask(record.decode("utf-8", "replace"))
            found.append(Aside(line, QUARANTINED, f"line {line}: {misfit.reason}", raw))
    return Sorted(found, footers)


def from_rows(job: Job, body: Body, records: Records) -> list[Aside]:
    """Totals and problem rows of the typed table."""
    private = [field.index for field in job.fields if field.role == "personal"]
    rows = job.con.execute(
        f"""SELECT line, '{TOTAL}', any_value(reason) FROM total GROUP BY line
        UNION ALL
        SELECT line, '{QUARANTINED}', 'line ' || line || ': ' || string_agg(DISTINCT reason, '; ' ORDER BY reason)
        FROM problem GROUP BY line ORDER BY 1"""
    ).fetchall()
    found: list[Aside] = []
    for line, kind, reason in rows:
        record = records.text(body, records.index(int(line)))
        raw = personal.mask_cells(cut(record, job.layout.delimiter), private, job.layout.delimiter) if private else None
        found.append(
            Aside(int(line), kind, personal.mask(str(reason)), raw or personal.mask(record.decode("utf-8", "replace")))
        )
    return found


def table(asides: Sequence[Aside]) -> pa.Table:
    """The canonical table of what was set aside, in file order."""
    ordered = sorted(asides, key=lambda aside: (aside.line, aside.kind))
    columns = {name: [getattr(aside, name) for aside in ordered] for name in SET_ASIDE}
    return pa.table(
        columns, schema=pa.schema([(name, pa.int64() if name == "line" else pa.string()) for name in SET_ASIDE])
    )


def tell(job: Job, asides: Sequence[Aside]) -> None:
    """Say how many rows were not read, with the first reasons."""
    bad = sorted((aside for aside in asides if aside.kind == QUARANTINED), key=lambda aside: aside.line)
    if bad:
        rows = "1 row was not read" if len(bad) == 1 else f"{len(bad):,} rows were not read"
        first = "; ".join(aside.reason for aside in bad[:_SHOWN])
        more = "" if len(bad) <= _SHOWN else f"; and {len(bad) - _SHOWN:,} more"
        job.tell("quarantined", f"{rows}: {first}{more}.", [aside.line for aside in bad])
