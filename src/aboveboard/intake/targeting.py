"""Settings into rows of dimension, operator and value: once per ad set, or per ad where settings hang on ads."""

from dataclasses import dataclass

from aboveboard.intake import setting_rows
from aboveboard.intake.job import Job
from aboveboard.intake.mapping import Field
from aboveboard.intake.profiles import Profile
from aboveboard.intake.rows import Plan
from aboveboard.intake.segments import ALL
from aboveboard.intake.setting_values import (
    DIMENSIONS,
    PER_LAYER,
    group_of,
    listed,
    register,
    suggested_by,
    switched_on,
    switches,
)
from aboveboard.intake.settings_schema import SettingColumn, SettingLeaf
from aboveboard.model.canonical import ENTITY, TARGETING

_OF_SEGMENT = dict.fromkeys(("country", "region", "city", "postal", "dma"), "geo") | {"topic": "detailed"}
"""Dimension of a setting by segment, where the two are called differently."""
_AD_SET, _AD = ("adset_id", "adset_name"), ("ad_id", "ad_name")


@dataclass(frozen=True)
class _Setting:
    """One column of settings as it stands in this file."""

    field: Field
    name: str
    column: SettingColumn

    @property
    def words(self) -> str:
        """The header, and the part of the cell where the cell holds several settings."""
        told = self.column.said if isinstance(self.column, SettingLeaf) else ""
        return f"{self.field.source} ({told})" if told else self.field.source


def build(job: Job, plan: Plan) -> None:
    """Table `targeting`, filled from the profile's columns of settings and from statuses that exclude a group."""
    columns = ", ".join(f"{name} {kind}" for name, kind in TARGETING.items())
    job.con.execute(f"CREATE TEMP TABLE targeting ({columns})")
    profile = job.profile
    if profile is None:
        return
    settings = _settings(job, profile)
    if setting_rows.has_any(job, profile):
        sources = setting_rows.build(job, plan, profile)
    else:
        sources = _from_columns(job, plan, profile, settings)
    if sources is not None:
        _switch(job, profile)
        _not_narrowed(job, profile, sources)
    _excluded_rows(job, plan, profile)


def _from_columns(job: Job, plan: Plan, profile: Profile, settings: list[_Setting]) -> dict[str, str] | None:
    """Settings that stand in columns; returns the header by dimension let in, None when there are none."""
    if not settings and not _limits(job, profile):
        return None
    _units(job, plan, profile, settings)
    for setting in settings:
        _one_column(job, profile, setting)
    _age_limits(job, profile)
    sources: dict[str, str] = {}
    for setting in settings:
        if setting.column.operator == "include":
            sources.setdefault(setting.column.dimension, setting.words)
    if limits := _limits(job, profile):
        sources["age"] = "/".join(field.source for field in limits if field)
    return sources


def _settings(job: Job, profile: Profile) -> list[_Setting]:
    found = [(job.named(name), name, column) for name, column in profile.settings.items()]
    found += [(job.named(name), name, leaf) for name, leaves in profile.trees.items() for leaf in leaves]
    return [_Setting(field, name, column) for field, name, column in found if field is not None]


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
    cells = "".join(
        f", arg_min(c{index}, line) FILTER (WHERE c{index} IS NOT NULL) AS c{index}"
        for index in sorted({*(field.index for field in fields), *switches(job, profile)})
    )
    finer = {"campaign": (*_AD_SET, *_AD), "adset": _AD, "ad": ()}[profile.unit]
    names = [name for name in ENTITY if name in plan.columns and name not in finer]
    wanted = [name for name in names if name.startswith(f"{profile.unit}_")]
    known = " OR ".join(f"{name} IS NOT NULL" for name in wanted) or "false"
    keys = "".join(f", {name if name in names else 'CAST(NULL AS VARCHAR)'} AS {name}" for name in ENTITY)
    grouped = f"GROUP BY {', '.join(names)}" if names else ""
    job.con.execute(
        f"""CREATE TEMP TABLE unit AS
        SELECT min(line) AS source_row{keys}, bool_and({_active(job, profile)}) AS active{cells}
        FROM {_newest(job, profile, wanted)} WHERE ({known}) AND {_whole(job, profile)} {grouped}"""
    )


def _whole(job: Job, profile: Profile) -> str:
    """SQL: whether a cell that holds all settings can be read; those that cannot are told and say nothing."""
    fields = [field for name in profile.trees if (field := job.named(name)) is not None]
    for field in fields:
        if lines := job.rows_where(f"c{field.index} IS NOT NULL AND NOT json_valid(c{field.index})", table="kept"):
            job.tell("no_json", f"{field.source}: some cells are no JSON objects; their settings are not read.", lines)
    return " AND ".join(f"coalesce(json_valid(c{field.index}), false)" for field in fields) or "true"


def _newest(job: Job, profile: Profile, names: list[str]) -> str:
    """SQL: the rows, of each ad set only the newest where the table holds its history."""
    dated = job.named(profile.newest) if profile.newest else None
    if dated is None or not names:
        return "kept"
    same = f"PARTITION BY {names[0]}"
    return f"(SELECT * FROM kept QUALIFY c{dated.index} IS NOT DISTINCT FROM max(c{dated.index}) OVER ({same}))"


def _active(job: Job, profile: Profile) -> str:
    """SQL: whether the row's settings are still in use."""
    if profile.inactive is None:
        return "true"
    fields = [field for name in profile.inactive.columns if (field := job.named(name)) is not None]
    words = listed(profile.inactive.values)
    return " AND ".join(f"coalesce(lower(c{field.index}) NOT IN ({words}), true)" for field in fields) or "true"


def _one_column(job: Job, profile: Profile, setting: _Setting) -> None:
    field, column = setting.field, setting.column
    cell = f"c{field.index}"
    register(job, column, f"SELECT DISTINCT {cell} FROM unit WHERE {cell} IS NOT NULL ORDER BY 1")
    operator = f"coalesce(operator, '{column.operator}')"
    wish = column.wish_if if isinstance(column, SettingLeaf) else None
    switch = f"regexp_matches({cell}, {listed([wish])})" if wish else suggested_by(job, profile, [setting.name])
    if switch and column.operator == "include":
        operator = f"CASE WHEN {switch} THEN 'suggest' ELSE {operator} END"
    job.con.execute(
        f"""INSERT INTO targeting SELECT source_row, {", ".join(ENTITY)}, '{column.dimension}', {operator}, value,
        value_id,
        {group_of(column.dimension, column)} + {PER_LAYER} * layer, $source, active
        FROM unit JOIN incoming_values ON cell = {cell} ORDER BY source_row, place""",
        {"source": setting.words},
    )
    job.con.unregister("incoming_values")


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
    for entry in {(entry.column, entry.words): entry for entry in reversed(profile.suggested)}.values():
        if (switch := switched_on(job, entry)) and (field := job.named(entry.column)):
            job.con.execute(
                f"""INSERT INTO targeting SELECT source_row, {", ".join(ENTITY)}, 'automation', 'include', $words, NULL,
                {DIMENSIONS.index("automation") + 1}, $source, active FROM unit WHERE {switch} ORDER BY source_row""",
                {"words": entry.words, "source": field.source},
            )


def _not_narrowed(job: Job, profile: Profile, sources: dict[str, str]) -> None:
    """A dimension whose columns or rows are in the file, but not for this ad set, was read: everybody is let in."""
    same = " AND ".join(f"t.{name} IS NOT DISTINCT FROM unit.{name}" for name in ENTITY)
    for dimension in profile.always_said:
        if dimension not in sources:
            continue
        job.con.execute(
            f"""INSERT INTO targeting
            SELECT unit.source_row, {", ".join(f"unit.{name}" for name in ENTITY)}, $dimension,
            'include', '{ALL}', NULL, {DIMENSIONS.index(dimension) + 1}, $source, active FROM unit
            WHERE NOT EXISTS (
              SELECT 1 FROM targeting t WHERE {same} AND t.dimension = $dimension AND t.operator = 'include'
                AND (t.active OR NOT unit.active))
            ORDER BY source_row""",
            {"dimension": dimension, "source": sources[dimension]},
        )


def _excluded_rows(job: Job, plan: Plan, profile: Profile) -> None:
    """A report row whose status says "Excluded" is a setting: its group is shut out."""
    rule = profile.excluded_rows
    status = next((field for name in rule.columns if (field := job.named(name))), None) if rule else None
    if rule is None or status is None:
        return
    keys = ", ".join(name if name in plan.columns else "NULL" for name in ENTITY)
    for field in job.fields_in(rule.segments):
        segment = (field.canonical or "").removeprefix("seg_")
        dimension = _OF_SEGMENT.get(segment, segment)
        job.con.execute(
            f"""INSERT INTO targeting SELECT min(line), {keys}, $dimension, 'exclude', {field.canonical}, NULL,
            {DIMENSIONS.index(dimension) + 1}, $source, true FROM kept
            WHERE list_contains($values, lower(c{status.index})) AND {field.canonical} IS NOT NULL
            GROUP BY ALL ORDER BY 1""",
            {"dimension": dimension, "source": status.source, "values": rule.values},
        )


def count(job: Job) -> int:
    """Rows of the targeting table."""
    return int(job.con.execute("SELECT count(*) FROM targeting").fetchall()[0][0])
