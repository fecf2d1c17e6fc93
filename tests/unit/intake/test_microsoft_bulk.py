"""Microsoft Advertising's bulk file: the type of a row says what it is, ids say where it belongs."""

import csv
import io

from aboveboard.intake import read
from tests.unit.intake.settings_said import Said, of, said

HEADER = """Type,Status,Id,Parent Id,Sub Type,Campaign,Ad Group,Client Id,Language,Target Setting,Target,Is Excluded,
Bid Adjustment,Audience Id,Audience,Title,Text,Title Part 1,Title Part 2,Text Part 2,Final Url,Keyword,Name"""
VERSION = {"Type": "Format Version", "Name": "6.0"}
CAMPAIGN = {"Type": "Campaign", "Status": "Active", "Id": "701", "Campaign": "Winter boots", "Language": "English"}
GROUP = {"Type": "Ad Group", "Status": "Active", "Id": "801", "Parent Id": "701", "Ad Group": "Leather"}
SECOND = {"Type": "Ad Group", "Status": "Active", "Id": "802", "Parent Id": "701", "Ad Group": "Rubber"}


def bulk(*rows: dict[str, str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, HEADER.replace("\n", "").split(","), lineterminator="\r\n", restval="")
    writer.writeheader()
    writer.writerows([VERSION, *rows])
    return text.getvalue().encode("utf-8-sig")


def criterion(kind: str, target: str, parent: str = "801", **more: str) -> dict[str, str]:
    return {"Type": kind, "Status": "Active", "Parent Id": parent, "Target": target, **more}


def one(*rows: dict[str, str]) -> set[Said]:
    return said(bulk(CAMPAIGN, GROUP, *rows), ad_set="Leather")


def test_the_line_with_the_format_version_is_no_row() -> None:
    receipt = read("bulk.csv", bulk(CAMPAIGN, GROUP)).receipt
    assert (receipt.profile, receipt.rows_read, receipt.rows_accepted) == ("microsoft_bulk", 2, 2)


def test_rows_find_their_campaign_and_ad_group_by_id_alone() -> None:
    rows = read("bulk.csv", bulk(CAMPAIGN, GROUP, criterion("Ad Group Negative Age Criterion", "SixtyFiveAndAbove")))
    found = [row for row in rows.tables["targeting"].to_pylist() if row["operator"] == "exclude"]
    wanted = {"campaign_id": "701", "campaign_name": "Winter boots", "adset_id": "801", "adset_name": "Leather"}
    assert [{name: row[name] for name in wanted} for row in found] == [wanted]
    assert [(row["value"], row["raw_column"]) for row in found] == [
        ("65+", "Target (Ad Group Negative Age Criterion)"),
    ]


def test_negative_types_exclude() -> None:
    found = one(
        criterion("Ad Group Negative Age Criterion", "EighteenToTwentyFour"),
        criterion("Ad Group Negative Gender Criterion", "Female"),
        criterion("Ad Group Negative Location Criterion", "60601", **{"Sub Type": "PostalCode"}),
        criterion("Ad Group Negative Job Function Criterion", "813071777"),
        criterion("Ad Group Negative Company Name Criterion", "808251207"),
        criterion("Ad Group Negative Remarketing List Association", "", Audience="Buyers"),
        criterion("Ad Group Negative Customer List Association", "", Audience="Members"),
        criterion("Ad Group Negative Combined List Association", "", Audience="Everyone known"),
        criterion("Ad Group Negative In Market Audience Association", "", Audience="Baby clothes"),
        criterion("Campaign Negative Location Criterion", "DE-BY", parent="701"),
    )
    assert {entry for entry in found if entry[1] == "exclude"} == {
        ("age", "exclude", "18-24"),
        ("gender", "exclude", "female"),
        ("geo", "exclude", "60601"),
        ("professional", "exclude", "813071777"),
        ("professional", "exclude", "808251207"),
        ("audience", "exclude", "Buyers"),
        ("audience", "exclude", "Members"),
        ("audience", "exclude", "Everyone known"),
        ("detailed", "exclude", "Baby clothes"),
    }, "the campaign's places give way to those of the ad group"


def test_a_flag_and_a_bid_of_minus_hundred_percent_exclude_as_well() -> None:
    found = one(
        criterion("Ad Group Location Criterion", "190", **{"Is Excluded": "True"}),
        criterion("Ad Group DeviceOS Criterion", "Smartphones", **{"Bid Adjustment": "-100"}),
        criterion("Ad Group DeviceOS Criterion", "Tablets", **{"Bid Adjustment": "-90"}),
    )
    assert of(found, "geo", "device") == {
        ("geo", "exclude", "190"),
        ("geo", "include", "all"),
        ("device", "exclude", "Smartphones"),
        ("device", "observe", "Tablets"),
    }


def test_criteria_narrow_only_where_the_target_setting_says_so() -> None:
    ages = criterion("Ad Group Age Criterion", "TwentyFiveToThirtyFour", **{"Bid Adjustment": "20"})
    visitors = criterion("Ad Group Remarketing List Association", "", Audience="Visitors", **{"Audience Id": "55"})
    assert of(one(ages, visitors), "age", "audience") == {
        ("age", "observe", "25-34"),
        ("age", "include", "all"),
        ("audience", "observe", "Visitors"),
    }
    narrowing = said(bulk(CAMPAIGN, {**GROUP, "Target Setting": "Age;Audience"}, ages, visitors))
    assert of(narrowing, "age", "audience") == {("age", "include", "25-34"), ("audience", "include", "Visitors")}


def test_an_ad_groups_places_take_the_place_of_its_campaigns_and_others_inherit() -> None:
    raw = bulk(
        CAMPAIGN,
        GROUP,
        SECOND,
        criterion("Campaign Location Criterion", "US", parent="701"),
        criterion("Ad Group Location Criterion", "CA"),
        criterion("Campaign Negative Customer List Association", "", parent="701", Audience="Members"),
        criterion("Ad Group Negative Customer List Association", "", Audience="Buyers"),
    )
    assert of(said(raw, ad_set="Leather"), "geo") == {("geo", "include", "CA")}
    assert of(said(raw, ad_set="Rubber"), "geo") == {("geo", "include", "US")}
    assert of(said(raw, ad_set="Leather"), "audience") == {
        ("audience", "exclude", "Members"),
        ("audience", "exclude", "Buyers"),
    }, "exclusions of audiences add up"


def test_deleted_rows_are_out_of_use() -> None:
    gone = criterion("Ad Group Negative Gender Criterion", "Male", Status="Deleted")
    assert of(one(gone), "gender") == {("gender", "include", "all")}
    rows = read(
        "bulk.csv", bulk(CAMPAIGN, {**GROUP, "Status": "Deleted"}, criterion("Ad Group Location Criterion", "CA"))
    )
    assert {row["active"] for row in rows.tables["targeting"].to_pylist()} == {False}


def test_a_negative_type_that_nobody_knows_is_told() -> None:
    receipt = read("bulk.csv", bulk(CAMPAIGN, GROUP, criterion("Ad Group Negative Mood Criterion", "Sad"))).receipt
    assert [notice.message for notice in receipt.warnings if notice.code == "unknown_exclusions"] == [
        "Rows that may exclude people are not understood and count as no setting: "
        "1 × “ad group negative mood criterion”."
    ]


def test_ads_carry_their_id_and_every_text() -> None:
    text = {"Title Part 1": "Boots", "Title Part 2": "Only today", "Text": "Warm feet", "Text Part 2": "Dry feet"}
    ad = {"Type": "Expanded Text Ad", "Status": "Active", "Id": "901", "Parent Id": "801", **text}
    old = {"Type": "Text Ad", "Status": "Active", "Id": "902", "Parent Id": "801", "Title": "Sale", "Text": "Buy now"}
    listed = '[{"id": 1, "text": "Soft"}, {"id": 2, "text": "Strong"}]'
    new = {"Type": "Responsive Search Ad", "Status": "Active", "Id": "903", "Parent Id": "801", "Title": listed}
    found = read("bulk.csv", bulk(CAMPAIGN, GROUP, ad, old, new)).tables["creative"].to_pylist()
    assert {(row["ad_id"], row["adset_id"], row["headline"], row["body"]) for row in found} == {
        ("901", "801", "Boots", "Warm feet"),
        ("901", "801", "Only today", "Dry feet"),
        ("902", "801", "Sale", "Buy now"),
        ("903", "801", "Soft", None),
        ("903", "801", "Strong", None),
    }
