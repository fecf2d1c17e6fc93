"""Workbooks: the right sheet, values as typed, rows that can be found again, and none that swallow the memory."""

from datetime import date

import pytest
from openpyxl import Workbook

from aboveboard.intake import read
from aboveboard.model import ImportOutcome
from tests.unit.intake.packed import bare_workbook, open_document, workbook

HEADER = ("Reporting starts", "Campaign name", "Campaign ID", "Gender", "Amount spent (EUR)", "Impressions", "Share")


def _fill(book: Workbook) -> None:
    book.create_sheet("Notes")["B2"] = "Made by hand"
    sheet = book.create_sheet("Data")
    sheet["A2"] = "Report of Acme"
    sheet.merge_cells("A2:G2")
    sheet["A3"] = "September"
    rows = [
        HEADER,
        (date(2026, 9, 1), "Two\nlines", 120253000000000011, "female", 10.5, 2000, 0.0267),
        HEADER,
        (date(2026, 9, 1), "Plain", "120253000000000011", "male", 20, 3000, 0.5),
    ]
    for place, row in enumerate(rows, 5):
        for column, value in enumerate(row, 1):
            sheet.cell(place, column, value)
    sheet["G6"].number_format = "0.00%"


def test_the_sheet_with_the_best_header_is_read_and_its_rows_are_those_of_the_sheet() -> None:
    reading = read("report.xlsx", workbook(_fill))
    receipt = reading.receipt
    assert "Of 2 sheets “Data” was read; not read: “Notes”." in [notice.message for notice in receipt.warnings]
    assert receipt.preamble == ("Report of Acme", "September")
    assert receipt.header_row == 5
    assert (receipt.rows_read, receipt.rows_accepted, receipt.rows_quarantined) == (3, 2, 1)
    first, second = reading.tables["delivery"].to_pylist()
    assert (first["source_row"], second["source_row"]) == (6, 8)
    assert first["period_start"] == date(2026, 9, 1)
    assert '"0.0267"' in first["extra"]
    assert reading.set_aside is not None
    assert reading.set_aside.column("line").to_pylist() == [7]
    assert reading.set_aside.column("reason").to_pylist() == ["line 7: it repeats the header"]


def test_an_id_typed_as_a_number_is_damaged_and_one_kept_as_text_is_not() -> None:
    reading = read("report.xlsx", workbook(_fill))
    assert reading.tables["delivery"].column("campaign_id").to_pylist() == [None, "120253000000000011"]
    damaged = next(notice for notice in reading.receipt.warnings if notice.code == "damaged_ids")
    assert damaged.rows == (6,)


CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
UNNAMED = f'<row r="1">{"<c><v>1</v></c>" * 16_000}</row><row r="1048576"><c><v>1</v></c></row>'
REPEATED = (
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" '
    'office:value="1" table:number-columns-repeated="16384"/></table:table-row>'
)


@pytest.mark.parametrize("raw", [bare_workbook(CORNERS), bare_workbook(UNNAMED), open_document(REPEATED)])
def test_a_few_cells_that_claim_a_whole_sheet_are_refused(raw: bytes) -> None:
    receipt = read("report.xlsx", raw).receipt
    assert len(raw) < 10_000
    assert receipt.outcome is ImportOutcome.REFUSED
    assert "A sheet spans 1,048,576 rows" in receipt.refusal


def test_a_workbook_that_unpacks_to_more_than_a_gigabyte_is_refused_unopened() -> None:
    raw = bytearray(bare_workbook('<row r="1"><c r="A1"><v>1</v></c></row>'))
    entry = raw.rfind(b"PK\x01\x02")
    raw[entry + 24 : entry + 28] = (2_000_000_000).to_bytes(4, "little")
    assert "more than 1 GB" in read("report.xlsx", bytes(raw)).receipt.refusal


def test_empty_cells_with_a_colour_at_the_far_end_do_not_count() -> None:
    text = '<c r="{0}" t="inlineStr"><is><t>{1}</t></is></c>'
    head = text.format("A1", "Campaign name") + text.format("B1", "Impressions") + '<c r="XFD1" s="0"/>'
    row = text.format("A2", "Autumn") + '<c r="B2"><v>10</v></c>'
    raw = bare_workbook(
        f'<row r="1">{head}</row><row r="2">{row}</row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    )
    assert read("report.xlsx", raw).receipt.sums == {"impressions": 10}


def test_an_open_document_is_read_past_its_endless_empty_rows() -> None:
    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    rows = "".join(
        f"<table:table-row>{cell(name)}{cell(count)}</table:table-row>"
        for name, count in (("Campaign name", "Impressions"), ("Autumn", "10"))
    )
    empty = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    receipt = read("report.ods", open_document(rows + empty)).receipt
    assert (receipt.kind, receipt.sums) == ("ods", {"impressions": 10})


def test_a_wide_sheet_of_thousands_of_columns_is_read_in_bounds() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        sheet.append(["Campaign name", "Impressions", *(f"Extra {number}" for number in range(3_000))])
        sheet.append(["Autumn", 5, *range(3_000)])

    receipt = read("report.xlsx", workbook(fill)).receipt
    assert receipt.rows_accepted == 1
    assert len(receipt.columns) == 3_002
