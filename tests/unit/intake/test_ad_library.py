"""Meta Ad Library, from its API and its page: reach by group, settings, texts and who paid, one ad per row read."""

import csv
import io
import json

import pytest

from aboveboard.intake import Reading, read

AD: dict[str, object] = {
    "id": "1234567890123456",
    "page_id": "99",
    "page_name": "Example Org",
    "ad_snapshot_url": "https://www.facebook.com/ads/archive/render_ad/?id=1&access_token=EAAsecret123",
    "ad_delivery_start_time": "2026-08-01",
    "ad_creative_bodies": ["Only today", "Last chance"],
    "ad_creative_link_titles": ["Title"],
    "eu_total_reach": 1200,
    "target_ages": ["18", "65+"],
    "target_gender": "Women",
    "target_locations": [
        {"name": "Germany", "num_obfuscated": 0, "type": "countries", "excluded": False},
        {"name": "Saxony", "num_obfuscated": 0, "type": "regions", "excluded": True},
    ],
    "age_country_gender_reach_breakdown": [
        {
            "country": "DE",
            "age_gender_breakdowns": [
                {"age_range": "18-24", "female": 700, "male": 10, "unknown": 2},
                {"age_range": "Unknown", "unknown": 3},
            ],
        }
    ],
    "beneficiary_payers": [
        {"beneficiary": "Old", "payer": "Old", "current": False},
        {"beneficiary": "Good cause", "payer": "Donor", "current": True},
    ],
}
POLITICAL: dict[str, object] = {
    "id": "2",
    "page_id": "99",
    "ad_snapshot_url": "https://www.facebook.com/ads/archive/render_ad/?id=2",
    "ad_delivery_start_time": "2026-08-01",
    "currency": "EUR",
    "spend": {"lower_bound": "0", "upper_bound": "99"},
    "impressions": {"lower_bound": "1000001"},
    "estimated_audience_size": {"lower_bound": "100001", "upper_bound": "500000"},
    "bylines": "Donor",
    "demographic_distribution": [{"percentage": "0.25", "age": "18-24", "gender": "female"}],
    "delivery_by_region": [{"percentage": "1", "region": "Bavaria"}],
}


def _api(*ads: dict[str, object]) -> Reading:
    return read("ads.json", json.dumps({"data": ads, "paging": {"next": "https://x?access_token=t"}}).encode())


def _cells(reading: Reading) -> set[tuple[object, ...]]:
    rows = [row for row in reading.tables["delivery"].to_pylist() if row["breakdown"] == "age,country,gender"]
    return {(row["seg_country"], row["seg_age"], row["seg_gender"], row["reach"]) for row in rows}


def _settings(reading: Reading) -> set[tuple[str, str, str]]:
    rows = reading.tables["targeting"].to_pylist()
    return {(row["dimension"], row["operator"], row["value"]) for row in rows}


CELLS = {
    ("DE", "18-24", "female", 700),
    ("DE", "18-24", "male", 10),
    ("DE", "18-24", "unknown", 2),
    ("DE", "unknown", "unknown", 3),
}
SETTINGS = {
    ("age", "include", "18-65+"),
    ("gender", "include", "female"),
    ("geo", "include", "DE"),
    ("geo", "exclude", "Saxony"),
}


def test_one_ad_is_one_row_read_with_reach_by_group_beside_its_own_reach() -> None:
    reading = _api(AD)
    assert (reading.receipt.profile, reading.receipt.rows_read) == ("meta_ad_library_api", 1)
    assert _cells(reading) == CELLS
    whole = [row for row in reading.tables["delivery"].to_pylist() if row["breakdown"] == ""]
    assert [(row["reach"], row["impressions"]) for row in whole] == [(1200, None)]
    assert all(row["impressions"] is None for row in reading.tables["delivery"].to_pylist())


def test_settings_texts_and_the_payer_now_come_from_inside_the_record() -> None:
    reading = _api(AD)
    assert _settings(reading) == SETTINGS
    texts = reading.tables["creative"].to_pylist()
    assert [(row["body"], row["headline"]) for row in texts] == [("Only today", "Title"), ("Last chance", None)]
    assert {(row["payer"], row["beneficiary"]) for row in texts} == {("Donor", "Good cause")}


def test_the_key_of_whoever_asked_the_platform_is_not_kept() -> None:
    reading = _api(AD)
    assert "secret" not in str({name: table.to_pylist() for name, table in reading.tables.items()})
    assert any(notice.code == "access_token" for notice in reading.receipt.warnings)


def test_ranges_stay_ranges_and_shares_stay_shares() -> None:
    reading = _api(AD, POLITICAL)
    row = next(row for row in reading.tables["delivery"].to_pylist() if row["ad_id"] == "2")
    assert (row["impressions_lo"], row["impressions_hi"], row["impressions"]) == (1000001, None, None)
    assert (row["spend_lo"], row["spend_hi"], row["spend"], row["currency"]) == (0, 99, None, "EUR")
    assert (row["audience_lo"], row["audience_hi"]) == (100001, 500000)
    assert "0.25" in row["extra"]
    assert any(notice.code == "shares" for notice in reading.receipt.warnings)
    assert reading.receipt.sums == {"spend EUR at least": 0, "spend EUR at most": 99}


def _page(ad: dict[str, object]) -> bytes:
    """The page writes nested values without the brackets around them."""
    record = {"ad_archive_id": ad["id"], **{name: value for name, value in ad.items() if name != "id"}}

    def cell(value: object) -> str:
        if isinstance(value, list):
            return ",".join(json.dumps(part) if isinstance(part, dict) else str(part) for part in value)
        if isinstance(value, dict):
            return ", ".join(f"{name}: {bound}" for name, bound in value.items())
        return str(value)

    text = io.StringIO()
    csv.writer(text).writerows([list(record), [cell(value) for value in record.values()]])
    return text.getvalue().encode("utf-8-sig")


def test_the_page_s_own_file_is_a_profile_of_its_own_and_reads_the_same() -> None:
    reading = read("ads.csv", _page({**AD, "ad_creative_bodies": ["Only today"]}))
    assert reading.receipt.profile == "meta_ad_library_ui"
    assert _cells(reading) == CELLS
    assert _settings(reading) == SETTINGS
    assert reading.tables["creative"].to_pylist()[0]["payer"] == "Donor"
    political = read("ads.csv", _page({"page_name": "P", **POLITICAL})).tables["delivery"].to_pylist()[0]
    assert (political["impressions_lo"], political["spend_hi"]) == (1000001, 99)


def test_records_that_python_wrote_into_a_table_are_taken_apart_too() -> None:
    text = io.StringIO()
    csv.writer(text).writerows([list(AD), [str(value) for value in AD.values()]])
    assert _cells(read("ads.csv", text.getvalue().encode())) == CELLS


@pytest.mark.parametrize("cell", ["{broken", "[" * 5_000, "12", '[{"country":"DE","age_gender_breakdowns":"?"}]'])
def test_a_cell_that_cannot_be_taken_apart_stays_as_it_is(cell: str) -> None:
    record = {**AD, "age_country_gender_reach_breakdown": cell}
    text = io.StringIO()
    csv.writer(text).writerows([list(record), [str(value) for value in record.values()]])
    reading = read("ads.csv", text.getvalue().encode())
    assert reading.receipt.rows_accepted == 1
    assert _cells(reading) == set()
