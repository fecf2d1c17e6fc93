"""Ad texts and disclosures: one row per ad and variant."""

from collections.abc import Sequence

from aboveboard.intake.job import Job
from aboveboard.intake.names import CREATIVE_NAMES
from aboveboard.intake.rows import Plan
from aboveboard.model.canonical import CREATIVE, ENTITY

_TEXTS = ("headline", "body", "description")


def build(job: Job, plan: Plan) -> None:
    """Table `creative` from the columns that hold texts, links and disclosures; empty when there are none."""
    texts = sorted(CREATIVE_NAMES & set(plan.columns))
    keys = [name for name in (*ENTITY, "creative_id") if name in plan.columns]
    columns = {name: name for name in (*texts, *keys)}
    columns |= {"source_row": "min(line)", "variant_no": _variant(keys)}
    if not texts:
        columns = {}
    made = ", ".join(f"CAST({columns.get(name, 'NULL')} AS {kind}) AS {name}" for name, kind in CREATIVE.items())
    all_texts = job.profile is not None and job.profile.all_texts
    telling = [name for name in texts if name in (*_TEXTS, "cta")] if all_texts else texts
    said = " OR ".join(f"{name} IS NOT NULL" for name in telling) or "false"
    grouped = f"GROUP BY {', '.join([*texts, *keys])}" if texts else ""
    rows = _every_text(job) if all_texts else _by_variant(job, texts)
    job.con.execute(f"CREATE TEMP TABLE creative AS SELECT {made} FROM {rows} WHERE {said} {grouped}")


def _by_variant(job: Job, texts: Sequence[str]) -> str:
    """SQL: the rows kept, one for each variant where columns list the texts of several."""
    listed = frozenset(job.profile.variants) if job.profile else frozenset()
    columns = [column for column in job.fields_in(texts) if column.header.name in listed]
    if not columns:
        return "kept"
    lists = {column.canonical: f"texts_of(c{column.index})" for column in columns}
    job.con.execute(
        """CREATE TEMP MACRO texts_of(cell) AS
        CASE WHEN starts_with(cell, '[') AND json_valid(cell) THEN json_extract_string(cell, '$[*]') ELSE [cell] END"""
    )
    most = f"greatest(1, {', '.join(f'coalesce(len({sql}), 0)' for sql in lists.values())})"
    one = ", ".join(f"nullif(trim({sql}[variant]), '') AS {name}" for name, sql in lists.items())
    rows = f"SELECT *, unnest(range(1, {most} + 1)) AS variant FROM kept"
    return f"(SELECT * REPLACE ({one}) FROM ({rows}))"


def _every_text(job: Job) -> str:
    """SQL: the rows once for each of their headlines or texts, the first filled one beside the first.

    A cell may hold several itself: a JSON list of objects, each with its text.
    """
    columns = {
        name: [f"c{field.index}" for field in job.stored if name in (field.canonical, field.asked)] for name in _TEXTS
    }
    found = {name: cells for name, cells in columns.items() if cells}
    if not found:
        return "kept"
    lists = ", ".join(
        f"list_filter(flatten([{', '.join(map(_texts_in, cells))}]), lambda text: text IS NOT NULL) AS all_{name}"
        for name, cells in found.items()
    )
    most = ", ".join(f"len(all_{name})" for name in found)
    taken = ", ".join(f"all_{name}[nth] AS {name}" for name in found)
    return f"""(SELECT * EXCLUDE (nth, {", ".join(f"all_{name}" for name in found)}) REPLACE ({taken})
      FROM (SELECT *, unnest(range(1, 1 + greatest(1, {most}))) AS nth FROM (SELECT *, {lists} FROM kept)))"""


def _texts_in(cell: str) -> str:
    listed = f"starts_with({cell}, '[{{') AND json_valid({cell})"
    return f"CASE WHEN {listed} THEN json_extract_string({cell}, '$[*].text') ELSE [{cell}] END"


def _variant(keys: list[str]) -> str:
    """SQL: variants of one ad are counted from 1 in file order."""
    partition = f"PARTITION BY {', '.join(keys)} " if keys else ""
    return f"row_number() OVER ({partition}ORDER BY min(line))"


def count(job: Job) -> int:
    """Rows of the creative table."""
    return int(job.con.execute("SELECT count(*) FROM creative").fetchall()[0][0])
