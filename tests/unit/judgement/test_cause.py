"""Setting or algorithm: what the card may claim depends on what the files can tell."""

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
)
from aboveboard.model.layout import POLICIES

POLICY = load(POLICIES / "baseline.yaml")
CAMPAIGN = Campaign("spring", "Spring", "meta", CampaignState.DRAFT)


def low(value: float = 0.4, *, ad_set: str | None = None, drivers: tuple[Driver, ...] = ()) -> Measurement:
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
        figures={"x_g": 900, "x_ref": 2100, "ratio_elsewhere": 0.95},
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


def test_the_card_names_group_ratio_interval_and_n() -> None:
    finding = by_age(low(drivers=(CAP,)))
    assert finding.outcome is Outcome.FLAGGED
    assert "People aged 65 or older are reached 0.40×" in finding.headline
    assert "95 % interval 0.36–0.44, n = 3,000" in finding.sentence
    assert "population of Germany" in finding.sentence


def test_nobody_reached_is_said_as_nobody() -> None:
    assert by_age(low(0.0, drivers=(CAP,))).headline == "Nobody aged 65 or older is reached"
