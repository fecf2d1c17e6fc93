"""Rows that cannot be trusted: cells that are no number or no date, and rows that are shifted."""

from collections.abc import Sequence

from aboveboard.intake import long_form
from aboveboard.intake.job import Job, quoted
from aboveboard.intake.mapping import Field
from aboveboard.intake.numbers import NUMERIC, reason_of
from aboveboard.intake.rows import IDS, SCIENTIFIC, Plan, leave_out

_MUST_BE_DATES = ("date", "period_start", "period_end")
_FLIGHTS = ("flight_start", "flight_end")
_SHOWN = 40
_FEWEST_TITLES, _TITLES = 2, 20
"""Cells that must be the header's own, so that a row counts as the header again; how many of them are looked at."""


def find(job: Job, plan: Plan) -> None:
    """Table `problem` (line, reason): one line per reason. Totals are not judged."""
    job.con.execute("CREATE TEMP TABLE problem (line BIGINT, reason VARCHAR)")
    errors: list[Field] = []
    lines: set[int] = set()
    for column in job.stored:
        if column.canonical in NUMERIC and column.index not in job.typed:
            spoilt = _numbers(job, plan, column)
            if spoilt:
                errors.append(column)
                lines |= set(spoilt)
    if errors:
        names = quoted(column.source for column in errors)
        job.tell(
            "errors", f"Error or formula text such as #DIV/0! in {names}: read as missing, not as 0.", sorted(lines)
        )
    _dates(job)
    job.con.execute("INSERT INTO problem SELECT line, reason FROM shifted")
    _repeated_header(job)
    long_form.find_strange(job)


def _repeated_header(job: Job) -> None:
    """Tables joined by hand, and pages of a workbook, repeat the header: one reason says it, not one per column."""
    header = job.layout.header
    titled = [c.index for c in job.stored if c.index not in job.typed and header[c.index].strip()][:_TITLES]
    if len(titled) < _FEWEST_TITLES:
        return
    same = " AND ".join(f"lower(c{index}) = $title{index}" for index in titled)
    names = {f"title{index}": header[index].strip().lower() for index in titled}
    job.con.execute(f"CREATE TEMP TABLE header_again AS SELECT line FROM typed WHERE {same}", names)
    job.con.execute("DELETE FROM problem WHERE line IN (SELECT line FROM header_again)")
    job.con.execute(
        """INSERT INTO problem SELECT line, 'it repeats the header' FROM header_again
        WHERE line NOT IN (SELECT line FROM total)"""
    )


def _numbers(job: Job, plan: Plan, column: Field) -> list[int]:
    """Unreadable numbers become problems; spreadsheet errors and formulas are missing, their lines are returned."""
    name = column.canonical or ""
    cell = f"c{column.index}"
    bound = f"AND {cell} NOT IN (SELECT cell FROM bounds_{column.index})" if name in plan.bounded else ""
    open_cell = f"{cell} IS NOT NULL AND {name} IS NULL {bound} AND line NOT IN (SELECT line FROM total)"
    listed = ", ".join(f"'{error}'" for error in job.words.errors)
    spoilt = f"(lower({cell}) IN ({listed}) OR starts_with({cell}, '='))"
    job.con.execute(
        f"""INSERT INTO problem
            SELECT line,
              $source || ' is “' || left({cell}, {_SHOWN}) || '”: it '
        || {reason_of(f"({plan.texts[name]})", column.index, name)} FROM typed WHERE {open_cell} AND NOT {spoilt}""",
        {"source": column.source},
    )
    return job.rows_where(f"{open_cell} AND {spoilt}")


def _dates(job: Job) -> None:
    for column in _written(job, _MUST_BE_DATES):
        job.con.execute(
            f"""INSERT INTO problem SELECT line, $source || ' is “' || left(c{column.index}, {_SHOWN}) ||
              '”: it is not a date'
            FROM typed WHERE {column.canonical}_unread AND line NOT IN (SELECT line FROM total)""",
            {"source": column.source},
        )
    for column in _written(job, _FLIGHTS):
        lines = job.rows_where(f"{column.canonical}_unread AND line NOT IN (SELECT line FROM total)")
        if lines:
            job.tell("dates", f"{column.source}: some cells hold no date and are read as missing.", lines)


def _written(job: Job, names: Sequence[str]) -> list[Field]:
    """Date columns that were read as text."""
    return [column for column in job.fields_in(names) if column.index not in job.typed]


def tell_damaged_ids(job: Job) -> None:
    """Ids that a spreadsheet rounded cannot be brought back."""
    damaged, lines = [], set()
    for column in job.fields_in(IDS):
        found = job.rows_where(f"regexp_full_match(c{column.index}, $shape)", {"shape": SCIENTIFIC})
        if found:
            damaged.append(column.source)
            lines |= set(found)
    if damaged:
        job.tell(
            "damaged_ids",
            f"{quoted(damaged)}: a spreadsheet turned long ids into rounded numbers (1.2E+17). "
            "These damaged ids are left empty.",
            sorted(lines),
        )


def keep(job: Job) -> None:
    """View `kept`: the typed rows that are neither totals nor problems; totals move to `total_row`."""
    job.con.execute("CREATE TEMP TABLE total_row AS SELECT * FROM typed WHERE line IN (SELECT line FROM total)")
    leave_out(job, "total", "problem")
    job.con.execute("CREATE TEMP VIEW kept AS SELECT * FROM typed")
