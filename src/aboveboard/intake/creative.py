"""Ad texts and disclosures: one row per ad and variant."""

from aboveboard.intake.job import Job
from aboveboard.intake.mapping import CREATIVE_NAMES
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
    rows = _every_text(job) if all_texts else "kept"
    job.con.execute(f"CREATE TEMP TABLE creative AS SELECT {made} FROM {rows} WHERE {said} {grouped}")


def _every_text(job: Job) -> str:
    """SQL: the rows once for each further column of headlines or texts, the first beside the first."""
    columns = {name: [field.index for field in job.stored if name in (field.canonical, field.asked)] for name in _TEXTS}
    found = {name: indices for name, indices in columns.items() if indices}
    most = max(map(len, found.values()), default=0)
    if not most:
        return "kept"
    cells = [
        ", ".join(f"{f'c{indices[at]}' if at < len(indices) else 'NULL'} AS {name}" for name, indices in found.items())
        for at in range(most)
    ]
    parts = " UNION ALL ".join(f"SELECT * REPLACE ({part}) FROM kept" for part in cells)
    return f"({parts})"


def _variant(keys: list[str]) -> str:
    """SQL: variants of one ad are counted from 1 in file order."""
    partition = f"PARTITION BY {', '.join(keys)} " if keys else ""
    return f"row_number() OVER ({partition}ORDER BY min(line))"


def count(job: Job) -> int:
    """Rows of the creative table."""
    return int(job.con.execute("SELECT count(*) FROM creative").fetchall()[0][0])
