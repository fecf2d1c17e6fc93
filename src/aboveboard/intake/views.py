"""Reports of several tables below each other, each another view of the same delivery: one table, and no figure twice.

Every row keeps the name of its table. The breakdown of a delivery row names the view, so that no query adds two.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from aboveboard.intake.cutting import cut
from aboveboard.intake.headers import tidy
from aboveboard.intake.job import Job
from aboveboard.intake.layout import DELIMITERS
from aboveboard.intake.profile_rules import Block, Blocks
from aboveboard.intake.rows import Plan
from aboveboard.intake.segments import country
from aboveboard.intake.source import Source

TYPE, VALUE = "Segment type", "Segment"
"""Headers of the two columns that name a row: which table it stands in, and its first cell there."""
_FIGURE = re.compile(r"[-\d.,%\s]*\d[-\d.,%\s]*")
_SEGMENTS = ("seg_professional", "seg_country", "seg_region", "seg_dma")


@dataclass(frozen=True)
class _Head:
    """The header of one table."""

    name: str
    columns: tuple[str, ...]


def unstacked(source: Source, rule: Blocks) -> Source:
    """The tables as one: each row is led by the name of its table; lines still point into the file."""
    text = bytes(source.body).decode("utf-8", "replace").split("\n")
    delimiter = source.delimiter or _delimiter(text, rule)
    heads = {number: head for number, line in enumerate(text) if (head := _head(line, delimiter, rule))}
    columns = tuple(dict.fromkeys(column for head in heads.values() for column in head.columns))
    made: list[str] = []
    origin: list[int] = []
    current: _Head | None = None
    for number, line in enumerate(text):
        if number in heads:
            if current is None:
                made.append(_joined((TYPE, VALUE, *columns), delimiter))
                origin.append(number)
            current = heads[number]
        elif current is None or line.strip(f' "{delimiter}'):
            made.append(line if current is None else _row(line, current, columns, delimiter))
            origin.append(number)
    places = np.array([*origin, len(text)], np.int64)
    lines = places + 1 if source.lines is None else source.lines[np.minimum(places, len(source.lines) - 1)]
    return replace(source, body="\n".join(made).encode(), path=None, lines=lines, delimiter=delimiter)


def _delimiter(text: Sequence[str], rule: Blocks) -> str:
    """The sign that cuts the first header into most cells."""
    heads = {sign: next((head for line in text if (head := _head(line, sign, rule))), None) for sign in DELIMITERS}
    return max(heads, key=lambda sign: len(found.columns) if (found := heads[sign]) else 0)


def _head(line: str, delimiter: str, rule: Blocks) -> _Head | None:
    if not re.search(rule.header, tidy(line.split(delimiter, 1)[0]).lower()):
        return None
    name, *columns = (tidy(cell) for cell in cut(line.encode(), delimiter))
    titled = bool(columns and columns[0]) and not any(_FIGURE.fullmatch(column) for column in columns)
    return _Head(name, tuple(column for column in columns if column)) if titled else None


def _row(line: str, head: _Head, columns: tuple[str, ...], delimiter: str) -> str:
    """The row as it is where all tables have the same columns; a row that does not fit stays one that does not fit."""
    lead = _joined((head.name,), delimiter)
    if head.columns == columns:
        return f"{lead}{delimiter}{line}"
    value, *cells = cut(line.encode(), delimiter)
    if len(cells) != len(head.columns):
        return f"{lead}{delimiter}{line}{delimiter * (len(columns) + 1)}"
    by_name = dict(zip(head.columns, cells, strict=True))
    return _joined((head.name, value, *(by_name.get(column, "") for column in columns)), delimiter)


def _joined(cells: Sequence[str], delimiter: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="").writerow(cells)
    return text.getvalue()


def place(job: Job, plan: Plan) -> None:
    """Which view and which segment column each row belongs to; nothing for a report of one table."""
    rule = job.profile.blocks if job.profile else None
    name, value = job.named(TYPE.lower()), job.named(VALUE.lower())
    if rule is None or name is None or value is None:
        return
    names = [str(row[0]) for row in job.con.execute(f"SELECT DISTINCT c{name.index} FROM cells ORDER BY 1").fetchall()]
    kinds = [_kind(text, rule) for text in names]
    _register(
        job, "view", {"raw": names, "breakdown": [k.breakdown for k in kinds], "segment": [k.segment for k in kinds]}
    )
    cell = f"c{value.index}"
    values = [str(row[0]) for row in job.con.execute(f"SELECT DISTINCT {cell} FROM cells ORDER BY 1").fetchall()]
    _register(job, "view_country", {"raw": values, "value": [country(text) or text for text in values]})
    plan.joins += [
        f"LEFT JOIN view ON view.raw = c{name.index}",
        f"LEFT JOIN view_country ON view_country.raw = {cell}",
    ]
    for segment in _SEGMENTS:
        said = "view_country.value" if segment == "seg_country" else cell
        plan.columns[segment] = f"CASE WHEN view.segment = '{segment}' THEN {said} END"
    plan.columns["view_name"] = "view.breakdown"


def _kind(name: str, rule: Blocks) -> Block:
    """What a table breaks down by; one that is not known is a view of its own."""
    known = next((kind for kind in rule.kinds if re.search(kind.words, name.lower())), None)
    own = "segment_" + re.sub(r"\W+", "_", name.lower()).strip("_")
    return known or Block(words="", breakdown=own, segment="seg_professional")


def _register(job: Job, name: str, columns: dict[str, list[str]]) -> None:
    table = pa.table({column: pa.array(values, pa.string()) for column, values in columns.items()})
    job.con.register("incoming_view", table)
    job.con.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM incoming_view")
    job.con.unregister("incoming_view")


def shown(job: Job, plan: Plan) -> tuple[str, ...]:
    """The breakdowns of the rows kept, in file order; empty where the file has one for all rows."""
    if "view_name" not in plan.columns:
        return ()
    rows = job.con.execute("SELECT view_name FROM kept GROUP BY 1 ORDER BY min(line)").fetchall()
    return tuple(str(row[0]) for row in rows)


def tell(job: Job, names: Sequence[str], main: str) -> None:
    """That the views show the same delivery, and which one the sums are taken from."""
    if not names:
        return
    words = [name.removeprefix("professional_").replace("_", " ") for name in names]
    by = main.removeprefix("professional_").replace("_", " ")
    many = (
        f"the same delivery {len(names)} times, by {', '.join(words)}; these are never added. "
        if len(names) > 1
        else ""
    )
    job.tell(
        "views",
        f"This report shows {many or f'the delivery by {by}. '}Sums are those by {by}. "
        "The platform leaves out groups of few people, so that a sum may be less than the campaign.",
    )
