"""JSON answers and JSON lines into a table: one record is one row, nested objects become columns or JSON text."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from aboveboard.intake import json_text
from aboveboard.intake.bodies import one_spelling, traced, written
from aboveboard.intake.headers import normalise
from aboveboard.intake.json_text import Decimal, Document, Records
from aboveboard.intake.profiles import Dictionary
from aboveboard.intake.source import Ints, Source
from aboveboard.model import Notice, UnreadableFile

MOST_COLUMNS = 5_000
_LOOK, _SAMPLE = 200, 60
_A_RECORD = 20
"""Score of two known names: an object that has them is a record itself."""
_FLATTENED = 3
_ENVELOPES = frozenset({"metrics", "dimensions"})
"""Objects of API answers whose name says nothing about what is inside."""
_PAGES = frozenset({"data", "paging", "error", "meta", "summary", "next", "previous"})
_BOUNDS = frozenset({"lower_bound", "upper_bound"})
_AS_CSV = "Export the report as CSV."


def json_source(source: Source, words: Dictionary) -> Source:
    """The records of a JSON text as a Source; UnreadableFile when it holds none."""
    text = bytes(source.body).decode("utf-8")
    document = json_text.parse(text)
    chosen, notices = _choose(document, words)
    records = _pages(chosen)
    columns, rows = _table(records)
    body = written([columns, *rows] if isinstance(rows, list) else _with_header(columns, rows))
    lines, said = _lines(text, records)
    return replace(
        source,
        body=body,
        kind="json",
        notices=(*source.notices, *notices, *said, *_broken(records, lines)),
        lines=traced(body, np.concatenate([np.zeros(1, np.int64), lines])),
        delimiter=",",
        framed=True,
    )


def _with_header(columns: Sequence[str], rows: Iterator[list[str]]) -> Iterator[Sequence[str]]:
    yield columns
    yield from rows


def _choose(document: Document, words: Dictionary) -> tuple[Records, tuple[Notice, ...]]:
    """The list that looks most like a table of campaigns; what else there was is said."""
    lists = [found for found in document.lists if any(isinstance(item, dict | list) and item for item in found.items)]
    if isinstance(document.top, dict) and (alone := Records("", [document.top])) and _score(alone, words) >= _A_RECORD:
        lists.append(alone)
    if not lists:
        raise UnreadableFile(*_nothing(document))
    best = max(lists, key=lambda found: (_score(found, words), len(found.items)))
    others = [found.path for found in lists if found is not best]
    if not others or not best.path:
        return best, ()
    listed = ", ".join(f"“{path}”" for path in others[:5]) + (" …" if len(others) > 5 else "")
    return best, (Notice("list", f"Of {len(lists)} lists “{best.path}” was read; not read: {listed}."),)


def _nothing(document: Document) -> tuple[str, str, str]:
    top = document.top
    if isinstance(top, dict) and isinstance(top.get("error"), dict):
        said = str(top["error"].get("message", ""))[:200]
        return "This is an error message and no report", said and f"The platform answered: “{said}”.", "Ask it again."
    if (isinstance(top, dict) and any(isinstance(value, list) and not value for value in top.values())) or top == []:
        return "The file has no rows", "The list in this JSON file is empty.", "Check the dates of the report."
    return "The JSON file holds no list of records", "A table needs a list with one object per row.", _AS_CSV


def _score(found: Records, words: Dictionary) -> float:
    """Known names weigh most, as for a header row."""
    seen: dict[str, None] = {}
    for item in islice(found.items, _SAMPLE):
        if isinstance(item, dict):
            seen |= dict.fromkeys(list(item)[:_LOOK])
    known = sum(normalise(name, words)[0] in words.known for name in seen)
    return 10 * known + min(len(seen), _SAMPLE)


def _pages(found: Records) -> Records:
    """Answers that were saved page by page become one list."""
    pages = [item for item in found.items if isinstance(item, dict) and isinstance(item.get("data"), list)]
    if not pages or len(pages) != len(found.items) or any(not page.keys() <= _PAGES for page in pages):
        return found
    joined: list[object] = [record for page in pages for record in page["data"]]
    return Records(f"{found.path}.data".lstrip("."), joined)


def _table(found: Records) -> tuple[list[str], Iterator[list[str]] | list[list[str]]]:
    if any(isinstance(item, dict) for item in found.items):
        flat = [_flat(item) if isinstance(item, dict) else None for item in found.items]
        columns = list(dict.fromkeys(name for record in flat if record for name in record))
        _check_columns(len(columns))
        return columns, (_row(record, columns, found, place) for place, record in enumerate(flat))
    return _from_lists(found)


def _check_columns(count: int) -> None:
    if count > MOST_COLUMNS:
        said = f"Its records have {count:,} different names."
        raise UnreadableFile("The JSON file is no table", said, _AS_CSV)


def _from_lists(found: Records) -> tuple[list[str], list[list[str]]]:
    """Lists of cells; the first one is the header."""
    rows = [[_cell(value) for value in item] for item in found.items if isinstance(item, list)]
    _check_columns(len(rows[0]))
    del found.items[0], found.starts[:1]
    return rows[0], rows[1:]


def _row(record: dict[str, object] | None, columns: Sequence[str], found: Records, place: int) -> list[str]:
    """The cells of a record; what is no record stands alone in its line, so that it is set aside and named."""
    if record is None:
        text = found.broken.get(place) or _cell(found.items[place]) or "null"
        return [text] if len(columns) > 1 else [text, ""]
    return [_cell(record[name]) if name in record else "" for name in columns]


def _flat(record: dict[str, object], path: str = "", depth: int = 0) -> dict[str, object]:
    """Objects inside a record become columns named after both; ranges and lists stay as they are."""
    found: dict[str, object] = {}
    for name, value in record.items():
        title = f"{path} {name}" if path else name
        if isinstance(value, dict) and value and depth < _FLATTENED and not value.keys() <= _BOUNDS:
            inner = _flat(value, "" if name in _ENVELOPES else title, depth + 1)
            found |= {key: entry for key, entry in inner.items() if key not in found}
            continue
        found[title] = value
    return found


def _cell(value: object) -> str:
    """A value the way a CSV export would write it."""
    if isinstance(value, str):
        return one_spelling(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return value.text
    if isinstance(value, dict) and value and value.keys() <= _BOUNDS:
        return ", ".join(f"{name}: {_cell(value[name])}" for name in sorted(value) if value[name] not in (None, ""))
    if isinstance(value, list) and not value:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def _lines(text: str, found: Records) -> tuple[Ints, tuple[Notice, ...]]:
    """The line on which each record begins; where several share one, its number among the records, which is said."""
    counted: list[int] = []
    line, position = 1, 0
    for start in found.starts:
        line += text.count("\n", position, start)
        position = start
        counted.append(line)
    lines = np.array(counted, np.int64)
    if len(lines) == len(found.items) and bool((np.diff(lines) > 0).all()):
        return lines, ()
    where = f" of “{found.path}”" if found.path else ""
    said = Notice("records", f"Line numbers count the records{where} from 1: “line 3” is the third record.")
    return np.arange(1, len(found.items) + 1, dtype=np.int64), (said,)


def _broken(found: Records, lines: Ints) -> tuple[Notice, ...]:
    if not found.broken:
        return ()
    places = [int(lines[place]) for place in list(found.broken)[:20]]
    many = "1 line is" if len(found.broken) == 1 else f"{len(found.broken):,} lines are"
    return (Notice("broken_json", f"{many} no JSON and set aside.", tuple(places)),)
