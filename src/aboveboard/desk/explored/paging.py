"""Rows of an explored file, a page at a time and some columns at a time."""

from collections.abc import Sequence

from aboveboard.desk.explored.opened import LINE, TABLE, Opened, Statement, asking, count, quoted, rows_of
from aboveboard.desk.explored.where import where
from aboveboard.model.exploring import Condition, ExploredColumn, Kind, Page

ROWS = 50
COLUMNS = 12
CELL = 120
"""Characters of a cell on the screen; the file keeps it whole."""


def page(opened: Opened, conditions: Sequence[Condition] = (), number: int = 0, part: int = 0) -> Page:
    """Page `number` of the rows that match, with part `part` of the columns."""
    explored = opened.explored
    columns = explored.columns[part * COLUMNS : (part + 1) * COLUMNS]
    filters = where(explored, conditions)
    line = quoted(LINE) if explored.column(LINE) is None else "0"
    cells = "".join(f", {_cell(column)}" for column in columns)
    start = max(0, number) * ROWS
    statement = Statement(
        f"SELECT CAST({line} AS VARCHAR){cells} FROM {TABLE} WHERE {filters.sql} ORDER BY {line} "
        f"LIMIT {ROWS} OFFSET {start}",
        filters.values,
    )
    with asking(opened) as con:
        every = count(con, filters)
        found = rows_of(con, statement)
    names = ("Line", *(column.name for column in columns))
    rows = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in found)
    return Page(names, rows, start + 1, every, statement.shown)


def _cell(column: ExploredColumn) -> str:
    """SQL: the cell as it is shown: shortened text, dates and numbers as they were read."""
    name = quoted(column.name)
    if column.kind is Kind.TEXT:
        return f"CASE WHEN length({name}) > {CELL} THEN left({name}, {CELL}) || '…' ELSE {name} END"
    return f"CAST({name} AS VARCHAR)"
