"""Settings into rows of dimension, operator and value: once per ad set, or per ad where settings hang on ads."""

from dataclasses import dataclass

import pyarrow as pa

from aboveboard.intake.grammar import Value, grammar
from aboveboard.intake.job import Job
from aboveboard.intake.mapping import Field
from aboveboard.intake.profiles import Profile, SettingColumn
from aboveboard.intake.rows import Plan
from aboveboard.intake.segments import ALL
from aboveboard.model.canonical import ENTITY, TARGETING

DIMENSIONS = (
    "age",
    "gender",
    "geo",
    "language",
    "audience",
    "detailed",
    "professional",
    "income",
    "parental",
    "device",
    "placement",
    "daypart",
    "automation",
    "special_category",
    "context",
)
_PER_LAYER, _PER_GROUP = 100, 20
_AD = ("ad_id", "ad_name")


@dataclass(frozen=True)
class _Setting:
    """One column of settings as it stands in this file."""

    field: Field
    column: SettingColumn
    suggestible: bool


def build(job: Job, plan: Plan) -> None:
    """Table `targeting`, filled from the profile's columns of settings and from statuses that exclude a group."""
    columns = ", ".join(f"{name} {kind}" for name, kind in TARGETING.items())
    job.con.execute(f"CREATE TEMP TABLE targeting ({columns})")
    profile = job.profile
    if profile is None:
        return
    settings = _settings(job, profile)
    if settings or _limits(job, profile):
        _units(job, plan, profile, settings)
        for setting in settings:
            _one_column(job, setting)
        _age_limits(job, profile)
        _switch(job, profile)
        _not_narrowed(job, profile, settings)
    _excluded_rows(job, plan, profile)


def _settings(job: Job, profile: Profile) -> list[_Setting]:
    suggestible = frozenset(profile.suggested.columns) if profile.suggested else frozenset()
    found = [(job.named(name), name, column) for name, column in profile.settings.items()]
    return [_Setting(field, column, name in suggestible) for field, name, column in found if field is not None]


def _limits(job: Job, profile: Profile) -> tuple[Field | None, Field | None] | None:
    """The two columns of the age range, where the file has one of them."""
    if profile.age_limits is None:
        return None
    low, high = job.named(profile.age_limits.low), job.named(profile.age_limits.high)
    return (low, high) if low or high else None


def _units(job: Job, plan: Plan, profile: Profile, settings: list[_Setting]) -> None:
    """Table `unit`: one row per ad set (or ad) with the first filled cell of each setting."""
    fields = [setting.field for setting in settings]
    fields += [field for field in _limits(job, profile) or () if field is not None]
    if profile.suggested and (switch := job.named(profile.suggested.column)):
        fields.append(switch)
    cells = "".join(
        f", arg_min(c{index}, line) FILTER (WHERE c{index} IS NOT NULL) AS c{index}"
        for index in sorted({field.index for field in fields})
    )
    names = [name for name in ENTITY if name in plan.columns and (profile.unit == "ad" or name not in _AD)]
    wanted = [name for name in names if name.startswith("adset" if profile.unit == "adset" else "ad_")]
    known = " OR ".join(f"{name} IS NOT NULL" for name in wanted) or "false"
    keys = "".join(f", {name if name in names else 'CAST(NULL AS VARCHAR)'} AS {name}" for name in ENTITY)
    grouped = f"GROUP BY {', '.join(names)}" if names else ""
    job.con.execute(
        f"""CREATE TEMP TABLE unit AS
        SELECT min(line) AS source_row{keys}, bool_and({_active(job, profile)}) AS active{cells}
        FROM kept WHERE {known} {grouped}"""
    )


def _active(job: Job, profile: Profile) -> str:
    """SQL: whether the row's settings are still in use."""
    if profile.inactive is None:
        return "true"
    words = ", ".join(f"'{word}'" for word in profile.inactive.values)
    fields = [field for name in profile.inactive.columns if (field := job.named(name)) is not None]
    return " AND ".join(f"coalesce(lower(c{field.index}) NOT IN ({words}), true)" for field in fields) or "true"


def _group(column: SettingColumn) -> int:
    """Number of the alternatives a column belongs to, before layers inside its cells."""
    return DIMENSIONS.index(column.dimension) + 1 + _PER_GROUP * column.group


def _one_column(job: Job, setting: _Setting) -> None:
    field, column = setting.field, setting.column
    cell = f"c{field.index}"
    read = grammar(column.grammar, job.words)
    cells = job.con.execute(f"SELECT DISTINCT {cell} FROM unit WHERE {cell} IS NOT NULL ORDER BY 1").fetchall()
    values = [(str(row[0]), value) for row in cells for value in read(str(row[0])) if not _ignored(column, value)]
    job.con.register("incoming_values", _table(values))
    operator = f"'{column.operator}'"
    if setting.suggestible and (switch := _switched_on(job)):
        operator = f"CASE WHEN {switch} THEN 'suggest' ELSE {operator} END"
    job.con.execute(
        f"""INSERT INTO targeting SELECT source_row, {", ".join(ENTITY)}, '{column.dimension}', {operator}, value,
        value_id,
        {_group(column)} + {_PER_LAYER} * layer, $source, active FROM unit JOIN incoming_values ON cell = {cell}
        ORDER BY source_row, place""",
        {"source": field.source},
    )
    job.con.unregister("incoming_values")


def _ignored(column: SettingColumn, value: Value) -> bool:
    return any(value.text.lower().endswith(word) for word in column.ignore)


def _table(values: list[tuple[str, Value]]) -> pa.Table:
    return pa.table(
        {
            "cell": pa.array([cell for cell, _ in values], pa.string()),
            "value": pa.array([value.text for _, value in values], pa.string()),
            "value_id": pa.array([value.id for _, value in values], pa.string()),
            "layer": pa.array([value.layer for _, value in values], pa.int32()),
            "place": pa.array(range(len(values)), pa.int64()),
        }
    )


def _switched_on(job: Job) -> str | None:
    """SQL over `unit`: whether the platform may go beyond the settings."""
    suggested = job.profile.suggested if job.profile else None
    field = job.named(suggested.column) if suggested else None
    if suggested is None or field is None:
        return None
    return (
        f"coalesce(lower(c{field.index}) IN ({', '.join(f'{chr(39)}{word}{chr(39)}' for word in suggested.on)}), false)"
    )


def _age_limits(job: Job, profile: Profile) -> None:
    """One row per ad set for the pair of columns; a blank pair is no limit."""
    found, limits = _limits(job, profile), profile.age_limits
    if found is None or limits is None:
        return
    low, high = (f"try_cast(c{field.index} AS INTEGER)" if field else "NULL" for field in found)
    text_high = f"c{found[1].index}" if found[1] else "NULL"
    top = (
        f"CASE WHEN {high} IS NULL OR {high} >= {limits.open_from} THEN '{limits.open_from}+' ELSE {high}::VARCHAR END"
    )
    bottom = f"coalesce({low}, {limits.default_low})"
    source = "/".join(field.source for field in found if field)
    job.con.execute(
        f"""INSERT INTO targeting SELECT source_row, {", ".join(ENTITY)}, 'age', 'include',
        CASE WHEN {bottom} >= {limits.open_from} THEN '{limits.open_from}+' ELSE {bottom} || '-' || {top} END, NULL,
        {DIMENSIONS.index("age") + 1}, $source, active FROM unit
        WHERE {low} IS NOT NULL OR {high} IS NOT NULL OR {text_high} IS NOT NULL ORDER BY source_row""",
        {"source": source},
    )


def _switch(job: Job, profile: Profile) -> None:
    if (switch := _switched_on(job)) and profile.suggested and (field := job.named(profile.suggested.column)):
        job.con.execute(
            f"""INSERT INTO targeting SELECT source_row, {", ".join(ENTITY)}, 'automation', 'include', $words, NULL,
            {DIMENSIONS.index("automation") + 1}, $source, active FROM unit WHERE {switch} ORDER BY source_row""",
            {"words": profile.suggested.words, "source": field.source},
        )


def _not_narrowed(job: Job, profile: Profile, settings: list[_Setting]) -> None:
    """A dimension whose columns are in the file but empty was read: everybody is let in."""
    for dimension in profile.always_said:
        source = _source_of(job, profile, settings, dimension)
        if source is None:
            continue
        job.con.execute(
            f"""INSERT INTO targeting
            SELECT unit.source_row, {", ".join(f"unit.{name}" for name in ENTITY)}, $dimension,
            'include', '{ALL}', NULL, {DIMENSIONS.index(dimension) + 1}, $source, active FROM unit
            WHERE source_row NOT IN (
              SELECT source_row FROM targeting WHERE dimension = $dimension AND operator = 'include')
            ORDER BY source_row""",
            {"dimension": dimension, "source": source},
        )


def _source_of(job: Job, profile: Profile, settings: list[_Setting], dimension: str) -> str | None:
    if dimension == "age" and (found := _limits(job, profile)):
        return "/".join(field.source for field in found if field)
    matching = (s for s in settings if s.column.dimension == dimension and s.column.operator == "include")
    return next((setting.field.source for setting in matching), None)


def _excluded_rows(job: Job, plan: Plan, profile: Profile) -> None:
    """A report row whose status says "Excluded" is a setting: its group is shut out."""
    rule = profile.excluded_rows
    status = job.named(rule.column) if rule else None
    if rule is None or status is None:
        return
    keys = ", ".join(name if name in plan.columns else "NULL" for name in ENTITY)
    for field in job.fields_in(rule.segments):
        dimension = (field.canonical or "").removeprefix("seg_")
        job.con.execute(
            f"""INSERT INTO targeting SELECT min(line), {keys}, $dimension, 'exclude', {field.canonical}, NULL,
            {DIMENSIONS.index(dimension) + 1}, $source, true FROM kept
            WHERE lower(c{status.index}) = $value AND {field.canonical} IS NOT NULL GROUP BY ALL ORDER BY 1""",
            {"dimension": dimension, "source": status.source, "value": rule.value},
        )


def count(job: Job) -> int:
    """Rows of the targeting table."""
    return int(job.con.execute("SELECT count(*) FROM targeting").fetchall()[0][0])
