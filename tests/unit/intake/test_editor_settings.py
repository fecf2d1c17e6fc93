"""Google Ads Editor: one entity per row, the settings of an ad group spread over several of them."""

import csv
import io
from pathlib import Path

import pytest

from aboveboard.intake import read
from tests.unit.intake.settings_said import of, said

HEADER = """Campaign#Original,Campaign,EU political ads,Languages,Mobile Bid Modifier,Flexible Reach,Ad Group,
Optimized targeting,Strict age and gender targeting,Age demographic,Gender demographic,Income demographic,
Remarketing audience segments,Remarketing audience exclusions,Age,Gender,Audience segment,Bid Modifier,
Headline 1,Headline 2,Headline 3,Description 1,Description 2,Final URL,ID,Location,Criterion Type,Keyword,
Campaign Status,Ad Group Status,Status,Approval Status"""
CAMPAIGN = {"Campaign": "Lamps", "EU political ads": "Doesn't have EU political ads", "Languages": "en;nl"}
GROUP = {"Campaign": "Lamps", "Ad Group": "Desk lamps"}
OTHER = {"Campaign": "Lamps", "Ad Group": "Floor lamps"}


def editor(*rows: dict[str, str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(
        text, HEADER.replace("\n", "").split(","), delimiter="\t", lineterminator="\r\n", restval=""
    )
    writer.writeheader()
    writer.writerows([{"Campaign Status": "Enabled", **row} for row in rows])
    return text.getvalue().encode("utf-16")


def place(name: str, kind: str, **more: str) -> dict[str, str]:
    return {"Campaign": "Lamps", "Location": name, "Criterion Type": kind, **more}


def test_the_settings_of_an_ad_group_are_gathered_over_all_its_rows() -> None:
    found = said(
        editor(
            CAMPAIGN,
            {**GROUP, "Age demographic": "18-24;65+", "Gender demographic": "Female", "Income demographic": "Top 10%"},
            {**GROUP, "Remarketing audience segments": "Visitors;Basket", "Remarketing audience exclusions": "Buyers"},
            place("Utrecht, Netherlands", "Location"),
            place("Zeeland, Netherlands", "Negative location"),
        )
    )
    assert found == {
        ("language", "include", "en"),
        ("language", "include", "nl"),
        ("age", "include", "18-24"),
        ("age", "include", "65+"),
        ("gender", "include", "female"),
        ("income", "include", "Top 10%"),
        ("audience", "include", "Visitors"),
        ("audience", "include", "Basket"),
        ("audience", "exclude", "Buyers"),
        ("geo", "include", "Utrecht, Netherlands"),
        ("geo", "exclude", "Zeeland, Netherlands"),
    }


def test_what_holds_for_a_campaign_holds_for_each_of_its_ad_groups_and_for_no_other_campaign() -> None:
    raw = editor(
        CAMPAIGN,
        GROUP,
        OTHER,
        {"Campaign": "Chairs", "Ad Group": "Stools"},
        place("Zeeland, Netherlands", "Campaign Negative location"),
    )
    shut_out = ("geo", "exclude", "Zeeland, Netherlands")
    assert shut_out in said(raw, ad_set="Desk lamps")
    assert shut_out in said(raw, ad_set="Floor lamps")
    assert of(said(raw, ad_set="Stools"), "geo") == {("geo", "include", "all")}


def test_a_negative_criterion_excludes_and_a_bid_of_minus_hundred_percent_excludes_too() -> None:
    found = said(
        editor(
            {**CAMPAIGN, "Mobile Bid Modifier": "-100"},
            GROUP,
            {**GROUP, "Age": "65+", "Criterion Type": "Negative"},
            {**GROUP, "Gender": "Unknown", "Bid Modifier": "-100%"},
            {**GROUP, "Age": "25-34", "Bid Modifier": "-20"},
        )
    )
    assert of(found, "age", "gender", "device") == {
        ("age", "exclude", "65+"),
        ("age", "include", "25-34"),
        ("gender", "exclude", "unknown"),
        ("gender", "include", "all"),
        ("device", "exclude", "Mobile"),
    }


def test_the_setting_names_the_column_the_type_and_the_bid_that_make_it_an_exclusion() -> None:
    raw = editor(
        GROUP, {**GROUP, "Gender": "Male", "Bid Modifier": "-100"}, place("Zeeland", "Negative location", ID="1009")
    )
    rows = read("a.csv", raw).tables["targeting"].to_pylist()
    found = {row["value"]: (row["raw_column"], row["value_id"]) for row in rows if row["operator"] == "exclude"}
    assert found == {
        "male": ("Gender (Bid Modifier -100)", None),
        "Zeeland": ("Location (Negative location)", "1009"),
    }


def test_flexible_reach_only_watches_the_kinds_it_lists() -> None:
    watching = {**GROUP, "Flexible Reach": "Audience segments;Ages"}
    found = said(
        editor(
            watching, {**GROUP, "Audience segment": "Visitors"}, {**GROUP, "Age": "18-24"}, {**GROUP, "Gender": "Male"}
        )
    )
    assert ("audience", "observe", "Visitors") in found
    assert of(found, "age") == {("age", "observe", "18-24"), ("age", "include", "all")}
    assert of(found, "gender") == {("gender", "include", "male")}


def test_an_ad_group_follows_its_own_flexible_reach_before_its_campaigns() -> None:
    campaign = {**CAMPAIGN, "Flexible Reach": "Audience segments"}
    narrow = {**OTHER, "Flexible Reach": "Genders"}
    raw = editor(
        campaign, GROUP, narrow, {**GROUP, "Audience segment": "Visitors"}, {**OTHER, "Audience segment": "Visitors"}
    )
    assert ("audience", "observe", "Visitors") in said(raw, ad_set="Desk lamps")
    assert ("audience", "include", "Visitors") in said(raw, ad_set="Floor lamps")


def test_optimized_targeting_makes_wishes_of_audiences_and_of_ages_that_are_not_strict() -> None:
    settings = {
        "Remarketing audience segments": "Visitors",
        "Age demographic": "25-34",
        "Income demographic": "Top 10%",
    }
    loose = said(editor({**GROUP, **settings, "Optimized targeting": "Enabled"}))
    assert of(loose, "age", "audience", "income", "automation") == {
        ("automation", "include", "Optimized targeting"),
        ("audience", "suggest", "Visitors"),
        ("age", "suggest", "25-34"),
        ("age", "include", "all"),
        ("income", "include", "Top 10%"),
    }
    strict = {"Optimized targeting": "Enabled", "Strict age and gender targeting": "Enabled"}
    assert of(said(editor({**GROUP, **settings, **strict})), "age") == {("age", "include", "25-34")}
    off = said(editor({**GROUP, **settings, "Optimized targeting": "Disabled"}))
    assert of(off, "audience", "automation") == {("audience", "include", "Visitors")}


def test_empty_brackets_say_that_nothing_is_set() -> None:
    found = said(editor({**GROUP, "Age demographic": "[]", "Remarketing audience exclusions": "[]"}))
    assert found == {("age", "include", "all"), ("gender", "include", "all")}


def test_political_ads_of_the_eu_are_a_special_category() -> None:
    assert of(said(editor({**CAMPAIGN, "EU political ads": "Has EU political ads"}, GROUP)), "special_category") == {
        ("special_category", "include", "EU political ads")
    }


def test_a_removed_row_is_out_of_use_and_the_ad_group_stays() -> None:
    raw = editor(GROUP, place("Zeeland", "Negative location", Status="Removed"), place("Utrecht", "Location"))
    assert of(said(raw), "geo") == {("geo", "include", "Utrecht")}


def test_every_headline_and_description_is_read_and_keywords_are_no_ads() -> None:
    ad = {"Headline 1": "New lamps", "Headline 2": "Only 3 left", "Headline 3": "Free delivery"}
    texts = {"Description 1": "Bright and cheap", "Description 2": "Ends tonight", "Final URL": "https://lamps.example"}
    keyword = {**GROUP, "Keyword": "desk lamp", "Criterion Type": "Exact", "Final URL": "https://lamps.example"}
    reading = read("a.csv", editor(GROUP, {**GROUP, **ad, **texts}, keyword))
    found = {(row["headline"], row["body"]) for row in reading.tables["creative"].to_pylist()}
    assert found == {("New lamps", "Bright and cheap"), ("Only 3 left", "Ends tonight"), ("Free delivery", None)}
    assert ("context", "include", "desk lamp") not in said(editor(GROUP, keyword))


def test_a_negative_row_of_an_unknown_kind_is_told() -> None:
    raw = editor(GROUP, {**GROUP, "Criterion Type": "Negative brand list"})
    told = [notice for notice in read("a.csv", raw).receipt.warnings if notice.code == "unknown_exclusions"]
    assert [notice.message for notice in told] == [
        "Rows that may exclude people are not understood and count as no setting: 1 × “negative brand list”."
    ]


@pytest.mark.real_data
def test_the_sample_export_reads_as_its_answer_key_says(shared_data: Path) -> None:
    path = shared_data / "exports/google_ads_editor/SYNTH_editor_export_utf16.csv"
    reading = read(path.name, path.read_bytes())
    assert (reading.receipt.rows_read, reading.receipt.rows_accepted) == (5, 5)
    assert of(said(path.read_bytes()), "geo", "age", "gender", "income", "audience") == {
        ("geo", "include", "Ohio, United States"),
        ("geo", "exclude", "Alaska, United States"),
        ("age", "include", "25-34"),
        ("age", "include", "35-44"),
        ("gender", "include", "male"),
        ("income", "include", "Top 10%"),
        ("income", "include", "11-20%"),
        ("audience", "exclude", "All converters"),
    }
    assert [row["headline"] for row in reading.tables["creative"].to_pylist()] == ["Only 3 left"]
