"""Workbooks (xlsx, xls, ods): the sheet with the best header becomes the same kind of text as a CSV file."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from aboveboard.intake.bodies import one_spelling, traced, written
from aboveboard.intake.layout import score
from aboveboard.intake.profiles import Dictionary
from aboveboard.intake.source import Source
from aboveboard.intake.workbook_bounds import check
from aboveboard.model import Notice, UnreadableFile

WORKBOOKS = {"xlsx": (".xlsx", ".xlsm", ".xlsb"), "xls": (".xls",), "ods": (".ods",)}
"""Kinds, and how their names usually end."""
_LOOK = 60
_NAMED = 8
_EXACT = 1e15
"""Spreadsheets keep fifteen digits of a number; a longer one is rounded and no id any more."""


@dataclass(frozen=True)
class _Best:
    """The sheet that looks most like a table."""

    title: str
    sheet: CalamineSheet
    score: float


def spreadsheet_source(raw: bytes, kind: str, name: str, words: Dictionary) -> Source:
    """A workbook as a Source; UnreadableFile when it holds no filled sheet."""
    check(raw, kind)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        best, filled = _best(workbook, words)
        body = written([_text(cell) for cell in row] for row in best.sheet.iter_rows())
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile("The workbook cannot be opened", f"{error}.", "Save it again as .xlsx or CSV.") from error
    last = best.sheet.end[0] if best.sheet.end else 0
    lines = traced(body, np.arange(1, last + 3, dtype=np.int64))
    return Source(body, kind, None, _notices(name, kind, best.title, filled), lines=lines, delimiter=",")


def _best(workbook: CalamineWorkbook, words: Dictionary) -> tuple[_Best, list[str]]:
    """One sheet at a time is held beside the best so far."""
    best: _Best | None = None
    filled: list[str] = []
    for title in workbook.sheet_names:
        try:
            sheet = workbook.get_sheet_by_name(title)
        except CalamineError:
            continue  # a chart or dialog sheet
        rows = [[_text(cell) for cell in row] for row in islice(sheet.iter_rows(), _LOOK)]
        if not any(any(row) for row in rows):
            continue
        filled.append(title)
        value = score(rows, words)[0]
        if best is None or value > best.score:
            best = _Best(title, sheet, value)
    if best is None:
        said = "No sheet of the workbook holds any data."
        raise UnreadableFile("The file is empty", said, "Export the report again.")
    return best, filled


def _notices(name: str, kind: str, best: str, titles: Sequence[str]) -> tuple[Notice, ...]:
    found: list[Notice] = []
    if not name.lower().endswith((*WORKBOOKS[kind], ".zip", ".gz")):
        what = "an OpenDocument" if kind == "ods" else "an Excel"
        found.append(Notice("excel", f"The file is {what} workbook ({kind}) under another name; it was read as one."))
    if len(titles) > 1:
        others = [f"“{title}”" for title in titles if title != best]
        listed = ", ".join(others[:_NAMED]) + (f" and {len(others) - _NAMED:,} more" if len(others) > _NAMED else "")
        found.append(Notice("sheet", f"Of {len(titles)} sheets “{best}” was read; not read: {listed}."))
    return tuple(found)


def _text(cell: object) -> str:
    """A cell the way a CSV export would write it."""
    if isinstance(cell, str):
        return one_spelling(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float | int):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else "" if cell is None else one_spelling(str(cell))


def _number(cell: float) -> str:
    if abs(cell) >= _EXACT:
        return f"{cell:.14e}"
    return str(int(cell)) if cell == int(cell) else repr(cell)
