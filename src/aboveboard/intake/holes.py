"""Figures that are missing or cannot be: empty cells are counted, and reach far above impressions is not used."""

from collections.abc import Sequence

from aboveboard.intake.job import Job
from aboveboard.intake.rows import Plan, set_missing

LOOKED_AT = ("impressions", "reach", "spend")
"""Figures whose absence changes what the others mean; clicks and results are empty in many reports."""
FAR_ABOVE, NOISE = 1.2, 10
"""Platforms estimate reach, so that it may pass impressions by a little; never by a fifth and ten people."""


def tell(job: Job, plan: Plan) -> None:
    """After `keep`: holes are said; reach that cannot be becomes missing."""
    _empty(job)
    if {"reach", "impressions"} <= plan.columns.keys():
        _reach(job, [name for name in ("reach", "frequency") if name in plan.columns])


def _empty(job: Job) -> None:
    ranged = job.field_of("spend_lo") is not None
    columns = [column for column in job.fields_in(LOOKED_AT) if not (ranged and column.canonical == "spend")]
    if not columns:
        return
    counts = ", ".join(f"count(*) - count(c{column.index})" for column in columns)
    rows, *empty = job.con.execute(f"SELECT count(*), {counts} FROM kept").fetchall()[0]
    for column, number in zip(columns, empty, strict=True):
        if number:
            many = "every row" if number == rows else f"{number:,} of {rows:,} rows"
            job.tell(
                "empty_cells",
                f"{column.source} is empty in {many}: empty is not 0, so what these rows hold is not known.",
                job.rows_where(f"c{column.index} IS NULL", table="kept"),
            )


def _reach(job: Job, made_of_it: Sequence[str]) -> None:
    """Frequency is impressions by reach: where the one is not used, neither is the other."""
    wrong = f"reach > {FAR_ABOVE} * impressions + {NOISE}"
    lines = job.rows_where(wrong, table="kept")
    if not lines:
        return
    number = int(job.con.execute(f"SELECT count(*) FROM kept WHERE {wrong}").fetchall()[0][0])
    rows = "1 row" if number == 1 else f"{number:,} rows"
    set_missing(job, made_of_it, wrong)
    reach, impressions = job.fields_in(("reach", "impressions"))
    job.tell(
        "reach_above_impressions",
        f"{reach.source} is far above {impressions.source} in {rows}: more people than impressions cannot be, "
        "so this reach is not used.",
        lines,
    )
