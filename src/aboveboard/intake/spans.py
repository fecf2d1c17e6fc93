"""Rows split by week or month: the cell "2026-09-07 - 2026-09-13" is the row's window, not the report's."""

from dataclasses import replace

from aboveboard.intake.job import Job
from aboveboard.intake.mapping import Field

START, END = "period_start", "period_end"
NAMES = frozenset(
    {
        *("week", "month", "semana", "mes", "mês", "woche", "monat", "semaine", "mois", "settimana", "mese"),
        *("maand", "tydzień", "miesiąc", "주", "월", "週", "月"),
    }
)
_RANGE = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s*[-–—]\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"


def settle(job: Job) -> None:
    """Where rows name their own week or month, that is their window; the window of the report is then left out."""
    column = next((field for field in job.fields if field.header.name in NAMES and _is_start(field)), None)
    if column is None:
        return
    spans = are_ranges(job, column)
    report = next((field for field in job.fields if field is not column and _is_start(field)), None)
    if not spans and report is not None:
        _change(job, {column.index: _not_read(column), report.index: replace(report, canonical=START, role="delivery")})
        return
    changed = {column.index: replace(column, canonical=START, role="delivery", asked=None)}
    ends = [field for field in job.fields if field.canonical == END]
    changed |= {field.index: _not_read(field) for field in (report, *ends) if field is not None}
    _change(job, changed)


def are_ranges(job: Job, column: Field) -> bool:
    """Whether every filled cell names a first and a last day."""
    if column.index in job.typed:
        return False
    cell = f"c{column.index}"
    found = job.con.execute(
        f"SELECT bool_and(regexp_full_match({cell}, $range)) FROM cells WHERE NOT list_contains($all, lower({cell}))",
        {"range": _RANGE, "all": job.words.gender["all"]},
    ).fetchall()
    return bool(found[0][0])


def _is_start(field: Field) -> bool:
    return START in (field.canonical, field.asked)


def _not_read(field: Field) -> Field:
    return replace(field, canonical=None, role="derived", asked=None, reason="each row names its own week or month")


def _change(job: Job, changed: dict[int, Field]) -> None:
    job.fields = [changed.get(field.index, field) for field in job.fields]
