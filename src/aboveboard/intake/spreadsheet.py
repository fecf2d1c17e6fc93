"""Excel workbooks: the sheet with the best header becomes the same kind of text as a CSV file."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from aboveboard.intake.layout import score
from aboveboard.intake.profiles import Dictionary
from aboveboard.intake.source import Source
from aboveboard.model import Notice, UnreadableFile

_LOOK = 60


def spreadsheet_source(raw: bytes, name: str, words: Dictionary) -> Source:
    """A workbook as a Source; UnreadableFile when it holds no filled sheet."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = {
            title: workbook.get_sheet_by_name(title).to_python(skip_empty_area=False) for title in workbook.sheet_names
        }
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile("The workbook cannot be opened", str(error), "Save it again as .xlsx or CSV.") from error
    filled = {title: rows for title, rows in sheets.items() if any(any(cell != "" for cell in row) for row in rows)}
    if not filled:
        raise UnreadableFile(
            "The file is empty", "No sheet of the workbook holds any data.", "Export the report again."
        )
    texts = {title: [[_text(cell) for cell in row] for row in rows[:_LOOK]] for title, rows in filled.items()}
    best = max(filled, key=lambda title: score(texts[title], words)[0])
    return Source(_csv(filled[best]), "xlsx", None, _notices(name, best, list(filled)), rows_are_lines=True)


def _notices(name: str, best: str, titles: list[str]) -> tuple[Notice, ...]:
    found: list[Notice] = []
    if not name.lower().endswith((".xlsx", ".xlsm", ".xls")):
        found.append(Notice("excel", "The file is an Excel workbook (xlsx) under another name; it was read as one."))
    if len(titles) > 1:
        others = ", ".join(f"“{title}”" for title in titles if title != best)
        found.append(Notice("sheet", f"Of {len(titles)} sheets “{best}” was read; not read: {others}."))
    return tuple(found)


def _csv(rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        cells = [_text(cell) for cell in row]
        writer.writerow(cells if any(cells) else [])
    return text.getvalue().encode("utf-8", "replace")


def _text(cell: object) -> str:
    """A cell the way a CSV export would write it."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else "" if cell is None else str(cell).replace("\r\n", "\n")
