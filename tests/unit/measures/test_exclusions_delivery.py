"""Who is left out of delivery: counts, bases, families, statuses and drivers on small hand-made rows."""

import pytest

from aboveboard.model import Scope, Status
from tests.unit.measures.made import by_age, by_gender, deliver, measured, one, setting, workspace

MEASURE = "exclusions.delivery"


def test_reach_is_read_as_people_where_one_row_stands_for_a_group() -> None:
    con = workspace()
    deliver(con, by_gender(1_200, 1_800, impressions=9_000))
    women = one(measured(con, MEASURE, "TL"), "impact_ratio", gender="female")
    assert women.value == pytest.approx(2 / 3, abs=1e-6)
    assert women.figures["x_g"] == 1_200
    assert "estimated_people" not in women.badges
    assert women.base == "population of Testland, 18 and older (UN WPP 2019)"
    assert "vs_population" in women.badges


def test_reach_of_several_rows_is_never_added_up() -> None:
    con = workspace()
    for unit in ("A", "B"):
        deliver(con, by_gender(1_000, 1_000, unit, impressions=4_000))
    women = one(measured(con, MEASURE, "TL"), "impact_ratio", gender="female")
    assert women.figures["x_g"] == 8_000 / 4
    assert "estimated_people" in women.badges


def test_the_highest_frequency_of_the_pooled_rows_counts_people() -> None:
    con = workspace()
    deliver(con, by_gender(1_000, 1_000, "A", impressions=2_000))
    deliver(con, by_gender(1_000, 1_000, "B", impressions=4_000))
    women = one(measured(con, MEASURE, "TL"), "impact_ratio", gender="female")
    assert women.figures["x_g"] == 6_000 // 4


def test_reach_without_impressions_over_several_rows_is_too_little_to_say() -> None:
    con = workspace()
    for unit in ("A", "B"):
        deliver(con, by_gender(1_000, 1_000, unit))
    whole = next(m for m in measured(con, MEASURE, "TL") if m.scope is Scope.CAMPAIGN and m.decides)
    assert whole.status is Status.INSUFFICIENT
    assert "cannot be added" in whole.reason


def test_impressions_alone_are_weak_evidence() -> None:
    con = workspace()
    deliver(con, by_gender(30_000, 60_000, metric="impressions"))
    women = one(measured(con, MEASURE, "TL"), "impact_ratio", gender="female")
    assert women.figures["x_g"] == 10_000
    assert {"frequency_assumed", "weak", "estimated_people"} <= set(women.badges)


def test_frequencies_of_single_days_do_not_turn_days_into_people() -> None:
    con = workspace()
    rows = [dict(row, date=f"2026-09-0{day}") for day in range(1, 8) for row in by_gender(500, 900, impressions=1_000)]
    deliver(con, rows, daily=True)
    women = one(measured(con, MEASURE, "TL"), "impact_ratio", gender="female")
    assert women.figures["x_g"] == 7_000 // 3
    assert "weak" in women.badges


def test_eligible_people_come_before_a_population() -> None:
    con = workspace()
    rows = by_gender(1_000, 1_600)
    deliver(con, [dict(row, eligible=10_000) for row in rows])
    women = one(measured(con, MEASURE, "TL"), "impact_ratio", gender="female")
    assert women.base == "eligible people"
    assert women.value == 0.625
    assert women.figures["eligible_share"] == 0.5
    assert women.figures["population_share"] == 0.5


def test_nothing_to_compare_with_asks_for_a_reference_country() -> None:
    con = workspace()
    deliver(con, by_gender(3_000, 6_000, None), level="campaign")
    figures = measured(con, MEASURE)
    absent = next(m for m in figures if m.decides)
    assert absent.status is Status.NOT_SUPPLIED
    assert absent.value is None
    assert "choose a reference country" in absent.reason
    assert one(figures, "delivered_share", gender="female").value == pytest.approx(1 / 3)


def test_a_missing_age_column_is_not_supplied_not_zero() -> None:
    con = workspace()
    deliver(con, by_gender(3_000, 6_000))
    age = next(m for m in measured(con, MEASURE, "TL") if m.attribute == "age")
    assert age.status is Status.NOT_SUPPLIED
    assert age.value is None
    assert "seg_age" in age.needs


def test_no_delivery_at_all_is_not_supplied_for_gender_and_age() -> None:
    figures = measured(workspace(), MEASURE, "TL")
    assert {m.attribute for m in figures} == {"gender", "age"}
    assert {m.status for m in figures} == {Status.NOT_SUPPLIED}


def test_adult_bands_that_the_file_never_names_are_groups_at_zero() -> None:
    con = workspace()
    deliver(con, by_age({"18-24": 1_000, "25-34": 1_000}), breakdown="age")
    figures = measured(con, MEASURE, "TL")
    oldest = one(figures, "impact_ratio", age="65+")
    assert oldest.value == 0
    assert oldest.ci_low == 0
    assert oldest.status is Status.MEASURED
    assert oldest.p_adjusted is not None
    assert oldest.p_adjusted < 0.05


def test_bands_of_another_cut_are_interpolated_by_years() -> None:
    con = workspace()
    deliver(con, by_age({"25-29": 500, "30-34": 1_000}), breakdown="age")
    young = one(measured(con, MEASURE, "TL"), "impact_ratio", age="25-29")
    assert young.value == 0.5
    assert young.figures["n_g"] == 10_000
    assert "interpolated" in young.badges


def test_people_under_18_are_reported_and_never_a_group() -> None:
    con = workspace()
    rows = by_age({"13-17": 1_000, "18-24": 3_000, "25-34": 6_000}, metric="impressions", frequency=2.0)
    deliver(con, rows, breakdown="age")
    figures = measured(con, MEASURE, "TL")
    share = one(figures, "minors_share")
    assert share.value == pytest.approx(0.1)
    assert share.figures["impressions"] == 1_000
    assert share.texts["groups"] == "people aged 13–17"
    assert not any((m.segment or {}).get("age") == "13-17" for m in figures)


def test_no_impressions_to_minors_is_a_measured_zero() -> None:
    con = workspace()
    deliver(con, by_age({"18-24": 3_000, "25-34": 6_000}), breakdown="age")
    assert one(measured(con, MEASURE, "TL"), "minors_share").value == 0


def test_too_much_unknown_delivery_is_insufficient() -> None:
    con = workspace()
    deliver(con, [*by_gender(4_000, 4_000), {"unit": "Broad", "seg_gender": "unknown", "reach": 3_000}])
    whole = next(m for m in measured(con, MEASURE, "TL") if m.attribute == "gender" and m.scope is Scope.CAMPAIGN)
    assert whole.status is Status.INSUFFICIENT
    assert "unknown" in whole.reason


def test_a_verdict_that_hangs_on_unknown_people_says_so() -> None:
    con = workspace()
    deliver(con, [*by_gender(4_200, 5_200), {"unit": "Broad", "seg_gender": "unknown", "reach": 600}])
    women = one(measured(con, MEASURE, "TL"), "impact_ratio", gender="female")
    assert women.figures["known_only"] == pytest.approx(0.4468, abs=1e-4)
    assert women.figures["none_in"] == pytest.approx(0.42)
    assert women.figures["all_in"] == pytest.approx(0.48)
    assert "depends_on_unknown" in women.badges


def test_unknown_rows_never_change_a_known_groups_rate() -> None:
    plain, more = workspace(), workspace()
    deliver(plain, by_gender(4_200, 5_200))
    deliver(more, [*by_gender(4_200, 5_200), {"unit": "Broad", "seg_gender": "unknown", "reach": 300}])
    rates = [one(measured(con, MEASURE, "TL"), "impact_ratio", gender="female").figures["r_g"] for con in (plain, more)]
    assert rates[0] == rates[1]


def test_too_few_people_say_how_many_would_do() -> None:
    con = workspace()
    deliver(con, by_gender(3, 2))
    whole = next(m for m in measured(con, MEASURE, "TL") if m.attribute == "gender" and m.scope is Scope.CAMPAIGN)
    assert whole.status is Status.INSUFFICIENT
    assert "about 10 would be enough" in whole.reason


def test_a_group_that_the_settings_shut_out_leaves_the_family_of_its_ad_set() -> None:
    con = workspace()
    deliver(con, by_age({"18-24": 900, "25-34": 1_000}, "Young"), breakdown="age")
    setting(con, "Young", "age", "18-44")
    figures = measured(con, MEASURE, "TL")
    inside = [m for m in figures if m.ad_set == "Young"]
    assert {(m.segment or {})["age"] for m in inside} == {"35-44"}
    notes = {row.label: row.texts.get("note") for row in inside[0].rows}
    assert notes["people aged 65 or older"] == "shut out by your setting"


def test_a_group_stays_in_the_campaigns_family_while_one_ad_set_lets_it_in() -> None:
    con = workspace()
    deliver(con, by_age({"18-24": 900, "25-34": 1_000}, "Young"), breakdown="age")
    deliver(con, by_age({"18-24": 500, "65+": 500}, "All ages"), breakdown="age")
    setting(con, "Young", "age", "18-44")
    setting(con, "All ages", "age", "18-65+")
    con.execute("UPDATE delivery SET impressions = 2 * reach, frequency = 2")
    oldest = one(measured(con, MEASURE, "TL"), "impact_ratio", age="65+")
    assert oldest.status is Status.MEASURED
    shut = next(driver for driver in oldest.drivers if driver.ad_set == "Young")
    assert (shut.shuts_out, shut.setting, shut.now, shut.to) == (True, "age", "18–44", "18–65+")
    open_set = next(driver for driver in oldest.drivers if driver.ad_set == "All ages")
    assert open_set.shuts_out is False
    assert oldest.figures["ratio_elsewhere"] == pytest.approx(1.0)


def test_a_campaign_for_one_gender_only_has_nothing_to_compare() -> None:
    con = workspace()
    deliver(con, by_gender(5_000, 0, "Her")[:1])
    setting(con, "Her", "gender", "female")
    whole = next(m for m in measured(con, MEASURE, "TL") if m.attribute == "gender" and m.scope is Scope.CAMPAIGN)
    assert whole.status is Status.NOT_APPLICABLE
    assert "women only" in whole.reason


def test_without_settings_the_age_limit_that_would_explain_a_zero_is_named() -> None:
    con = workspace()
    deliver(con, by_age({"18-24": 900, "25-34": 1_000, "35-44": 950}, "Young", impressions=3_000), breakdown="age")
    deliver(con, by_age({"25-34": 300, "55-64": 200, "65+": 200}, "Old", impressions=600), breakdown="age")
    oldest = one(measured(con, MEASURE, "TL"), "impact_ratio", age="65+")
    driver = next(driver for driver in oldest.drivers if driver.ad_set == "Young")
    assert (driver.setting, driver.now, driver.to, driver.shuts_out) == ("age", "18–44", "18–65+", None)


def test_an_ad_set_tells_its_lowest_group_and_every_group_below_four_fifths() -> None:
    con = workspace()
    counts = {"18-24": 1_000, "25-34": 950, "35-44": 900, "45-54": 700, "55-64": 300, "65+": 100}
    deliver(con, by_age(counts), breakdown="age")
    inside = [m for m in measured(con, MEASURE, "TL") if m.ad_set == "Broad" and m.attribute == "age"]
    assert [(m.segment or {})["age"] for m in inside] == ["65+", "55-64", "45-54"]
    assert len(inside[0].rows) == 6
    assert all(m.statistic == "impact_ratio" and m.decides for m in inside)


def test_an_ad_set_that_is_too_small_gives_one_figure_with_a_reason() -> None:
    con = workspace()
    deliver(con, by_gender(2_000, 3_000, "Big", impressions=5_000))
    deliver(con, by_gender(2, 1, "Tiny", impressions=3))
    tiny = [m for m in measured(con, MEASURE, "TL") if m.ad_set == "Tiny"]
    assert [(m.status, m.segment) for m in tiny] == [(Status.INSUFFICIENT, None)]
    assert tiny[0].reason


def test_files_of_different_breakdowns_are_never_added() -> None:
    con = workspace()
    deliver(con, by_gender(1_000, 2_000, impressions=4_000))
    crossed = [
        {"unit": "Broad", "seg_age": "18-24", "seg_gender": gender, "impressions": 4_000, "reach": 1_500}
        for gender in ("female", "male")
    ]
    deliver(con, crossed, breakdown="age,gender", import_id="i2")
    women = one(measured(con, MEASURE, "TL"), "impact_ratio", gender="female")
    assert women.figures["x_g"] == 1_000
    assert women.figures["impressions"] == 4_000


def test_a_coarser_file_that_misses_half_the_campaign_gives_way() -> None:
    con = workspace()
    deliver(con, by_gender(1_000, 2_000, "A", impressions=2_000))
    crossed = [
        {"unit": unit, "seg_age": "18-24", "seg_gender": gender, "impressions": 4_000, "frequency": 2.0}
        for unit in ("A", "B")
        for gender in ("female", "male")
    ]
    deliver(con, crossed, breakdown="age,gender", import_id="i2")
    women = one(measured(con, MEASURE, "TL"), "impact_ratio", gender="female")
    assert women.figures["impressions"] == 8_000
    assert women.coverage == 1


def test_spend_of_drivers_stays_in_its_currency() -> None:
    con = workspace()
    deliver(con, by_gender(500, 2_000, impressions=2_500, spend=10, currency="EUR"))
    deliver(con, by_gender(500, 2_000, "B", impressions=2_500, spend=7, currency="USD"))
    women = one(measured(con, MEASURE, "TL"), "impact_ratio", gender="female")
    assert {driver.ad_set: driver.spend for driver in women.drivers} == {"Broad": {"EUR": 20.0}, "B": {"USD": 14.0}}


def test_an_ad_sets_own_figure_carries_its_spend() -> None:
    con = workspace()
    deliver(con, by_gender(500, 2_000, impressions=2_500, spend=10, currency="EUR"))
    women = one(measured(con, MEASURE, "TL"), "impact_ratio", "Broad", gender="female")
    assert [driver.spend for driver in women.drivers] == [{"EUR": 20.0}]


def test_the_shift_needs_300_people() -> None:
    con = workspace()
    deliver(con, by_gender(100, 150))
    figure = one(measured(con, MEASURE, "TL"), "shift")
    assert figure.status is Status.INSUFFICIENT
    assert figure.value is None


def test_the_sql_on_a_figure_runs_as_it_is_and_gives_its_counts() -> None:
    con = workspace()
    con.execute("UPDATE campaign SET name = 'it''s'")
    deliver(con, by_gender(1_200, 1_800, "O'Hara; DROP TABLE delivery", impressions=9_000))
    women = one(measured(con, MEASURE, "TL"), "impact_ratio", gender="female")
    found = con.execute(women.sql)
    columns = [column[0] for column in found.description or ()]
    rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    assert {row["seg_gender"]: row["reach"] for row in rows} == {"female": 1_200, "male": 1_800}


def test_places_have_no_population_and_say_what_would_help() -> None:
    con = workspace()
    rows = [{"seg_region": region, "reach": 1_000} for region in ("North", "South")]
    deliver(con, rows, level="campaign", breakdown="region")
    region = next(m for m in measured(con, MEASURE, "TL") if m.attribute == "region" and m.decides)
    assert region.status is Status.NOT_SUPPLIED
    assert region.reason.startswith("Not in the data: add eligible people by region")


def test_small_counts_are_marked_for_suppression() -> None:
    con = workspace()
    deliver(con, by_age({"18-24": 1_000, "25-34": 1_000, "35-44": 7}), breakdown="age")
    rows = {row.label: row for row in one(measured(con, MEASURE, "TL"), "impact_ratio", age="18-24").rows}
    assert rows["people aged 35–44"].texts["suppressed"] == "too few (< 10)"
    assert "suppressed" not in rows["people aged 18–24"].texts
