"""What is said about a file that was read: only what a person would want to know."""

from aboveboard.intake.columns import QUIET
from aboveboard.intake.headers import tidy
from aboveboard.intake.job import Job, quoted
from aboveboard.intake.mapping import UNREAD
from aboveboard.intake.records import Records
from aboveboard.intake.rows import Plan

_LONG = 32_767
_MANY_EXTRAS = 20


def tell_headers(job: Job) -> None:
    """Repeated names, disputed columns, personal columns, and tables most of whose columns are unknown."""
    first: dict[str, str] = {}
    again: dict[str, list[str]] = {}
    for field, cell in zip(job.fields, job.layout.header, strict=True):
        name = tidy(cell)
        if name and first.setdefault(name.casefold(), name) != field.source:
            again.setdefault(first[name.casefold()], []).append(field.source)
    if again:
        twice = "; ".join(
            f"{name} appears twice, the later one is kept as {quoted(more)}" for name, more in again.items()
        )
        job.tell("duplicate_headers", f"Repeated column names: {twice}.")
    repeated = {source for more in again.values() for source in more}
    disputed = [
        f for f in job.fields if f.asked and f.asked not in QUIET and f.source not in repeated and f.canonical is None
    ]
    if disputed:
        listed = "; ".join(f"{field.source} ({field.asked})" for field in disputed)
        job.tell("disputed_columns", f"Kept under their own names, because another column says the same: {listed}.")
    _tell_personal(job)
    unread = sum(field.role == UNREAD for field in job.fields)
    if unread:
        job.tell(
            "unread_columns",
            f"The table has {len(job.fields):,} columns; {unread:,} that have no known name were left out.",
        )
    extras = sum(field.role == "extra" for field in job.fields)
    if extras >= _MANY_EXTRAS and 2 * extras > len(job.fields):
        known = len(job.fields) - extras
        job.tell(
            "extra_columns", f"{known} of {len(job.fields)} columns are known; {extras} are kept as extra columns."
        )


def _tell_personal(job: Job) -> None:
    private = [field for field in job.fields if field.role == "personal"]
    if private:
        names = quoted(field.source for field in private)
        job.tell("personal_data", f"{names}: personal data, removed and not stored.")
    hashed = [field for field in job.fields if field.hashed]
    if hashed:
        names = quoted(field.source for field in hashed)
        job.tell("hashed", f"{names}: names people; only a hash with this workspace's key is kept.")


def tell_cells(job: Job, plan: Plan, records: Records) -> None:
    """Very long cells, bounds, formula text, several currencies."""
    if records.longest > _LONG:
        _tell_long(job)
    _tell_bounds(job, plan)
    _tell_formulas(job)
    if "currency" in plan.columns and "spend" in plan.columns:
        _tell_currencies(job)


def _tell_long(job: Job) -> None:
    for field in job.stored:
        if field.index in job.typed:
            continue
        longest = job.con.execute(f"SELECT max(length(c{field.index})) FROM typed").fetchall()[0][0]
        if longest and longest > _LONG:
            lines = job.rows_where(f"length(c{field.index}) > {_LONG}")
            message = f"{field.source} holds a very long text ({longest:,} characters); it is shortened on screen only."
            job.tell("long_cell", message, lines)


def _tell_bounds(job: Job, plan: Plan) -> None:
    kept = {"spend", "impressions", "audience_lo"}
    for field in job.stored:
        if field.canonical in plan.bounded:
            inside = f"c{field.index} IN (SELECT cell FROM bounds_{field.index})"
            example = job.con.execute(
                f"SELECT c{field.index} FROM kept WHERE {inside} ORDER BY line LIMIT 1"
            ).fetchall()
            if not example:
                continue
            fate = "kept as a range, never as one number" if field.canonical in kept else "no number, read as missing"
            job.tell(
                "bounds",
                f"{field.source}: cells such as “{example[0][0]}” are a range: {fate}.",
                job.rows_where(inside),
            )


def _tell_formulas(job: Job) -> None:
    texts = [f for f in job.stored if f.role in ("key", "creative") and not (f.canonical or "").endswith("_id")]
    shape = "^([=@\\t]|[+-].*[A-Za-z(+|])"
    found = [
        f
        for f in texts
        if job.con.execute(
            f"SELECT 1 FROM (SELECT DISTINCT c{f.index} AS cell FROM kept) WHERE regexp_matches(cell, $shape) LIMIT 1",
            {"shape": shape},
        ).fetchall()
    ]
    if found:
        names = quoted(field.source for field in found)
        job.tell("formula_text", f"{names}: cells that begin like a formula are kept as plain text.")


def _tell_currencies(job: Job) -> None:
    rows = job.con.execute(
        "SELECT DISTINCT currency FROM kept WHERE currency IS NOT NULL AND spend IS NOT NULL ORDER BY 1"
    ).fetchall()
    if len(rows) > 1:
        names = " and ".join(", ".join(str(row[0]) for row in rows).rsplit(", ", 1))
        job.tell("currencies", f"Amounts in {names} are kept separately, per currency; they are not added.")
