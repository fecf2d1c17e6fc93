"""The delivery table: accepted rows under canonical names, with level, breakdown and time grain."""

from dataclasses import dataclass
from datetime import date

from aboveboard.intake.job import Job
from aboveboard.intake.mapping import Field
from aboveboard.intake.personal import HIDDEN, SQL_MASK
from aboveboard.intake.rows import Plan
from aboveboard.model import Grain
from aboveboard.model.canonical import ADDITIVE, DELIVERY, ENTITY, SEGMENTS

FIGURES = frozenset(
    {"spend", "impressions", "reach", "clicks", "link_clicks", "results", "eligible", "audience_lo", "audience_hi"}
)
_CENTS = 6
"""Digits after which a sum of amounts is rounding noise."""
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
    grain = Grain(_level(filled), _breakdown(filled), _is_daily(job, plan, filled))
    columns = {name: name for name in DELIVERY if name in plan.columns}
    columns |= {"source_row": "line", "level": f"'{grain.level}'", "breakdown": f"'{','.join(grain.breakdown)}'"}
    columns["daily"] = str(grain.daily)
    if grain.daily and "date" not in filled:
        columns["date"] = "period_start"
    if not filled & {"date", "period_start", "period_end"} and window.start is not None:
        columns |= {"period_start": _day(window.start), "period_end": _day(window.end)}
    extras = [column for column in job.stored if column.role == "extra"]
    _name(job, extras)
    columns["extra"] = _extra(extras, plain=False)
    made = ", ".join(f"CAST({columns.get(name, 'NULL')} AS {kind}) AS {name}" for name, kind in DELIVERY.items())
    kind = "TEMP VIEW" if job.typed else "TABLE"
    only = "" if is_delivery(job) else "WHERE false"
    job.con.execute(
        f"CREATE {kind} delivery AS SELECT {made}, {_extra(extras, plain=True)} AS extra_key FROM kept {only}"
    )
    return grain


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


def _name(job: Job, extras: list[Field]) -> None:
    """Variables with the header of each extra column, as written and normalised; names from files are no SQL."""
    ordered = _ordered(extras)
    job.con.execute("SET VARIABLE extra_source = $names", {"names": [column.source for column in ordered]})
    job.con.execute("SET VARIABLE extra_name = $names", {"names": [column.header.name for column in ordered]})


def _ordered(extras: list[Field]) -> list[Field]:
    return sorted(extras, key=lambda column: (column.header.name, column.source))


def _extra(extras: list[Field], plain: bool) -> str:
    """SQL: a JSON object of the filled extra cells, ordered by normalised header; `plain` uses that name as key."""
    if not extras:
        return "CAST(NULL AS VARCHAR)"
    names = f"getvariable('extra_{'name' if plain else 'source'}')"
    pairs = ", ".join(
        f"{{'k': {names}[{place}], 'v': {_masked(column)}}}" for place, column in enumerate(_ordered(extras), 1)
    )
    said = f"list_filter([{pairs}], lambda pair: pair.v IS NOT NULL)"
    if plain:
        return f"list_sort(list_transform({said}, lambda pair: pair.k || '=' || pair.v))::VARCHAR"
    return f"CASE WHEN len({said}) > 0 THEN to_json(map_from_entries({said}))::VARCHAR END"


def _masked(column: Field) -> str:
    """SQL: the cell without e-mail addresses and telephone numbers, which need an @ or a + to be one."""
    cell = f"c{column.index}"
    masked = f"regexp_replace({cell}, '{SQL_MASK}', '{HIDDEN}', 'g')"
    return f"CASE WHEN contains({cell}, '@') OR contains({cell}, '+') THEN {masked} ELSE {cell} END"


def sums(job: Job) -> dict[str, float]:
    """Sums of the additive metrics. Where amounts are bounds, the lowest and highest possible sum instead of one."""
    found: dict[str, float] = {}
    names = ", ".join(f"sum({name})" for name in ADDITIVE)
    for name, value in zip(ADDITIVE, job.con.execute(f"SELECT {names} FROM delivery").fetchall()[0], strict=True):
        if value is not None:
            found[name] = float(value)
    money = job.con.execute(
        """SELECT currency, sum(spend), count(spend_lo), sum(coalesce(spend, spend_lo)), sum(coalesce(spend, spend_hi)),
        count_if(spend_lo IS NOT NULL AND spend_hi IS NULL) FROM delivery
        WHERE currency IS NOT NULL AND (spend IS NOT NULL OR spend_lo IS NOT NULL)
        GROUP BY currency ORDER BY currency"""
    ).fetchall()
    for currency, spend, bounds, low, high, unbounded in money:
        if not bounds:
            found[f"spend {currency}"] = round(float(spend), _CENTS)
            continue
        found[f"spend {currency} at least"] = round(float(low), _CENTS)
        if not unbounded:
            found[f"spend {currency} at most"] = round(float(high), _CENTS)
    return found


def is_delivery(job: Job) -> bool:
    """Whether the table's rows can be delivery at all: one figure is enough."""
    allowed = job.profile is None or job.profile.delivery
    taken = {column.canonical for column in job.fields}
    return allowed and bool(taken & FIGURES)


def entity_columns(plan: Plan) -> list[str]:
    """Entity columns the file has."""
    return [name for name in ENTITY if name in plan.columns]
