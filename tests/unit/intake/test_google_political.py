"""Google's political ads archive: ranges, lists of what was let in, and the members that hold no ad."""

import pytest

from aboveboard.intake import Answers, Reading, read
from aboveboard.model import ImportOutcome
from tests.unit.intake.packed import archive

HEAD = (
    "Ad_ID,Ad_URL,Ad_Type,Regions,Advertiser_ID,Advertiser_Name,Ad_Campaigns_List,Date_Range_Start,Date_Range_End,"
    "Num_of_Days,Impressions,Spend_USD,First_Served_Timestamp,Last_Served_Timestamp,Age_Targeting,Gender_Targeting,"
    "Geo_Targeting_Included,Geo_Targeting_Excluded,Spend_Range_Min_USD,Spend_Range_Max_USD,Spend_Range_Min_EUR,"
    "Spend_Range_Max_EUR\n"
)
ALL_AGES = "18-24, 25-34, 35-44, 45-54, 55-64, ≥65"


def _ad(
    name: str = "CR1",
    impressions: str = "10k-100k",
    ages: str = "Not targeted",
    genders: str = "Not targeted",
    places: str = "United States",
    out: str = "",
    spend: str = "100,200",
) -> str:
    return (
        f"{name},https://x/{name},TEXT,US,AR1,Example PAC,,2026-03-01,2026-03-09,9,{impressions},,"
        f'2026-03-01 00:00:00 UTC,2026-03-09 00:00:00 UTC,"{ages}","{genders}","{places}","{out}",{spend},90,180\n'
    )


def _read(*ads: str) -> Reading:
    return read("creative-stats.csv", (HEAD + "".join(ads)).encode("utf-8-sig"))


def _values(reading: Reading, dimension: str, operator: str) -> list[str]:
    rows = reading.tables["targeting"].to_pylist()
    return [row["value"] for row in rows if row["dimension"] == dimension and row["operator"] == operator]


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("≤ 10k", 0, 10_000),
        ("10k-100k", 10_000, 100_000),
        ("10k–100k", 10_000, 100_000),
        ("1M-10M", 1_000_000, 10_000_000),
        ("> 10M", 10_000_000, None),
        ("100000-125000", 100_000, 125_000),
        ("0-1000", 0, 1_000),
    ],
)
def test_impressions_are_ranges(cell: str, low: int, high: int | None) -> None:
    (row,) = _read(_ad(impressions=cell)).tables["delivery"].to_pylist()
    assert (row["impressions"], row["impressions_lo"], row["impressions_hi"]) == (None, low, high)


def test_spend_is_a_range_in_one_currency_and_open_at_the_top_where_the_file_leaves_it_open() -> None:
    reading = _read(_ad(), _ad("CR2", spend="50000,"))
    rows = reading.tables["delivery"].to_pylist()
    assert [(row["spend_lo"], row["spend_hi"], row["currency"]) for row in rows] == [
        (100, 200, "USD"),
        (50_000, None, "USD"),
    ]
    assert reading.receipt.sums == {"spend USD at least": 50_100}
    assert not any(notice.code == "empty_cells" for notice in reading.receipt.warnings)


def test_places_hold_commas_and_excluded_ones_are_exclusions() -> None:
    reading = _read(
        _ad(
            places="Ohio,United States, Texas,United States", out="93224,California,United States, Alaska,United States"
        )
    )
    assert _values(reading, "geo", "include") == ["Ohio,United States", "Texas,United States"]
    assert _values(reading, "geo", "exclude") == ["93224,California,United States", "Alaska,United States"]


def test_naming_every_age_but_not_the_unknown_one_shuts_the_unknown_out() -> None:
    reading = _read(_ad(ages=ALL_AGES, genders="Male, Female"))
    assert _values(reading, "age", "exclude") == ["unknown"]
    assert _values(reading, "gender", "exclude") == ["unknown"]
    whole = _read(_ad(ages=f"{ALL_AGES}, Unknown age", genders="Male, Female, Unknown gender"))
    assert _values(whole, "age", "exclude") == _values(whole, "gender", "exclude") == []
    assert "unknown" in _values(whole, "age", "include")


def test_not_targeted_is_not_narrowed() -> None:
    reading = _read(_ad())
    assert _values(reading, "age", "include") == _values(reading, "gender", "include") == ["all"]
    assert not [row for row in reading.tables["targeting"].to_pylist() if row["operator"] == "exclude"]


BUNDLE = {
    "bundle/README.txt": "About these files",
    "bundle/google-political-ads-creative-stats.csv": HEAD + _ad(),
    "bundle/google-political-ads-advertiser-stats.csv": (
        "Advertiser_ID,Advertiser_Name,Public_IDs_List,Regions,Elections,Total_Creatives,Spend_USD\nA,P,,US,,3,100\n"
    ),
    "bundle/google-political-ads-advertiser-weekly-spend.csv": (
        "Advertiser_ID,Advertiser_Name,Election_Cycle,Week_Start_Date,Spend_USD\nA,P,,2026-03-01,100\n"
    ),
    "bundle/google-political-ads-geo-spend.csv": (
        "Country,Country_Subdivision_Primary,Country_Subdivision_Secondary,Spend_USD\nUS,US-CA,,100\n"
    ),
    "bundle/google-political-ads-campaign-targeting.csv": (
        "Campaign_ID,Age_Targeting,Gender_Targeting,Geo_Targeting_Included,Geo_Targeting_Excluded,Start_Date,End_Date,"
        "Ads_List,Advertiser_ID,Advertiser_Name\n1,Not targeted,Not targeted,US,,2019-01-01,2019-02-01,CR1,A,P\n"
    ),
    "bundle/google-political-ads-top-keywords-history.csv": (
        "Election_Cycle,Report_Date,Keyword_1,Spend_USD_1,Keyword_2,Spend_USD_2\nUS,2019-01-01,tax,10,vote,5\n"
    ),
}


def test_the_archive_asks_which_member_and_reads_the_ads() -> None:
    asked = read("bundle.zip", archive(BUNDLE)).receipt
    assert asked.outcome is ImportOutcome.NEEDS_ANSWER
    assert len(asked.questions[0].options) == 6
    chosen = Answers(member="bundle/google-political-ads-creative-stats.csv")
    receipt = read("bundle.zip", archive(BUNDLE), chosen).receipt
    assert (receipt.profile, receipt.rows_accepted) == ("google_political_creative", 1)


@pytest.mark.parametrize("name", [name for name in BUNDLE if "creative" not in name and "README" not in name])
def test_members_without_ads_are_refused_with_the_one_to_use(name: str) -> None:
    receipt = read("bundle.zip", archive(BUNDLE), Answers(member=name)).receipt
    assert receipt.outcome is ImportOutcome.REFUSED
    assert "google-political-ads-creative-stats.csv" in receipt.refusal
