"""Cells that are there and still say nothing, or say what cannot be: copies, holes, more people than impressions."""

import pytest

from aboveboard.intake import Answers, Reading, read
from aboveboard.model import ImportOutcome

HEAD = "Reporting starts,Reporting ends,Campaign name,Ad set name,Gender,Amount spent (EUR),Impressions,Reach\n"
WOMEN = "2026-09-01,2026-09-30,Autumn,Broad,female,10.50,2000,900\n"
MEN = "2026-09-01,2026-09-30,Autumn,Broad,male,20.00,3000,1500\n"


def _read(text: str, answers: Answers | None = None) -> Reading:
    return read("report.csv", text.encode(), answers)


def _said(reading: Reading, code: str) -> str:
    return " ".join(notice.message for notice in reading.receipt.warnings if notice.code == code)


def test_an_exact_copy_of_a_cell_is_set_aside() -> None:
    reading = _read(HEAD + WOMEN + MEN + WOMEN)
    receipt = reading.receipt
    assert (receipt.rows_read, receipt.rows_accepted, receipt.rows_quarantined) == (3, 2, 1)
    assert receipt.sums["impressions"] == 5000
    assert reading.set_aside is not None
    assert reading.set_aside.to_pylist()[0]["reason"] == "line 4: an exact copy of line 2"


def test_a_file_pasted_twice_has_the_content_of_the_file() -> None:
    once, twice = _read(HEAD + WOMEN + MEN).receipt, _read(HEAD + (WOMEN + MEN) * 2).receipt
    assert (once.fingerprint, once.sums) == (twice.fingerprint, twice.sums)


def test_the_total_of_a_file_with_a_copy_still_tells_the_difference() -> None:
    reading = _read(HEAD + WOMEN + MEN + WOMEN + ",,Total,,,41.00,7000,\n")
    assert (reading.receipt.rows_accepted, reading.receipt.rows_quarantined, reading.receipt.rows_totals) == (2, 1, 1)
    assert "2,000 less" in _said(reading, "totals")


def test_rows_that_differ_in_any_cell_are_no_copies() -> None:
    assert _read(HEAD + WOMEN + WOMEN.replace("900", "901")).receipt.rows_quarantined == 0


@pytest.mark.parametrize(
    "text",
    [
        "Amount spent,Impressions\n1,20\n1,20\n",
        "Campaign name,Age,Impressions\nSpring,18-24,1\nSpring,18-24,1\n",
    ],
    ids=["nothing tells rows apart", "one row per impression"],
)
def test_equal_rows_of_a_table_that_may_have_them_are_kept_and_said(text: str) -> None:
    reading = _read(text, Answers(confirmed=True, currency="EUR"))
    assert reading.receipt.rows_accepted == 2
    assert "all were kept" in _said(reading, "copies")


ADS = HEAD.replace("Ad set name", "Ad set name,Ad name")
OFFER = WOMEN.replace("Broad", "Broad,Offer")


def test_equal_rows_of_two_ads_that_share_a_name_are_kept_and_said() -> None:
    reading = _read(ADS + OFFER * 2)
    assert (reading.receipt.rows_accepted, reading.receipt.rows_quarantined) == (2, 0)
    assert "all were kept" in _said(reading, "copies")


def test_the_id_of_an_ad_tells_a_copy_from_another_ad() -> None:
    head = ADS.replace("Ad name", "Ad name,Ad ID")
    row = OFFER.replace("Offer", "Offer,120210000000000001")
    assert _read(head + row * 2).receipt.rows_quarantined == 1
    assert _read(head + row + row.replace("0001,", "0002,")).receipt.rows_quarantined == 0


def test_rows_that_only_personal_data_told_apart_are_kept() -> None:
    head = HEAD.replace("Reach", "Reach,E-mail")
    reading = _read(head + WOMEN.replace("900", "900,a@example.org") + WOMEN.replace("900", "900,b@example.org"))
    assert reading.receipt.rows_accepted == 2


def test_empty_cells_of_a_figure_are_counted_on_the_receipt() -> None:
    reading = _read(HEAD + WOMEN.replace("2000", "") + MEN)
    assert reading.receipt.outcome is ImportOutcome.ACCEPTED_WITH_NOTICE
    assert "Impressions is empty in 1 of 2 rows" in _said(reading, "empty_cells")
    assert reading.receipt.sums["impressions"] == 3000


def test_a_figure_that_is_empty_everywhere_is_said_to_be_unknown() -> None:
    reading = _read(HEAD + WOMEN.replace("10.50", "") + MEN.replace("20.00", ""))
    assert "Amount spent (EUR) is empty in every row" in _said(reading, "empty_cells")


def test_reach_far_above_impressions_is_not_used() -> None:
    reading = _read(HEAD + WOMEN.replace("900", "6000") + MEN)
    assert reading.tables["delivery"].column("reach").to_pylist() == [None, 1500]
    assert "Reach is far above Impressions in 1 row" in _said(reading, "reach_above_impressions")


def test_a_frequency_made_of_reach_that_cannot_be_is_not_used_either() -> None:
    head = HEAD.replace("Reach", "Reach,Frequency")
    reading = _read(head + WOMEN.replace("900", "6000,0.33") + MEN.replace("1500", "1500,2"))
    assert reading.tables["delivery"].column("frequency").to_pylist() == [None, 2.0]


def test_reach_slightly_above_impressions_is_the_platforms_own_estimate() -> None:
    reading = _read(HEAD + WOMEN.replace("2000,900", "122,128") + MEN)
    assert reading.receipt.outcome is ImportOutcome.ACCEPTED
