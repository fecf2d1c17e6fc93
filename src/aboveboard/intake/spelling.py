"""Ages, genders and countries of a file brought to one spelling, by their few different values."""

from collections.abc import Callable

import pyarrow as pa

from aboveboard.intake.ages import plain
from aboveboard.intake.job import Job
from aboveboard.intake.mapping import Field
from aboveboard.intake.profiles import Dictionary
from aboveboard.intake.segments import ALL, UNKNOWN, age, country, gender, lettered

SPELT = ("seg_age", "seg_gender", "seg_country")


def spell(job: Job) -> list[Field]:
    """One table `spelt_<canonical>` (raw, value) for each column to spell anew; what is not understood is told."""
    return [
        column for column in job.fields_in(SPELT) if _spell_one(job, column, speller(column.canonical or "", job.words))
    ]


def speller(canonical: str, words: Dictionary) -> Callable[[str], str | None]:
    """How the values of a segment are spelt; None for a value that is not understood."""
    spellers: dict[str, Callable[[str], str | None]] = {
        "seg_age": lambda value: age(value, words),
        "seg_gender": lambda value: gender(value, words),
        "seg_country": country,
    }
    return spellers.get(canonical, lambda value: value)


def _spell_one(job: Job, column: Field, speller: Callable[[str], str | None]) -> bool:
    """Whether any value is spelt in another way than the file's."""
    cell = f"c{column.index}"
    values = [
        str(row[0])
        for row in job.con.execute(f"SELECT DISTINCT {cell} FROM cells WHERE {cell} IS NOT NULL ORDER BY 1").fetchall()
    ]
    letters = lettered(values) if column.canonical == "seg_gender" else {}
    spelt = [letters.get(value.strip().lower()) or speller(value) for value in values]
    kept = _kept(column, values, spelt)
    table = pa.table({"raw": pa.array(values, pa.string()), "value": pa.array(kept, pa.string())})
    job.con.register("incoming_values", table)
    job.con.execute(f"CREATE TEMP TABLE spelt_{column.canonical} AS SELECT * FROM incoming_values")
    job.con.unregister("incoming_values")
    whole = job.words.gender[ALL]
    strange = [value for value, found in zip(values, spelt, strict=True) if found is None and plain(value) not in whole]
    if strange and column.canonical == "seg_gender" and len(strange) < len(values):
        listed = ", ".join(f"“{value[:40]}”" for value in strange[:5])
        job.tell("unknown_values", f"{column.source}: {listed} names no gender that is known here; read as unknown.")
    return kept != values


def _kept(column: Field, values: list[str], spelt: list[str | None]) -> list[str]:
    """Ages and countries that are not understood stay as they are; a gender that is not known is unknown."""
    default = UNKNOWN if column.canonical == "seg_gender" else None
    return [found or default or value for value, found in zip(values, spelt, strict=True)]
