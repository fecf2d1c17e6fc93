"""Tables in long form: one column names what a row is split by, another holds the value.

Each split describes the same impressions, so every row carries its own breakdown and splits are never added.
"""

import pyarrow as pa

from aboveboard.intake.delivery import splits
from aboveboard.intake.job import Job
from aboveboard.intake.mapping import Field
from aboveboard.intake.rows import Plan
from aboveboard.intake.spelling import speller


def columns_of(job: Job) -> tuple[Field, Field] | None:
    """The two columns, where the profile has the rule and the file has both."""
    rule = job.profile.long_form if job.profile else None
    if rule is None:
        return None
    kind, value = job.named(rule.kind), job.named(rule.value)
    return (kind, value) if kind is not None and value is not None else None


def add(job: Job, plan: Plan) -> None:
    """Segment columns of the plan, filled from the pairs of kind and value; table `long_form` holds their spelling."""
    found, rule = columns_of(job), job.profile.long_form if job.profile else None
    if found is None or rule is None:
        return
    kind, value = (f"c{field.index}" for field in found)
    pairs = job.con.execute(
        f"SELECT DISTINCT lower({kind}), {value} FROM cells WHERE {kind} IS NOT NULL AND {value} IS NOT NULL"
    ).fetchall()
    rows = [(word, text, rule.segments.get(word)) for word, text in pairs]
    spelt = [speller(segment, job.words)(text) or text if segment else None for _, text, segment in rows]
    table = pa.table(
        {
            "kind": pa.array([row[0] for row in rows], pa.string()),
            "value": pa.array([row[1] for row in rows], pa.string()),
            "segment": pa.array([row[2] for row in rows], pa.string()),
            "spelt": pa.array(spelt, pa.string()),
        }
    )
    job.con.register("incoming_pairs", table)
    job.con.execute("CREATE TEMP TABLE long_form AS SELECT * FROM incoming_pairs")
    job.con.unregister("incoming_pairs")
    plan.joins.append(f"LEFT JOIN long_form AS split ON split.kind = lower({kind}) AND split.value = {value}")
    for segment in sorted({row[2] for row in rows if row[2]} - set(plan.columns)):
        plan.columns[segment] = f"CASE WHEN split.segment = '{segment}' THEN split.spelt END"
        plan.split_by.append(segment)


def find_strange(job: Job) -> None:
    """Rows split by something that has no segment are problems: among the others they would pass for totals."""
    found, rule = columns_of(job), job.profile.long_form if job.profile else None
    if found is None or rule is None:
        return
    kind, value = (f"c{field.index}" for field in found)
    parameters: dict[str, object] = {"kind": found[0].source, "value": found[1].source}
    known = [word for word, segment in rule.segments.items() if segment]
    parameters["known"] = known
    job.con.execute(
        f"""INSERT INTO problem SELECT line,
        CASE WHEN {kind} IS NULL OR {value} IS NULL THEN $kind || ' or ' || $value || ' is empty'
        ELSE $kind || ' is “' || left({kind}, 40) || '”: no split that is known here' END
        FROM typed WHERE line NOT IN (SELECT line FROM total)
        AND ({kind} IS NULL OR {value} IS NULL OR NOT list_contains($known, lower({kind})))""",
        parameters,
    )


def tell(job: Job, plan: Plan) -> None:
    """Say that the rows are several views of the same impressions."""
    found = splits(job) if plan.split_by else []
    if len(found) > 1:
        listed = ", ".join(f"{name.replace(',', ' × ') or 'none'} ({count:,} rows)" for name, count in found)
        job.tell(
            "splits",
            f"The rows are split in several ways: {listed}. They show the same impressions again and are never added.",
        )
