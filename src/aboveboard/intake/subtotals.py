"""Rows of a pivot that stand for all groups ("All", "Todos", "Alle") beside rows that name them one by one."""

from collections.abc import Iterable, Sequence

from aboveboard.intake.job import Job
from aboveboard.intake.mapping import Field
from aboveboard.intake.segments import ALL
from aboveboard.model.canonical import ENTITY, SEGMENTS

REASON = "stands for all groups that other rows name one by one"
_DAYS = ("date", "period_start")


def find(job: Job) -> None:
    """Add such rows to table `total`. A column that says "All" in every row splits nothing: its cells are missing."""
    entities, groups = _texts(job, ENTITY), _texts(job, (*SEGMENTS, *_DAYS))
    saying = _saying_all(job, [*entities, *groups])
    for column in entities:
        if column.index in saying:
            _entity_rows(job, column, [name for name in (*entities, *_texts(job, SEGMENTS)) if name is not column])
    for column in groups:
        if column.index in saying and _only_all(job, column):
            _forget(job, column)
        elif column.index in saying:
            _group_rows(job, column, entities)


def _texts(job: Job, names: Iterable[str]) -> list[Field]:
    return [column for column in job.fields_in(names) if column.index not in job.typed]


def _all(column: Field, table: str = "typed") -> str:
    return f"coalesce(list_contains($all, lower({table}.c{column.index})), false)"


def _saying_all(job: Job, columns: Sequence[Field]) -> frozenset[int]:
    """The columns in which some cell says so, found in one look at the table."""
    if not columns:
        return frozenset()
    # Most cells are longer than such a word, and a length costs next to nothing.
    longest = max(map(len, job.words.gender[ALL]))
    looks = ", ".join(f"bool_or(len(c{column.index}) <= {longest} AND {_all(column)})" for column in columns)
    row = job.con.execute(f"SELECT {looks} FROM typed", {"all": job.words.gender[ALL]}).fetchall()[0]
    return frozenset(column.index for column, found in zip(columns, row, strict=True) if found)


def _only_all(job: Job, column: Field) -> bool:
    other = f"SELECT 1 FROM typed WHERE c{column.index} IS NOT NULL AND NOT {_all(column)} LIMIT 1"
    return not job.con.execute(other, {"all": job.words.gender[ALL]}).fetchall()


def _forget(job: Job, column: Field) -> None:
    if job.typed:
        job.con.execute(f"UPDATE raw SET c{column.index} = NULL")
        return
    there = {str(row[0]) for row in job.con.execute("SELECT column_name FROM (DESCRIBE base)").fetchall()}
    cells = [name for name in (f"c{column.index}", column.canonical) if name in there]
    job.con.execute(f"UPDATE base SET {', '.join(f'{name} = NULL' for name in cells)}")


def _entity_rows(job: Job, column: Field, others: Sequence[Field]) -> None:
    """A campaign may really be called "All": its row is a total only where its other names and groups say so too."""
    if not others:
        return
    quiet = " AND ".join(f"(c{other.index} IS NULL OR {_all(other)})" for other in others)
    again = " OR ".join(_all(other) for other in others)
    coarser = [other for other in others if other.canonical in ENTITY and _before(other, column)]
    named = [other for other in others if other not in coarser]
    if coarser:
        quiet = " AND ".join(f"(c{other.index} IS NULL OR {_all(other)})" for other in named) or "true"
        again = " OR ".join(_all(other) for other in named) or "true"
    _insert(job, f"{_all(column)} AND {quiet} AND ({again}) AND {_beside(column, coarser)}")


def _before(other: Field, column: Field) -> bool:
    names = list(ENTITY)
    return names.index(other.canonical or "") < names.index(column.canonical or "")


def _group_rows(job: Job, column: Field, entities: Sequence[Field]) -> None:
    _insert(job, f"{_all(column)} AND {_beside(column, entities)}")


def _beside(column: Field, same: Sequence[Field]) -> str:
    """SQL: another row of the same names gives a group of its own."""
    alike = "".join(f" AND other.c{name.index} IS NOT DISTINCT FROM typed.c{name.index}" for name in same)
    return (
        f"EXISTS (SELECT 1 FROM typed AS other WHERE other.c{column.index} IS NOT NULL "
        f"AND NOT {_all(column, 'other')}{alike})"
    )


def _insert(job: Job, condition: str) -> None:
    job.con.execute(
        f"""INSERT INTO total SELECT line, '{REASON}' FROM typed
        WHERE {condition} AND line NOT IN (SELECT line FROM total)""",
        {"all": job.words.gender[ALL]},
    )
