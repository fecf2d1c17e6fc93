"""How far several files of one campaign agree."""

import pytest

from aboveboard.judgement import reconciled
from aboveboard.model import Campaign, CampaignState, Reconciliation, Totals


@pytest.mark.parametrize(
    ("impressions", "share", "line"),
    [
        (9_800, 0.98, "region.csv accounts for 9,800 of the campaign's 10,000 impressions (98 %)."),
        (9_999, 0.9999, "region.csv accounts for 9,999 of the campaign's 10,000 impressions (just under 100 %)."),
        (10_000, 1.0, "region.csv accounts for 10,000 of the campaign's 10,000 impressions (100 %)."),
        (
            10_300,
            1.03,
            "region.csv holds 10,300 impressions, more than the campaign's 10,000 in gender.csv (103 %): "
            "the files may cover different days or ad sets.",
        ),
        (None, None, "region.csv holds no impressions to compare with the campaign's 10,000."),
    ],
)
def test_each_further_file_is_held_against_the_campaign(impressions: int, share: float, line: str) -> None:
    campaign = Campaign(
        "tea",
        "Tea",
        "meta",
        CampaignState.DRAFT,
        totals=Totals(10_000, source="gender.csv"),
        reconciliations=(Reconciliation("region.csv", ("region",), impressions, share),),
    )
    assert reconciled(campaign) == (line,)


def test_a_campaign_of_one_file_has_nothing_to_compare() -> None:
    assert reconciled(Campaign("tea", "Tea", "meta", CampaignState.DRAFT)) == ()
