"""How large a workbook is once it is unpacked, found out before a reader makes room for all of it.

A reader lays a sheet out as one rectangle: two cells in opposite corners of a file of a few hundred bytes claim
half a terabyte. Sheets are therefore looked through piece by piece first.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from aboveboard.model import UnreadableFile

MOST_BYTES = 1 << 30
"""Of all parts together, unpacked."""
MOST_CELLS = 25_000_000
"""Of the rectangle around a sheet's filled cells; each takes 32 bytes in the reader."""
_CHUNK = 4 << 20
_CELL = re.compile(rb'<(?:\w+:)?c\b(?:[^>]*?\br="([A-Z]{1,3})(\d{1,7})")?[^>]*?(/?)>')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,7})"')
_ROW_START = re.compile(rb"<(?:\w+:)?row\b")
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*?)(/?)>")
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(/?)>")
_TIMES = re.compile(rb'number-(?:columns|rows)-repeated="(\d+)"')
DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)
"""What opening a broken or locked archive raises."""


def check(raw: bytes, kind: str) -> None:
    """UnreadableFile when the workbook would unpack to more than a report can be."""
    if kind == "xls":
        return  # at most 65,536 × 256 cells by its format
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_BYTES:
                raise _too_large(f"It unpacks to more than {MOST_BYTES >> 30} GB.")
            for part in parts:
                name = part.filename.replace("\\", "/").lower()
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    _check_cells(*_xlsx_extent(archive, part))
                elif kind == "ods" and name == "content.xml":
                    _check_cells(*_ods_extent(archive, part))
                else:
                    _read_through(archive, part)
    except DAMAGED as error:
        raise UnreadableFile("The workbook is damaged", f"{error}.", "Download it again.") from error


def _too_large(said: str) -> UnreadableFile:
    hint = "Delete empty rows and columns, or save the one sheet as CSV, and add that file."
    return UnreadableFile("The workbook is too large", said, hint)


def _check_cells(height: int, width: int) -> None:
    if height * width > MOST_CELLS:
        raise _too_large(f"A sheet spans {height:,} rows and {width:,} columns.")


def _read_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Its true length is held against the one it states; a wrong one is an error of the archive."""
    with archive.open(part) as opened:
        while opened.read(_CHUNK):
            pass


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo, mark: bytes) -> Iterator[bytes]:
    """The part in pieces that are cut before a `mark`."""
    rest = b""
    with archive.open(part) as opened:
        while chunk := opened.read(_CHUNK):
            rest += chunk
            cut = rest.rfind(mark)
            if cut > 0:
                yield rest[:cut]
                rest = rest[cut:]
    yield rest


def _xlsx_extent(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """Rows and columns of the rectangle that begins at the first cell and holds every filled one."""
    height = width = 0
    placed = False
    for piece in _pieces(archive, part, b"<"):
        letters: set[bytes] = set()
        for column, row, closed in _CELL.findall(piece):
            if not column:
                placed = True
            elif not closed:
                letters.add(column)
                height = max(height, int(row))
        width = max(width, max(map(_column, letters), default=0))
        height = max([height, *map(int, _ROW.findall(piece))]) if placed else height
    if placed:
        for piece in _pieces(archive, part, b"<row"):
            width = max([width, *(len(_CELL.findall(row)) for row in _ROW_START.split(piece))])
    return height, width


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ods_extent(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """Filled cells only: the last row and column of a sheet are usually one empty cell repeated many times."""
    height = width = 0
    for piece in _pieces(archive, part, b"<table:table-row"):
        for row in _ODS_ROW.finditer(piece):
            end = piece.find(b"</table:table-row>", row.end())
            across = filled = 0
            for attributes, closed in _ODS_CELL.findall(piece[row.end() : end if end >= 0 else len(piece)]):
                across += _times(attributes)
                filled = across if not closed or b"office:value" in attributes else filled
            width = max(width, filled)
            height += _times(row.group(1)) if filled else 1
    return height, width


def _times(attributes: bytes) -> int:
    found = _TIMES.search(attributes)
    return int(found.group(1)) if found else 1
