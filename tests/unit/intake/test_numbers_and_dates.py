"""Numbers, dates and currencies of a column are decided together, and asked where the file leaves them open."""

import pytest

from aboveboard.intake import Answers, Reading, read
from aboveboard.model import ImportOutcome, WrongInput


def _report(*rows: str, header: str = "Day,Campaign name,Age,Amount spent (EUR),Impressions") -> Reading:
    return read("report.csv", "\n".join((header, *rows)).encode())


def test_a_negative_count_is_quarantined_with_row_column_and_value() -> None:
    reading = _report("2026-09-01,Autumn,18-24,1.00,100", "2026-09-02,Autumn,18-24,1.00,-5")
    assert (reading.receipt.rows_accepted, reading.receipt.rows_quarantined) == (1, 1)
    assert reading.set_aside is not None
    aside = reading.set_aside.to_pylist()[0]
    assert aside["line"] == 3
    assert aside["reason"] == "line 3: Impressions is “-5”: it is negative, and a count cannot be"
    assert aside["raw"] == "2026-09-02,Autumn,18-24,1.00,-5"


@pytest.mark.parametrize("cell", ["12.5", "inf", "1e30", "many"])
def test_what_is_no_count_is_no_count(cell: str) -> None:
    reading = _report("2026-09-01,Autumn,18-24,1.00,100", f"2026-09-02,Autumn,18-24,1.00,{cell}")
    assert (reading.receipt.rows_accepted, reading.receipt.rows_quarantined) == (1, 1)
    assert reading.receipt.sums["impressions"] == 100


def test_a_missing_figure_is_missing_and_not_zero() -> None:
    rows = _report("2026-09-01,Autumn,18-24,--,100", "2026-09-02,Autumn,18-24,2.00,").tables["delivery"].to_pylist()
    assert rows[0]["spend"] is None
    assert rows[1]["impressions"] is None


def test_a_dot_in_a_count_is_a_thousands_separator_and_is_told() -> None:
    reading = _report(
        "2026-09-01;Herbst;18-24;1.234,50;20.412",
        header="Tag;Kampagnenname;Alter;Ausgegebener Betrag (EUR);Impressionen",
    )
    assert reading.receipt.sums == {"impressions": 20412, "spend EUR": 1234.5}
    assert "thousands separator" in reading.receipt.warnings[0].message


def test_amounts_in_percent_signs_currency_signs_and_blanks_are_amounts() -> None:
    reading = _report('2026-09-01,Autumn,18-24,"€ 1,234.50","1 000"')
    assert reading.receipt.sums == {"impressions": 1000, "spend EUR": 1234.5}


@pytest.mark.parametrize(
    "written",
    [
        "2026-09-13",
        "2026/09/13 13:51:25Z",
        "13.09.2026",
        "Sep 13, 2026",
        "13 September 2026",
        "13-Sep-2026",
        "13 de set. de 2026",
        "13 september 2026",
        "13 września 2026",
        "2026年9月13日",
        "2026년 9월 13일",
    ],
)
def test_many_ways_to_write_a_day(written: str) -> None:
    receipt = _report(f'"{written}",Autumn,18-24,1.00,100').receipt
    assert receipt.date_from is not None
    assert receipt.date_from.isoformat() == "2026-09-13"


def test_one_clear_date_decides_the_order_for_the_whole_file() -> None:
    receipt = _report("01/09/2026,Autumn,18-24,1.00,100", "13/09/2026,Autumn,18-24,1.00,100").receipt
    assert receipt.date_from is not None
    assert receipt.date_from.isoformat() == "2026-09-01"


def test_a_repeated_date_does_not_multiply_rows() -> None:
    reading = _report(*[f"2026-09-01,Autumn,18-24,1.00,{seen}" for seen in (100, 101, 102)])
    assert reading.receipt.rows_accepted == 3
    assert reading.receipt.sums["impressions"] == 303


def test_amounts_without_a_currency_are_asked_about() -> None:
    header = "Day,Campaign name,Spend,Impressions"
    asked = _report("2026-09-01,Autumn,1.00,100", header=header).receipt
    assert asked.outcome is ImportOutcome.NEEDS_ANSWER
    assert [question.answer_with for question in asked.questions] == ["--currency CUR"]
    answered = read("r.csv", f"{header}\n2026-09-01,Autumn,1.00,100".encode(), Answers(currency="chf")).receipt
    assert answered.sums["spend CHF"] == 1


def test_a_currency_that_does_not_exist_is_wrong_input() -> None:
    with pytest.raises(WrongInput, match="XEU"):
        read("r.csv", b"Campaign name,Spend\nA,1", Answers(currency="XEU"))


def test_clicks_all_is_not_albanian_lek() -> None:
    reading = _report("Autumn,10,5,1.00", header="Campaign name,Impressions,Clicks (All),Amount spent (ALL)")
    assert reading.receipt.sums == {"impressions": 10, "clicks": 5, "spend ALL": 1}


def test_micros_are_brought_to_units() -> None:
    header = "campaign_name,currency,cost_micros,impressions"
    assert _report("Autumn,USD,2500000,10", header=header).receipt.sums == {"impressions": 10, "spend USD": 2.5}


def test_a_window_is_no_day_and_single_days_are() -> None:
    header = "Reporting starts,Reporting ends,Campaign name,Amount spent (EUR),Impressions"
    window = _report("2026-09-01,2026-09-30,A,1,10", "2026-09-01,2026-09-30,B,1,10", header=header).receipt
    days = _report("2026-09-01,2026-09-01,A,1,10", "2026-09-02,2026-09-02,A,1,10", header=header).receipt
    assert window.grain is not None
    assert days.grain is not None
    assert (window.grain.daily, days.grain.daily) == (False, True)
