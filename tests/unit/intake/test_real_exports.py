"""Real and hand-made exports of the platforms, against what is known about them."""

from pathlib import Path

import pytest

from aboveboard.intake import Answers, read
from aboveboard.model import ImportOutcome


@pytest.mark.real_data
def test_every_file_is_refused_asked_about_or_accounted_for(shared_data: Path) -> None:
    paths = [
        path
        for path in shared_data.rglob("*")
        if path.suffix in (".csv", ".xlsx", ".json") and path.name != "EXPECTED.csv"
    ]
    assert paths
    for path in paths:
        reading = read(path.name, path.read_bytes())
        receipt = reading.receipt
        assert receipt.rows_read == receipt.rows_accepted + receipt.rows_quarantined + receipt.rows_totals, path.name
        if receipt.outcome is ImportOutcome.REFUSED:
            assert receipt.refusal, path.name
        if receipt.outcome is ImportOutcome.NEEDS_ANSWER:
            assert receipt.questions, path.name
        assert bool(reading.tables) == receipt.outcome.stored, path.name


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "rows", "impressions", "spend"),
    [("REAL_adset_by_gender.csv", 18, 4348, 12.46), ("REAL_adset_by_region.csv", 47, 2304, 11.11)],
)
def test_real_meta_reports_need_no_question(
    shared_data: Path, name: str, rows: int, impressions: int, spend: float
) -> None:
    receipt = read(name, (shared_data / "exports" / "meta_ads_manager" / name).read_bytes()).receipt
    assert receipt.outcome is ImportOutcome.ACCEPTED
    assert receipt.rows_accepted == rows
    assert receipt.sums["impressions"] == impressions
    assert receipt.sums["spend EUR"] == pytest.approx(spend, abs=0.005)
    assert receipt.grain is not None
    assert receipt.grain.level == "adset"
    assert not receipt.grain.daily


@pytest.mark.real_data
def test_the_real_google_report_counts_its_totals_once(shared_data: Path) -> None:
    path = shared_data / "exports" / "google_ads" / "REAL_gender_report.csv"
    reading = read(path.name, path.read_bytes())
    receipt = reading.receipt
    assert receipt.sums["impressions"] == 122183
    assert receipt.rows_totals == 3
    assert {check.metric for check in receipt.totals} == {"impressions", "clicks", "spend EUR"}
    assert all(abs(check.difference) < 0.01 for check in receipt.totals)
    by_gender: dict[str, int] = {}
    for row in reading.tables["delivery"].to_pylist():
        by_gender[row["seg_gender"]] = by_gender.get(row["seg_gender"], 0) + row["impressions"]
    assert by_gender == {"male": 45197, "female": 35640, "unknown": 41346}


@pytest.mark.real_data
def test_the_snap_library_gives_settings_of_every_ad(shared_data: Path) -> None:
    path = shared_data / "exports" / "snapchat" / "REAL_political_ads_2020_head1000_names_replaced.csv"
    reading = read(path.name, path.read_bytes())
    assert reading.receipt.rows_accepted == 1000
    assert len(reading.receipt.currencies) == 6
    settings = reading.tables["targeting"].to_pylist()
    assert len({row["ad_id"] for row in settings if row["operator"] == "exclude"}) == 61
    ages = [row["value"] for row in settings if row["dimension"] == "age"]
    assert sum(age != "all" and int(age.split("-")[0].rstrip("+")) < 18 for age in ages) == 124
    assert ages.count("all") == 50
    assert sum(row["dimension"] == "gender" and row["value"] != "all" for row in settings) == 92


@pytest.mark.real_data
def test_the_mapped_interest_table_is_read_whole(shared_data: Path) -> None:
    raw = (shared_data / "real" / "kag_facebook_ads" / "KAG_conversion_data.csv").read_bytes()
    mapping = {
        "xyz_campaign_id": "campaign_id",
        "fb_campaign_id": "adset_id",
        "interest": "seg_topic",
        "Spent": "spend",
    }
    receipt = read("kag.csv", raw, Answers(mapping=mapping, currency="USD")).receipt
    assert receipt.outcome is ImportOutcome.ACCEPTED
    assert receipt.rows_accepted == 1143
    assert receipt.sums["impressions"] == 213_434_828
    assert receipt.sums["spend USD"] == pytest.approx(58_705.23, abs=0.005)


@pytest.mark.real_data
def test_the_unmapped_interest_table_is_asked_about_with_the_finer_id_as_ad_set(shared_data: Path) -> None:
    raw = (shared_data / "real" / "kag_facebook_ads" / "KAG_conversion_data.csv").read_bytes()
    receipt = read("kag.csv", raw).receipt
    assert {question.code for question in receipt.questions} == {"mapping", "currency"}
    finer = next(column for column in receipt.columns if column.source == "fb_campaign_id")
    assert finer.canonical == "adset_id"
    assert finer.confidence < 0.9
    assert "belongs to one value of xyz_campaign_id" in finer.reason
