"""Pressure wording in a campaign: shares, the claim table, run dates, and what cannot be read."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from aboveboard.measures import pressure_claims
from aboveboard.model import Status
from tests.unit.measures.made import deliver, measured, one, text, workspace

CUES = "pressure.cues"
JUNE = date(2026, 6, 29)


def ad(name: str, impressions: int, unit: str = "A", **more: Any) -> dict[str, Any]:
    return {"ad_name": name, "unit": unit, "impressions": impressions, **more}


def daily(con: duckdb.DuckDBPyConnection, name: str, days: Iterable[date], unit: str = "A") -> None:
    rows = [ad(name, 100, unit, date=day) for day in days]
    deliver(con, rows, level="ad", breakdown="", daily=True)


def days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


def statuses(con: duckdb.DuckDBPyConnection) -> list[str]:
    return [row.texts["status"] for row in one(measured(con, CUES), "claims").rows]


def test_without_texts_nothing_is_supplied_and_nothing_is_zero() -> None:
    con = workspace()
    deliver(con, [ad("one", 100)], level="ad", breakdown="")
    for figure in measured(con, CUES):
        assert (figure.status, figure.value) == (Status.NOT_SUPPLIED, None)
        assert "paste" in figure.reason


def test_shares_of_ads_and_of_impressions() -> None:
    con = workspace()
    deliver(con, [ad("one", 900), ad("two", 100)], level="ad", breakdown="")
    text(con, "A", "Linen shirts in eight colours", ad="one")
    text(con, "A", "Hurry, only 3 left in stock", ad="two")
    figures = measured(con, CUES)
    assert one(figures, "ads_share").value == 0.5
    assert one(figures, "impressions_share").value == pytest.approx(0.1)
    assert one(figures, "impressions_share").decides
    families = {figure.texts["family"]: figure for figure in figures if figure.statistic == "family_share"}
    assert set(families) == {"urgency", "scarcity"}
    assert families["scarcity"].figures["impressions_share"] == pytest.approx(0.1)


def test_the_interval_is_wilsons_on_ads() -> None:
    con = workspace()
    for number in range(40):
        text(con, "A", "Hurry" if number < 6 else f"Shirt number {number}", ad=f"ad {number}")
    share = one(measured(con, CUES), "ads_share")
    assert (share.value, share.ci_low, share.ci_high) == pytest.approx((0.15, 0.0706, 0.2907), abs=5e-5)
    assert share.n == 40


def test_before_the_launch_the_share_of_ads_decides() -> None:
    con = workspace()
    text(con, "A", "Hurry", ad="one")
    figures = measured(con, CUES)
    assert one(figures, "impressions_share").status is Status.NOT_SUPPLIED
    assert not one(figures, "impressions_share").decides
    assert one(figures, "ads_share").value == 1.0


def test_a_claim_names_its_exact_place() -> None:
    con = workspace()
    written = "Free returns.\nOnly  3 left – “grab”\u00a0one"
    text(con, "A", written, ad="one")
    (claim,) = one(measured(con, CUES), "claims").rows
    start, end = (int(claim.figures[name] or 0) for name in ("start", "end"))
    assert written[start:end] == claim.texts["words"] == "Only  3 left"
    assert (claim.texts["field"], claim.texts["family"], claim.texts["status"]) == ("headline", "scarcity", "open")


def test_topics_and_formatting_are_listed_and_not_counted() -> None:
    con = workspace()
    text(con, "A", "Free debt advice from your council!!!", ad="one")
    figures = measured(con, CUES)
    assert one(figures, "ads_share").value == 0.0
    assert [row.texts["family"] for row in one(figures, "topics").rows] == ["vulnerability", "formatting"]


@pytest.mark.parametrize(("count", "status"), [(2, "open"), (3, "clock_slack"), (4, "disproved")])
def test_o_57_a_named_day_against_delivery(count: int, status: str) -> None:
    con = workspace()
    daily(con, "one", days(JUNE, count))
    text(con, "A", "Sale ends 30 June", ad="one")
    assert statuses(con) == [status]


def test_o_57_f_an_ad_made_anew_each_day_is_one_text() -> None:
    con = workspace()
    for number, day in enumerate(days(JUNE, 3)):
        daily(con, f"copy {number}", [day])
        text(con, "A", "Ends tonight: shoes", ad=f"copy {number}")
    assert statuses(con) == ["disproved"] * 3


def test_two_sales_with_different_last_days_stay_two_claims() -> None:
    con = workspace()
    copy = "Sale ends {} on every single garden chair, table, bench and parasol in all of our shops"
    daily(con, "june", [JUNE])
    daily(con, "july", days(date(2026, 7, 20), 3))
    text(con, "A", copy.format("30 June"), ad="june")
    text(con, "A", copy.format("31 July"), ad="july")
    assert statuses(con) == ["open", "open"]


def test_o_57_h_a_row_of_many_days_asks_for_daily_rows() -> None:
    con = workspace()
    row = ad("one", 100, period_start=JUNE, period_end=JUNE + timedelta(days=9))
    deliver(con, [row], level="ad", breakdown="")
    text(con, "A", "Today only", ad="one")
    assert statuses(con) == ["no_daily_rows"]
    assert one(measured(con, CUES), "claims").value == 0.0


def test_daily_rows_settle_what_a_sum_of_days_leaves_open() -> None:
    con = workspace()
    row = ad("one", 100, period_start=JUNE, period_end=JUNE + timedelta(days=9))
    deliver(con, [row], level="ad", breakdown="")
    daily(con, "one", [JUNE])
    text(con, "A", "Today only", ad="one")
    assert statuses(con) == ["open"]


def test_a_language_without_a_list_is_unread_and_not_clean() -> None:
    con = workspace()
    deliver(con, [ad("one", 700), ad("two", 300)], level="ad", breakdown="")
    text(con, "A", "Linen shirts in eight colours", ad="one")
    text(con, "A", "Kup teraz i zaoszczędź na butach", ad="two")
    figures = measured(con, CUES)
    for name in ("impressions_share", "ads_share", "claims"):
        assert one(figures, name).status is Status.INSUFFICIENT
        assert one(figures, name).reason.endswith("in a language without a word list.")


def test_a_little_in_another_language_is_said_and_tolerated() -> None:
    con = workspace()
    deliver(con, [ad("one", 850), ad("two", 150)], level="ad", breakdown="")
    text(con, "A", "Linen shirts in eight colours", ad="one")
    text(con, "A", "Kup teraz i zaoszczędź na butach", ad="two")
    share = one(measured(con, CUES), "impressions_share")
    assert (share.status, share.value) == (Status.MEASURED, 0.0)
    assert share.coverage == pytest.approx(0.85)
    assert "pl" in share.texts["languages"]


def test_ads_of_pictures_only_are_unread_too() -> None:
    con = workspace()
    deliver(con, [ad("one", 700), ad("picture", 300)], level="ad", breakdown="")
    text(con, "A", "Linen shirts in eight colours", ad="one")
    assert "only images" in one(measured(con, CUES), "impressions_share").reason


def test_a_disproved_claim_is_not_hidden_behind_texts_that_cannot_be_read() -> None:
    con = workspace()
    daily(con, "one", days(JUNE, 5))
    daily(con, "two", days(JUNE, 5))
    text(con, "A", "Ends tonight", ad="one")
    text(con, "A", "Kup teraz i zaoszczędź na butach", ad="two")
    claims = one(measured(con, CUES), "claims")
    assert (claims.status, claims.value) == (Status.MEASURED, 1.0)


@pytest.mark.parametrize("column", ["date", "impressions", "ad_name"])
def test_p_14_a_column_taken_away_makes_nothing_pass(column: str) -> None:
    con = workspace()
    daily(con, "one", days(JUNE, 5))
    daily(con, "two", days(JUNE, 60))
    text(con, "A", "Ends tonight", ad="one")
    text(con, "A", "Linen shirts", ad="two")
    assert one(measured(con, CUES), "claims").value == 1.0
    con.execute(f"UPDATE delivery SET {column} = NULL")
    figures = measured(con, CUES)
    claims, share = one(figures, "claims"), one(figures, "impressions_share")
    doubt = claims.figures["disproved"] or claims.figures["no_daily_rows"] or claims.figures["clock_slack"]
    assert doubt or share.status is Status.INSUFFICIENT


def test_delivery_on_days_that_no_file_names_settles_nothing() -> None:
    con = workspace()
    deliver(con, [ad("one", 100)], level="ad", breakdown="")
    text(con, "A", "Ends tonight", ad="one")
    assert statuses(con) == ["no_daily_rows"]


def test_without_impressions_a_share_of_them_is_not_made_up() -> None:
    con = workspace()
    deliver(con, [ad("one", 100)], level="ad", breakdown="")
    con.execute("UPDATE delivery SET impressions = NULL")
    text(con, "A", "Hurry", ad="one")
    assert one(measured(con, CUES), "impressions_share").status is Status.INSUFFICIENT
    con.execute("UPDATE creative SET headline = 'Linen shirts'")
    assert one(measured(con, CUES), "impressions_share").value == 0.0


def test_days_of_an_ad_set_are_not_days_of_each_of_its_ads() -> None:
    con = workspace()
    deliver(con, [{"unit": "A", "impressions": 9, "date": day} for day in days(JUNE, 5)], breakdown="", daily=True)
    text(con, "A", "Ends tonight", ad="one")
    text(con, "A", "Linen shirts", ad="two")
    assert statuses(con) == ["no_daily_rows"]


def test_ads_of_one_name_in_two_ad_sets_stay_apart() -> None:
    con = workspace()
    deliver(con, [ad("Ad", 100, "A"), ad("Ad", 300, "B")], level="ad", breakdown="")
    text(con, "A", "Hurry", ad="Ad")
    text(con, "B", "Linen shirts", ad="Ad")
    assert one(measured(con, CUES), "impressions_share").value == 0.25


def test_without_ad_names_an_ad_set_stands_for_its_texts() -> None:
    con = workspace()
    deliver(con, [{"unit": "A", "impressions": 100}, {"unit": "B", "impressions": 300}], breakdown="")
    text(con, "A", "Hurry", ad="one")
    text(con, "A", "Linen shirts", ad="two")
    text(con, "B", "Linen shirts", ad="three")
    share = one(measured(con, CUES), "impressions_share")
    assert (share.value, share.badges) == (0.25, ("upper_bound",))


def test_the_statement_shown_runs_as_it_stands() -> None:
    con = workspace()
    daily(con, "one", [JUNE])
    text(con, "A", "Hurry, it's the last chance", ad="one")
    for statement in one(measured(con, CUES), "ads_share").sql.split(";\n\n"):
        assert con.execute(statement).fetchall()


def test_o_48_near_duplicates() -> None:
    texts = [
        "only 0 left order now",
        "only 0 left, order now!",
        "sale ends tonight shop shoes",
        "sale ends tonight boots",
    ]
    one_text, same, shoes, boots = pressure_claims.same(texts)
    assert one_text == same
    assert len({one_text, shoes, boots}) == 3
