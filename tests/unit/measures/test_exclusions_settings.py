"""Exclusions that settings say outright, and those that limits imply."""

import pytest

from aboveboard.model import Scope, Status
from tests.unit.measures.made import by_gender, deliver, measured, one, setting, suite, text, workspace

DECLARED, IMPLIED = "exclusions.declared", "exclusions.implied"


def test_without_settings_nothing_is_said_to_be_excluded_or_free() -> None:
    con = workspace()
    deliver(con, by_gender(100, 100))
    for measure in (DECLARED, IMPLIED):
        (absent,) = measured(con, measure)
        assert absent.status is Status.NOT_SUPPLIED
        assert absent.value is None
        assert "Age Min" in absent.reason


def test_settings_without_an_exclusion_are_a_measured_zero() -> None:
    con = workspace()
    setting(con, "Broad", "age", "18-65+")
    (figure,) = measured(con, DECLARED)
    assert (figure.status, figure.value, figure.texts["class"]) == (Status.MEASURED, 0, "")


@pytest.mark.parametrize("operator", ["include", "observe"])
def test_audiences_that_a_report_names_in_passing_prove_no_freedom_from_exclusions(operator: str) -> None:
    con = workspace()
    setting(con, "Broad", "audience", "Visitors", operator, column="Audience segment")
    (figure,) = measured(con, DECLARED)
    assert (figure.status, figure.value) == (Status.NOT_SUPPLIED, None)
    assert "settings export" in figure.reason


@pytest.mark.parametrize("operator", ["suggest", "observe"])
def test_what_is_suggested_or_watched_is_neither_an_exclusion_nor_a_limit(operator: str) -> None:
    con = workspace()
    setting(con, "Broad", "age", "all")
    setting(con, "Broad", "age", "25-34", operator)
    setting(con, "Broad", "gender", "female", operator)
    setting(con, "Broad", "audience", "Diabetes patients", operator)
    assert measured(con, DECLARED)[0].value == 0
    assert not [figure for figure in measured(con, IMPLIED, "TL") if figure.value == 0]


@pytest.mark.parametrize(
    ("dimension", "column", "value", "expected"),
    [
        ("audience", "Excluded Custom Audiences", "AllPriorCustomers", "own_audience"),
        ("audience", "Excluded Custom Audiences", "Diabetes patients", "protected"),
        ("audience", "Excluded User AdClusters", "Cluster 7", "unclassified"),
        ("audience", "EXCLUDED_AUDIENCE", "124938917", "own_audience"),
        ("audience", "Remarketing audience exclusions", "Basket", "own_audience"),
        ("audience", "Audience Targeting - Exclude", "77", "unclassified"),
        ("audience", "Audience segment (Negative)", "Travel buffs", "unclassified"),
        ("audience", "Audience segment (Negative)", "All converters", "own_audience"),
        ("detailed", "Flexible Exclusions", "Parents with toddlers (01-02 years)", "protected"),
        ("detailed", "Flexible Exclusions", "Ramadan", "proxy"),
        ("detailed", "Flexible Exclusions", "Trucks", "interest"),
        ("geo", "Excluded Zip", "US:50001", "proxy"),
        ("geo", "Excluded Regions", "Alaska US", "service_area"),
        ("geo", "Location (Negative location)", "Alaska, United States", "service_area"),
        ("geo", "Location (Negative location)", "60601, Illinois, United States", "proxy"),
        ("geo", "Target (Ad Group Negative Location Criterion, PostalCode)", "60601", "proxy"),
        ("age", "Demographic status", "65+", "protected"),
        ("age", "Demographic status", "13-17", "legal_age"),
        ("gender", "Excluded", "female", "protected"),
        ("language", "Excluded", "tr", "proxy"),
        ("device", "Excluded User Device", "Android_Smartphone", "proxy"),
        ("context", "Excluded Publisher Categories", "Gambling", "content_safety"),
    ],
)
def test_an_exclusion_is_put_in_its_class(dimension: str, column: str, value: str, expected: str) -> None:
    con = workspace()
    setting(con, "Broad", dimension, value, "exclude", column=column)
    (figure,) = measured(con, DECLARED)
    assert figure.texts["class"] == expected
    assert figure.rows[0].texts["value"] == value


def test_spelling_variants_of_one_exclusion_count_once_and_ad_sets_are_counted_per_class() -> None:
    con = workspace()
    setting(con, "A", "detailed", "Single-parents", "exclude", column="Flexible Exclusions")
    setting(con, "B", "detailed", "single parent", "exclude", column="Flexible Exclusions")
    setting(con, "B", "audience", "Customers", "exclude", column="Excluded Custom Audiences")
    by_class = {m.texts["class"]: m for m in measured(con, DECLARED)}
    assert by_class["protected"].value == 2
    assert by_class["protected"].figures["clauses"] == 1
    assert by_class["own_audience"].value == 1


def test_a_placeholder_row_is_no_exclusion() -> None:
    con = workspace()
    setting(con, "Broad", "age", "18-65+")
    setting(con, "Broad", "detailed", "Ramadan", "exclude", active=False)
    assert measured(con, DECLARED)[0].value == 0


def test_an_age_cap_shuts_out_the_bands_above_it_with_people_and_the_change() -> None:
    con = workspace()
    setting(con, "Young", "age", "18-44")
    setting(con, "Young", "gender", "all")
    figures = measured(con, IMPLIED, "TL")
    oldest = next(m for m in figures if m.segment == {"age": "65+"} and m.scope is Scope.SEGMENT)
    assert oldest.value == 0
    assert oldest.figures["people_out"] == 20_000
    driver = oldest.drivers[0]
    assert (driver.ad_set, driver.setting, driver.now, driver.to) == ("Young", "age", "18–44", "18–65+")
    assert one(figures, "coverage_min").value == 0
    assert one(figures, "coverage", "Young", age="65+").value == 0


def test_a_band_cut_inside_counts_by_years() -> None:
    con = workspace()
    setting(con, "Young", "age", "18-45")
    figure = one(measured(con, IMPLIED, "TL"), "coverage", "Young", age="45-54")
    assert figure.value == pytest.approx(0.1)
    assert "interpolated" in figure.badges


def test_a_group_that_another_ad_set_lets_in_is_not_shut_out_of_the_campaign() -> None:
    con = workspace()
    for unit, ages in (("Young", "18-44"), ("Old", "45-65+")):
        setting(con, unit, "age", ages)
        setting(con, unit, "gender", "all")
    figures = measured(con, IMPLIED)
    assert one(figures, "coverage_min").value == 1
    assert all(m.ad_set for m in figures if m.statistic == "coverage")


def test_a_hole_that_only_the_cross_of_age_and_gender_shows_is_found() -> None:
    con = workspace()
    for unit, gender, ages in (("Men", "male", "18-44"), ("Women", "female", "18-65+")):
        setting(con, unit, "gender", gender)
        setting(con, unit, "age", ages)
    campaign = [m for m in measured(con, IMPLIED) if m.scope is Scope.SEGMENT]
    assert {"age": "65+", "gender": "male"} in [m.segment for m in campaign]
    assert all(m.attribute == "age × gender" for m in campaign)


def test_unknown_settings_of_one_ad_set_leave_the_campaign_open() -> None:
    con = workspace()
    setting(con, "Young", "age", "18-44")
    setting(con, "Other", "gender", "female")
    least = one(measured(con, IMPLIED), "coverage_min")
    assert least.status is Status.INSUFFICIENT
    assert least.value is None


def test_a_suggested_age_range_shuts_nobody_out() -> None:
    con = workspace()
    setting(con, "Broad", "age", "25-44", "suggest")
    setting(con, "Broad", "age", "18-65+")
    setting(con, "Broad", "gender", "all")
    assert one(measured(con, IMPLIED), "coverage_min").value == 1


def test_one_country_named_by_all_settings_gives_the_people() -> None:
    con = workspace()
    setting(con, "Young", "age", "18-44")
    setting(con, "Young", "geo", "TL", column="Countries")
    figure = one(measured(con, IMPLIED), "coverage", "Young", age="65+")
    assert figure.figures["people_out"] == 20_000
    assert figure.base.startswith("population of Testland")


def test_a_legal_minimum_age_is_listed_as_such() -> None:
    con = workspace()
    setting(con, "Beer", "age", "21-65+")
    text(con, "Beer", "Cold beer for hot days")
    figure = one(measured(con, IMPLIED), "coverage", "Beer", age="18-24")
    assert figure.texts["class"] == "legal_age"


def test_languages_devices_and_places_are_listed_beside() -> None:
    con = workspace()
    setting(con, "Broad", "age", "18-65+")
    setting(con, "Broad", "device", "iPhone", column="User Device")
    setting(con, "Broad", "geo", "Berlin", column="Cities")
    rows = one(measured(con, IMPLIED), "coverage_min").rows
    assert {row.texts["class"] for row in rows if "class" in row.texts} == {"device", "place"}


def test_a_job_ad_is_recognised_by_its_words_and_every_exclusions_figure_says_so() -> None:
    con = workspace()
    setting(con, "Job board autumn", "age", "25-40")
    figures = [m for m in suite(con) if m.measure.startswith("exclusions.")]
    assert {m.texts["opportunity"] for m in figures} == {"jobs"}
    assert figures[0].texts["opportunity_source"].startswith("words: ")


def test_a_declared_category_comes_before_words() -> None:
    con = workspace()
    setting(con, "Job board autumn", "special_category", "HOUSING", column="Special Ad Categories")
    figure = suite(con)[0]
    assert (figure.texts["opportunity"], figure.texts["opportunity_source"]) == ("housing", "declared")


def test_an_ordinary_sale_is_no_opportunity() -> None:
    con = workspace()
    setting(con, "Garden sale", "age", "18-65+")
    text(con, "Garden sale", "Everything for your garden", "Shovels and seeds at half price")
    assert suite(con)[0].texts["opportunity"] == ""
