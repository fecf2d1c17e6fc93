"""Files whose beginning is damaged: refused or asked about in words, at once, and nobody's address is shown."""

import io
import zipfile

import pytest

from aboveboard.intake import read
from aboveboard.intake.personal import mask
from aboveboard.model import ImportOutcome

ADDRESS = "kim.moor@post.example.org"


@pytest.mark.parametrize("again", [False, True])
def test_an_address_in_the_place_of_a_lost_header_is_hidden(again: bool) -> None:
    row = f"2026-09-24,Good tea,Positive,Instagram,{ADDRESS}" + (f",{ADDRESS}" if again else "")
    reading = read("comments.csv", f"{row}\n{row}\n{row}\n".encode())
    assert reading.receipt.outcome is ImportOutcome.NEEDS_ANSWER
    assert reading.receipt.columns[4].source == "[hidden]"
    assert ADDRESS not in repr(reading)


def test_one_word_of_half_a_million_letters_is_searched_at_once() -> None:
    """A search that takes the square of its length would not end within this test's run."""
    long = "Ã" * 500_000
    assert mask(f"{long} {ADDRESS}") == f"{long} [hidden]"


def test_a_workbook_whose_parts_lie_elsewhere_than_it_says_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"):
            archive.writestr(name, "<a/>" * 20)
    raw = out.getvalue()
    receipt = read("report.xlsx", raw[:4] + raw[40:]).receipt
    assert receipt.outcome is ImportOutcome.REFUSED
    assert "damaged" in receipt.refusal
