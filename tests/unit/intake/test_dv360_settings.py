"""Display & Video 360 structured data files: pairs of columns, lists by semicolon, groups in brackets."""

from pathlib import Path

import pytest

from aboveboard.intake import read
from tests.unit.intake.settings_said import of, said

LINE_ITEMS = (
    "Line Item Id,Io Id,Io Name,Type,Name,Status,Geography Targeting - Include,Geography Targeting - Exclude,"
    "Language Targeting - Exclude,Audience Targeting - Include,Audience Targeting - Exclude,"
    "Affinity & In Market Targeting - Exclude,Demographic Targeting Gender,Demographic Targeting Age,"
    "Demographic Targeting Parental Status,Keyword Targeting - Exclude\n"
)


def test_pairs_of_columns_include_and_exclude() -> None:
    row = "11,7,Autumn,Display,Shoes,Active,2276; 2040;,20228;,1001;,((5;30d;);(6;1d;););((7;d;);),9;,80432;,"
    raw = LINE_ITEMS + row + "Female; Unknown;,18-24; 65+;,Parent;,cheap;\n"
    found = said(raw, ad_set="Shoes", campaign="Autumn")
    assert found == {
        ("geo", "include", "2276"),
        ("geo", "include", "2040"),
        ("geo", "exclude", "20228"),
        ("language", "exclude", "1001"),
        ("audience", "include", "5"),
        ("audience", "include", "6"),
        ("audience", "include", "7"),
        ("audience", "exclude", "9"),
        ("detailed", "exclude", "80432"),
        ("gender", "include", "female"),
        ("gender", "include", "unknown"),
        ("age", "include", "18-24"),
        ("age", "include", "65+"),
        ("parental", "include", "Parent"),
        ("context", "exclude", "cheap"),
    }
    groups = {
        row["value"]: row["and_group"]
        for row in read("li.csv", raw.encode()).tables["targeting"].to_pylist()
        if row["dimension"] == "audience" and row["operator"] == "include"
    }
    assert groups["5"] == groups["6"] != groups["7"], "inside a group alternatives, group after group all must hold"


def test_an_archived_line_item_is_out_of_use_and_empty_columns_let_everybody_in() -> None:
    assert said(LINE_ITEMS + "11,7,Autumn,Display,Shoes,Archived,,,,,,,,,,\n") == set()
    assert said(LINE_ITEMS + "11,7,Autumn,Display,Shoes,Active,,,,,,,,,,\n") == {
        ("geo", "include", "all"),
        ("age", "include", "all"),
        ("gender", "include", "all"),
    }


@pytest.mark.parametrize(
    ("text", "profile", "campaign", "ad_set"),
    [
        (
            "Io Id,Campaign Id,Name,Timestamp,Status,Io Type,Geography Targeting - Exclude\n"
            "7,3,Autumn,x,Active,Real,201;\n",
            "dv360_sdf_insertion_orders",
            ("7", "Autumn"),
            (None, None),
        ),
        (
            "Campaign Id,Advertiser Id,Name,Status,Campaign Goal,Geography Targeting - Exclude\n"
            "3,1,Year,Active,Reach,201;\n",
            "dv360_sdf_campaigns",
            ("3", "Year"),
            (None, None),
        ),
        (
            "Ad Group Id,Line Item Id,Line Item Name,Name,Status,Video Ad Format,Geography Targeting - Exclude\n"
            "21,11,Video,Teens,Active,Bumper,201;\n",
            "dv360_sdf_ad_groups",
            ("11", "Video"),
            ("21", "Teens"),
        ),
    ],
)
def test_the_other_files_of_the_family_are_read_at_their_own_level(
    text: str, profile: str, campaign: tuple[str, str], ad_set: tuple[str | None, str | None]
) -> None:
    reading = read("sdf.csv", text.encode())
    (row,) = [r for r in reading.tables["targeting"].to_pylist() if r["operator"] == "exclude"]
    assert reading.receipt.profile == profile
    assert (row["campaign_id"], row["campaign_name"]) == campaign
    assert (row["adset_id"], row["adset_name"]) == ad_set
    assert (row["dimension"], row["value"]) == ("geo", "201")


@pytest.mark.real_data
def test_the_sample_line_items_read_as_their_answer_key_says(shared_data: Path) -> None:
    raw = (shared_data / "exports/dv360_sdf/SYNTH_line_items.csv").read_bytes()
    assert of(said(raw), "geo", "audience", "detailed", "gender", "age", "income", "parental") == {
        ("geo", "include", "2840"),
        ("geo", "exclude", "21133"),
        ("audience", "include", "1"),
        ("audience", "include", "2"),
        ("audience", "exclude", "77"),
        ("detailed", "exclude", "80001"),
        ("gender", "include", "male"),
        ("age", "include", "25-34"),
        ("age", "include", "35-44"),
        ("income", "include", "Top 10%"),
        ("parental", "include", "Not a Parent"),
    }
