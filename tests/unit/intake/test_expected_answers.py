"""Sample exports of all platforms but Meta are read as their answer key says, connector tables by the right profile."""

import csv
from pathlib import Path

import pytest

from aboveboard.intake import Answers, read

pytestmark = pytest.mark.real_data

FOLDERS = ("google_ads", "tiktok", "x_twitter", "pinterest", "snapchat", "microsoft_ads")
CONNECTORS = {
    "facebook_ads": "connector_facebook_ads",
    "google_ads": "connector_google_ads",
    "linkedin": "connector_linkedin_ads",
    "pinterest": "connector_pinterest_ads",
    "snapchat": "connector_snapchat_ads",
    "tiktok": "connector_tiktok_ads",
}
SETTINGS = "tiktok_adgroup_history_data"
NAMES_ONLY = (
    "facebook_ads_ad_set_history_data",
    "google_ads_campaign_history_data",
    "linkedin_ad_campaign_history_data",
    "pinterest_targeting_geo_data",
)


def test_profile_frame_rows_currency_and_sums_are_those_of_the_answer_key(shared_data: Path) -> None:
    with (shared_data / "exports" / "EXPECTED.csv").open(encoding="utf-8") as key:
        entries = [entry for entry in csv.DictReader(key) if entry["file"].split("/")[0] in FOLDERS]
    assert len(entries) == 8
    for entry in entries:
        raw = (shared_data / "exports" / entry["file"]).read_bytes()
        asked = read(entry["file"], raw).receipt
        unknown = not entry["currency"]
        assert [question.code for question in asked.questions] == (["currency"] if unknown else []), entry["file"]
        receipt = read(entry["file"], raw, Answers(currency="EUR")).receipt if unknown else asked
        assert receipt.profile == entry["platform"]
        frame = (receipt.encoding, receipt.delimiter, receipt.header_row)
        delimiter = {",": "comma", "tab": "tab"}[entry["delimiter"]]
        assert frame == (entry["encoding"], delimiter, int(entry["header_line"])), entry["file"]
        assert (receipt.rows_accepted, receipt.rows_quarantined) == (int(entry["data_rows"]), 0), entry["file"]
        assert receipt.rows_totals == int(entry["totals_removed"]), entry["file"]
        assert receipt.sums["impressions"] == float(entry["impressions"]), entry["file"]
        if entry["currency"] != "6 currencies":
            spent = receipt.sums[f"spend {entry['currency'] or 'EUR'}"]
            assert spent == pytest.approx(float(entry["spend"])), entry["file"]


def test_the_snap_library_holds_the_exclusions_of_the_answer_key(shared_data: Path) -> None:
    path = shared_data / "exports/snapchat/REAL_political_ads_2020_head1000_names_replaced.csv"
    settings = read(path.name, path.read_bytes()).tables["targeting"].to_pylist()
    excluded = [row for row in settings if row["operator"] == "exclude"]
    assert len({row["ad_id"] for row in excluded}) == 61
    by_column = {
        name: {row["ad_id"] for row in excluded if row["raw_column"] == name} for name in ("Regions (Excluded)",)
    }
    assert len(by_column["Regions (Excluded)"]) == 44
    assert len({row["ad_id"] for row in settings if row["raw_column"] == "Segments"}) == 474


def test_connector_tables_are_told_by_platform_and_tables_of_names_are_asked_about(shared_data: Path) -> None:
    for path in sorted((shared_data / "real" / "dbt_ad_reporting").glob("*.csv")):
        receipt = read(path.name, path.read_bytes()).receipt
        if path.stem in NAMES_ONLY:
            assert (receipt.platform, receipt.outcome.stored) == (None, False), path.name
        elif path.stem == SETTINGS:
            assert (receipt.profile, receipt.content) == ("connector_tiktok_adgroups", ("targeting",))
        else:
            platform = next(name for name in CONNECTORS if path.stem.startswith(name))
            assert receipt.profile == CONNECTORS[platform], path.name
            assert [question.code for question in receipt.questions] == ["currency"], path.name
