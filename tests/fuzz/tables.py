"""Good files of every kind of export, made from a seed: what each row says is known before a byte of it is written."""

import csv
import io
import random
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml

EXPORTS = Path(__file__).with_name("exports.yaml")
AGES = ("13-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+", "Unknown")
Figures = tuple[int | None, Decimal | None]
"""Impressions and spend of one row; None where the file has no such column."""


@dataclass
class Table:
    """One file before it is written."""

    kind: str
    profile: str
    header: list[str]
    kinds: list[str]
    rows: list[list[str]]
    figures: list[Figures]
    """What each row says, row by row."""
    preamble: list[str] = field(default_factory=list)
    totals: list[list[str]] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)
    delimiter: str = ","
    encoding: str = "utf-8"
    line_end: str = "\n"
    quoting: int = csv.QUOTE_MINIMAL
    workbook: bool = False
    currency: str | None = None
    decimal: str = "."
    thousands: str = ""

    def column(self, kind: str) -> int | None:
        """The first column of this kind."""
        return self.kinds.index(kind) if kind in self.kinds else None

    def text(self) -> str:
        """The file as text, before its encoding."""
        written = io.StringIO(newline="")
        writer = csv.writer(written, delimiter=self.delimiter, quoting=self.quoting, lineterminator=self.line_end)  # type: ignore[arg-type]
        writer.writerows([self.header, *self.rows, *self.totals])
        above = "".join(line + self.line_end for line in self.preamble)
        return above + written.getvalue() + "".join(line + self.line_end for line in self.footer)

    def raw(self) -> bytes:
        """The file."""
        if self.workbook:
            lines = [[line] for line in self.preamble]
            return workbook([*lines, self.header, *self.rows, *self.totals, *([line] for line in self.footer)])
        return self.text().encode(self.encoding, "replace")


@cache
def exports() -> Mapping[str, Mapping[str, Any]]:
    """The kinds of files, by name."""
    loaded: Mapping[str, Mapping[str, Any]] = yaml.safe_load(EXPORTS.read_text(encoding="utf-8"))
    return loaded


def good(kind: str, chance: random.Random, rows: int) -> Table:
    """A whole file without a fault."""
    shape = exports()[kind]
    kinds = list(shape["columns"].values())
    table = Table(
        kind=kind,
        profile=shape["profile"],
        header=list(shape["columns"]),
        kinds=kinds,
        rows=[],
        figures=[],
        preamble=list(shape.get("preamble", ())),
        footer=list(shape.get("footer", ())),
        delimiter=shape.get("delimiter", ","),
        encoding=shape.get("encoding", "utf-8"),
        line_end=shape.get("line_end", "\n"),
        workbook=shape.get("workbook", False),
        currency=shape.get("currency"),
        decimal=shape.get("decimal", "."),
        thousands=shape.get("thousands", ""),
    )
    first = chance.randrange(1_000, 900_000)
    for index in range(rows):
        # Each row has impressions and spend of its own, so that a row that is read wrong is no other row.
        seen, cents = first + 7 * index, 100_000 + 101 * (first + index)
        table.rows.append([_cell(one, index, seen, cents, table) for one in kinds])
        has_spend = {"spend", "whole_spend", "micros"}.intersection(kinds)
        whole = "whole_spend" in kinds
        spend = (Decimal(cents) if whole else Decimal(cents) / 100) if has_spend else None
        table.figures.append((seen if "impressions" in kinds else None, spend))
    for name in shape.get("totals", ()):
        table.totals.append(total(table, name))
    return table


def total(table: Table, name: str) -> list[str]:
    """A row that adds the others up."""
    cells = [""] * len(table.header)
    cells[0] = name
    seen = sum(figures[0] or 0 for figures in table.figures)
    spent = sum((figures[1] or Decimal(0) for figures in table.figures), Decimal(0))
    for place, kind in enumerate(table.kinds):
        if kind == "impressions":
            cells[place] = number(Decimal(seen), table.decimal, table.thousands, 0)
        elif kind == "spend":
            cells[place] = number(spent, table.decimal, table.thousands, 2)
    return cells


def number(value: Decimal, decimal: str, thousands: str, digits: int) -> str:
    """A number in the writing of one country."""
    return f"{value:,.{digits}f}".replace(",", "\0").replace(".", decimal).replace("\0", thousands)


def _cell(kind: str, index: int, seen: int, cents: int, table: Table) -> str:
    named, _, listed = kind.partition(": ")
    if named == "words":
        words = listed.split(", ")
        return words[index % len(words)]
    if named == "is":
        return listed
    simple = {
        "campaign": f"Campaign {index % 3} – spring",
        "adset": f"Ad set {index % 5}",
        "ad": f"Ad {index % 7}",
        "campaign_id": str(120_253_000_000_000_100 + index % 3),
        "adset_id": str(120_253_000_000_000_500 + index),
        "ad_id": f"CR{10_000_000 + index}",
        "day": f"2026-09-{1 + index % 28:02}",
        "month_first": f"9/{13 + index % 15}/2026",
        "start": "2026-09-01",
        "end": "2026-09-30",
        "age": AGES[index % len(AGES)],
        "gender": ("female", "male", "unknown")[index % 3],
        "country": ("DE", "CH", "AT")[index % 3],
        "region": ("Bavaria", "Berlin")[index % 2],
        "ratio": number(Decimal("1.25"), table.decimal, "", 2),
        "reach": number(Decimal(seen // 2), table.decimal, table.thousands, 0),
        "clicks": str(index % 17),
        "results": str(index % 5),
        "text": f"Only {index % 4} left, says Anna",
        "empty": "",
        "impressions": number(Decimal(seen), table.decimal, table.thousands, 0),
        "spend": number(Decimal(cents) / 100, table.decimal, table.thousands, 2),
        "whole_spend": str(cents),
        "micros": str(cents * 10_000),
    }
    return simple[named]


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook of one sheet with texts and whole or decimal numbers, as small as the format allows."""
    lines = []
    for at, row in enumerate(rows, 1):
        cells = []
        for cell in row:
            plain = cell.replace(".", "", 1).isdigit() and len(cell) < 15 and cell.isascii()
            value = f"<c><v>{cell}</v></c>" if plain else f'<c t="inlineStr"><is><t>{escape(_legal(cell))}</t></is></c>'
            cells.append(value if cell else "<c/>")
        lines.append(f'<row r="{at}">{"".join(cells)}</row>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Report" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            # The same bytes every time: no clock in the archive.
            archive.writestr(zipfile.ZipInfo(name, (2026, 9, 1, 0, 0, 0)), text)
    return packed.getvalue()


def _legal(text: str) -> str:
    """Without the characters that no workbook can hold."""
    return "".join(sign for sign in text if sign in "\t\n" or sign >= " ")
