"""One column in short: how full, how varied, how large. Computed for the column that is looked at and no other."""

from aboveboard.desk.explored import figures
from aboveboard.desk.explored.drawing import spread, without_small
from aboveboard.desk.explored.opened import TABLE, Opened, Statement, asking, quoted, rows_of
from aboveboard.desk.explored.where import needed
from aboveboard.model.exploring import Bin, Figures, Kind, Profile

MOST_TOP = 10
_MOST_CURRENCIES = 8
_EVERYTHING = Statement("true")


def profile(opened: Opened, name: str, k: float) -> Profile:
    """Counts, the most frequent values, and for numbers and dates their quantiles."""
    column = needed(opened.explored, name)
    cell = quoted(column.name)
    counts = Statement(f"SELECT count(*), count(*) - count({cell}), count(DISTINCT {cell}) FROM {TABLE}")
    top = Statement(
        f"SELECT CAST({cell} AS VARCHAR) AS value, count(*) AS rows FROM {TABLE} WHERE {cell} IS NOT NULL "
        f"GROUP BY 1 ORDER BY rows DESC, value LIMIT {MOST_TOP}"
    )
    with asking(opened) as con:
        count, missing, distinct = (int(str(number)) for number in rows_of(con, counts)[0])
        frequent = rows_of(con, top)
        measured: tuple[Figures, ...] = ()
        bins: tuple[Bin, ...] = ()
        if column.kind is not Kind.TEXT:
            measured = _figures(rows_of(con, _quantiles(column.kind, cell, column.currency)), column.kind)
        if column.kind is Kind.NUMBER and len(measured) == 1:
            bins = spread(con, column, _EVERYTHING)[0]
    private = bool(opened.explored.personal)
    shown = tuple(
        (figures.cut(str(value)), None if private and int(str(rows)) < k else int(str(rows)))
        for value, rows in frequent
        if not (private and int(str(rows)) < k)
    )
    if private:
        bins = without_small(bins, k)[0]
    return Profile(column, count, missing, distinct, shown, measured, bins, f"{counts.shown};\n{top.shown}")


def _quantiles(kind: Kind, cell: str, currency: str) -> Statement:
    way = "quantile_cont" if kind is Kind.NUMBER else "quantile_disc"
    mean = f"avg({cell})" if kind is Kind.NUMBER else "NULL"
    by = quoted(currency) if currency else "''"
    return Statement(
        f"SELECT coalesce({by}, ''), min({cell}), {way}({cell}, 0.25), {way}({cell}, 0.5), {way}({cell}, 0.75), "
        f"max({cell}), {mean} FROM {TABLE} WHERE {cell} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC "
        f"LIMIT {_MOST_CURRENCIES}"
    )


def _figures(found: list[tuple[object, ...]], kind: Kind) -> tuple[Figures, ...]:
    def typed(value: object) -> float | str:
        return float(str(value)) if kind is Kind.NUMBER else str(value)[:10]

    return tuple(
        Figures(
            str(row[0]),
            typed(row[1]),
            typed(row[2]),
            typed(row[3]),
            typed(row[4]),
            typed(row[5]),
            None if row[6] is None else float(str(row[6])),
        )
        for row in found
    )
