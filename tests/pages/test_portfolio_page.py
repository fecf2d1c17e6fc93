"""The portfolio: the sentence says what the table says, the address decides, currencies and samples stay apart."""

from dataclasses import replace

from streamlit.testing.v1 import AppTest

from aboveboard.measures.portfolio_reach import CampaignSpend
from tests.pages.conftest import Open
from tests.pages.fake_desk import FakeDesk
from tests.pages.test_echo_page import table_with
from tests.pages.test_pages import said
from tests.unit.desk.folio import COATS, DOLLARS, LATER, PARENTS, SAMPLE, SHOES, SILENT, row


def cells(at: AppTest, alt_column: str, *, table: int = 0) -> list[dict[str, str]]:
    """Rows of the table that has this column; `table` counts those that do."""
    frames = [entry.value for entry in at.table if alt_column in entry.value.columns]
    frame = frames[table]
    return [{str(k): str(v).replace("\\", "") for k, v in line.items()} for line in frame.to_dict("records")]


def test_the_sentence_says_what_the_table_of_the_period_says(desk_of: FakeDesk, page: Open) -> None:
    desk_of.folio = (SHOES, COATS)
    at = page("portfolio")
    text = said(at)
    assert "People aged 65 or older were out of reach of 28 % of the spend; for a further 12 %" in text
    assert "Base: € 500 of spend by 2 campaigns, weeks of 6–13 April 2026." in text
    whole = next(rows for n in range(2) if "Week" not in (rows := cells(at, "Share missed", table=n))[0])
    assert (whole[0]["Group"], whole[0]["Share missed"], whole[0]["Settings unknown"]) == ("65+", "28 %", "12 %")
    assert whole[0]["Cause"] == "age or gender setting € 80; delivery € 60"
    assert whole[0]["By name"] == "Shoes, Coats"
    assert len(at.get("plotly_chart")) == 1


def test_every_week_is_in_the_table_with_its_cause(desk_of: FakeDesk, page: Open) -> None:
    desk_of.folio = (SHOES, COATS)
    weekly = cells(page("portfolio"), "Week")
    old = [line for line in weekly if line["Group"] == "65+"]
    assert [(line["Week"], line["Missed"], line["Spend"]) for line in old] == [
        ("week of 6 April 2026", "€ 100", "€ 400"),
        ("week of 13 April 2026", "€ 40", "€ 100"),
    ]


def test_the_currency_is_chosen_in_the_address_and_never_added(desk_of: FakeDesk, page: Open) -> None:
    desk_of.folio = (SHOES, COATS, DOLLARS)
    at = page("portfolio")
    assert at.query_params["currency"] == "EUR"
    at.selectbox(key="_currency").select("USD").run()
    assert at.query_params["currency"] == "USD"
    assert "out of reach of 100 % of the spend" in said(at)
    assert "Base: $ 50 of spend by 1 campaign" in said(at)
    assert "550" not in said(at)


def test_a_quarter_in_the_address_shows_its_weeks_only(desk_of: FakeDesk, page: Open) -> None:
    desk_of.folio = (SHOES, LATER)
    at = page("portfolio", quarter="2026-Q3")
    assert "Base: € 10 of spend by 1 campaign" in said(at)
    assert "Without spend in these weeks: Shoes." in said(at)
    at.selectbox(key="_weeks").select("All weeks").run()
    assert "quarter" not in at.query_params
    assert "Base: € 210 of spend by 2 campaigns" in said(at)


def test_days_in_the_address_and_days_typed_do_the_same(desk_of: FakeDesk, page: Open) -> None:
    desk_of.folio = (SHOES, LATER)
    at = page("portfolio", **{"from": "2026-04-13", "to": "2026-04-30"})
    assert "Base: € 100 of spend by 1 campaign" in said(at)
    typed = page("portfolio")
    typed.text_input(key="_first").input("2026-04-13").run()
    assert typed.query_params["from"] == "2026-04-13"
    assert "Base: € 110 of spend by 2 campaigns" in said(typed)


def test_what_is_no_day_is_said_and_changes_nothing(desk_of: FakeDesk, page: Open) -> None:
    desk_of.folio = (SHOES,)
    at = page("portfolio")
    at.text_input(key="_first").input("spring").run()
    assert "“spring” is no date" in said(at)
    assert "from" not in at.query_params
    assert "Base: € 200" in said(at)
    assert "lies before" in said(page("portfolio", **{"from": "2026-05-01", "to": "2026-04-01"}))


def test_samples_are_left_out_beside_real_campaigns_and_labelled_alone(desk_of: FakeDesk, page: Open) -> None:
    desk_of.folio = (SHOES, SAMPLE)
    text = said(page("portfolio"))
    assert "Your own campaigns only: 1 invented sample campaign left out." in text
    assert "Garden" not in text
    desk_of.folio = (SAMPLE,)
    assert "Sample data" in said(page("portfolio"))


def test_a_campaign_without_spend_is_named_as_missing(desk_of: FakeDesk, page: Open) -> None:
    desk_of.folio = (SHOES, SILENT)
    text = said(page("portfolio"))
    assert "Not in the picture, because no spend is in their data: Silent. They may have left anybody out." in text


def test_exclusions_add_up_with_their_campaigns(desk_of: FakeDesk, page: Open) -> None:
    coats = replace(COATS.spend, rows=(*COATS.spend.rows, row(PARENTS, 300, 240, 60, cause="proxy")))
    desk_of.folio = (SHOES, replace(COATS, spend=coats))
    at = page("portfolio")
    assert "“Parents” is excluded by 2 of 2 campaigns, on 68 % of the spend." in said(at)
    tables = [cells(at, "By name", table=number) for number in range(3)]
    parents = [line for lines in tables for line in lines if line["Group"] == "Parents" and "Spend" not in line]
    assert [(line["Campaigns"], line["Share missed"]) for line in parents] == [("2 of 2", "68 %")]
    assert [line["Group"] for line in cells(at, "Settings unknown", table=2)] == ["65+", "Parents"]
    assert "Left out by both campaigns, in whole or in part: people aged 65 or older and Parents." in said(at)


def test_all_comparisons_stand_in_one_order_that_is_no_verdict(desk_of: FakeDesk, page: Open) -> None:
    desk_of.folio = (SHOES, COATS, DOLLARS, SILENT)
    at = page("portfolio")
    assert "Order only, not a verdict" in said(at)
    table = table_with(at, "p over the portfolio")
    assert table["Campaign"] == ["Coats", "Dollars", "Shoes", "Silent"]
    assert table["p over the portfolio"] == ["0.004", "0.0533", "0.0533", "0.5"]


def test_a_name_with_markup_is_text(desk_of: FakeDesk, page: Open) -> None:
    evil = "[x](http://evil.example)"
    named = replace(SILENT, name=evil, spend=CampaignSpend("silent", ()))
    desk_of.folio = (SHOES, named)
    raw = "\n".join(str(element.value) for element in page("portfolio").caption)
    assert r"\[x\]\(http" in raw


def test_the_statements_behind_the_figures_are_shown(desk_of: FakeDesk, page: Open) -> None:
    desk_of.folio = (SHOES, COATS)
    code = [entry.value for entry in page("portfolio").code]
    assert code == ["SELECT spend FROM delivery -- shoes", "SELECT spend FROM delivery -- coats"]
