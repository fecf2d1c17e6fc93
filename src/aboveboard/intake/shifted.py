"""Rows whose cells stand in the wrong columns: an age as a campaign's id, a name as impressions.

Such a row loads without any error, so it is told by cells that do not fit their own column and say what another column
says elsewhere. Whether the rest of the file is read is for a person to decide.
"""

import pyarrow as pa

from aboveboard.intake.job import Job
from aboveboard.intake.mapping import Field
from aboveboard.intake.numbers import NUMERIC
from aboveboard.intake.rows import IDS, Plan
from aboveboard.intake.segments import UNKNOWN
from aboveboard.intake.spelling import speller
from aboveboard.model import Question
from aboveboard.model.canonical import ENTITY, SEGMENTS

BANDS = r"\d{2}\s?[-–]\s?\d{2}|\d{2}\+"
_FIGURE = r"\d[\d.,]*"
_DATES = ("date", "period_start", "period_end")
_GROUPS = ("seg_age", "seg_gender")
_NAMES = tuple(name for name in (*ENTITY, *SEGMENTS) if not name.endswith("_id"))
_MOSTLY = 0.5
_MOST_VALUES = 100_000
_SHOWN = 40
_LISTED = 10


def find(job: Job, plan: Plan) -> int:
    """Table `shifted` (line, reason), totals aside; the number of different rows in it."""
    job.con.execute("CREATE TEMP TABLE shifted (line BIGINT, reason VARCHAR)")
    columns = [column for column in job.stored if column.index not in job.typed]
    texts = [column for column in columns if column.canonical in _NAMES]
    for column in columns:
        odd = _odd(job, plan, column)
        if not odd or not job.rows_where(odd):
            continue
        elsewhere = _elsewhere(job, column, texts)
        cell = f"c{column.index}"
        job.con.execute(
            f"""INSERT INTO shifted SELECT line, $source || ' is “' || left({cell}, {_SHOWN}) ||
                  '”, which belongs to another column: the cells of this line seem to be shifted'
                FROM typed WHERE {odd} AND ({elsewhere}) AND line NOT IN (SELECT line FROM total)""",
            {"source": column.source},
        )
    return int(job.con.execute("SELECT count(DISTINCT line) FROM shifted").fetchall()[0][0])


def _odd(job: Job, plan: Plan, column: Field) -> str:
    """SQL: the cell says something that its own column cannot hold; empty where a column may hold anything."""
    name, cell = column.canonical or "", f"c{column.index}"
    said = f"{cell} IS NOT NULL"
    if name in NUMERIC:
        bound = f" AND {cell} NOT IN (SELECT cell FROM bounds_{column.index})" if name in plan.bounded else ""
        return f"({said} AND {name} IS NULL{bound})"
    if name in _DATES:
        return f"{name}_unread"
    if name in IDS:
        figures = _share(job, f"regexp_matches({cell}, '\\d{{3}}')", said)
        return f"({said} AND NOT regexp_matches({cell}, '\\d{{3}}'))" if figures > _MOSTLY else _band(cell)
    if name in _GROUPS:
        return _not_spelt(job, column)
    return ""


def _band(cell: str) -> str:
    return f"coalesce(regexp_full_match({cell}, '{BANDS}'), false)"


def _share(job: Job, condition: str, said: str) -> float:
    row = job.con.execute(f"SELECT count(*) FILTER (WHERE {condition}), count(*) FROM typed WHERE {said}").fetchall()[0]
    return float(row[0]) / row[1] if row[1] else 0.0


def _not_spelt(job: Job, column: Field) -> str:
    """Values of an age or gender column that name none, where most of its cells do."""
    cell, spell = f"c{column.index}", speller(column.canonical or "", job.words)
    counted = job.con.execute(f"SELECT {cell}, count(*) FROM typed WHERE {cell} IS NOT NULL GROUP BY ALL").fetchall()
    strange = [str(value) for value, _ in counted if spell(str(value)) is None]
    odd = sum(int(count) for value, count in counted if str(value) in set(strange))
    if not strange or odd > _MOSTLY * sum(int(count) for _, count in counted):
        return ""
    _values(job, f"strange_{column.index}", strange)
    return f"{cell} IN (SELECT value FROM strange_{column.index})"


def _elsewhere(job: Job, column: Field, texts: list[Field]) -> str:
    """SQL: the cell says what another column of the file says."""
    cell, others = f"c{column.index}", [other for other in texts if other.index != column.index]
    known = {other.canonical for other in others}
    found = [_band(cell)] if "seg_age" in known or column.canonical in IDS else []
    if column.canonical in _GROUPS:
        found.append(f"regexp_full_match({cell}, '{_FIGURE}')")
    if others:
        table = f"said_elsewhere_{column.index}"
        parts = " UNION ".join(f"SELECT DISTINCT c{other.index} AS value FROM typed" for other in others)
        statement = f"SELECT value FROM ({parts}) WHERE regexp_matches(value, '[[:alpha:]]') LIMIT {_MOST_VALUES}"
        spellers = [speller(name, job.words) for name in _GROUPS]
        values = [str(row[0]) for row in job.con.execute(statement).fetchall()]
        _values(job, table, [value for value in values if UNKNOWN not in {spell(value) for spell in spellers}])
        found.append(f"{cell} IN (SELECT value FROM {table})")
    return " OR ".join(found) or "false"


def _values(job: Job, table: str, values: list[str]) -> None:
    job.con.register("incoming_values", pa.table({"value": pa.array(values, pa.string())}))
    job.con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM incoming_values")
    job.con.unregister("incoming_values")


def question(job: Job, rows: int) -> Question:
    """Which lines are shifted, how it shows, and whether to read the rest."""
    lines = [
        int(row[0])
        for row in job.con.execute(f"SELECT DISTINCT line FROM shifted ORDER BY 1 LIMIT {_LISTED}").fetchall()
    ]
    [(reason,)] = job.con.execute("SELECT reason FROM shifted ORDER BY line LIMIT 1").fetchall()
    listed = ", ".join(f"{line:,}" for line in lines) + (" …" if rows > len(lines) else "")
    one = rows == 1
    which = (
        f"Line {listed} seems to have its cells" if one else f"{rows:,} rows (lines {listed}) seem to have their cells"
    )
    example = str(reason).split(", which belongs")[0]
    return Question(
        "shifted",
        f"{which} in the wrong columns: in line {lines[0]:,}, {example}. "
        f"Leave {'this row' if one else 'these rows'} out and read the rest, or mend the file first?",
        ("rest",),
        "--partial",
    )
