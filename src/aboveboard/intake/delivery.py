"""The delivery table: accepted rows under canonical names, with level, breakdown and time grain."""

import re
from dataclasses import dataclass
from datetime import date

from aboveboard.intake import nested, views
from aboveboard.intake.job import Job
from aboveboard.intake.mapping import Field
from aboveboard.intake.personal import masked
from aboveboard.intake.rows import Plan
from aboveboard.model import Grain
from aboveboard.model.canonical import ADDITIVE, DELIVERY, ENTITY, SEGMENTS

FIGURES = frozenset(
    {"spend", "impressions", "reach", "clicks", "link_clicks", "results", "eligible", "audience_lo", "audience_hi"}
)
_CENTS = 6
"""Digits after which a sum of amounts is rounding noise."""
_MONTH = 31
_LEVELS = {
    "ad": ("ad_id", "ad_name"),
    "adset": ("adset_id", "adset_name"),
    "campaign": ("campaign_id", "campaign_name"),
}


@dataclass(frozen=True)
class Window:
    """The dates the lines above the header name."""

    start: date | None = None
    end: date | None = None


def build(job: Job, plan: Plan, window: Window) -> Grain:
    """Table `delivery` with its columns, and `extra_key` for the fingerprint; returns what a row stands for."""
    filled = _filled(job, plan)
    starts = _window_starts(job, filled, window)
    one_window = starts == 1
    shown = views.shown(job, plan)
    daily = not starts and _is_daily(job, plan, filled)
    grain = Grain(_level(filled), () if shown else _breakdown(filled), daily, shown)
    columns = {name: name for name in DELIVERY if name in plan.columns}
    columns |= {"source_row": "line", "level": f"'{grain.level}'", "daily": str(grain.daily)}
    columns["breakdown"] = "view_name" if shown else _row_breakdown(grain, plan)
    if grain.daily and "date" not in filled:
        columns["date"] = "period_start"
    elif "date" in filled and not grain.daily:
        columns |= {"date": "NULL", "period_start": "date"}
        columns |= {"period_end": _day(window.end)} if one_window else {}
    if not filled & {"date", "period_start", "period_end"} and window.start is not None:
        columns |= {"period_start": _day(window.start), "period_end": _day(window.end)}
    extras = [column for column in job.stored if column.role == "extra"]
    said = [column for column in extras if not column.hashed]
    _name(job, extras, said)
    columns["extra"] = _extra(extras, plain=False)
    made = ", ".join(f"CAST({columns.get(name, 'NULL')} AS {kind}) AS {name}" for name, kind in DELIVERY.items())
    cells = job.profile is not None and bool(job.profile.cells)
    kind = "TEMP VIEW" if job.typed and not cells else "TABLE"
    only = "" if is_delivery(job) else "WHERE false"
    job.con.execute(
        f"CREATE {kind} delivery AS SELECT {made}, {_extra(said, plain=True)} AS extra_key FROM kept {only}"
    )
    nested.expand(job)
    views.tell(job, shown, main(job))
    return grain


def main(job: Job) -> str:
    """The breakdown that stands for the whole file, where it shows its delivery in several: they are never added."""
    rows = job.con.execute(
        """SELECT breakdown FROM delivery GROUP BY breakdown
        ORDER BY sum(impressions) DESC NULLS LAST, count(coalesce(spend, spend_lo)) DESC, len(breakdown), breakdown
        LIMIT 1"""
    ).fetchall()
    return str(rows[0][0]) if rows else ""


def _day(day: date | None) -> str:
    """SQL of a day."""
    return f"DATE '{day.isoformat()}'" if day else "NULL"


def _filled(job: Job, plan: Plan) -> frozenset[str]:
    names = [name for name in DELIVERY if name in plan.columns]
    if not names:
        return frozenset()
    row = job.con.execute(f"SELECT {', '.join(f'count({name})' for name in names)} FROM kept").fetchall()[0]
    return frozenset(name for name, count in zip(names, row, strict=True) if count)


def _level(filled: frozenset[str]) -> str:
    """The finest entity that has values."""
    return next((level for level, names in _LEVELS.items() if filled & set(names)), "account")


def _breakdown(filled: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(name.removeprefix("seg_") for name in SEGMENTS if name in filled))


def _is_daily(job: Job, plan: Plan, filled: frozenset[str]) -> bool:
    """Single days: a date column, or windows of one day each that differ."""
    if "date" in filled:
        return True
    if not {"period_start", "period_end"} <= filled:
        return False
    row = job.con.execute(
        "SELECT bool_and(period_start = period_end), count(DISTINCT period_start) FROM kept"
    ).fetchall()[0]
    return bool(row[0]) and int(row[1]) > 1


def _row_breakdown(grain: Grain, plan: Plan) -> str:
    """SQL: what one row is split by; in a table in long form each row by its own segment."""
    own = {name.removeprefix("seg_") for name in plan.split_by} & set(grain.breakdown)
    if not own:
        return f"'{','.join(grain.breakdown)}'"
    split = "CASE WHEN seg_{0} IS NOT NULL THEN '{0}' END"
    said = [split.format(name) if name in own else f"'{name}'" for name in grain.breakdown]
    return f"concat_ws(',', {', '.join(said)})"


def _window_starts(job: Job, filled: frozenset[str], window: Window) -> int:
    """How many windows the date column begins, where it shows first days of the report's windows; 0 for single days."""
    profile = job.profile
    if profile is None or "date" not in filled:
        return 0
    days = _days(job)
    if profile.date_begins and re.search(profile.date_begins, "\n".join(job.layout.preamble), re.MULTILINE):
        return max(len(days), 2)
    if not profile.window_in_date or window.start is None or window.end is None or window.start >= window.end:
        return 0
    if days == {window.start}:
        return 1
    firsts = all(day.day == 1 or day == window.start for day in days)
    return len(days) if firsts and len(days) > 1 and (window.end - window.start).days > _MONTH else 0


def _days(job: Job) -> frozenset[date]:
    rows = job.con.execute("SELECT DISTINCT date FROM kept WHERE date IS NOT NULL").fetchall()
    return frozenset(row[0] for row in rows)


def _name(job: Job, extras: list[Field], said: list[Field]) -> None:
    """Variables with the header of each extra column, as written and normalised; names from files are no SQL."""
    sources = [column.source for column in _ordered(extras)]
    names = [column.header.name for column in _ordered(said)]
    job.con.execute("SET VARIABLE extra_source = $names", {"names": sources})
    job.con.execute("SET VARIABLE extra_name = $names", {"names": names})


def _ordered(extras: list[Field]) -> list[Field]:
    return sorted(extras, key=lambda column: (column.header.name, column.source))


def _extra(extras: list[Field], plain: bool) -> str:
    """SQL: a JSON object of the filled extra cells, ordered by normalised header; `plain` uses that name as key."""
    if not extras:
        return "CAST(NULL AS VARCHAR)"
    names = f"getvariable('extra_{'name' if plain else 'source'}')"
    pairs = ", ".join(
        f"{{'k': {names}[{place}], 'v': {masked(f'c{column.index}')}}}"
        for place, column in enumerate(_ordered(extras), 1)
    )
    said = f"list_filter([{pairs}], lambda pair: pair.v IS NOT NULL)"
    if plain:
        return f"list_sort(list_transform({said}, lambda pair: pair.k || '=' || pair.v))::VARCHAR"
    return f"CASE WHEN len({said}) > 0 THEN to_json(map_from_entries({said}))::VARCHAR END"


def sums(job: Job) -> dict[str, float]:
    """Sums of the additive metrics. Where amounts are bounds, the lowest and highest possible sum instead of one.

    Empty where the rows of a table in long form are split in several ways; of several views in one file, those of one.
    """
    found: dict[str, float] = {}
    if job.profile is not None and job.profile.long_form and len(splits(job)) > 1:
        return found
    names = ", ".join(f"sum({name})" for name in ADDITIVE)
    whole = {"main": main(job)}
    row = job.con.execute(f"SELECT {names} FROM delivery WHERE breakdown = $main", whole).fetchall()[0]
    for name, value in zip(ADDITIVE, row, strict=True):
        if value is not None:
            found[name] = float(value)
    money = job.con.execute(
        """SELECT currency, sum(spend), count(spend_lo), sum(coalesce(spend, spend_lo)), sum(coalesce(spend, spend_hi)),
        count_if(spend_lo IS NOT NULL AND spend_hi IS NULL) FROM delivery
        WHERE breakdown = $main AND currency IS NOT NULL AND (spend IS NOT NULL OR spend_lo IS NOT NULL)
        GROUP BY currency ORDER BY currency""",
        whole,
    ).fetchall()
    for currency, spend, bounds, low, high, unbounded in money:
        if not bounds:
            found[f"spend {currency}"] = round(float(spend), _CENTS)
            continue
        found[f"spend {currency} at least"] = round(float(low), _CENTS)
        if not unbounded:
            found[f"spend {currency} at most"] = round(float(high), _CENTS)
    return found


def splits(job: Job) -> list[tuple[str, int]]:
    """Every breakdown among the rows and how many rows it has; several of them describe the same impressions."""
    rows = job.con.execute("SELECT breakdown, count(*) FROM delivery GROUP BY 1 ORDER BY 2 DESC, 1").fetchall()
    return [(str(breakdown), int(count)) for breakdown, count in rows]


def is_delivery(job: Job) -> bool:
    """Whether the table's rows can be delivery at all: one figure is enough."""
    allowed = job.profile is None or job.profile.delivery
    taken = {column.canonical for column in job.fields}
    if job.profile is not None and job.profile.event is not None:
        return True
    return allowed and bool(taken & FIGURES)


def entity_columns(plan: Plan) -> list[str]:
    """Entity columns the file has."""
    return [name for name in ENTITY if name in plan.columns]
