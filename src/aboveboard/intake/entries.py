"""Lists of creators and of what people answered: one row of the file is one creator, or one comment."""

import re
from collections.abc import Sequence

import pyarrow as pa

from aboveboard.intake import numbers, personal
from aboveboard.intake.job import Job
from aboveboard.intake.mapping import Field
from aboveboard.intake.numbers import Style
from aboveboard.intake.profiles import Profile
from aboveboard.intake.rows import Plan, local_decimal
from aboveboard.model.canonical import ENTITY, TABLES

_SHARES = frozenset(
    {"engagement_rate", "fake_pct", "suspicious_pct", "real_pct", "mass_pct", "notable_pct", "paid_engagement"}
)
"""In percent points."""
_YES, _NO = frozenset({"yes", "true", "1", "y", "verified", "ja", "sí", "oui"}), frozenset({"no", "false", "0", "n"})
_FEELINGS = {
    "negative": ("negative", "neg", "negativ", "negativo", "négatif", "-1", "unhappy", "angry"),
    "positive": ("positive", "pos", "positiv", "positivo", "positif", "1", "happy"),
    "neutral": ("neutral", "neutro", "neutre", "0", "none", "not rated", "unknown"),
    "mixed": ("mixed", "gemischt", "mixto", "mitigé"),
}
_SUFFIX = re.compile(r"\s*([kKmMbB%])\s*$")
_TIMES = {"k": 1e3, "m": 1e6, "b": 1e9}


def build(job: Job, plan: Plan) -> None:
    """Table `creator` or `feedback`, where the profile says that its rows are such."""
    profile = job.profile
    if profile is None or profile.entries is None:
        return
    columns = {"source_row": "line"} | {name: name for name in ENTITY if name in plan.columns}
    joins: list[str] = []
    for name, kind in TABLES[profile.entries].items():
        fields = _columns(job, profile, name)
        if fields and name not in columns:
            columns[name] = _cells(job, name, kind, fields, joins)
    if "date" in plan.columns and profile.entries == "feedback":
        columns["date"] = "date"
    made = ", ".join(
        f"CAST({columns.get(name, 'NULL')} AS {kind}) AS {name}" for name, kind in TABLES[profile.entries].items()
    )
    job.con.execute(f"CREATE TABLE {profile.entries} AS SELECT {made} FROM kept {' '.join(joins)}")


def find_problems(job: Job) -> None:
    """Cells of number columns that hold no number become problems of their rows."""
    profile = job.profile
    if profile is None or profile.entries is None:
        return
    for name, kind in TABLES[profile.entries].items():
        if kind not in ("BIGINT", "DOUBLE") or name == "source_row":
            continue
        for field in _columns(job, profile, name):
            _register_numbers(job, name, kind, field)
            job.con.execute(
                f"""INSERT INTO problem SELECT line, $source || ' is “' || left(c{field.index}, 40)
                || '”: it is not a number' FROM typed JOIN entry_{field.index} AS n ON n.cell = c{field.index}
                WHERE n.value IS NULL""",
                {"source": field.source},
            )


def _columns(job: Job, profile: Profile, name: str) -> list[Field]:
    found = [job.named(header) for header in profile.entry_columns.get(name, ())]
    return [field for field in found if field is not None and field.role != "personal"]


def _cells(job: Job, name: str, kind: str, fields: Sequence[Field], joins: list[str]) -> str:
    """SQL of one column: the first filled cell of those that may hold it."""
    if kind in ("BIGINT", "DOUBLE"):
        for field in fields:
            joins.append(f"LEFT JOIN entry_{field.index} AS n{field.index} ON n{field.index}.cell = c{field.index}")
        return f"coalesce({', '.join(f'n{field.index}.value' for field in fields)})"
    cells = f"coalesce({', '.join(f'c{field.index}' for field in fields)})"
    if kind == "BOOLEAN":
        said = f"lower({cells})"
        return f"CASE WHEN {said} IN {_listed(_YES)} THEN true WHEN {said} IN {_listed(_NO)} THEN false END"
    if name == "sentiment":
        words = " ".join(f"WHEN lower({cells}) IN {_listed(said)} THEN '{word}'" for word, said in _FEELINGS.items())
        return f"CASE {words} ELSE lower({cells}) END"
    return personal.masked(cells) if name in ("title", "text") else cells


def _listed(words: Sequence[str] | frozenset[str]) -> str:
    return f"({', '.join(repr(word) for word in sorted(words))})"


def _register_numbers(job: Job, name: str, kind: str, field: Field) -> None:
    """Table `entry_<column>` (cell, value) with every different cell of a number column."""
    rows = job.con.execute(f"SELECT DISTINCT c{field.index} FROM typed WHERE c{field.index} IS NOT NULL").fetchall()
    cells = [str(row[0]) for row in rows]
    local = local_decimal(job.fields, job.layout, job.words)
    values = read_numbers(cells, kind == "BIGINT", local)
    if name in _SHARES and not any("%" in cell for cell in cells) and _are_fractions(values):
        values = [None if value is None else 100 * value for value in values]
        job.tell("shares", f"{field.source}: no value is above 1 and none has a % sign, so 0.5 is read as 50 %.")
    table = pa.table({"cell": pa.array(cells, pa.string()), "value": pa.array(values, pa.float64())})
    job.con.register("incoming_numbers", table)
    job.con.execute(f"CREATE TEMP TABLE entry_{field.index} AS SELECT * FROM incoming_numbers")
    job.con.unregister("incoming_numbers")


def _are_fractions(values: Sequence[float | None]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and max(known) <= 1 and any(0 < value < 1 for value in known)


def read_numbers(cells: Sequence[str], count: bool, local: str) -> list[float | None]:
    """Numbers such as "120,400", "12.4K", "1,2 M" and "18.2 %", their separators decided over all cells together."""
    bare = [_SUFFIX.sub("", cell) for cell in cells]
    short = {cell for cell, without in zip(cells, bare, strict=True) if cell != without and "%" not in cell}
    # "12.4K" has decimals although it counts, so the votes of shortened cells are votes on decimals.
    style = numbers.style_of([text for cell, text in zip(cells, bare, strict=True) if cell not in short], count, local)
    if short:
        shortened = [text for cell, text in zip(cells, bare, strict=True) if cell in short]
        style = numbers.style_of(shortened, False, style.decimal if style.evident or style.grouped else local)
    return [_number(cell, text, style, count and not short) for cell, text in zip(cells, bare, strict=True)]


def _number(cell: str, text: str, style: Style, whole: bool) -> float | None:
    plain = numbers.without_noise(text)
    if not plain or not re.fullmatch(style.valid, plain):
        return None
    suffix = _SUFFIX.search(cell)
    factor = _TIMES.get(suffix.group(1).lower(), 1) if suffix else 1
    value = float(plain.replace(style.thousands, "").replace(style.decimal, ".")) * factor
    return None if value < 0 or (whole and value != int(value)) else round(value, 6)
