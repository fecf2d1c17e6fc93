"""Settings of files whose rows have types: gathered over all rows of an ad set, and handed down from its campaign."""

from dataclasses import dataclass

from aboveboard.intake.family import is_placed
from aboveboard.intake.job import LISTED, Job
from aboveboard.intake.mapping import Field
from aboveboard.intake.profiles import Profile
from aboveboard.intake.rows import Plan
from aboveboard.intake.setting_values import PER_LAYER, group_of, listed, register, suggested_by, switches
from aboveboard.intake.settings_schema import Dimension, Listed, Said, SettingRow, SettingRows
from aboveboard.model.canonical import ENTITY

_CAMPAIGN, _AD_SET = ("campaign_id", "campaign_name"), ("adset_id", "adset_name")
_SAID = """source_row BIGINT, line BIGINT, own BOOLEAN, dimension VARCHAR, operator VARCHAR, value VARCHAR,
  value_id VARCHAR, and_group INTEGER, raw_column VARCHAR, active BOOLEAN, place BIGINT"""


@dataclass(frozen=True)
class _Source:
    """One place where settings stand: a column, or the rows of one type."""

    said: Said
    dimension: Dimension
    names: list[str]
    """The profile's names of the columns with values."""
    cell: str
    """SQL of the cell."""
    raw: str
    """SQL of the words that name the setting."""
    where: str = "true"
    excluded: str = "false"
    """SQL: whether the row says that it excludes."""
    watched: str = "false"
    """SQL over `unit`: whether the values are only watched."""
    identifier: str = "CAST(NULL AS VARCHAR)"
    """SQL of the value's id, where it stands in a column of its own."""


def has_any(job: Job, profile: Profile) -> bool:
    """Whether the file's rows are to be read by type."""
    rows = profile.typed_rows
    if rows is None:
        return False
    typed = any(job.named(name) for name in rows.type_columns)
    return any(job.named(name) for name in profile.settings) or any(
        _values(job, row) and (typed or not row.match) for row in rows.rows
    )


def build(job: Job, plan: Plan, profile: Profile) -> dict[str, str] | None:
    """Table `unit` and the rows of `targeting`; returns the words by dimension that the file speaks of."""
    rows = profile.typed_rows
    if rows is None:
        return None
    _typed(job, plan, profile, rows)
    _units(job, profile, rows)
    job.con.execute(f"CREATE TEMP TABLE said_setting ({_SAID})")
    for source in [*_of_rows(job, rows), *_of_columns(job, profile)]:
        _read(job, profile, source)
    overridden = listed(list(rows.overrides)) or "NULL"
    # Where a setting stands in several rows of an ad set, the first one is where it is found.
    job.con.execute(
        f"""INSERT INTO targeting
        SELECT min(line), {", ".join(f"unit.{name}" for name in ENTITY)}, s.dimension, s.operator, s.value, s.value_id,
          min(s.and_group), min(s.raw_column), bool_or(s.active AND unit.active)
        FROM said_setting s JOIN unit USING (source_row)
        WHERE s.own OR s.dimension NOT IN ({overridden}) OR NOT EXISTS (
          SELECT 1 FROM said_setting o WHERE o.own AND o.source_row = s.source_row AND o.dimension = s.dimension)
        GROUP BY ALL ORDER BY min(line), min(s.place)"""
    )
    _tell(job, rows)
    said = job.con.execute("SELECT dimension, min(raw_column) FROM said_setting GROUP BY 1").fetchall()
    columns = {c.dimension: f.source for name, c in profile.settings.items() if (f := job.named(name)) is not None}
    return {**_whole(job, profile, rows), **dict(said), **columns}


def _whole(job: Job, profile: Profile, rows: SettingRows) -> dict[str, str]:
    """Dimensions of which the file says something by saying nothing."""
    named = next((field.source for name in rows.type_columns if (field := job.named(name)) is not None), None)
    if rows.whole_if is None or named is None:
        return {}
    found = "SELECT 1 FROM setting_row WHERE regexp_matches(kind, $whole) LIMIT 1"
    proven = job.con.execute(found, {"whole": rows.whole_if}).fetchall()
    return dict.fromkeys(profile.always_said, named) if proven else {}


def _typed(job: Job, plan: Plan, profile: Profile, rows: SettingRows) -> None:
    """View `setting_row`: the rows with their type, whose they are, and whether they are in use."""
    kinds = [f"lower(c{field.index})" for name in rows.type_columns if (field := job.named(name)) is not None]
    words = f"coalesce({', '.join([*kinds, chr(39) * 2])})"
    keys = ", ".join(f"{_key(plan, names)} AS {name}" for name, names in (("ck", _CAMPAIGN), ("ak", _AD_SET)))
    named = ", ".join(f"{name if name in plan.columns else 'NULL'} AS {name}" for name in (*_CAMPAIGN, *_AD_SET))
    cells = ", ".join(f"c{field.index}" for field in job.stored)
    inactive = profile.inactive
    rule = " ".join(
        f"WHEN regexp_matches(kind, '{_quoted(row.match)}') AND {_cell(values)} IS NOT NULL "
        f"AND ({_excluded(job, rows) if row.only_excluded else 'true'}) THEN {number}"
        for number, row in enumerate(rows.rows)
        if (values := _values(job, row))
    )
    job.con.execute(
        f"""CREATE TEMP TABLE setting_row AS
        SELECT *, CASE {rule or "WHEN false THEN 0"} END AS rule FROM (
          SELECT line, {words} AS kind, {keys}, {named},
            {_in_use(job, inactive.row_columns if inactive else [], inactive.values if inactive else [])} AS active,
            {_in_use(job, inactive.columns if inactive else [], inactive.values if inactive else [])} AS whole_active,
            {"level" if is_placed(job) else "NULL::VARCHAR"} AS level, {cells} FROM kept)"""
    )


def _key(plan: Plan, names: tuple[str, ...]) -> str:
    return f"coalesce({', '.join(name for name in names if name in plan.columns) or 'NULL'}, NULL)"


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _in_use(job: Job, names: list[str], values: list[str]) -> str:
    fields = [field for name in names if (field := job.named(name)) is not None]
    return (
        " AND ".join(f"coalesce(lower(c{field.index}) NOT IN ({listed(values)}), true)" for field in fields) or "true"
    )


def _units(job: Job, profile: Profile, rows: SettingRows) -> None:
    """Table `unit`: every ad set, and every campaign of which the file names no ad set.

    A switch is the ad set's own cell, else its campaign's.
    """
    watched = [entry for row in rows.rows for entry in (row.observe_if, row.observe_unless) if entry is not None]
    indices = {*switches(job, profile), *(f.index for entry in watched if (f := job.named(entry.column)) is not None)}
    first = "arg_min({cell}, line) FILTER (WHERE {cell} IS NOT NULL)"
    cells = "".join(f", {first.format(cell=f'c{index}')} AS c{index}" for index in sorted(indices))
    chosen = "".join(f", coalesce(a.c{index}, c.c{index}) AS c{index}" for index in sorted(indices))
    alike = ", ".join(f"any_value({name}) AS {name}" for name in (*_CAMPAIGN, *_AD_SET))
    # The row of the ad set itself says whether it is in use; a row inside it speaks for itself alone.
    use = "bool_and(whole_active AND (active OR level IS NULL OR level = 'ad'))"
    job.con.execute(
        f"""CREATE TEMP TABLE unit AS
        WITH of_ad_set AS (SELECT ck, ak, min(line) AS line, {alike}, {use} AS active{cells}
             FROM setting_row WHERE ak IS NOT NULL GROUP BY ck, ak),
           of_campaign AS (SELECT ck, min(line) AS line, {alike}, {use} AS active{cells}
             FROM setting_row WHERE ak IS NULL AND ck IS NOT NULL GROUP BY ck)
        SELECT coalesce(a.line, c.line) AS source_row, coalesce(a.ck, c.ck) AS ck, a.ak,
          {", ".join(f"coalesce(a.{name}, c.{name}) AS {name}" for name in _CAMPAIGN)},
          {", ".join(f"a.{name}" for name in _AD_SET)},
          CAST(NULL AS VARCHAR) AS ad_id, CAST(NULL AS VARCHAR) AS ad_name,
          coalesce(a.active, true) AND coalesce(c.active, true) AS active{chosen}
        FROM of_ad_set a FULL JOIN of_campaign c ON a.ck = c.ck"""
    )


def _of_rows(job: Job, rows: SettingRows) -> list[_Source]:
    found = []
    for number, row in enumerate(rows.rows):
        values = _values(job, row)
        if not values or row.dimension is None:
            continue
        found.append(
            _Source(
                row,
                row.dimension,
                row.value_columns,
                _cell(values),
                _told(job, rows, values),
                f"rule = {number}",
                _excluded(job, rows),
                _watched(job, row),
                f"c{named.index}" if row.id_column and (named := job.named(row.id_column)) else "CAST(NULL AS VARCHAR)",
            )
        )
    return found


def _of_columns(job: Job, profile: Profile) -> list[_Source]:
    return [
        _Source(column, column.dimension, [name], f"c{field.index}", f"'{_quoted(field.source)}'")
        for name, column in profile.settings.items()
        if (field := job.named(name)) is not None
    ]


def _values(job: Job, row: SettingRow) -> list[Field]:
    named = [job.field_of(name[1:]) if name.startswith("@") else job.named(name) for name in row.value_columns]
    return [field for field in named if field is not None]


def _cell(values: list[Field]) -> str:
    return f"coalesce({', '.join(f'c{field.index}' for field in values)})"


def _told(job: Job, rows: SettingRows, values: list[Field]) -> str:
    """SQL: the column, and in brackets the row's type and what else tells what it is."""
    fields = [field for name in (*rows.type_columns, *rows.told_with) if (field := job.named(name)) is not None]
    named = "".join(f"WHEN c{field.index} IS NOT NULL THEN '{_quoted(field.source)}' " for field in values)
    column = f"CASE {named}END"
    beside = [f"c{field.index}" for field in fields]
    beside += [
        f"CASE WHEN {condition} THEN '{_quoted(field.source)} ' || c{field.index} END"
        for field, condition in _excluding(job, rows)
    ]
    words = f"concat_ws(', ', {', '.join(beside or ['NULL'])})"
    return f"{column} || CASE WHEN {words} = '' THEN '' ELSE ' (' || {words} || ')' END"


def _excluding(job: Job, rows: SettingRows) -> list[tuple[Field, str]]:
    """Columns that turn a setting into an exclusion, with the SQL that tells when."""
    return [
        (field, f"coalesce(regexp_matches(lower(c{field.index}), '{_quoted(pattern)}'), false)")
        for name, pattern in rows.excluded_by.items()
        if (field := job.named(name)) is not None
    ]


def _excluded(job: Job, rows: SettingRows) -> str:
    return " OR ".join(condition for _, condition in _excluding(job, rows)) or "false"


def _watched(job: Job, row: SettingRow) -> str:
    if row.observe_unless is not None:
        return f"NOT {_lists(job, row.observe_unless)}"
    return _lists(job, row.observe_if) if row.observe_if is not None else "false"


def _lists(job: Job, entry: Listed) -> str:
    """SQL over `unit`: whether the word stands in the list; false where the file has no such column."""
    field = job.named(entry.column)
    if field is None:
        return "false"
    words = f"list_transform(regexp_split_to_array(lower(unit.c{field.index}), '[;,]'), lambda word: trim(word))"
    return f"coalesce(list_contains({words}, '{_quoted(entry.word)}'), false)"


def _read(job: Job, profile: Profile, source: _Source) -> None:
    """Rows of `said_setting`: each value for each ad set that it holds for."""
    cells = (
        f"SELECT DISTINCT {source.cell} FROM setting_row WHERE {source.where} AND {source.cell} IS NOT NULL ORDER BY 1"
    )
    register(job, source.said, cells)
    operator = f"'{source.said.operator}'"
    if source.said.operator == "include":
        wish = suggested_by(job, profile, source.names) or "false"
        operator = (
            f"CASE WHEN r.shut THEN 'exclude' WHEN {source.watched} THEN 'observe' "
            f"WHEN {wish} THEN 'suggest' ELSE {operator} END"
        )
    group = f"{group_of(source.dimension, source.said)} + {PER_LAYER} * layer"
    job.con.execute(
        f"""INSERT INTO said_setting
        SELECT unit.source_row, r.line, r.ak IS NOT NULL, '{source.dimension}', {operator}, value,
          coalesce(value_id, r.known_as), {group}, r.raw, r.active, place
        FROM (SELECT line, ck, ak, active, {source.cell} AS said, {source.raw} AS raw, {source.excluded} AS shut,
                {source.identifier} AS known_as
              FROM setting_row WHERE {source.where}) r
        JOIN unit ON unit.ck IS NOT DISTINCT FROM r.ck AND (unit.ak = r.ak OR (r.ak IS NULL AND r.ck IS NOT NULL))
        JOIN incoming_values ON cell = said"""
    )
    job.con.unregister("incoming_values")


def _tell(job: Job, rows: SettingRows) -> None:
    """Rows that exclude something in a way that no entry knows, and settings of no campaign."""
    if rows.doubtful:
        found = job.con.execute(
            """SELECT kind, count(*), min(line) FROM setting_row WHERE rule IS NULL AND regexp_matches(kind, $doubtful)
            GROUP BY kind ORDER BY kind""",
            {"doubtful": rows.doubtful},
        ).fetchall()
        if found:
            kinds = ", ".join(f"{count:,} × “{kind}”" for kind, count, _ in found)
            job.tell(
                "unknown_exclusions",
                f"Rows that may exclude people are not understood and count as no setting: {kinds}.",
                [int(line) for _, _, line in found],
            )
    alone = job.rows_where("rule IS NOT NULL AND ck IS NULL", table="setting_row")
    if alone:
        many = f"{LISTED} or more rows" if len(alone) == LISTED else f"{len(alone)} rows" if alone[1:] else "1 row"
        job.tell("no_campaign", f"{many} with a setting name no campaign; they count for none.", alone)
