"""Money that could not reach a group: weekly, by cause, with what nobody supplied kept apart, added over campaigns."""

from datetime import date
from typing import Any

import duckdb
import pytest

from aboveboard.judgement import portfolio_words
from aboveboard.measures import portfolio_reach, spend_out_of_reach, spend_weeks
from aboveboard.measures.portfolio_reach import CampaignSpend
from aboveboard.model import Finding, Measurement, Outcome, Place, Row, Scope, Status
from aboveboard.model.portfolio import GroupSpend
from tests.unit.measures.made import deliver, setting, workspace
from tests.unit.measures.wiring import POLICY, read

OLD, WOMEN = {"age": "65+"}, {"gender": "female"}


def spent(unit: str | None, amount: float, day: date | None, currency: str = "EUR") -> dict[str, Any]:
    return {"unit": unit, "spend": amount, "impressions": 1_000, "date": day, "currency": currency}


def measured(con: duckdb.DuckDBPyConnection) -> Measurement:
    (figure,) = spend_out_of_reach.measure(read(con))
    return figure


def line(figure: Measurement, segment: dict[str, str], week: str = "2026-09-07") -> dict[str, float | None]:
    return next(row.figures for row in figure.rows if row.segment == segment and row.texts["week"] == week)


def campaign(con: duckdb.DuckDBPyConnection) -> None:
    """Young (18–44) spends 300, Broad 100, and Mystery, whose settings nobody supplied, 100."""
    rows = [spent("Young", 300, date(2026, 9, 7)), spent("Broad", 100, date(2026, 9, 9))]
    deliver(con, [*rows, spent("Mystery", 100, date(2026, 9, 13))], breakdown="", daily=True)
    setting(con, "Young", "age", "18-44")
    setting(con, "Broad", "age", "18-65+")
    for unit in ("Young", "Broad"):
        setting(con, unit, "gender", "all")


def test_money_of_ad_sets_that_shut_a_group_out_is_out_of_its_reach() -> None:
    con = workspace()
    campaign(con)
    figure = measured(con)
    assert figure.value == pytest.approx(0.6)
    assert line(figure, OLD) == {"spend": 500, "out_of_reach": 300, "unknown": 100}
    assert line(figure, {"age": "18-24"}) == {"spend": 500, "out_of_reach": 0, "unknown": 100}
    assert line(figure, WOMEN) == {"spend": 500, "out_of_reach": 0, "unknown": 100}


def test_a_band_cut_inside_counts_for_the_years_that_are_out() -> None:
    con = workspace()
    deliver(con, [spent("Young", 100, date(2026, 9, 7))], breakdown="", daily=True)
    setting(con, "Young", "age", "18-45")
    assert line(measured(con), {"age": "45-54"})["out_of_reach"] == pytest.approx(90)


def test_a_named_exclusion_is_a_group_of_its_own() -> None:
    con = workspace()
    campaign(con)
    setting(con, "Broad", "detailed", "Parents with toddlers", "exclude")
    row = next(row for row in measured(con).rows if row.segment.get("excluded"))
    assert row.texts["cause"] in ("protected", "proxy")
    assert row.figures == {"spend": 500, "out_of_reach": 100, "unknown": 100}


def test_without_settings_everything_is_unknown_and_nothing_is_measured() -> None:
    con = workspace()
    deliver(con, [spent("Broad", 100, date(2026, 9, 7))], breakdown="", daily=True)
    figure = measured(con)
    assert (figure.status, figure.value) == (Status.NOT_SUPPLIED, None)
    assert line(figure, WOMEN) == {"spend": 100, "out_of_reach": 0, "unknown": 100}


def test_without_spend_there_is_no_figure() -> None:
    assert spend_out_of_reach.measure(read(workspace())) == ()


def test_a_window_is_spread_over_its_weeks_and_says_so() -> None:
    # 1 September 2026 is a Tuesday: six days of the first week, one of the next.
    found = dict(spend_weeks.weeks(date(2026, 9, 1), date(2026, 9, 7)))
    assert found == pytest.approx({"2026-08-31": 6 / 7, "2026-09-07": 1 / 7})
    con = workspace()
    window = {"period_start": date(2026, 9, 1), "period_end": date(2026, 9, 7)}
    deliver(con, [{**spent("Broad", 70, None), **window}], breakdown="")
    setting(con, "Broad", "age", "18-65+")
    figure = measured(con)
    assert "spread_evenly" in figure.badges
    assert line(figure, OLD, "2026-08-31")["spend"] == pytest.approx(60)


def test_days_that_nobody_names_are_an_undated_week() -> None:
    assert list(spend_weeks.weeks(None, date(2026, 9, 7))) == [("", 1.0)]
    assert list(spend_weeks.weeks(date(2026, 9, 8), date(2026, 9, 7))) == [("", 1.0)]


def rows(spend: float, out: float, unknown: float = 0, week: str = "w1", currency: str = "EUR") -> Row:
    return Row(
        "women",
        WOMEN,
        figures={"spend": spend, "out_of_reach": out, "unknown": unknown},
        texts={"week": week, "currency": currency, "cause": "setting"},
    )


def test_campaigns_are_added_by_group_week_and_currency() -> None:
    cells = portfolio_reach.cumulative(
        [
            CampaignSpend("a", [rows(100, 50), rows(100, 0, week="w2")]),
            CampaignSpend("b", [rows(300, 300), rows(10, 10, currency="USD")]),
        ]
    )
    assert [(cell.week, cell.currency, cell.share) for cell in cells] == [
        ("w1", "EUR", 0.875),
        ("w2", "EUR", 0),
        ("w1", "USD", 1),
    ]
    assert cells[0].campaigns == ("b", "a")
    (euros, dollars) = portfolio_reach.over_time(cells)
    assert (euros.share, dollars.share) == (0.7, 1)


def test_delivery_counts_only_for_money_that_no_setting_kept_away() -> None:
    (cell,) = portfolio_reach.cumulative(
        [CampaignSpend("a", [rows(100, 40, 20)], {portfolio_reach.group_of(WOMEN): 0.5})]
    )
    assert cell.by_cause == {"setting": 40, "delivery": 20}
    assert (cell.share, cell.share_high) == (0.6, 0.8)


def test_an_empty_portfolio_has_no_cells() -> None:
    assert portfolio_reach.cumulative([CampaignSpend("a", [])]) == ()
    assert GroupSpend("women", WOMEN, "", "EUR", 0, {}, 0, {}).share is None


def ratio(value: float, scope: Scope = Scope.SEGMENT) -> Measurement:
    return Measurement("exclusions.delivery", "impact_ratio", "a", scope, Status.MEASURED, segment=OLD, value=value)


def test_only_flagged_groups_of_the_whole_campaign_fall_short() -> None:
    places = (
        Place("65+", Outcome.FLAGGED, "", ratio(0.3)),
        Place("Broad", Outcome.FLAGGED, "", ratio(0.1, Scope.AD_SET)),
        Place("65+", Outcome.WATCH, "", ratio(0.2)),
    )
    check = POLICY.checks[0]
    finding = Finding(
        check.id,
        check.measure,
        "a",
        check.topic,
        Outcome.FLAGGED,
        None,
        check.enforcement,
        "",
        "",
        ratio(0.6),
        None,
        places=places,
    )
    assert portfolio_reach.shortfalls([finding]) == {(("age", "65+"),): 0.7}
    made = portfolio_reach.of_campaign("a", [], [finding])
    assert (made.rows, made.shortfall) == ((), {(("age", "65+"),): 0.7})


def test_the_portfolio_says_what_it_does_not_know() -> None:
    said = portfolio_words.out_of_reach("people aged 65 or older", 0.6, 0.8)
    assert said == (
        "People aged 65 or older were out of reach of 60 % of the spend; "
        "for a further 20 % the settings are not in the data."
    )
    assert portfolio_words.out_of_reach("women", 0.6, 0.6) == "Women were out of reach of 60 % of the spend."
