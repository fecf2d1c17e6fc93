"""The date columns of a file: one order of day and month for all of them, asked where they leave it open."""

import pyarrow as pa

from aboveboard.intake.dates import COLUMNS, SQL_ISO, evidence, is_missing, parse, readings, window
from aboveboard.intake.job import Job
from aboveboard.intake.mapping import Field
from aboveboard.model import Question, WrongInput


def check_order(answer: str | None) -> str | None:
    """An answered order of day and month; WrongInput for anything but dmy and mdy."""
    if answer in (None, "dmy", "mdy"):
        return answer
    raise WrongInput(
        f"No date order “{answer}”", "The order is dmy (day first) or mdy (month first).", "Use dmy or mdy."
    )


def key(column: Field) -> str:
    """SQL: the part of a date cell that names the day."""
    cell = f"c{column.index}"
    return f"coalesce(nullif(regexp_extract({cell}, '{SQL_ISO}', 1), ''), {cell})"


def decide(job: Job, answer: str | None) -> list[Field]:
    """Table `calendar` (key, day, until, nothing) of the different date cells; asks when two readings are possible."""
    columns = [column for column in job.fields_in(COLUMNS) if column.index not in job.typed]
    values = _distinct(job, columns)
    day_first, month_first, example = evidence(values)
    order: str | None = job.profile.dates if job.profile and job.profile.dates else None
    if day_first or month_first:
        order = "dmy" if day_first >= month_first else "mdy"
    order = order or answer
    if order is None and example is not None:
        job.questions.append(
            Question(
                "dates",
                f"Does {example} name the day or the month first? The file fits both.",
                readings(example),
                "--dates dmy|mdy",
            )
        )
    words = frozenset(job.words.no_date)
    windows = {value: window(value, order or "dmy") for value in values}
    first = {value: found[0] if (found := windows[value]) else parse(value, order or "dmy") for value in values}
    table = pa.table(
        {
            "key": pa.array(values, pa.string()),
            "day": pa.array([first[value] for value in values], pa.date32()),
            "until": pa.array([found[1] if (found := windows[value]) else None for value in values], pa.date32()),
            "nothing": pa.array([is_missing(value, words) for value in values], pa.bool_()),
        }
    )
    job.con.register("incoming_days", table)
    job.con.execute("CREATE TEMP TABLE calendar AS SELECT * FROM incoming_days")
    job.con.unregister("incoming_days")
    return columns


def _distinct(job: Job, columns: list[Field]) -> list[str]:
    if not columns:
        return []
    parts = " UNION ".join(
        f"SELECT DISTINCT {key(column)} AS key FROM cells WHERE c{column.index} IS NOT NULL" for column in columns
    )
    return [str(row[0]) for row in job.con.execute(f"{parts} ORDER BY key").fetchall()]
