"""A column whose header fits several groups, such as "Criteria" or "Segment": its values say which one it is."""

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from aboveboard.intake.mapping import Field, role_of
from aboveboard.intake.profiles import Dictionary, Profile
from aboveboard.intake.segments import UNKNOWN
from aboveboard.intake.spelling import speller

_MOST_VALUES = 1_000


def told_apart(
    con: duckdb.DuckDBPyConnection, fields: Sequence[Field], profile: Profile | None, words: Dictionary
) -> list[Field]:
    """The columns, with those that the profile leaves to their values decided. Reads table `raw`."""
    if profile is None or not profile.by_values:
        return list(fields)
    taken = {field.canonical for field in fields if field.canonical}
    result: list[Field] = []
    for field in fields:
        wanted = [name for name in profile.by_values.get(field.header.name, ()) if name not in taken]
        found = next((name for name in wanted if _fits(_values(con, field, words), name, words)), None)
        if found is not None:
            taken.add(found)
            field = replace(field, canonical=found, role=role_of(found), reason="its values say so")
        result.append(field)
    return result


def _values(con: duckdb.DuckDBPyConnection, field: Field, words: Dictionary) -> list[str]:
    cell = f"trim(c{field.index})"
    rows = con.execute(f"SELECT DISTINCT {cell} FROM raw WHERE {cell} <> '' LIMIT {_MOST_VALUES}").fetchall()
    return [value for (value,) in rows if str(value).lower() not in words.missing]


def _fits(values: Sequence[str], name: str, words: Dictionary) -> bool:
    """Whether every value is one of this group; unknown belongs to ages and genders alike, so one must be clear."""
    read = {speller(name, words)(value) for value in values}
    return None not in read and bool(read - {UNKNOWN})
