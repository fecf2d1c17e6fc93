"""The Meta bulk file: settings once per ad set, texts once per ad."""

import csv
import io

import pytest

from aboveboard.intake import read

BASE = {
    "Campaign ID": "cg:12000000000000001",
    "Campaign Name": "Harbour jobs",
    "Campaign Status": "ACTIVE",
    "Special Ad Categories": "",
    "Ad Set ID": "c:12000000000000002",
    "Ad Set Name": "Dockers",
    "Ad Set Run Status": "ACTIVE",
    "Countries": "DE",
    "Excluded Regions": "",
    "Gender": "Men",
    "Age Min": "18",
    "Age Max": "44",
    "Age Range": "",
    "Advantage Audience": "0",
    "Excluded Custom Audiences": "",
    "Flexible Inclusions": "",
    "Publisher Platforms": "facebook, instagram",
    "Ad ID": "a:12000000000000003",
    "Ad Name": "Ad 1",
    "Title": "Work at the harbour",
    "Body": "Apply today",
}


def _file(*rows: dict[str, str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, BASE, delimiter="\t", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows([{**BASE, **row} for row in rows])
    return text.getvalue().encode("utf-16")


def _settings(*rows: dict[str, str]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = read("bulk.csv", _file(*rows)).tables["targeting"].to_pylist()
    return found


def _of(rows: list[dict[str, object]], dimension: str) -> list[tuple[object, object]]:
    return [(row["operator"], row["value"]) for row in rows if row["dimension"] == dimension]


def test_two_ads_of_one_ad_set_give_its_settings_once_and_both_texts() -> None:
    reading = read(
        "bulk.csv", _file({}, {"Ad ID": "a:12000000000000004", "Ad Name": "Ad 2", "Title": "Harbour shifts"})
    )
    settings = reading.tables["targeting"].to_pylist()
    assert _of(settings, "age") == [("include", "18-44")]
    assert {row["adset_id"] for row in settings} == {"12000000000000002"}
    assert {row["adset_name"] for row in settings} == {"Dockers"}
    assert [row["headline"] for row in reading.tables["creative"].to_pylist()] == [
        "Work at the harbour",
        "Harbour shifts",
    ]
    assert "delivery" not in reading.tables


def test_a_missing_upper_age_limit_is_open_and_a_missing_lower_one_is_eighteen() -> None:
    assert _of(_settings({"Age Max": ""}), "age") == [("include", "18-65+")]
    assert _of(_settings({"Age Max": "65"}), "age") == [("include", "18-65+")]
    assert _of(_settings({"Age Min": ""}), "age") == [("include", "18-44")]


def test_an_empty_setting_was_read_and_narrows_nothing() -> None:
    settings = _settings({"Age Min": "", "Age Max": "", "Gender": "", "Countries": "", "Excluded Regions": "Alaska US"})
    assert _of(settings, "age") == [("include", "all")]
    assert _of(settings, "gender") == [("include", "all")]
    assert sorted(_of(settings, "geo")) == [("exclude", "Alaska US"), ("include", "all")]


def test_layers_of_a_flexible_spec_must_all_hold_and_values_inside_one_are_alternatives() -> None:
    spec = (
        '[{"interests": [{"id": "6001", "name": "Ships"}], "behaviors": [{"id": "6002", "name": "Commuters"}]},'
        ' {"interests": [{"id": "6003", "name": "Trade unions"}]}]'
    )
    detailed = [row for row in _settings({"Flexible Inclusions": spec}) if row["dimension"] == "detailed"]
    groups = {str(row["value"]): row["and_group"] for row in detailed}
    assert groups["Ships"] == groups["Commuters"] != groups["Trade unions"]
    assert {row["value_id"] for row in detailed} == {"6001", "6002", "6003"}


def test_audience_names_with_commas_stay_whole() -> None:
    cell = "120213000000000508:Customers, all time, 120213000000000509:Followers"
    assert _of(_settings({"Excluded Custom Audiences": cell}), "audience") == [
        ("exclude", "Customers, all time"),
        ("exclude", "Followers"),
    ]


def test_advantage_audience_turns_gender_into_a_suggestion_and_leaves_age_limits_hard() -> None:
    settings = _settings({"Advantage Audience": "1", "Age Range": "25-40"})
    assert _of(settings, "gender") == [("suggest", "male"), ("include", "all")]
    assert sorted(_of(settings, "age")) == [("include", "18-44"), ("suggest", "25-40")]
    assert _of(settings, "automation") == [("include", "Advantage audience")]


def test_an_archived_ad_set_is_not_active() -> None:
    assert {row["active"] for row in _settings({"Ad Set Run Status": "ARCHIVED"})} == {False}
    assert {row["active"] for row in _settings({})} == {True}


def test_a_special_ad_category_is_a_setting_of_its_own() -> None:
    assert _of(_settings({"Special Ad Categories": "EMPLOYMENT"}), "special_category") == [("include", "EMPLOYMENT")]


PLACES = """Large Geo Areas|Medium Geo Areas|Small Geo Areas|Metro Areas|Neighborhoods|Subneighborhoods|Subcities
Location Cluster IDs|Countries|Cities|Regions|Electoral Districts|Zip|Addresses|Geo Markets (DMA)|Global Regions"""


def _only(column: str, cell: str) -> list[dict[str, object]]:
    """Settings of an ad set, from a file that has one more column."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [*BASE, *([] if column in BASE else [column])], delimiter="\t", lineterminator="\r\n")
    writer.writeheader()
    writer.writerow({**BASE, column: cell})
    found: list[dict[str, object]] = read("bulk.csv", text.getvalue().encode("utf-16")).tables["targeting"].to_pylist()
    return [row for row in found if str(row["raw_column"]) == column]


@pytest.mark.parametrize("place", PLACES.replace("\n", "|").split("|"))
def test_every_kind_of_place_is_let_in_or_shut_out_by_its_column(place: str) -> None:
    assert [(row["dimension"], row["operator"]) for row in _only(place, "Somewhere")] == [("geo", "include")]
    assert [(row["dimension"], row["operator"]) for row in _only(f"Excluded {place}", "Somewhere")] == [
        ("geo", "exclude")
    ]


@pytest.mark.parametrize(
    ("column", "cell", "values"),
    [
        ("Zip", "US:50001, US:50002", ["US:50001", "US:50002"]),
        ("Excluded Zip", "DE:04109", ["DE:04109"]),
        ("Excluded Regions", "Alaska US, Wyoming US", ["Alaska US", "Wyoming US"]),
        ("Addresses", "(42.000, -93.000) +5mi, (41.5, -90.1) +10km", ["(42.000, -93.000) +5mi", "(41.5, -90.1) +10km"]),
        ("Excluded Addresses", "(42.000, -93.000) +5mi", ["(42.000, -93.000) +5mi"]),
        ("Excluded Connections", "120213000000000508:Shop, our page", ["Shop, our page"]),
        ("Age Range", "[18, 35]", ["18-35"]),
        ("Age Range", "25-65", ["25-65+"]),
        ("Special Ad Categories", "None", []),
    ],
)
def test_cells_hold_lists_in_their_own_ways(column: str, cell: str, values: list[str]) -> None:
    assert [row["value"] for row in _only(column, cell)] == values


def test_flexible_exclusions_are_exclusions_with_their_ids() -> None:
    spec = '[{"interests": [{"id": "6003", "name": "Trade unions"}, {"id": "6004", "name": "Church, parish"}]}]'
    rows = _only("Flexible Exclusions", spec)
    assert [(row["operator"], row["value"], row["value_id"]) for row in rows] == [
        ("exclude", "Trade unions", "6003"),
        ("exclude", "Church, parish", "6004"),
    ]


def test_further_titles_of_an_ad_are_variants_of_it() -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [*BASE, "Additional Title 1", "Payer (Taiwan)"], delimiter="\t")
    writer.writeheader()
    writer.writerow({**BASE, "Additional Title 1": "Ships need you", "Payer (Taiwan)": "Harbour Ltd"})
    found = read("bulk.csv", text.getvalue().encode("utf-16")).tables["creative"].to_pylist()
    assert {row["headline"] for row in found} == {"Work at the harbour", "Ships need you"}
    assert {row["payer"] for row in found} == {"Harbour Ltd"}
