"""Packed files: the member to read, archives inside archives, and those that are damaged, locked or bombs."""

import gzip
import io
import zipfile

import pytest
from openpyxl import Workbook

from aboveboard.intake import Answers, read
from aboveboard.model import ImportOutcome, Receipt
from tests.unit.intake.packed import REPORT, archive, workbook

OTHER = REPORT.replace("Autumn", "Winter")


def _read(raw: bytes, member: str | None = None) -> Receipt:
    return read("file", raw, Answers(member=member)).receipt


def test_an_archive_of_several_tables_asks_which_with_names_and_sizes_and_reads_the_chosen_one() -> None:
    packed = archive({"q3/a.csv": REPORT, "q3/b.csv": OTHER * 9})
    asked = _read(packed)
    assert asked.outcome is ImportOutcome.NEEDS_ANSWER
    (question,) = asked.questions
    assert question.code == "member"
    assert question.options == ("q3/a.csv", "q3/b.csv")
    assert "q3/a.csv (200 bytes), q3/b.csv (1.8 KB)" in question.text
    assert _read(packed, "q3/a.csv").campaigns == ("Autumn",)
    assert "1 file beside it was not read" in _read(packed, "q3/a.csv").warnings[0].message


def test_a_wrong_answer_is_asked_again() -> None:
    asked = _read(archive({"a.csv": REPORT, "b.csv": OTHER}), "c.csv")
    assert asked.outcome is ImportOutcome.NEEDS_ANSWER
    assert "no “c.csv”" in asked.questions[0].text


def test_what_only_accompanies_a_table_asks_nothing() -> None:
    packed = archive(
        {"a.csv": REPORT, "README.txt": "read me", "__MACOSX/._a.csv": "x", "meta/metadata.json": "{}", "x.csv": ""}
    )
    receipt = _read(packed)
    assert receipt.rows_accepted == 2
    assert receipt.warnings[0].message == "“a.csv” was taken out of the ZIP archive; 4 files beside it were not read."


def test_workbooks_and_packed_texts_inside_an_archive_are_read() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        for line in REPORT.splitlines():
            sheet.append(line.split(","))

    book = workbook(fill)
    assert _read(archive({"report.csv": book})).kind == "xlsx"
    assert _read(archive({"report.csv": book})).rows_accepted == 2
    assert _read(archive({"a.csv.gz": gzip.compress(REPORT.encode())})).rows_accepted == 2
    assert _read(gzip.compress(archive({"a.csv": REPORT}))).rows_accepted == 2


def test_the_streams_of_a_joined_gzip_file_are_all_read() -> None:
    head, *rows = REPORT.splitlines(keepends=True)
    joined = b"".join(gzip.compress(part.encode()) for part in (head, *rows))
    assert _read(joined).rows_accepted == 2


def test_an_endless_nest_of_archives_is_refused() -> None:
    packed = archive({"a.csv": REPORT})
    for _ in range(5):
        packed = archive({"a.zip": packed})
    assert "packed too many times" in _read(packed).refusal


def test_a_locked_archive_says_that_it_needs_its_password() -> None:
    packed = bytearray(archive({"a.csv": REPORT}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.find(mark) + offset] |= 1
    assert "password-protected" in _read(bytes(packed)).refusal


@pytest.mark.parametrize("cut", [10, 60, 120])
def test_damaged_packing_is_refused_in_words(cut: int) -> None:
    for packed in (archive({"a.csv": REPORT}), gzip.compress(REPORT.encode() * 50)):
        receipt = _read(packed[:-cut])
        assert receipt.outcome is ImportOutcome.REFUSED
        assert "damaged" in receipt.refusal


def test_a_wrong_checksum_is_damage() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("a.csv", REPORT)
    assert "damaged" in _read(made.getvalue().replace(b"2000", b"9000")).refusal


@pytest.mark.parametrize("packer", [gzip.compress, lambda raw: archive({"a.csv": raw})])
def test_what_swells_beyond_any_report_is_refused_before_it_fills_the_memory(packer: object) -> None:
    bomb = packer(b"0" * (80 << 20))  # type: ignore[operator]
    assert "400 times its size" in _read(bomb).refusal


def test_an_archive_that_holds_no_table_lists_what_it_holds() -> None:
    refusal = _read(archive({"guide.pdf": b"%PDF-", "logo.png": b"\x89PNG"})).refusal
    assert "guide.pdf, logo.png" in refusal


def test_names_of_members_are_shown_without_signs_that_steer_a_screen() -> None:
    asked = _read(archive({"a\x1b[2J.csv": REPORT, "../../b.csv": OTHER}))
    assert asked.questions[0].options == ("a?[2J.csv", "../../b.csv")
    assert _read(archive({"a\x1b[2J.csv": REPORT, "../../b.csv": OTHER}), "../../b.csv").campaigns == ("Winter",)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"{\\rtf1\\ansi Campaign name, Impressions}", "RTF"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"\xff\xd8\xff\xe0....", "picture"),
        (archive({"word/document.xml": "<w/>", "[Content_Types].xml": ""}), "text document"),
        (b"Rar!\x1a\x07\x01\x00", "Unpack it"),
        (b"7z\xbc\xaf\x27\x1c....", "Unpack it"),
        (b"\x00" * 257 + b"ustar\x0000", "tar archive"),
        (b"SQLite format 3\x00....", "SQLite"),
        (b"<html><body>Sign in</body></html>", "web page"),
        ("<!DOCTYPE html><html></html>".encode("utf-16"), "web page"),
        (b'<?xml version="1.0"?><report><row/></report>', "XML file"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XML spreadsheet of 2003"),
        (b"<?xml version='1.0'?><svg/>", "picture"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "saved web page"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password-protected",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "text document"),
    ],
)
def test_what_holds_no_table_is_refused_by_its_content(raw: bytes, said: str) -> None:
    for name in ("report.csv", "report.xlsx"):
        receipt = read(name, raw).receipt
        assert receipt.outcome is ImportOutcome.REFUSED
        assert said in receipt.refusal
        assert receipt.refusal.endswith(".")


def test_a_web_table_saved_as_a_workbook_is_refused_with_the_way_out() -> None:
    page = b"<html><body><table><tr><td>Campaign name</td><td>Impressions</td></tr></table></body></html>"
    refusal = read("report.xls", page).receipt.refusal
    assert "HTML table" in refusal
    assert "save it as .xlsx or CSV" in refusal
