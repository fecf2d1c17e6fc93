"""JSON answers, JSON lines and Parquet: every record one row, every value as it stands in the file."""

import decimal
import io
import json
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from aboveboard.intake import Answers, Reading, read
from aboveboard.model import ImportOutcome
from tests.unit.intake.packed import REPORT, records

CONFIRMED = Answers(confirmed=True, currency="EUR")


def _read(value: object, indent: int | None = None, answers: Answers | None = None) -> Reading:
    return read("file", json.dumps(value, indent=indent).encode(), answers)


def _parquet(columns: dict[str, object]) -> bytes:
    made = io.BytesIO()
    pq.write_table(pa.table(columns), made)
    return made.getvalue()


def _extra(reading: Reading) -> dict[str, str]:
    found: dict[str, str] = json.loads(reading.tables["delivery"].column("extra")[0].as_py())
    return found


@pytest.mark.parametrize(
    "shape",
    [
        lambda rows: rows,
        lambda rows: {"data": rows, "paging": {"next": "x"}},
        lambda rows: {"code": 0, "data": {"list": rows, "page": {"total": 2}}},
        lambda rows: [{"data": rows[:1], "paging": {}}, {"data": rows[1:]}],
        lambda rows: [list(rows[0]), *(list(row.values()) for row in rows)],
    ],
)
def test_the_list_of_records_is_found_wherever_an_answer_keeps_it(shape: object) -> None:
    reading = _read(shape(records()))  # type: ignore[operator]
    assert reading.receipt.kind == "json"
    assert reading.receipt.fingerprint == read("a.csv", REPORT.encode()).receipt.fingerprint


def test_json_lines_point_to_their_line_and_a_broken_one_costs_only_itself() -> None:
    lines = [json.dumps(record) for record in records()]
    reading = read("file", f"{lines[0]}\n\n{{broken\n{lines[1]}\n".encode())
    assert reading.receipt.rows_read == 3
    assert reading.tables["delivery"].column("source_row").to_pylist() == [1, 4]
    assert reading.set_aside is not None
    assert reading.set_aside.column("line").to_pylist() == [3]
    assert any(notice.code == "broken_json" for notice in reading.receipt.warnings)


def test_rows_of_an_indented_document_point_to_the_line_on_which_they_begin() -> None:
    text = json.dumps({"data": records()}, indent=1)
    reading = read("file", text.encode())
    lines = text.splitlines()
    for row in reading.tables["delivery"].column("source_row").to_pylist():
        assert lines[row - 1].strip() == "{"


def test_rows_of_a_document_of_one_line_are_numbered_and_that_is_said() -> None:
    reading = _read({"data": records()})
    assert reading.tables["delivery"].column("source_row").to_pylist() == [1, 2]
    assert "“line 3” is the third record" in reading.receipt.warnings[0].message


def test_long_numbers_and_fractions_keep_every_digit() -> None:
    text = '[{"campaign_name":"A","ad_id":120253000000000011,"impressions":7,"spend":0.077777777777777777}]'
    reading = read("file", text.encode(), CONFIRMED)
    (row,) = reading.tables["delivery"].to_pylist()
    assert row["ad_id"] == "120253000000000011"
    assert row["spend"] == decimal.Decimal("0.077777777778")


def test_an_id_rounded_before_it_came_here_is_damaged_not_read() -> None:
    reading = read("file", b'[{"campaign_name":"A","ad_id":1.20253E+17,"impressions":7}]', CONFIRMED)
    assert reading.tables["delivery"].column("ad_id").to_pylist() == [None]
    assert any(notice.code == "damaged_ids" for notice in reading.receipt.warnings)


def test_objects_inside_a_record_become_columns_and_lists_stay_as_json() -> None:
    record = {"campaign": {"name": "A", "id": "9"}, "metrics": {"impressions": "5"}, "tags": ["x", {"y": 1}]}
    reading = _read([record], answers=CONFIRMED)
    (row,) = reading.tables["delivery"].to_pylist()
    assert (row["campaign_name"], row["campaign_id"], row["impressions"]) == ("A", "9", 5)
    assert _extra(reading) == {"tags": '["x", {"y": 1}]'}


def test_a_range_given_as_an_object_stays_a_range() -> None:
    record = {"campaign_name": "A", "impressions": {"lower_bound": "0", "upper_bound": "999"}, "clicks": 3}
    (row,) = _read([record], answers=CONFIRMED).tables["delivery"].to_pylist()
    assert (row["impressions"], row["impressions_lo"], row["impressions_hi"]) == (None, 0, 999)


def test_null_is_missing_and_a_repeated_name_loses_nothing() -> None:
    reading = read("file", b'[{"campaign_name":"A","impressions":null,"clicks":1,"note":"x","note":"y"}]', CONFIRMED)
    (row,) = reading.tables["delivery"].to_pylist()
    assert row["impressions"] is None
    assert _extra(reading) == {"note": "x", "note (2)": "y"}


def test_cells_full_of_other_delimiters_do_not_mislead() -> None:
    reading = _read([{"campaign_name": "a;b;c;d;e", "impressions": 1}, {"campaign_name": "x\ny,z", "impressions": 2}])
    assert reading.tables["delivery"].column("campaign_name").to_pylist() == ["a;b;c;d;e", "x\ny,z"]
    assert reading.tables["delivery"].column("source_row").to_pylist() == [1, 2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"data": []}', "no rows"),
        ("[]", "no rows"),
        ('{"error": {"message": "Token expired", "code": 190}}', "Token expired"),
        ('{"a": 1}', "no list of records"),
        (json.dumps({"data": records()})[:-30], "cut off"),
        ('{"data": [{"a": 1} {"a": 2}]}', "a comma was expected"),
        ('{"data": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
        ('[{"a":' * 100_000, "nested too deeply"),
        ("[" + ",".join(f'{{"k{number}": 1}}' for number in range(6_000)) + "]", "different names"),
    ],
)
def test_json_without_a_table_is_refused_in_words(text: str, said: str) -> None:
    receipt = read("file", text.encode()).receipt
    assert receipt.outcome is ImportOutcome.REFUSED
    assert said in receipt.refusal


def test_parquet_keeps_ids_decimals_days_and_nested_values() -> None:
    raw = _parquet(
        {
            "Campaign name": ["A", "line\nbreak"],
            "Ad ID": [120253000000000011, 120253000000000012],
            "Spend": [decimal.Decimal("10.501"), decimal.Decimal("2.000")],
            "Impressions": pa.array([1000.0, None]),
            "Day": pa.array([datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 9, 2, 23, tzinfo=UTC)]),
            "Tags": [{"x": [1, 2]}, None],
        }
    )
    reading = read("report.csv", raw, CONFIRMED)
    first, second = reading.tables["delivery"].to_pylist()
    assert reading.receipt.kind == "parquet"
    assert (first["ad_id"], first["spend"], first["impressions"]) == (
        "120253000000000011",
        decimal.Decimal("10.501"),
        1000,
    )
    assert (str(first["date"]), str(second["date"])) == ("2026-09-01", "2026-09-02")
    assert second["campaign_name"] == "line\nbreak"
    assert (second["impressions"], second["source_row"]) == (None, 2)
    assert json.loads(_extra(reading)["Tags"]) == {"x": [1, 2]}


def test_ids_that_parquet_holds_as_fractions_are_damaged() -> None:
    raw = _parquet({"Campaign name": ["A"], "Ad ID": [1.2025300000000001e17], "Impressions": [5]})
    reading = read("a", raw, CONFIRMED)
    assert reading.tables["delivery"].column("ad_id").to_pylist() == [None]


def test_damaged_and_oversized_parquet_is_refused() -> None:
    raw = _parquet({"Campaign name": ["A"], "Impressions": [5]})
    assert "damaged" in read("a", raw[:-20]).receipt.refusal
    long = pa.DictionaryArray.from_arrays(pa.array([0] * 6_000, pa.int8()), pa.array(["x" * 200_000]))
    bomb = _parquet({"Campaign name": long, "Impressions": [5] * 6_000})
    assert len(bomb) < 1 << 20
    assert "too large" in read("a", bomb).receipt.refusal
