"""Every line of the answer key for damaged and awkward files."""

import csv
import re
from pathlib import Path

import pytest

from aboveboard.intake import Answers, Reading, read
from aboveboard.model import Receipt


def _key(shared_data: Path) -> list[dict[str, str]]:
    with (shared_data / "malformed" / "EXPECTED.csv").open(encoding="utf-8", newline="") as key:
        return list(csv.DictReader(key))


def _read(shared_data: Path, name: str, answers: Answers | None = None) -> Reading:
    return read(name, (shared_data / "malformed" / name).read_bytes(), answers)


def _said(receipt: Receipt) -> str:
    parts = [notice.message for notice in receipt.warnings] + [receipt.refusal]
    parts += [text for question in receipt.questions for text in (question.text, *question.options)]
    return " ".join(parts).lower()


def _differences(expected: dict[str, str], receipt: Receipt) -> list[str]:
    found: list[str] = []
    seen = {
        "recognised_as": receipt.profile or "none",
        "outcome": receipt.outcome.value,
        "rows_accepted": str(receipt.rows_accepted),
        "rows_quarantined": str(receipt.rows_quarantined),
        "totals_removed": str(receipt.rows_totals),
    }
    found += [f"{name}: {value}, not {expected[name]}" for name, value in seen.items() if value != expected[name]]
    for name, value in re.findall(
        r"\b(impressions|spend|encoding|delimiter)=([^;\s]+(?: [A-Z]{3})?)", expected["must_hold"]
    ):
        if name == "impressions" and receipt.sums.get("impressions") != float(value):
            found.append(f"impressions {receipt.sums.get('impressions')}, not {value}")
        if name == "spend" and " " in value:
            amount, currency = value.split()
            if receipt.sums.get(f"spend {currency}") != pytest.approx(float(amount)):
                found.append(f"spend {receipt.sums}, not {value}")
        if name in ("encoding", "delimiter") and getattr(receipt, name) != value:
            found.append(f"{name} {getattr(receipt, name)}, not {value}")
    said = _said(receipt)
    for part in filter(None, expected["message_must_contain"].split(";")):
        if "no message needed" not in expected["also_acceptable"] and not any(
            choice.lower() in said for choice in part.split("|")
        ):
            found.append(f"“{part}” is not said in: {said}")
    return found


@pytest.mark.real_data
def test_every_damaged_file_is_read_as_its_answer_key_says(shared_data: Path) -> None:
    wrong: dict[str, list[str]] = {}
    for expected in _key(shared_data):
        receipt = _read(shared_data, expected["file"]).receipt
        assert receipt.rows_read == receipt.rows_accepted + receipt.rows_quarantined + receipt.rows_totals
        if differences := _differences(expected, receipt):
            wrong[expected["file"]] = differences
    assert not wrong


@pytest.mark.real_data
def test_an_undecidable_date_order_is_read_once_it_is_answered(shared_data: Path) -> None:
    receipt = _read(shared_data, "dates_undecidable.csv", Answers(dates="dmy")).receipt
    assert receipt.rows_accepted == 3
    assert (receipt.date_from, receipt.date_to) != (None, None)
    assert receipt.date_to is not None
    assert receipt.date_to.isoformat() == "2026-09-03"


@pytest.mark.real_data
def test_damaged_ids_are_empty_and_an_intact_one_keeps_every_digit(shared_data: Path) -> None:
    rows = _read(shared_data, "scientific_ids.csv").tables["delivery"].to_pylist()
    assert [row["campaign_id"] for row in rows] == [None, None, "120253000000000011"]
    assert {row["campaign_name"] for row in rows} == {"Autumn jobs", "Winter jobs", "Spring jobs"}


@pytest.mark.real_data
def test_no_personal_value_leaves_the_reading(shared_data: Path) -> None:
    reading = _read(shared_data, "pii_columns.csv")
    everything = repr(reading.receipt) + repr([table.to_pylist() for table in reading.tables.values()])
    assert "person1@example.org" not in everything
    assert "202-555" not in everything
    assert "00000000-0000-4000" not in everything
    assert {entry.column for entry in reading.receipt.personal_data} == {"Email", "Phone", "Device ID"}


@pytest.mark.real_data
def test_bounds_stay_ranges(shared_data: Path) -> None:
    reading = _read(shared_data, "amounts_le_100.csv")
    assert reading.receipt.sums == {"spend USD at least": 2950, "spend USD at most": 3150}
    bounded = [row for row in reading.tables["delivery"].to_pylist() if row["spend"] is None]
    assert [(row["spend_lo"], row["spend_hi"]) for row in bounded] == [(0, 100), (0, 100)]
