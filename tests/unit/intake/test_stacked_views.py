"""LinkedIn demographics: several tables in one file, views of the same delivery that no figure adds."""

import pytest

from aboveboard import desk
from aboveboard.desk.house import house_in_memory
from aboveboard.intake import Reading, read
from aboveboard.store import campaigns

TOP = """Ad Campaign Demographics Report (in UTC)
"Report Start: September 1, 2026, 12:00 AM"
"Report End: September 30, 2026, 11:59 PM"
"Date Generated: October 2, 2026, 9:00 AM"

"""
HEAD = "Segment\tImpressions\tClicks\tClick Through Rate"
FILE = f"""{TOP}Company Name {HEAD}
Contoso\t1200\t8\t0.67%
"Acme, ""Tools"" & more"\t100\t1\t1%

Job Seniority {HEAD}
Senior\t1500\t9\t0.6%
Entry\t300\t1\t0.33%

Country/Region {HEAD}
Germany\t1800\t10\t0.56%
\t\t\t
Contextual Country/Region {HEAD}
Germany\t1700\t9\t0.5%

County {HEAD}
Kings County\t40\t0\t0%
"""


def _rows(reading: Reading) -> list[tuple[object, ...]]:
    columns = ("source_row", "breakdown", "seg_professional", "seg_country", "seg_region", "impressions")
    return [tuple(row[name] for name in columns) for row in reading.tables["delivery"].to_pylist()]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_every_table_is_a_breakdown_of_its_own_and_lines_point_into_the_file(encoding: str) -> None:
    reading = read("report.csv", FILE.encode(encoding))
    receipt = reading.receipt
    assert (receipt.rows_read, receipt.rows_accepted, receipt.rows_totals) == (7, 7, 0)
    assert _rows(reading) == [
        (7, "professional_company", "Contoso", None, None, 1200),
        (8, "professional_company", 'Acme, "Tools" & more', None, None, 100),
        (11, "professional_seniority", "Senior", None, None, 1500),
        (12, "professional_seniority", "Entry", None, None, 300),
        (15, "country", None, "DE", None, 1800),
        (18, "country_contextual", None, "DE", None, 1700),
        (21, "region_county", None, None, "Kings County", 40),
    ]
    assert (str(receipt.date_from), str(receipt.date_to)) == ("2026-09-01", "2026-09-30")


def test_sums_are_those_of_one_view_and_that_is_said() -> None:
    receipt = read("report.csv", FILE.encode()).receipt
    assert receipt.sums["impressions"] == 1800
    assert receipt.sums["clicks"] == 10
    said = next(notice.message for notice in receipt.warnings if notice.code == "views")
    assert "the same delivery 5 times" in said
    assert "never added" in said
    assert receipt.grain is not None
    assert receipt.grain.words.startswith("account × one of company, seniority, country")


def test_the_campaign_s_total_is_one_view_and_the_others_are_not_held_against_it() -> None:
    house = house_in_memory()
    draft = desk.read_files(house, [desk.Upload("report.csv", FILE.encode())])
    (slug,) = desk.store_files(house, draft, "Spring").campaigns
    with house.workspace.reading() as con:
        campaign = campaigns.load(con, slug)
    assert campaign is not None
    assert campaign.totals.impressions == 1800
    assert campaign.reconciliations == ()


def test_a_single_table_a_comma_file_and_other_metrics_per_table_are_read() -> None:
    single = "Job Function Segment,Impressions,Clicks\nEngineering,20,1\nSales,10,0\n"
    assert [row[1:3] for row in _rows(read("a.csv", single.encode()))] == [
        ("professional_function", "Engineering"),
        ("professional_function", "Sales"),
    ]
    titles = "Job Title Segment,Impressions,Clicks\nNurse,5,1\n"
    sizes = "Company Size Segment,Clicks,Leads,Impressions\n11-50,2,1,7\n"
    reading = read("a.csv", f"{TOP}{titles}\n{sizes}".encode())
    assert [(row[1], row[5]) for row in _rows(reading)] == [("professional_title", 5), ("professional_company_size", 7)]
    assert reading.tables["delivery"].column("clicks").to_pylist() == [1, 2]


def test_other_languages_of_the_header_are_views_too() -> None:
    text = (
        "Demografiebericht für Kampagnen\n\nSegment Branche;Impressions;Clicks\nKrankenhäuser;10;1\nBanken;5;0\n\n"
        "Segment Karrierestufe;Impressions;Clicks\nEinstieg;15;1\n"
    )
    breakdowns = [row[1] for row in _rows(read("a.csv", text.encode()))]
    assert breakdowns == ["professional_industry", "professional_industry", "professional_seniority"]


def test_a_table_nobody_knows_is_still_a_view_of_its_own() -> None:
    text = f"{FILE}\nMember Skill {HEAD}\nWelding\t12\t0\t0%\n"
    assert _rows(read("a.csv", text.encode()))[-1][1:3] == ("segment_member_skill_segment", "Welding")


def test_a_row_that_does_not_fit_its_table_is_set_aside_with_its_line() -> None:
    reading = read("a.csv", FILE.replace("Entry\t300\t1\t0.33%", "Entry\t300").encode())
    assert (reading.receipt.rows_accepted, reading.receipt.rows_quarantined) == (6, 1)
    assert reading.set_aside is not None
    assert reading.set_aside.column("line").to_pylist() == [12]


def test_a_company_called_segment_is_no_header() -> None:
    text = FILE.replace("Contoso", "Market Segment")
    assert _rows(read("a.csv", text.encode()))[0][1:3] == ("professional_company", "Market Segment")


def test_suppressed_figures_are_missing_not_zero() -> None:
    text = FILE.replace("Entry\t300", "Entry\t-").replace("Kings County\t40", "Kings County\t<3")
    rows = {row[2] or row[4]: row[5] for row in _rows(read("a.csv", text.encode()))}
    assert rows["Entry"] is None
    assert rows["Kings County"] is None


def test_an_older_report_whose_headers_lack_the_word_segment_is_stacked_too() -> None:
    text = f"{TOP}Company Name,Impressions,Clicks\nContoso,12,1\n\nJob Title,Impressions,Clicks\nNurse,11,1\n"
    assert [row[1:3] for row in _rows(read("a.csv", text.encode()))] == [
        ("professional_company", "Contoso"),
        ("professional_title", "Nurse"),
    ]
