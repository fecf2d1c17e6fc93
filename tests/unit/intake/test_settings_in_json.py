"""Settings tables of interfaces and connectors: lists in JSON cells, or all settings in one JSON object."""

import csv
import io
import json
from pathlib import Path

import pytest

from aboveboard.intake import read
from tests.unit.intake.settings_said import Said, of, said


def table(*rows: dict[str, object]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(
        {key: json.dumps(cell) if isinstance(cell, dict | list) else cell for key, cell in row.items()} for row in rows
    )
    return text.getvalue().encode()


TIKTOK: dict[str, object] = {
    "ADGROUP_ID": "31",
    "UPDATED_AT": "2026-03-02 10:00:00",
    "CAMPAIGN_ID": "3",
    "ADGROUP_NAME": "Teens",
    "GENDER": "GENDER_FEMALE",
    "SECONDARY_STATUS": "ADGROUP_STATUS_DELIVERY_OK",
    "IS_HFSS": "TRUE",
    "AUDIENCE": "[ 12 ]",
    "EXCLUDED_AUDIENCE": "[ 13, 14 ]",
    "LOCATION": "[ 6252001 ]",
    "INTEREST_CATEGORY_V_2": "[ 26 ]",
    "AGE_GROUPS": '[ "AGE_13_17", "AGE_18_24" ]',
    "OPERATING_SYSTEMS": "[]",
    "_FIVETRAN_SYNCED": "2026-03-02 11:00:00",
}
META: dict[str, object] = {
    "id": "41",
    "campaign_id": "4",
    "name": "Spring",
    "optimization_goal": "REACH",
    "billing_event": "IMPRESSIONS",
    "effective_status": "ACTIVE",
    "updated_time": "2026-03-02",
}
META_SPEC: dict[str, object] = {
    "age_min": 25,
    "age_max": 54,
    "genders": [2],
    "geo_locations": {"countries": ["US"], "regions": [{"key": "3847", "name": "California"}]},
    "excluded_geo_locations": {"zips": [{"key": "US:60601"}], "countries": ["CA"]},
    "excluded_custom_audiences": [{"id": "13", "name": "Buyers"}],
    "flexible_spec": [{"interests": [{"id": "1", "name": "Tea"}]}, {"behaviors": [{"id": "2", "name": "Commuters"}]}],
    "exclusions": {"interests": [{"id": "3", "name": "Gambling"}]},
}


def meta(spec: object, **more: object) -> set[Said]:
    return said(table({**META, "targeting": spec, **more}))


def test_tiktok_ad_groups_list_their_settings_in_json() -> None:
    assert said(table(TIKTOK), ad_set="Teens") == {
        ("age", "include", "13-17"),
        ("age", "include", "18-24"),
        ("gender", "include", "female"),
        ("geo", "include", "6252001"),
        ("audience", "include", "12"),
        ("audience", "exclude", "13"),
        ("audience", "exclude", "14"),
        ("detailed", "include", "26"),
        ("special_category", "include", "Food high in fat salt or sugar"),
    }


def test_only_the_newest_state_of_an_ad_group_counts() -> None:
    older = {**TIKTOK, "UPDATED_AT": "2026-01-01 09:00:00", "GENDER": "GENDER_MALE", "EXCLUDED_AUDIENCE": "[ 99 ]"}
    newest = {**TIKTOK, "GENDER": "GENDER_UNLIMITED"}
    found = said(table(older, newest))
    assert of(found, "gender") == {("gender", "include", "all")}
    assert ("audience", "exclude", "99") not in found


def test_a_deleted_ad_group_is_out_of_use() -> None:
    assert said(table({**TIKTOK, "SECONDARY_STATUS": "ADGROUP_STATUS_DELETE"})) == set()


def test_one_json_object_holds_all_settings_of_a_meta_ad_set() -> None:
    assert meta(META_SPEC) == {
        ("age", "include", "25-54"),
        ("gender", "include", "female"),
        ("geo", "include", "US"),
        ("geo", "include", "California"),
        ("geo", "exclude", "US:60601"),
        ("geo", "exclude", "CA"),
        ("audience", "exclude", "Buyers"),
        ("detailed", "include", "Tea"),
        ("detailed", "include", "Commuters"),
        ("detailed", "exclude", "Gambling"),
    }
    rows = read("a.csv", table({**META, "targeting": META_SPEC})).tables["targeting"].to_pylist()
    groups = {row["value"]: row["and_group"] for row in rows if row["operator"] == "include"}
    assert groups["Tea"] != groups["Commuters"], "parts of the flexible spec must all hold"
    assert {row["adset_id"] for row in rows} == {"41"}


def test_what_the_object_does_not_name_is_not_narrowed_and_an_open_age_is_open() -> None:
    assert of(meta({"age_min": 21, "geo_locations": {"countries": ["DE"]}}), "age", "gender", "geo") == {
        ("age", "include", "21-65+"),
        ("gender", "include", "all"),
        ("geo", "include", "DE"),
    }


def test_advantage_audience_makes_wishes_of_interests_and_leaves_limits_of_age_and_exclusions() -> None:
    found = meta({**META_SPEC, "targeting_automation": {"advantage_audience": 1}})
    assert of(found, "detailed") == {
        ("detailed", "suggest", "Tea"),
        ("detailed", "suggest", "Commuters"),
        ("detailed", "exclude", "Gambling"),
    }
    assert of(found, "age", "automation") == {
        ("age", "include", "25-54"),
        ("automation", "include", "Advantage audience"),
    }


def test_a_cell_that_cannot_be_read_is_told_and_says_nothing() -> None:
    reading = read("a.csv", table({**META, "targeting": "{'age_min': 25"}))
    assert "targeting" not in reading.tables
    assert [notice.code for notice in reading.receipt.warnings] == ["no_json"]


def test_linkedin_facets_include_and_exclude() -> None:
    facet = "urn:li:adTargetingFacet"
    criteria = {
        "include": {
            "and": [
                {"or": {f"{facet}:locations": ["urn:li:geo:103644278"]}},
                {"or": {f"{facet}:seniorities": ["urn:li:seniority:6"], f"{facet}:genders": ["urn:li:gender:MALE"]}},
            ]
        },
        "exclude": {
            "or": {
                f"{facet}:ageRanges": ["urn:li:ageRange:(55,2147483647)"],
                f"{facet}:employers": ["urn:li:organization:1"],
                f"{facet}:audienceMatchingSegments": ["urn:li:adSegment:7"],
            }
        },
    }
    raw = table({"id": "61", "campaign_group_id": "6", "name": "Hiring", "targeting_criteria": criteria})
    assert said(raw, ad_set="Hiring") == {
        ("geo", "include", "urn:li:geo:103644278"),
        ("professional", "include", "urn:li:seniority:6"),
        ("gender", "include", "male"),
        ("age", "exclude", "55-65+"),
        ("age", "include", "all"),
        ("professional", "exclude", "urn:li:organization:1"),
        ("audience", "exclude", "urn:li:adSegment:7"),
    }


def test_pinterest_and_snapchat_objects() -> None:
    spec = {"AGE_BUCKET": ["18-24", "65+"], "GENDER": ["male"], "LOCATION": ["US"], "AUDIENCE_EXCLUDE": ["254"]}
    pin = table({"id": "71", "campaign_id": "7", "name": "Hats", "status": "ACTIVE", "targeting_spec": spec})
    assert said(pin) == {
        ("age", "include", "18-24"),
        ("age", "include", "65+"),
        ("gender", "include", "male"),
        ("geo", "include", "US"),
        ("audience", "exclude", "254"),
    }
    targeting = {
        "demographics": [{"min_age": "16", "max_age": "25", "gender": "FEMALE"}],
        "geos": [{"country_code": "us", "operation": "INCLUDE"}, {"postal_code": ["60601"], "operation": "EXCLUDE"}],
        "segments": [{"segment_id": ["5"], "operation": "EXCLUDE"}, {"segment_id": ["6"], "operation": "INCLUDE"}],
    }
    squad = table({"id": "81", "campaign_id": "8", "name": "Teens", "bid_micro": "1000000", "targeting": targeting})
    assert said(squad) == {
        ("age", "include", "16-25"),
        ("gender", "include", "female"),
        ("geo", "include", "US"),
        ("geo", "exclude", "60601"),
        ("audience", "exclude", "5"),
        ("audience", "include", "6"),
    }


@pytest.mark.real_data
def test_the_connectors_tiktok_table_is_read_as_settings(shared_data: Path) -> None:
    path = shared_data / "real/dbt_ad_reporting/tiktok_adgroup_history_data.csv"
    reading = read(path.name, path.read_bytes())
    assert reading.receipt.profile == "connector_tiktok_adgroups"
    assert set(reading.tables) == {"targeting"}
    found = said(path.read_bytes(), ad_set="Ad group name one")
    assert of(found, "gender") == {("gender", "include", "all")}
    assert ("audience", "exclude", "124938917") in found
    assert {value for _, _, value in of(found, "age")} == {"18-24", "25-34", "35-44", "45-54", "55-65+"}


@pytest.mark.real_data
def test_the_snap_library_counts_as_its_answer_key_says(shared_data: Path) -> None:
    path = shared_data / "exports/snapchat/REAL_political_ads_2020_head1000_names_replaced.csv"
    rows = read(path.name, path.read_bytes()).tables["targeting"].to_pylist()

    def ads(**wanted: object) -> int:
        return len({row["source_row"] for row in rows if all(row[key] == value for key, value in wanted.items())})

    assert ads(operator="exclude") == 61
    assert [ads(raw_column=f"{name} (Excluded)") for name in ("Regions", "Metros", "Postal Codes")] == [44, 7, 13]
    assert ads(raw_column="Segments") == 474
    assert ads(dimension="gender") - ads(dimension="gender", value="all") == 92
    assert ads(dimension="age", value="all") == 50
    below = {row["source_row"] for row in rows if row["dimension"] == "age" and row["value"][:1].isdigit()}
    young = {row["source_row"] for row in rows if row["source_row"] in below and row["dimension"] == "age"
             and int(row["value"].split("-")[0].rstrip("+")) < 18}  # fmt: skip
    assert len(young) == 124
