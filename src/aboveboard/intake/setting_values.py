"""The values in cells of settings: read once per different cell, renamed as the profile says, and numbered."""

from typing import get_args

import pyarrow as pa

from aboveboard.intake.grammar import Value, grammar
from aboveboard.intake.job import Job
from aboveboard.intake.profiles import Profile
from aboveboard.intake.segments import ALL
from aboveboard.intake.setting_trees import reader
from aboveboard.intake.settings_schema import Dimension, Said, SettingLeaf, Suggested

DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
PER_LAYER, _PER_GROUP = 100, 20


def register(job: Job, said: Said, cells: str) -> None:
    """Table `incoming_values` for the cells that the SQL `cells` selects.

    Its columns are cell, value, value_id, layer, place, and operator where the cell itself says it.
    """
    read = reader(said, job.words) if isinstance(said, SettingLeaf) else grammar(said.grammar, job.words)
    found = [str(row[0]) for row in job.con.execute(cells).fetchall()]
    values = [(cell, value, text) for cell in found for value, text in _said(said, read(cell))]
    job.con.register(
        "incoming_values",
        pa.table(
            {
                "cell": pa.array([cell for cell, _, _ in values], pa.string()),
                "value": pa.array([text for _, _, text in values], pa.string()),
                "value_id": pa.array([value.id for _, value, _ in values], pa.string()),
                "operator": pa.array([value.operator for _, value, _ in values], pa.string()),
                "layer": pa.array([value.layer for _, value, _ in values], pa.int32()),
                "place": pa.array(range(len(values)), pa.int64()),
            }
        ),
    )


def _said(said: Said, values: list[Value]) -> list[tuple[Value, str]]:
    """Without those that say nothing; with the one that a list excludes by not naming it."""
    found = [(value, text) for value in values if (text := _meant(said, value.text))]
    names = {text for _, text in found}
    if said.left_out and names and not names & {said.left_out, ALL}:
        found.append((Value(said.left_out, operator="exclude"), said.left_out))
    return found


def _meant(said: Said, text: str) -> str | None:
    """The value in the profile's words; None when it says that nothing is set."""
    key = text.lower()
    if any(key.endswith(word) for word in said.ignore):
        return None
    return said.means.get(key, None if said.only_means else text)


def group_of(dimension: Dimension, said: Said) -> int:
    """Number of the alternatives a setting belongs to, before layers inside its cells."""
    return DIMENSIONS.index(dimension) + 1 + _PER_GROUP * said.group


def listed(words: list[str]) -> str:
    """SQL list of texts."""
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words)


def switches(job: Job, profile: Profile) -> list[int]:
    """Columns that turn settings into suggestions, as far as the file has them."""
    names = [name for entry in profile.suggested for name in (entry.column, entry.unless and entry.unless.column)]
    return [field.index for name in names if name and (field := job.named(name)) is not None]


def switched_on(job: Job, entry: Suggested) -> str | None:
    """SQL over `unit`: whether the platform may go beyond the settings; None where the file has no such column."""
    field = job.named(entry.column)
    if field is None:
        return None
    on = f"coalesce(lower(unit.c{field.index}) IN ({listed(entry.on)}), false)"
    kept = job.named(entry.unless.column) if entry.unless else None
    if kept is None or entry.unless is None:
        return on
    return f"({on} AND NOT coalesce(lower(unit.c{kept.index}) IN ({listed(entry.unless.values)}), false))"


def suggested_by(job: Job, profile: Profile, names: list[str]) -> str | None:
    """SQL over `unit`: whether a setting in one of the columns `names` is only a suggestion."""
    entries = [entry for entry in profile.suggested if not set(entry.columns).isdisjoint(names)]
    found = [sql for entry in entries if (sql := switched_on(job, entry)) is not None]
    return " OR ".join(found) or None
