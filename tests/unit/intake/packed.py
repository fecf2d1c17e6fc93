"""Files of every container, made in memory for the tests."""

import io
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
from openpyxl import Workbook

REPORT = """Reporting starts,Reporting ends,Campaign name,Ad set name,Gender,Amount spent (EUR),Impressions
2026-09-01,2026-09-30,Autumn,Broad,female,10.50,2000
2026-09-01,2026-09-30,Autumn,Broad,male,20.00,3000
"""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return made.getvalue()


def records() -> list[dict[str, str]]:
    """The rows of the report by header."""
    header, *rows = (line.split(",") for line in REPORT.splitlines())
    return [dict(zip(header, row, strict=True)) for row in rows]


def workbook(fill: Callable[[Workbook], None]) -> bytes:
    """An Excel workbook as `fill` leaves it."""
    made, book = io.BytesIO(), openpyxl.Workbook()
    fill(book)
    book.save(made)
    return made.getvalue()


def bare_workbook(rows: str) -> bytes:
    """An Excel workbook of one sheet whose XML is `rows`, as no program would write it."""
    part = '<?xml version="1.0"?>'
    return archive(
        {
            "[Content_Types].xml": f'{part}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>',
            "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'{part}<workbook xmlns="{_MAIN}" xmlns:r="{_TIES}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'{part}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def _relation(kind: str, target: str) -> str:
    listed = f'<Relationship Id="rId1" Type="{_TIES}/{kind}" Target="{target}"/>'
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{listed}</Relationships>"
    )


def open_document(rows: str) -> bytes:
    """An OpenDocument spreadsheet of one sheet whose XML is `rows`."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"></m:manifest>'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return archive({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})
