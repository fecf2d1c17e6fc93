"""The account's other campaigns as a base: the same file or the same account, nothing else."""

from aboveboard.model import Status
from tests.unit.measures.made import by_gender, deliver, measured, one, setting, workspace

MEASURE = "exclusions.delivery"


def test_without_a_country_the_other_campaigns_of_the_same_file_are_the_base() -> None:
    con = workspace("winter")
    deliver(con, by_gender(3_000, 6_000, metric="impressions", frequency=1.5))
    deliver(con, by_gender(5_000, 5_000, metric="impressions", frequency=1.5), campaign="winter")
    women = one(measured(con, MEASURE), "impact_ratio", gender="female")
    assert women.value == 0.5
    assert "vs_account" in women.badges
    assert women.base == "the account's other campaign, in the same file"


def test_a_campaign_of_another_file_belongs_to_the_account_by_its_id_or_by_its_name_where_there_is_no_id() -> None:
    con = workspace("winter", "summer", "stranger")
    deliver(con, by_gender(3_000, 6_000, metric="impressions", account_id="7", account_name="Shop"))
    for slug, mark in (
        ("winter", {"account_id": "7"}),
        ("summer", {"account_name": "Shop"}),
        ("stranger", {"account_id": "8", "account_name": "Shop"}),
    ):
        deliver(con, by_gender(5_000, 5_000, metric="impressions", **mark), campaign=slug, import_id=slug)
    women = one(measured(con, MEASURE), "impact_ratio", gender="female")
    assert women.base == "2 other campaigns of the same account"
    assert women.figures["n_g"] == 10_000 // 3


def test_unrelated_campaigns_of_the_workspace_are_no_base() -> None:
    con = workspace("winter")
    deliver(con, [*by_gender(3_000, 6_000), *by_gender(9_000, 6_000, "Narrow")])
    deliver(con, by_gender(5_000, 5_000), campaign="winter", import_id="i2")
    deciding = [m for m in measured(con, MEASURE) if m.attribute == "gender" and m.decides]
    assert [m.status for m in deciding] == [Status.NOT_SUPPLIED]
    assert deciding[0].reason.startswith("Not in the data: choose a reference country")


def test_samples_are_never_the_base_of_an_own_campaign() -> None:
    con = workspace("winter")
    con.execute("UPDATE campaign SET sample = true WHERE slug = 'winter'")
    deliver(con, by_gender(3_000, 6_000, account_id="7"))
    deliver(con, by_gender(5_000, 5_000, account_id="7"), campaign="winter", import_id="i2")
    whole = next(m for m in measured(con, MEASURE) if m.attribute == "gender" and m.decides)
    assert whole.status is Status.NOT_SUPPLIED


def test_a_settings_file_that_names_both_campaigns_makes_them_one_account() -> None:
    con = workspace("winter")
    deliver(con, by_gender(3_000, 6_000, metric="impressions"))
    deliver(con, by_gender(5_000, 5_000, metric="impressions"), campaign="winter", import_id="i2")
    for slug in ("spring", "winter"):
        setting(con, "Broad", "geo", "DE", column="Countries", campaign=slug)
    assert one(measured(con, MEASURE), "impact_ratio", gender="female").value == 0.5


def test_an_ad_set_is_compared_with_everything_else_of_the_account() -> None:
    con = workspace("winter")
    deliver(con, by_gender(3_000, 6_000, "A", metric="impressions", frequency=1.0))
    deliver(con, by_gender(5_000, 5_000, "B", metric="impressions", frequency=1.0))
    deliver(con, by_gender(5_000, 5_000, metric="impressions", frequency=1.0), campaign="winter")
    women = one(measured(con, MEASURE), "impact_ratio", "A", gender="female")
    assert women.value == 0.5
    assert women.base == "the campaign's other ad sets and the account's other campaign, in the same file"


def test_another_platform_is_not_part_of_the_account() -> None:
    con = workspace("winter")
    con.execute("UPDATE campaign SET platform = 'tiktok' WHERE slug = 'winter'")
    deliver(con, by_gender(3_000, 6_000, None), level="campaign")
    deliver(con, by_gender(5_000, 5_000, None), level="campaign", campaign="winter")
    whole = next(m for m in measured(con, MEASURE) if m.attribute == "gender" and m.decides)
    assert whole.status is Status.NOT_SUPPLIED


def test_settings_of_one_ad_set_shut_nobody_out_of_delivery_that_names_no_ad_set() -> None:
    con = workspace()
    rows = [{**row, "unit": None} for row in by_gender(1_000, 2_000)]
    deliver(con, rows, level="campaign")
    setting(con, "A", "gender", "male")
    women = one(measured(con, MEASURE, "TL"), "impact_ratio", gender="female")
    assert women.value == 0.5
