"""Rows that repeat another one to the last cell: a platform never writes the same cell of a report twice."""

from aboveboard.intake.delivery import is_delivery
from aboveboard.intake.job import LISTED, Job
from aboveboard.intake.rows import Plan
from aboveboard.model.canonical import ENTITY, SEGMENTS

DATES = ("date", "period_start", "period_end")
ADS = frozenset({"ad_id", "creative_id"})
COUNTED = ("impressions", "reach", "spend", "clicks")


def find(job: Job, plan: Plan) -> None:
    """Copies become problems; where nothing tells rows apart, or a row is one impression, they are kept and said."""
    cells = ", ".join(f"c{column.index}" for column in job.stored)
    if not cells or not _repeated(job, cells):
        return
    if is_delivery(job) and _has_keys(job):
        job.con.execute(
            f"""INSERT INTO problem SELECT line, 'an exact copy of line ' || first FROM copy
            WHERE {_is_a_cell(job, plan)}"""
        )
    lines = job.rows_where("line IN (SELECT line FROM copy EXCEPT SELECT line FROM problem)")
    if lines:
        _tell(job)


def _repeated(job: Job, cells: str) -> bool:
    """Table `copy` (line, first): rows that repeat an earlier one, totals and problems aside; whether there are any."""
    job.con.execute(
        f"CREATE TEMP TABLE mark AS SELECT hash({cells}) AS mark FROM typed GROUP BY mark HAVING count(*) > 1"
    )
    if not job.con.execute("SELECT 1 FROM mark LIMIT 1").fetchall():
        return False
    job.con.execute(
        f"""CREATE TEMP TABLE copy AS
        SELECT line, min(line) OVER (PARTITION BY {cells}) AS first FROM typed
        WHERE hash({cells}) IN (SELECT mark FROM mark)
          AND line NOT IN (SELECT line FROM total UNION SELECT line FROM problem)"""
    )
    job.con.execute("DELETE FROM copy WHERE line = first")
    return bool(job.con.execute("SELECT 1 FROM copy LIMIT 1").fetchall())


def _has_keys(job: Job) -> bool:
    """Whether names, groups or dates tell rows apart, and no column that did was left out as personal data.

    Two ads of an ad set may share a name, and then small cells of both are often equal: only an id tells ads apart.
    """
    private = any(column.role == "personal" for column in job.fields)
    names = job.fields_in(ENTITY)
    known = {column.canonical for column in job.stored}
    if "ad_name" in known and not known & ADS:
        return False
    finer = job.fields_in([*SEGMENTS, *DATES])
    return not private and bool(names and finer if job.profile is None else names or finer)


def _is_a_cell(job: Job, plan: Plan) -> str:
    """SQL: the row counts several things. In an unknown table, rows of one may each be one impression or person."""
    if job.profile is not None:
        return "true"
    more = " OR ".join(f"{name} > 1" for name in COUNTED if name in plan.columns) or "false"
    return f"line IN (SELECT line FROM typed WHERE {more})"


def _tell(job: Job) -> None:
    kept = "FROM copy WHERE line NOT IN (SELECT line FROM problem)"
    copies = int(job.con.execute(f"SELECT count(*) {kept}").fetchall()[0][0])
    lines = [int(row[0]) for row in job.con.execute(f"SELECT line {kept} ORDER BY line LIMIT {LISTED}").fetchall()]
    said = "1 row is an exact copy of another" if copies == 1 else f"{copies:,} rows are exact copies of others"
    job.tell("copies", f"{said}; nothing tells them apart for certain, so all were kept.", lines)
