"""The Ad Library's reports and the targeting of its pages."""

import pytest

from aboveboard.intake import read

HEADER = (
    "page_id,page_name,value,num_ads,total_spend_pct,type,location_type,is_exclusion,custom_audience_type,main_currency"
)
TARGETING = f"""{HEADER}
1001,Harbour party,13,0,0,age,,FALSE,,EUR
1001,Harbour party,18,40,0.9,age,,FALSE,,EUR
1001,Harbour party,65+,40,0.9,age,,FALSE,,EUR
1001,Harbour party,Women,12,0.3,gender,,FALSE,,EUR
1001,Harbour party,"Leipzig, Germany",9,0.2,location,CITY,FALSE,,EUR
1001,Harbour party,"Dresden, Germany",3,0.1,location,CITY,TRUE,,EUR
1001,Harbour party,Trade unions,5,0.1,detailed,,TRUE,,EUR
1001,Harbour party,Customer list,5,0.1,custom_audience,,TRUE,Contact info,EUR
1001,Harbour party,Arabic,0,0,language,,FALSE,,EUR
1002,Other page,All,7,1,gender,,FALSE,,USD
"""


def test_each_row_of_a_pages_targeting_is_a_setting_with_its_operator() -> None:
    reading = read("targeting.csv", TARGETING.encode())
    assert reading.receipt.profile == "meta_ad_library_targeting"
    rows = reading.tables["targeting"].to_pylist()
    said = {(row["campaign_id"], row["dimension"], row["operator"], row["value"]) for row in rows if row["active"]}
    assert said == {
        ("1001", "age", "include", "18-18"),
        ("1001", "age", "include", "65+"),
        ("1001", "gender", "include", "female"),
        ("1001", "geo", "include", "Leipzig, Germany"),
        ("1001", "geo", "exclude", "Dresden, Germany"),
        ("1001", "detailed", "exclude", "Trade unions"),
        ("1001", "audience", "exclude", "Customer list"),
        ("1002", "gender", "include", "all"),
    }
    assert {row["value"] for row in rows if not row["active"]} == {"13-13", "Arabic"}
    assert "delivery" not in reading.tables
    receipt = reading.receipt
    assert receipt.rows_read == receipt.rows_accepted + receipt.rows_quarantined + receipt.rows_totals == 10


@pytest.mark.parametrize(
    "header",
    [
        "Page ID,Page Name,Disclaimer,Amount Spent (EUR),Number of Ads in Library",
        "Page ID,Page name,Disclaimer,Amount spent (EUR),Number of ads in Library",
        "page_id,page_name,disclaimer,amount_spent_(EUR),number_of_ads_in_library",
    ],
)
def test_the_report_by_advertiser_in_old_and_new_spelling(header: str) -> None:
    rows = "1001,Harbour party,Paid by the party,1200,40\n1002,Other,These ads ran without a disclaimer,≤100,3\n"
    text = f"\ufeff{header}\n{rows}"
    receipt = read("report.csv", text.encode()).receipt
    assert receipt.profile == "meta_ad_library_report"
    assert (receipt.sums["spend EUR at least"], receipt.sums["spend EUR at most"]) == (1200, 1300)


@pytest.mark.parametrize("header", ["Location Name,Amount Spent (EUR)", "Location name,Amount spent (EUR)"])
def test_the_report_by_place_in_old_and_new_spelling(header: str) -> None:
    reading = read("report.csv", f"\ufeff{header}\nSachsen,1200\nBayern,300\n".encode())
    assert reading.receipt.profile == "meta_ad_library_locations"
    assert [row["seg_region"] for row in reading.tables["delivery"].to_pylist()] == ["Sachsen", "Bayern"]
