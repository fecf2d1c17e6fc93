"""Ads Reporting as a pivot: rows for all groups stand beside the groups, and are never added to them."""

import pytest

from aboveboard.intake import read

HEADER = "Campaign name,Ad set name,Gender,Amount spent (EUR),Impressions,Reporting starts,Reporting ends"


def _pivot(everyone: str, header: str = HEADER) -> bytes:
    rows = [
        (everyone, everyone, everyone, 20, 1000),
        ("A", everyone, everyone, 15, 700),
        ("A", "one", everyone, 15, 700),
        ("A", "one", "female", 5, 300),
        ("A", "one", "male", 10, 400),
        ("B", everyone, everyone, 5, 300),
        ("B", "two", everyone, 5, 300),
        ("B", "two", "female", 5, 300),
    ]
    return "\n".join([header, *(",".join(map(str, (*row, "2026-09-01", "2026-09-30"))) for row in rows)]).encode()


@pytest.mark.parametrize("everyone", ["All", "Todos", "Alle", "Tous", "Tutti", "전체", "総計"])
def test_rows_for_everybody_are_left_out_and_the_groups_stay(everyone: str) -> None:
    reading = read("pivot.csv", _pivot(everyone))
    receipt = reading.receipt
    assert (receipt.rows_read, receipt.rows_accepted, receipt.rows_totals) == (8, 3, 5)
    assert receipt.sums == {"impressions": 1000, "spend EUR": 20}
    assert {row["seg_gender"] for row in reading.tables["delivery"].to_pylist()} == {"female", "male"}
    assert not any("unknown" in notice.message for notice in receipt.warnings)


def test_a_column_that_says_all_in_every_row_splits_nothing() -> None:
    text = HEADER + "\nA,one,All,15,700,2026-09-01,2026-09-30\nB,two,All,5,300,2026-09-01,2026-09-30\n"
    receipt = read("pivot.csv", text.encode()).receipt
    assert receipt.grain is not None
    assert receipt.grain.breakdown == ()
    assert receipt.sums["impressions"] == 1000


def test_a_campaign_that_is_called_all_is_a_campaign() -> None:
    text = HEADER + "\nAll,one,female,15,700,2026-09-01,2026-09-30\nB,two,female,5,300,2026-09-01,2026-09-30\n"
    assert read("pivot.csv", text.encode()).receipt.rows_totals == 0
    short = "Campaign name,Amount spent (EUR),Impressions\nAll,15,700\nB,5,300\nC,6,400\n"
    assert read("report.csv", short.encode()).receipt.rows_totals == 0


def test_days_beside_a_row_for_all_days() -> None:
    text = "Campaign name,Day,Amount spent (EUR),Impressions\nA,All,15,700\nA,2026-09-01,10,300\nA,2026-09-02,5,400\n"
    receipt = read("pivot.csv", text.encode()).receipt
    assert (receipt.rows_accepted, receipt.rows_totals, receipt.rows_quarantined) == (2, 1, 0)
    assert receipt.sums["impressions"] == 700


WEEKS = (("2026-09-07 - 2026-09-13", 300), ("2026-09-14 - 2026-09-20", 400))


@pytest.mark.parametrize("word", ["Week", "Month", "Woche", "Semana", "Semaine", "Settimana", "Miesiąc"])
@pytest.mark.parametrize("first", [True, False])
def test_a_row_of_a_week_has_the_week_as_its_window(word: str, first: bool) -> None:
    report = ("Reporting starts", "Reporting ends")
    header = (word, *report) if first else (*report, word)
    rows = []
    for week, seen in WEEKS:
        window = ("2026-09-01", "2026-09-30")
        rows.append(("A", *((week, *window) if first else (*window, week)), "5.00", str(seen)))
    lines = [("Campaign name", *header, "Amount spent (EUR)", "Impressions"), *rows]
    reading = read("weeks.csv", "\n".join(",".join(line) for line in lines).encode())
    assert reading.receipt.profile == "meta_performance"
    found = reading.tables["delivery"].to_pylist()
    windows = [(str(row["period_start"]), str(row["period_end"]), row["impressions"]) for row in found]
    assert windows == [("2026-09-07", "2026-09-13", 300), ("2026-09-14", "2026-09-20", 400)]
    assert {row["daily"] for row in found} == {False}
    assert [str(reading.receipt.date_from), str(reading.receipt.date_to)] == ["2026-09-07", "2026-09-20"]


def test_a_week_that_names_one_day_only_leaves_the_window_of_the_report() -> None:
    text = "Campaign name,Week,Reporting starts,Reporting ends,Impressions,Amount spent (EUR)\n"
    text += "A,2026-09-07,2026-09-01,2026-09-30,10,1.00\n"
    row = read("weeks.csv", text.encode()).tables["delivery"].to_pylist()[0]
    assert (str(row["period_start"]), str(row["period_end"])) == ("2026-09-01", "2026-09-30")
