"""Rows whose cells stand in the wrong columns are asked about, never read in silence; one odd cell is no shift."""

import pytest

from aboveboard.intake import Answers, Reading, read
from aboveboard.model import ImportOutcome

HEAD = "Campaign ID,Campaign name,Ad set name,Age,Gender,Impressions,Amount spent (EUR),Day"
GOOD = [
    f"12000000000000{n:03},Autumn,Prospecting,{age},{gender},{100 + n},1.50,2026-06-{n + 1:02}"
    for n, (age, gender) in enumerate(
        [("18-24", "female"), ("25-34", "male"), ("35-44", "female"), ("45-54", "male"), ("65+", "unknown")]
    )
]


def report(*rows: str, head: str = HEAD, partial: bool = False) -> Reading:
    return read("report.csv", "\n".join([head, *GOOD, *rows, ""]).encode(), Answers(partial=partial))


SHIFTED = {
    "ages in the campaign's id": "25-34,female,120,1.50,2026-06-09,12,,",
    "two columns to the left": "Prospecting,35-44,female,120,1.50,2026-06-09,,",
    "one column to the right": ",12000000000000009,Autumn,Prospecting,35-44,female,120,1.50",
    "from the age on": "12000000000000009,Autumn,Prospecting,female,120,100,2026-06-09,",
    "a name as impressions": "12000000000000009,Autumn,Autumn,25-34,female,Prospecting,2.00,2026-06-09",
}


@pytest.mark.parametrize("row", SHIFTED.values(), ids=SHIFTED.keys())
def test_a_shifted_row_is_asked_about_with_its_line(row: str) -> None:
    receipt = report(row).receipt
    assert receipt.outcome is ImportOutcome.NEEDS_ANSWER
    [question] = receipt.questions
    assert (question.code, question.answer_with) == ("shifted", "--partial")
    assert "Line 7" in question.text
    rest = report(row, partial=True).receipt
    assert (rest.rows_read, rest.rows_accepted, rest.rows_quarantined) == (6, 5, 1)
    assert rest.sums["impressions"] == sum(100 + n for n in range(5))


def test_a_part_of_the_file_is_named_with_its_number_of_rows() -> None:
    rows = [f"35-44,female,{n},1.50,2026-06-09,12,," for n in range(30)]
    [question] = report(*rows).receipt.questions
    assert question.text.startswith("30 rows (lines 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 …) seem to have their cells in")
    assert "in line 7, Campaign ID is “35-44”" in question.text


ODD = {
    "a letter in a number": "12000000000000009,Autumn,Prospecting,25-34,female,1O9,1.50,2026-06-09",
    "no date": "12000000000000009,Autumn,Prospecting,25-34,female,109,1.50,soon",
    "a group nobody knows": "12000000000000009,Autumn,Prospecting,25-34,diverse people,109,1.50,2026-06-09",
    "unknown figures": "12000000000000009,Autumn,Prospecting,25-34,female,unknown,1.50,2026-06-09",
    "an age nobody knows": "12000000000000009,Autumn,Prospecting,everybody,female,10,1.50,2026-06-09",
    "an id of few digits": "7,Autumn,Prospecting,25-34,female,10,1.50,2026-06-09",
}


@pytest.mark.parametrize("row", ODD.values(), ids=ODD.keys())
def test_an_odd_cell_alone_is_no_shift(row: str) -> None:
    assert report(row).receipt.questions == ()


def test_a_campaign_may_be_called_like_a_group() -> None:
    rows = ["12000000000000009,female,25-34,25-34,female,10,1.50,2026-06-09"]
    assert report(*rows).receipt.rows_accepted == 6
