"""The typed rows: every canonical column of the table, decided column by column, in one pass of the database."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aboveboard.intake import censored, days, numbers, spelling
from aboveboard.intake.job import Job
from aboveboard.intake.layout import Layout
from aboveboard.intake.mapping import Field
from aboveboard.intake.money import Money
from aboveboard.intake.numbers import Style, Votes
from aboveboard.intake.profiles import Dictionary
from aboveboard.model.canonical import MONEY

IDS = ("campaign_id", "adset_id", "ad_id", "account_id", "creative_id")
SCIENTIFIC = r"([a-z]{1,3}:)?\d([.,]\d+)?[eE]\+?\d+"
_PREFIX = "^[a-z]{1,3}:"
_LONG_PREFIXED = r"^[a-z]{1,3}:(\d{10,})$"
"""Meta's bulk ids such as cg:120…: any report may carry them once somebody joined two exports."""
_BOUNDED = {
    "spend": ("spend_lo", "spend_hi"),
    "impressions": ("impressions_lo", "impressions_hi"),
    "audience_lo": ("audience_lo", "audience_hi"),
}
_TYPES = {"spend": MONEY, "impressions": "BIGINT", "audience_lo": "BIGINT"}


@dataclass
class Plan:
    """The SELECT that makes the typed rows, while it is being put together."""

    columns: dict[str, str] = field(default_factory=dict)
    joins: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """SQL of the number text by canonical column."""
    bounded: set[str] = field(default_factory=set)
    """Canonical columns some of whose cells are ranges."""
    split_by: list[str] = field(default_factory=list)
    """Segments of a table in long form: each row has one of them."""
    decimal: str = numbers.POINT
    """The decimal sign of the file."""


def build(
    job: Job, money: Money, dates: list[Field], local: str, also: Callable[[Job, "Plan"], None] = lambda job, plan: None
) -> Plan:
    """View `typed` on table `base`: the cells, and beside them the typed columns under their canonical names."""
    plan = Plan()
    _numbers(job, plan, local)
    _dates(job, plan, dates)
    for column in spelling.spell(job):
        name = column.canonical or ""
        plan.joins.append(f"LEFT JOIN spelt_{name} AS m_{name} ON m_{name}.raw = c{column.index}")
        plan.columns[name] = f"m_{name}.value"
    for column in job.fields_in(IDS):
        plan.columns[column.canonical or ""] = _id(column, job.profile is not None and job.profile.id_prefixes)
    _currency(plan, money)
    for column in job.stored:
        if column.canonical and column.canonical not in plan.columns:
            plan.columns[column.canonical] = f"c{column.index}"
    _events(job, plan)
    also(job, plan)
    same = {name: sql for name, sql in plan.columns.items() if re.fullmatch(r"c\d+", sql)}
    made = "".join(f", {sql} AS {name}" for name, sql in plan.columns.items() if name not in same)
    texts = "".join(f", {sql} AS {_text(name)}" for name, sql in plan.texts.items())
    # The number texts are made once, below: their cleaning is the dearest part of an import.
    cells = f"(SELECT *{texts} FROM cells) AS cells" if texts else "cells"
    without = f" EXCLUDE ({', '.join(map(_text, plan.texts))})" if texts else ""
    # The cells of a plain file need next to no work, so they are not copied.
    job.con.execute("CREATE TEMP TABLE gone (line BIGINT)")
    kind, gone = ("TEMP VIEW", "ANTI JOIN gone ON gone.line = cells.line") if job.typed else ("TABLE", "")
    job.con.execute(f"CREATE {kind} base AS SELECT cells.*{without}{made} FROM {cells} {' '.join(plan.joins)} {gone}")
    if not job.typed:
        job.con.execute("DROP TABLE cells")
    renamed = "".join(f", {sql} AS {name}" for name, sql in same.items())
    job.con.execute(f"CREATE TEMP VIEW typed AS SELECT *{renamed} FROM base")
    return plan


def leave_out(job: Job, *tables: str) -> None:
    """Take the lines listed in these tables out of `typed`."""
    lines = " UNION ".join(f"SELECT line FROM {table}" for table in tables)
    if not job.con.execute(f"{lines} LIMIT 1").fetchall():
        return
    job.con.execute(f"INSERT INTO gone {lines}" if job.typed else f"DELETE FROM base WHERE line IN ({lines})")


def set_missing(job: Job, names: Sequence[str], condition: str) -> None:
    """Make cells of `typed` missing where an SQL condition holds."""
    if not job.typed:
        job.con.execute(f"UPDATE base SET {', '.join(f'{name} = NULL' for name in names)} WHERE {condition}")
        return
    job.con.execute(f"CREATE TEMP TABLE wrong AS SELECT line FROM typed WHERE {condition}")
    unknown = ", ".join(f"c{column.index} = NULL" for column in job.fields_in(names))
    job.con.execute(f"UPDATE raw SET {unknown} WHERE {job.line} IN (SELECT line FROM wrong)")
    job.con.execute("DROP TABLE wrong")


def _events(job: Job, plan: Plan) -> None:
    """Rows of a log count one event each, of the kind that their type names."""
    event = job.profile.event if job.profile else None
    column = job.named(event.column) if event else None
    if event is None or column is None:
        return
    for metric in sorted(set(event.counts.values())):
        kinds = ", ".join(f"'{kind}'" for kind, counted in sorted(event.counts.items()) if counted == metric)
        plan.columns[metric] = f"CASE WHEN lower(c{column.index}) IN ({kinds}) THEN 1 END"


def _text(canonical: str) -> str:
    """Column that holds the cleaned text of a number."""
    return f"text_{canonical}"


def _numbers(job: Job, plan: Plan, local: str) -> None:
    columns = [c for c in job.stored if c.canonical in numbers.NUMERIC and c.index not in job.typed]
    counts = frozenset(column.index for column in columns if column.canonical in numbers.COUNTS)
    counted = numbers.votes(job.con, [column.index for column in columns])
    styles = numbers.styles(counted, counts, local)
    if any(style.evident and style.decimal == numbers.COMMA for style in styles.values()):
        plan.decimal = numbers.COMMA
    for column in columns:
        _number(job, plan, column, styles[column.index], counted[column.index].odd)
    _tell_grouping(job, columns, styles, counted)


def _number(job: Job, plan: Plan, column: Field, style: Style, odd: bool) -> None:
    name = column.canonical or ""
    text = _text(name)
    micros = [*job.words.micros, *(job.profile.micros if job.profile else ())]
    factor = "0.000001" if column.header.name in micros else "1"
    value = numbers.value_of(text, name, factor)
    plan.texts[name] = numbers.text_of(column.index, style, shares=False)
    plan.columns[name] = value
    whole = name == "audience_lo" and column.header.name in job.words.audience_size
    if whole and job.field_of("audience_hi") is None:
        plan.columns["audience_hi"] = value
    if odd and censored.collect(job.con, column.index, style):
        _bounds(job, plan, column, value)


def _bounds(job: Job, plan: Plan, column: Field, value: str) -> None:
    """Bounds go to the columns for bounds; where the table has none, the cell is missing and said to be."""
    name = column.canonical or ""
    bound = f"b{column.index}"
    plan.bounded.add(name)
    plan.joins.append(f"LEFT JOIN bounds_{column.index} AS {bound} ON {bound}.cell = c{column.index}")
    plan.columns[name] = f"CASE WHEN {bound}.cell IS NULL THEN {value} END"
    if name not in _BOUNDED:
        return
    if name == "spend" and job.field_of("spend_lo"):
        return
    for target, side in zip(_BOUNDED[name], ("lo", "hi"), strict=True):
        limit = f"try_cast({bound}.{side} AS {_TYPES[name]})"
        exact = plan.columns.get(target)
        plan.columns[target] = f"CASE WHEN {bound}.cell IS NULL THEN {value} ELSE {limit} END" if exact else limit


def _tell_grouping(job: Job, columns: list[Field], styles: dict[int, Style], counted: dict[int, Votes]) -> None:
    point_decimals = any(style.evident and style.decimal == numbers.POINT for style in styles.values())
    for column in columns:
        style, vote = styles[column.index], counted[column.index].fits
        open_money = column.canonical == "spend" and not style.evident and vote["comma3"] + vote["point3"]
        usual = style.decimal == numbers.POINT and point_decimals
        if (style.grouped and not usual) or open_money:
            sign = style.thousands if style.grouped or vote["comma3" if style.thousands == "," else "point3"] else None
            role = f"“{sign}” is read as the thousands separator" if sign else "no thousands separator is read"
            job.tell("thousands", f"{column.source}: {role}, “{style.decimal}” as the decimal sign.")


def _dates(job: Job, plan: Plan, dates: list[Field]) -> None:
    for column in dates:
        name = column.canonical or ""
        plan.joins.append(f"LEFT JOIN calendar AS d_{name} ON d_{name}.key = {days.key(column)}")
        plan.columns[name] = f"d_{name}.day"
        plan.columns[f"{name}_unread"] = (
            f"c{column.index} IS NOT NULL AND d_{name}.day IS NULL AND NOT d_{name}.nothing"
        )
    _windows(job, plan, dates)


def _windows(job: Job, plan: Plan, dates: list[Field]) -> None:
    """A cell such as "2026-09-01 to 2026-09-07" is no day: it fills the ends of a period that no column names."""
    if not job.con.execute("SELECT 1 FROM calendar WHERE until IS NOT NULL LIMIT 1").fetchall():
        return
    named = {column.canonical for column in dates}
    if "period_start" in named and "period_end" not in plan.columns:
        plan.columns["period_end"] = "d_period_start.until"
    if "date" in named:
        day, until = "d_date.day", "d_date.until"
        plan.columns["date"] = f"CASE WHEN {until} IS NULL THEN {day} END"
        if not {"period_start", "period_end"} & set(plan.columns):
            plan.columns["period_start"] = f"CASE WHEN {until} IS NOT NULL THEN {day} END"
            plan.columns["period_end"] = until


def _id(column: Field, prefixed: bool) -> str:
    """Ids are text; what a spreadsheet turned into 1.2E+17 is no id any more."""
    cell = f"c{column.index}"
    pattern, kept = (_PREFIX, "") if prefixed else (_LONG_PREFIXED, r"\1")
    text = f"CASE WHEN contains({cell}, ':') THEN regexp_replace({cell}, '{pattern}', '{kept}') ELSE {cell} END"
    return f"CASE WHEN regexp_full_match({cell}, '{SCIENTIFIC}') THEN NULL ELSE {text} END"


def _currency(plan: Plan, money: Money) -> None:
    if money.fixed is None and not money.join:
        return
    plan.columns["currency"] = f"CAST({money.sql()} AS VARCHAR)"
    if money.join:
        plan.joins.append(money.join)


def local_decimal(fields: Sequence[Field], layout: Layout, words: Dictionary) -> str:
    """The decimal sign to expect where the numbers leave it open: by the header's language or the delimiter."""
    names = {column.header.name for column in fields}
    comma = layout.delimiter == ";" or not names.isdisjoint(words.decimal_comma)
    return numbers.COMMA if comma else numbers.POINT
