"""Every file in the folder of sample exports: read right, asked about, or refused in words; never a lost row."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from aboveboard.intake import Answers, read
from aboveboard.model import ImportOutcome

pytestmark = pytest.mark.real_data


def tables(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix in (".csv", ".tsv", ".xlsx"))


def test_rows_read_are_accepted_quarantined_or_totals_in_every_file(shared_data: Path) -> None:
    seen = 0
    for path in tables(shared_data):
        if path.name == "EXPECTED.csv":
            continue
        reading = read(path.name, path.read_bytes())
        receipt = reading.receipt
        seen += 1
        assert receipt.rows_read == receipt.rows_accepted + receipt.rows_quarantined + receipt.rows_totals, path.name
        if not receipt.outcome.stored:
            assert not reading.tables, path.name
            assert receipt.refusal or receipt.questions, path.name
    assert seen > 60


def test_damaged_files_end_as_their_answer_key_says(shared_data: Path) -> None:
    folder = shared_data / "malformed"
    with (folder / "EXPECTED.csv").open(encoding="utf-8") as key:
        expected = list(csv.DictReader(key))
    for entry in expected:
        receipt = read(entry["file"], (folder / entry["file"]).read_bytes()).receipt
        assert receipt.outcome == entry["outcome"], entry["file"]
        if receipt.outcome.stored:
            counted = (receipt.rows_accepted, receipt.rows_quarantined, receipt.rows_totals)
            wanted = tuple(int(entry[name]) for name in ("rows_accepted", "rows_quarantined", "totals_removed"))
            assert counted == wanted, entry["file"]


def test_the_real_meta_and_google_reports_raise_no_question(shared_data: Path) -> None:
    for folder in ("meta_ads_manager", "google_ads"):
        for path in sorted((shared_data / "exports" / folder).glob("REAL_*.csv")):
            receipt = read(path.name, path.read_bytes()).receipt
            assert receipt.outcome.stored
            assert receipt.questions == ()


def test_the_google_totals_rows_are_reconciled_and_left_out(shared_data: Path) -> None:
    path = shared_data / "exports/google_ads/REAL_gender_report.csv"
    reading = read(path.name, path.read_bytes())
    assert reading.receipt.sums["impressions"] == 122_183
    assert reading.receipt.rows_totals == 3
    assert all(check.difference == 0 for check in reading.receipt.totals if check.metric == "impressions")
    delivery = reading.tables["delivery"]
    nobody = [row for row in delivery.to_pylist() if row["campaign_name"] == "DE - Machine Learning"]
    assert [row["impressions"] for row in nobody] == [0, 0, 0]


def test_the_snap_library_keeps_its_six_currencies_apart(shared_data: Path) -> None:
    path = shared_data / "exports/snapchat/REAL_political_ads_2020_head1000_names_replaced.csv"
    receipt = read(path.name, path.read_bytes()).receipt
    assert receipt.outcome.stored
    assert receipt.rows_accepted == 1000
    assert len(receipt.currencies) == 6
    assert receipt.sums["spend USD"] == 1_638_362


def test_an_unknown_table_is_asked_about_with_reasons(shared_data: Path) -> None:
    path = shared_data / "real/kag_facebook_ads/KAG_conversion_data.csv"
    asked = read(path.name, path.read_bytes()).receipt
    assert asked.outcome is ImportOutcome.NEEDS_ANSWER
    assert all(column.reason for column in asked.columns if column.canonical)
    confirmed = read(path.name, path.read_bytes(), Answers(confirmed=True, currency="USD")).receipt
    assert confirmed.outcome.stored
    assert confirmed.sums["impressions"] == 213_434_828
