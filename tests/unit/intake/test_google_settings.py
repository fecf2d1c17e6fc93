"""Google Ads pages: reports whose rows are settings at the same time, and lists of exclusions."""

from aboveboard.intake import read
from tests.unit.intake.settings_said import of, said

AUDIENCES = (
    "Audience segment report\n1 September 2026 - 30 September 2026\n"
    "Audience segment,Audience segment state,Campaign,Ad group,Currency code,Targeting Setting,Clicks,Impr.,Cost\n"
    "Basket,Enabled,Lamps,Desk lamps,EUR,Targeting,3,200,1.50\n"
    "Home decor fans,Enabled,Lamps,Desk lamps,EUR,Observation,5,900,2.50\n"
    "Total: Ad group,,,,EUR,,8,1100,4.00\n"
)


def test_an_audience_report_tells_who_is_targeted_and_who_is_only_watched() -> None:
    assert said(AUDIENCES) == {("audience", "include", "Basket"), ("audience", "observe", "Home decor fans")}
    receipt = read("a.csv", AUDIENCES.encode()).receipt
    assert (receipt.sums["impressions"], receipt.rows_totals) == (1100, 1)


def test_an_audience_report_without_the_column_says_nothing_about_settings() -> None:
    text = AUDIENCES.replace(",Targeting Setting", "").replace(",Targeting,", ",").replace(",Observation,", ",")
    assert "targeting" not in read("a.csv", text.replace("EUR,,8", "EUR,8").encode()).tables


def test_a_group_whose_demographic_status_is_excluded_is_shut_out() -> None:
    text = (
        "Gender report\nAll time\nDemographic status,Gender,Campaign,Ad group,Status,Clicks,Impr.,Currency code,Cost\n"
        "Enabled,Male,Lamps,Desk lamps,Eligible,27,900,EUR,12.89\n"
        "Excluded,Female,Lamps,Desk lamps,Excluded, --,0,EUR,0.00\n"
    )
    assert said(text) == {("gender", "exclude", "female")}


def test_places_of_a_location_report_are_added_or_excluded() -> None:
    text = (
        "Location report\nAll time\nLocation,Campaign,Added/Excluded,Clicks,Impr.,Currency code,Cost\n"
        "Utrecht,Lamps,Added,2,90,EUR,1.00\nZeeland,Lamps,Excluded,0,0,EUR,0.00\nDrenthe,Lamps,None,1,10,EUR,0.10\n"
    )
    assert of(said(text), "geo") == {("geo", "include", "Utrecht"), ("geo", "exclude", "Zeeland")}


def test_a_device_whose_bid_is_lowered_to_nothing_is_excluded() -> None:
    text = (
        "Device report\nAll time\nDevice,Level,Campaign,Ad group,Bid adj.,Clicks,Impr.,Currency code,Cost\n"
        "Mobile phones,Ad group,Lamps,Desk lamps,-100%,0,0,EUR,0.00\n"
        "Computers,Ad group,Lamps,Desk lamps,-20%,3,50,EUR,1.00\n"
    )
    assert said(text) == {("device", "exclude", "Mobile phones")}


def test_lists_of_exclusions_need_no_figures() -> None:
    places = "Excluded locations report\nAll time\nLocation,Campaign,Level\nZeeland,Lamps,Campaign\n"
    assert said(places) == {("geo", "exclude", "Zeeland")}
    people = (
        "Audience exclusions report\nAll time\nAudience segment,Type,Campaign,Ad group,Level\n"
        "All converters,Website visitors,Lamps,Desk lamps,Ad group\nBaby clothes,In-market,Lamps,,Campaign\n"
    )
    assert said(people) == {("audience", "exclude", "All converters"), ("detailed", "exclude", "Baby clothes")}
    assert read("a.csv", people.encode()).receipt.profile == "google_ads_exclusions"
