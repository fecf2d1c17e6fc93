"""What each column of a table is, by its cells: a number, a date or text; told from a sample, checked on all rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from aboveboard.intake import dates, days, numbers
from aboveboard.intake.job import Job
from aboveboard.intake.mapping import Field
from aboveboard.intake.names import KEYS
from aboveboard.intake.numbers import Style
from aboveboard.model.canonical import SEGMENTS
from aboveboard.model.exploring import Kind, Unread

_CELLS = 1_000_000
_MOST, _FEWEST = 2_000, 200
_MOSTLY, _ENOUGH = 0.9, 0.95
"""Share of the sample that makes a column a candidate, and of all filled cells that makes it one."""
_CHUNK = 100
_LONGEST = 100
"""Signs of a cell that are looked at: no number, date or name of a total is longer."""
_MOST_DATES = 40_000
_DATEISH = (
    r"^\d{4}[-/.]\d{1,2}([-/.]\d{1,2}.*)?$|^\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d{2})([ ,T].*)?$"
    r"|^\p{L}+\.? \d{1,2},? \d{4}|^\d{1,2}\.?[ -](de )?\p{L}+\.?[ -](de )?\d{4}"
)
_DAY_WITH_TIME = r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
_NUMBER = r"[+-]?[\d.,]*\d([eE][+-]?\d+)?"
_CODE = r"0\d+|\d{16,}"
"""A postal code with its leading zero, an id too long for a number: text."""
_ID = re.compile(r"(^|\b)(id|ids|code|plz|zip|postal code|postleitzahl|sku|ean|gtin|iban|phone|hash)$")


@dataclass(frozen=True)
class Decided:
    """One column and how its cells are read."""

    field: Field
    kind: Kind
    sql: str
    """SQL of its typed value, on the columns of `cells`."""
    style: Style | None = None
    whole: bool = False
    unread: Unread | None = None


@dataclass(frozen=True)
class Kinds:
    """All columns, and what is open."""

    columns: list[Decided]
    open_dates: str = ""


def decide(job: Job, order: str | None, fallback: str) -> Kinds:
    """Table `typed_cells` (line, t0 … tN) from `cells`; numbers and dates are typed, all else stays text."""
    numeric, dated = _candidates(job)
    calendar, open_dates = _calendar(job, dated, order)
    counted = numbers.votes(job.con, [column.index for column in numeric])
    counts = frozenset(column.index for column in numeric if column.canonical in numbers.COUNTS)
    styles = numbers.styles(counted, counts, fallback)
    decided = [_first(column, styles.get(column.index), calendar) for column in job.stored]
    _type(job, decided, calendar)
    return Kinds(_checked(job, decided), open_dates)


def _candidates(job: Job) -> tuple[list[Field], list[Field]]:
    """Columns that look like numbers and like dates in a sample spread over the file."""
    wanted = max(_FEWEST, min(_MOST, _CELLS // max(1, job.layout.width)))
    rows = int(job.con.execute("SELECT count(*) FROM cells").fetchall()[0][0])
    step = max(1, rows // wanted)
    listed = ", ".join(f"c{column.index}" for column in job.stored)
    if not listed:
        return [], []
    spread = f"SELECT {listed} FROM (SELECT *, row_number() OVER () AS place FROM cells) WHERE place % {step} = 0"
    # One long column, not an expression per column: every regular expression is then prepared once.
    looked = job.con.execute(
        f"""SELECT name, count(*) - count_if(regexp_matches(lower(cell), $total)),
            count_if(regexp_matches(cell, $dateish)), count_if(regexp_full_match(digits(cell), $number)),
            count_if(regexp_full_match(cell, $code))
        FROM (SELECT name, left(cell, {_LONGEST}) AS cell FROM
            (UNPIVOT ({spread}) ON {listed} INTO NAME name VALUE cell))
        GROUP BY name""",
        {"dateish": _DATEISH, "number": _NUMBER, "code": _CODE, "total": _total(job)},
    ).fetchall()
    told = {str(name): counts for name, *counts in looked}
    numeric, dated = [], []
    for column in job.stored:
        filled, like_date, like_number, like_code = told.get(f"c{column.index}", (0, 0, 0, 0))
        if filled <= 0 or _is_text(column):
            continue
        like = max(like_date, like_number) if column.canonical in dates.COLUMNS else like_date
        if like >= _MOSTLY * filled:
            dated.append(column)
        elif not like_code and like_number >= _MOSTLY * filled:
            numeric.append(column)
    return numeric, dated


def _total(job: Job) -> str:
    """Cells such as "Total" in a column of dates say nothing about the column."""
    return f"{job.words.totals.certain}|{job.words.totals.possible}"


def _is_text(column: Field) -> bool:
    """Ids, groups and names are text whatever their cells look like."""
    return column.canonical in KEYS or column.canonical in SEGMENTS or bool(_ID.search(column.header.name))


def _key(column: Field) -> str:
    """SQL: the part of a date cell that names the day, so that moments of one day are one key."""
    cell = f"c{column.index}"
    return f"coalesce(nullif(regexp_extract({cell}, '{_DAY_WITH_TIME}'), ''), {days.key(column)})"


def _calendar(job: Job, dated: Sequence[Field], order: str | None) -> tuple[dict[int, str], str]:
    """Table `explored_days` for the columns that are dates; their keys by index, and a date that reads two ways."""
    keys: dict[int, str] = {}
    values: dict[str, None] = {}
    for column in dated:
        found = job.con.execute(
            f"SELECT DISTINCT {_key(column)} AS key FROM cells WHERE c{column.index} IS NOT NULL "
            f"ORDER BY key LIMIT {_MOST_DATES + 1}"
        ).fetchall()
        if len(found) <= _MOST_DATES:
            keys[column.index] = _key(column)
            values |= dict.fromkeys(str(row[0]) for row in found)
    day_first, month_first, example = dates.evidence(values)
    if day_first or month_first:
        order = "dmy" if day_first >= month_first else "mdy"
    parsed = [dates.parse(value, order or "dmy") for value in values]
    table = pa.table({"key": pa.array(list(values), pa.string()), "day": pa.array(parsed, pa.date32())})
    job.con.register("days_in", table)
    job.con.execute("CREATE TEMP TABLE explored_days AS SELECT * FROM days_in")
    job.con.unregister("days_in")
    if order is None and example is not None:
        # Until somebody says which it is, a guess would be a silent misreading: the cells stay text.
        return {}, example
    return keys, ""


def _first(column: Field, style: Style | None, calendar: dict[int, str]) -> Decided:
    cell = f"c{column.index}"
    if column.index in calendar:
        return Decided(column, Kind.DATE, f"d{column.index}.day")
    if style is not None:
        return Decided(column, Kind.NUMBER, _number(column.index, style), style)
    return Decided(column, Kind.TEXT, cell)


def _number(index: int, style: Style) -> str:
    cast = f"try_cast({numbers.text_of(index, style)} AS DOUBLE)"
    return f"CASE WHEN isfinite({cast}) THEN {cast} END"


def _type(job: Job, decided: Sequence[Decided], calendar: dict[int, str]) -> None:
    """Table `base`: the cells, and beside them tN, the typed cells of column N."""
    typed = "".join(f", {column.sql} AS t{column.field.index}" for column in decided if column.kind is not Kind.TEXT)
    joins = " ".join(f"LEFT JOIN explored_days AS d{index} ON d{index}.key = {key}" for index, key in calendar.items())
    order = " ORDER BY line" if calendar else ""
    job.con.execute(f"CREATE TEMP TABLE base AS SELECT cells.*{typed} FROM cells {joins}{order}")
    job.con.execute("DROP TABLE cells")


def _checked(job: Job, decided: Sequence[Decided]) -> list[Decided]:
    """Columns too many of whose cells do not fit become text; the few that do not fit elsewhere are named."""
    typed = [column for column in decided if column.kind is not Kind.TEXT]
    told: dict[int, tuple[int, int, int, bool]] = {}
    for start in range(0, len(typed), _CHUNK):
        chunk = typed[start : start + _CHUNK]
        row = job.con.execute(f"SELECT {', '.join(map(_fits, chunk))} FROM base", {"total": _total(job)}).fetchall()[0]
        told |= {column.field.index: row[4 * place : 4 * place + 4] for place, column in enumerate(chunk)}
    return [_settled(job, column, told.get(column.field.index)) for column in decided]


def _fits(column: Decided) -> str:
    """SQL: filled cells, cells that are not read, the line of the first of them, whether all numbers are whole."""
    cell, typed = f"c{column.field.index}", f"t{column.field.index}"
    lost = f"{cell} IS NOT NULL AND {typed} IS NULL AND NOT regexp_matches(lower(left({cell}, {_LONGEST})), $total)"
    whole = f"coalesce(bool_and({typed} = trunc({typed}) AND abs({typed}) < 9e15), false)"
    return (
        f"count({cell}), count_if({lost}), min(line) FILTER (WHERE {lost}), "
        f"{whole if column.kind is Kind.NUMBER else 'false'}"
    )


def _settled(job: Job, column: Decided, told: tuple[int, int, int, bool] | None) -> Decided:
    if told is None:
        return column
    cell, typed = f"c{column.field.index}", f"t{column.field.index}"
    filled, unread, line, is_whole = told
    if unread > (1 - _ENOUGH) * filled:
        return Decided(column.field, Kind.TEXT, cell)
    found = None
    if unread:
        text = job.con.execute(f"SELECT {cell} FROM base WHERE line = {int(line)}").fetchall()[0][0]
        found = Unread(int(unread), int(line), str(text)[:80])
    sql = f"CAST({typed} AS BIGINT)" if is_whole else typed
    return Decided(column.field, column.kind, sql, column.style, bool(is_whole), found)
