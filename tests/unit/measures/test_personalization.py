"""Depth, audience size and sensitive signals, read from settings."""

import pytest

from aboveboard.model import Status
from tests.unit.measures.made import by_gender, deliver, measured, one, setting, text, workspace

DEPTH, SIZE, SIGNALS = (
    "personalization.depth",
    "personalization.audience_size",
    "personalization.sensitive_signals",
)


def test_without_settings_or_telling_names_depth_is_not_supplied() -> None:
    con = workspace()
    deliver(con, by_gender(100, 100, "Spring"))
    (absent,) = measured(con, DEPTH)
    assert (absent.status, absent.value) == (Status.NOT_SUPPLIED, None)


def test_each_dimension_is_a_layer_and_alternatives_inside_one_are_not() -> None:
    con = workspace()
    setting(con, "A", "age", "25-40")
    setting(con, "A", "gender", "male")
    setting(con, "A", "geo", "US", column="Countries")
    setting(con, "A", "geo", "Berlin", column="Cities")
    for interest in ("Welding", "Trucks"):
        setting(con, "A", "detailed", interest, column="Flexible Inclusions", group=1)
    figures = measured(con, DEPTH)
    assert one(figures, "layers", "A").value == 4
    assert one(figures, "signal_level", "A").value == 3
    assert one(figures, "interests_anded", "A").value == 1


def test_interests_that_must_all_hold_count_each() -> None:
    con = workspace()
    for group in range(3):
        setting(con, "A", "detailed", f"Interest {group}", column="Flexible Inclusions", group=group)
    figures = measured(con, DEPTH)
    assert one(figures, "interests_anded", "A").value == 3
    assert one(figures, "layers", "A").value == 3


@pytest.mark.parametrize("operator", ["suggest", "observe", "exclude"])
def test_suggestions_observations_and_exclusions_are_no_layers(operator: str) -> None:
    con = workspace()
    setting(con, "A", "detailed", "Welding", operator)
    assert one(measured(con, DEPTH), "layers", "A").value == 0


@pytest.mark.parametrize(("dimension", "value"), [("gender", "all"), ("age", "18-65+"), ("placement", "all")])
def test_a_setting_that_narrows_nothing_is_no_layer(dimension: str, value: str) -> None:
    con = workspace()
    setting(con, "A", dimension, value)
    figure = one(measured(con, DEPTH), "layers", "A")
    assert (figure.status, figure.value) == (Status.MEASURED, 0)


def test_listing_both_genders_and_every_age_band_narrows_nothing() -> None:
    con = workspace()
    for gender in ("female", "male"):
        setting(con, "A", "gender", gender)
    for band in ("18-24", "25-34", "35-44", "45-54", "55-64", "65+"):
        setting(con, "A", "age", band)
    assert one(measured(con, DEPTH), "layers", "A").value == 0


@pytest.mark.parametrize(
    ("name", "level"), [("LAL 1% customers", 4), ("Website visitors 30 days", 5), ("CRM Q3", 5), ("Lookalike (US)", 4)]
)
def test_lists_are_told_from_lookalikes_by_their_names(name: str, level: int) -> None:
    con = workspace()
    setting(con, "A", "audience", name, column="Custom Audiences")
    assert one(measured(con, DEPTH), "signal_level", "A").value == level


def test_spend_on_own_data_is_a_share_of_spend_with_known_settings() -> None:
    con = workspace()
    deliver(con, [{"unit": "A", "impressions": 10, "spend": 30, "currency": "EUR"}], breakdown="")
    deliver(con, [{"unit": "B", "impressions": 10, "spend": 10, "currency": "EUR"}], breakdown="")
    setting(con, "A", "audience", "CRM Q3")
    setting(con, "B", "gender", "female")
    figure = one(measured(con, DEPTH), "level5_spend_share")
    assert figure.value == 0.75
    assert figure.figures["level_2"] == 0.25


def test_without_spend_the_share_of_own_data_is_not_supplied() -> None:
    con = workspace()
    setting(con, "A", "audience", "CRM Q3")
    assert one(measured(con, DEPTH), "level5_spend_share").status is Status.NOT_SUPPLIED


def test_people_per_variant_uses_the_ad_sets_reach() -> None:
    con = workspace()
    deliver(con, [{"unit": "A", "impressions": 900, "reach": 300}], breakdown="")
    for number in range(5):
        text(con, "A", f"Headline {number}")
    figure = one(measured(con, DEPTH), "people_per_variant", "A")
    assert figure.value == 60


def test_dynamic_creative_multiplies_its_options() -> None:
    con = workspace()
    deliver(con, [{"unit": "A", "impressions": 900, "reach": 300}], breakdown="")
    for headline in range(3):
        for body in range(4):
            text(con, "A", f"Headline {headline}", f"Body {body}")
    assert one(measured(con, DEPTH), "people_per_variant", "A").figures["variants_potential"] == 12


def test_names_betray_layers_only_where_settings_are_missing() -> None:
    con = workspace()
    deliver(con, by_gender(100, 100, "Prospecting F 25-34 LAL 1%"))
    figure = one(measured(con, DEPTH), "layers", "Prospecting F 25-34 LAL 1%")
    assert figure.value == 3
    assert "inferred_from_name" in figure.badges


def test_a_telling_name_is_a_hint_and_no_setting() -> None:
    con = workspace()
    deliver(con, [{"unit": "Runner Lookalike", "impressions": 10, "spend": 30, "currency": "EUR"}], breakdown="")
    deliver(con, [{"unit": "Runner Broad", "impressions": 10, "spend": 30, "currency": "EUR"}], breakdown="")
    figures = measured(con, DEPTH)
    interests = one(figures, "interests_anded")
    assert (interests.status, interests.value) == (Status.NOT_SUPPLIED, None)
    assert "The name of ad set Runner Lookalike suggests a lookalike audience." in interests.reason
    assert "level5_spend_share" not in {figure.statistic for figure in figures}


def test_spend_of_ad_sets_without_settings_is_unknown_and_not_zero() -> None:
    con = workspace()
    for unit, amount in (("A", 30), ("Runner Lookalike", 15), ("Untold", 15)):
        deliver(con, [{"unit": unit, "impressions": 10, "spend": amount, "currency": "EUR"}], breakdown="")
    setting(con, "A", "audience", "CRM Q3")
    figures = measured(con, DEPTH)
    spend = one(figures, "level5_spend_share")
    assert (spend.value, spend.coverage) == (1.0, 0.5)
    assert (spend.figures["level_5"], spend.figures["level_4"], spend.figures["level_unknown"]) == (0.5, 0.0, 0.5)
    assert one(figures, "interests_anded", "Runner Lookalike").status is Status.NOT_SUPPLIED


def test_the_platforms_range_stays_a_range() -> None:
    con = workspace()
    deliver(con, [{"unit": "A", "audience_lo": 900, "audience_hi": 1_100}], breakdown="")
    deliver(con, [{"unit": "B", "audience_lo": 50_000, "audience_hi": 60_000}], breakdown="")
    figures = measured(con, SIZE, "TL")
    smallest = one(figures, "audience_size", "A")
    assert (smallest.figures["audience_lo"], smallest.figures["audience_hi"]) == (900, 1_100)
    assert "estimate_range" in smallest.badges
    least = one(figures, "k_min")
    assert (least.value, least.texts["ad_set"]) == (900, "A")


def test_reach_is_only_a_lower_bound_of_the_audience() -> None:
    con = workspace()
    deliver(con, [{"unit": "A", "reach": 600}, {"unit": "B", "reach": 500}], breakdown="")
    smallest = one(measured(con, SIZE), "audience_size", "B")
    assert (smallest.value, smallest.figures["audience_hi"]) == (500, None)
    assert "lower_bound" in smallest.badges


def test_reach_of_nothing_delivered_says_nothing_about_the_audience() -> None:
    con = workspace()
    deliver(con, [{"unit": "A", "impressions": 0, "reach": 0}, {"unit": "B", "reach": 500}], breakdown="")
    figures = measured(con, SIZE)
    nobody = one(figures, "audience_size", "A")
    assert (nobody.status, nobody.value) == (Status.INSUFFICIENT, None)
    assert "Nothing was delivered" in nobody.reason
    assert one(figures, "k_min").value == 500


def test_an_audience_larger_than_the_country_is_clipped_and_said() -> None:
    con = workspace()
    deliver(con, [{"unit": "A", "audience_lo": 500_000, "audience_hi": 500_000}], breakdown="")
    figure = one(measured(con, SIZE, "TL"), "audience_size", "A")
    assert figure.figures["bits"] == 0
    assert "audience_exceeds_population" in figure.badges


def test_impressions_alone_say_nothing_about_audience_size() -> None:
    con = workspace()
    deliver(con, [{"unit": "A", "impressions": 100}], breakdown="")
    (absent,) = measured(con, SIZE)
    assert (absent.status, absent.value) == (Status.NOT_SUPPLIED, None)


@pytest.mark.parametrize(
    ("dimension", "column", "value", "tier"),
    [
        ("detailed", "Interests", "Diabetes awareness", 4),
        ("detailed", "Interests", "Ramadan", 4),
        ("detailed", "Interests", "LGBT culture", 4),
        ("detailed", "Interests", "Single-Parents", 4),
        ("detailed", "Interests", "Payday loan", 4),
        ("detailed", "Interests", "Alleinerziehende", 2),
        ("detailed", "Interests", "Alleinerziehend", 4),
        ("detailed", "Interests", "Grossesse", 4),
        ("detailed", "Interests", "Trail running", 2),
        ("audience", "Custom Audiences", "CRM Q3", 3),
        ("audience", "Custom Audiences", "Cancer patients", 4),
        ("geo", "Zip", "US:50001", 3),
        ("geo", "Cities", "Berlin", 2),
        ("geo", "Countries", "DE", 1),
        ("income", "Income", "Top 10%", 3),
        ("age", "Age", "13-17", 4),
        ("age", "Age", "13-65+", 3),
        ("age", "Age", "25-40", 2),
        ("language", "Locales", "de", 1),
        ("placement", "Platforms", "facebook", 0),
    ],
)
def test_a_value_gets_its_tier(dimension: str, column: str, value: str, tier: int) -> None:
    con = workspace()
    setting(con, "A", dimension, value, column=column)
    (figure,) = measured(con, SIGNALS)
    assert figure.value == tier


def test_excluded_values_are_sensitive_too() -> None:
    con = workspace()
    setting(con, "A", "detailed", "Catholic church", "exclude")
    (figure,) = measured(con, SIGNALS)
    assert figure.value == 4
    row = figure.rows[0]
    assert (row.texts["category"], row.texts["operator"]) == ("religious_beliefs", "exclude")
    assert "catholic" in row.texts["words"]


def test_values_in_a_script_without_word_list_are_insufficient() -> None:
    con = workspace()
    for value in ("健康", "宗教", "Trucks"):
        setting(con, "A", "detailed", value)
    (figure,) = measured(con, SIGNALS)
    assert (figure.status, figure.value) == (Status.INSUFFICIENT, None)


def test_no_targeting_values_are_not_supplied() -> None:
    (absent,) = measured(workspace(), SIGNALS)
    assert (absent.status, absent.value) == (Status.NOT_SUPPLIED, None)
