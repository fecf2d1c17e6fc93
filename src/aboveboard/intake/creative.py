"""Ad texts and disclosures: one row per ad and variant."""

from aboveboard.intake.job import Job
from aboveboard.intake.mapping import CREATIVE_NAMES
from aboveboard.intake.rows import Plan
from aboveboard.model.canonical import CREATIVE, ENTITY


def build(job: Job, plan: Plan) -> None:
    """Table `creative` from the columns that hold texts, links and disclosures; empty when there are none."""
    texts = sorted(CREATIVE_NAMES & set(plan.columns))
    keys = [name for name in (*ENTITY, "creative_id") if name in plan.columns]
    columns = {name: name for name in (*texts, *keys)}
    columns |= {"source_row": "min(line)", "variant_no": _variant(keys)}
    if not texts:
        columns = {}
    made = ", ".join(f"CAST({columns.get(name, 'NULL')} AS {kind}) AS {name}" for name, kind in CREATIVE.items())
    said = " OR ".join(f"{name} IS NOT NULL" for name in texts) or "false"
    grouped = f"GROUP BY {', '.join([*texts, *keys])}" if texts else ""
    job.con.execute(f"CREATE TEMP TABLE creative AS SELECT {made} FROM kept WHERE {said} {grouped}")


def _variant(keys: list[str]) -> str:
    """SQL: variants of one ad are counted from 1 in file order."""
    partition = f"PARTITION BY {', '.join(keys)} " if keys else ""
    return f"row_number() OVER ({partition}ORDER BY min(line))"


def count(job: Job) -> int:
    """Rows of the creative table."""
    return int(job.con.execute("SELECT count(*) FROM creative").fetchall()[0][0])
