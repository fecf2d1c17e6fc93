"""Setting or algorithm: what the card may claim depends on what the files can tell."""

from collections.abc import Mapping
from dataclasses import replace

from aboveboard.judgement import judge, load
from aboveboard.model import (
    Campaign,
    CampaignState,
    Cause,
    Driver,
    Finding,
    Measurement,
    Outcome,
    Row,
    Scope,
    Status,
    Totals,
)
from aboveboard.model.layout import POLICIES

POLICY = load(POLICIES / "baseline.yaml")
CAMPAIGN = Campaign("spring", "Spring", "meta", CampaignState.DRAFT)


FIGURES: dict[str, float | None] = {"x_g": 900, "x_ref": 2100, "ratio_elsewhere": 0.95}


def low(
    value: float = 0.4,
    *,
    ad_set: str | None = None,
    drivers: tuple[Driver, ...] = (),
    figures: Mapping[str, float | None] = FIGURES,
) -> Measurement:
    return Measurement(
        "exclusions.delivery",
        "impact_ratio",
        "spring",
        Scope.AD_SET if ad_set else Scope.SEGMENT,
        Status.MEASURED,
        segment={"age": "65+"},
        ad_set=ad_set,
        attribute="age",
        value=value,
        ci_low=value * 0.9,
        ci_high=value * 1.1,
        n=900,
        base="population of Germany",
        p_adjusted=0.0001,
        min_expected=80,
        decides=True,
        drivers=drivers,
        figures=dict(figures),
        texts={"reference": "people aged 25–34"},
        rows=(Row("65+", {"age": "65+"}, {"count": 900}), Row("25-34", {"age": "25-34"}, {"count": 2100})),
    )


def by_age(*measurements: Measurement) -> Finding:
    return next(f for f in judge(POLICY, CAMPAIGN, measurements) if f.check == "exclusions.delivery.age")


CAP = Driver("Prospecting", 5000, 0.56, {"EUR": 120.0}, setting="age", now="18–44", to="18–65+", shuts_out=True)


def test_a_known_limit_is_your_setting_with_the_row_to_change() -> None:
    finding = by_age(low(drivers=(CAP,)))
    assert finding.cause is Cause.YOUR_SETTING
    assert [change.text for change in finding.changes] == ["Prospecting · Age 18–44 → 18–65+"]
    assert "0.95×" in finding.cause_sentence
    assert finding.affected_spend == {"EUR": 120.0}
    assert finding.affected_impressions == 5000


def test_an_inferred_limit_only_looks_like_a_setting_and_names_the_file_that_settles_it() -> None:
    inferred = Driver("Prospecting", 5000, 0.56, setting="age", now="18–44", to="18–65+", shuts_out=None)
    finding = by_age(low(drivers=(inferred,)))
    assert finding.cause is Cause.LOOKS_LIKE_YOUR_SETTING
    assert "bulk file" in finding.cause_sentence


def test_settings_that_include_everybody_leave_the_algorithm() -> None:
    included = Driver("Broad", 5000, 1.0, group_ratio=0.31, shuts_out=False)
    finding = by_age(low(drivers=(included,)))
    assert finding.cause is Cause.THE_ALGORITHM
    assert finding.changes == ()


def test_without_settings_and_without_a_gap_nobody_can_tell_but_other_ad_sets_are_named() -> None:
    finding = by_age(low(ad_set="Night shift"), low(0.97, ad_set="Day shift"))
    assert finding.cause is Cause.CANNOT_TELL
    assert "Day shift 900 of 3,000" in finding.cause_sentence


def test_a_small_ad_set_does_not_explain_a_gap_that_the_others_share() -> None:
    inferred = Driver("Tiny", 50, 0.027, setting="age", now="18–44", to="18–65+", shuts_out=None)
    finding = by_age(low(0.36, drivers=(inferred,), figures={"x_g": 900, "x_ref": 2100, "ratio_elsewhere": 0.38}))
    assert finding.cause is Cause.CANNOT_TELL
    assert (
        "Ad set Tiny (2.7 % of impressions) delivered nothing to people aged 65 or older, as Age 18–44 would do; "
        "in the other ad sets the ratio is 0.38×, so this ad set alone does not explain it." in finding.cause_sentence
    )
    assert finding.smallest_change == ""


def test_a_known_limit_that_explains_little_is_not_the_cause() -> None:
    included = Driver("Broad", 5000, 0.95, group_ratio=0.38, shuts_out=False)
    small = replace(CAP, impressions=50, impressions_share=0.027)
    figures = {"x_g": 900.0, "x_ref": 2100.0, "ratio_elsewhere": 0.38}
    finding = by_age(low(0.36, drivers=(small, included), figures=figures))
    assert finding.cause is Cause.THE_ALGORITHM
    assert "ad set Prospecting (2.7 % of impressions) is set to Age 18–44" in finding.cause_sentence
    assert "In the other ad sets the ratio is 0.38×" in finding.cause_sentence
    finding = by_age(low(0.36, drivers=(small,), figures=figures))
    assert finding.cause is Cause.CANNOT_TELL
    finding = by_age(low(0.1, drivers=(small, included), figures={**figures, "ratio_elsewhere": 0.7}))
    assert finding.cause is Cause.YOUR_SETTING


def test_other_ad_sets_are_named_only_where_the_finding_is_about_one() -> None:
    finding = by_age(low(), low(0.97, ad_set="Day shift"))
    assert finding.measurement.ad_set is None
    assert finding.cause is Cause.CANNOT_TELL
    assert "other ad sets" not in finding.cause_sentence


def test_the_card_names_group_ratio_interval_and_n() -> None:
    finding = by_age(low(drivers=(CAP,)))
    assert finding.outcome is Outcome.FLAGGED
    assert "People aged 65 or older are reached 0.40×" in finding.headline
    assert "95 % interval 0.36–0.44, n = 3,000" in finding.sentence
    assert "population of Germany" in finding.sentence


def test_nobody_reached_is_said_as_nobody() -> None:
    assert by_age(low(0.0, drivers=(CAP,))).headline == "Nobody aged 65 or older is reached"


def test_without_a_base_the_figures_own_way_out_is_the_one_to_take() -> None:
    reason = "Not in the data: choose a reference country, or add a report with other campaigns of the account."
    absent = Measurement(
        "exclusions.delivery",
        "impact_ratio",
        "spring",
        Scope.CAMPAIGN,
        Status.NOT_SUPPLIED,
        attribute="age",
        reason=reason,
        decides=True,
    )
    campaign = replace(CAMPAIGN, totals=Totals(10, source="spring.csv"))
    finding = next(f for f in judge(POLICY, campaign, [absent]) if f.check == "exclusions.delivery.age")
    assert finding.unlock == "Choose a reference country, or add a report with other campaigns of the account."
