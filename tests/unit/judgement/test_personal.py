"""Depth, audience size and sensitive signals: what the sentence may claim."""

from dataclasses import replace

from aboveboard.judgement import judge, load
from aboveboard.model import Campaign, CampaignState, Finding, Measurement, Outcome, Scope, Status, Totals
from aboveboard.model.layout import POLICIES

POLICY = load(POLICIES / "baseline.yaml")
CAMPAIGN = Campaign("spring", "Spring", "meta", CampaignState.DRAFT, totals=Totals(10, source="spring.csv"))
DEPTH = "personalization.depth"


def of_ad_set(statistic: str, value: float | None, ad_set: str | None = "Broad", **more: object) -> Measurement:
    made = Measurement(
        DEPTH,
        statistic,
        "spring",
        Scope.AD_SET if ad_set else Scope.CAMPAIGN,
        Status.NOT_SUPPLIED if value is None else Status.MEASURED,
        ad_set=ad_set,
        value=value,
        coverage=1.0,
        decides=statistic in ("interests_anded", "level5_spend_share"),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def finding(check: str, *measurements: Measurement) -> Finding:
    return next(f for f in judge(POLICY, CAMPAIGN, measurements) if f.check == check)


def test_settings_that_only_a_name_betrays_are_not_in_the_data() -> None:
    reason = "Not in the data: the settings. The name of ad set LAL suggests a lookalike audience."
    found = finding(
        DEPTH,
        of_ad_set("layers", 1.0, "LAL", badges=("inferred_from_name",)),
        of_ad_set("interests_anded", None, None, reason=reason),
        of_ad_set("level5_spend_share", None, None),
    )
    assert found.outcome is Outcome.NOT_SUPPLIED
    assert found.sentence == reason
    assert "bulk file" in found.unlock
    assert "settings, so there is no interval" not in found.sentence


def test_a_pass_must_rest_on_most_of_the_campaign() -> None:
    known = of_ad_set("interests_anded", 1.0)
    spend = of_ad_set("level5_spend_share", 0.0, None, figures={"unread_share": 0.5}, coverage=0.5)
    found = finding(DEPTH, known, spend)
    assert found.outcome is Outcome.INSUFFICIENT
    assert "50 % of impressions" in found.sentence


def test_other_places_are_said_in_words() -> None:
    found = finding(
        DEPTH, of_ad_set("interests_anded", 10.0), of_ad_set("level5_spend_share", 0.0, None), of_ad_set("x", 1.0)
    )
    assert found.outcome is Outcome.WATCH
    assert [place.sentence for place in found.places] == ["0 % of spend uses your own data on individuals"]
