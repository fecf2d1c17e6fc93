"""All campaigns together, added by hand: per currency, per week, with what is not known beside what is."""

from datetime import date

import pytest

from aboveboard import desk
from aboveboard.model import WrongInput
from aboveboard.model.portfolio import CurrencyPart, Period
from tests.unit.desk.folio import (
    COATS,
    DOLLARS,
    FIRST,
    JULY,
    LATER,
    OLD,
    SAMPLE,
    SECOND,
    SHOES,
    SILENT,
    WOMEN,
    member,
    row,
)

APRIL = Period.of_quarter("2026-Q2")


def part(*members: desk.Member, period: Period | None = None, currency: str = "EUR") -> CurrencyPart:
    found = {entry.currency: entry for entry in desk.portfolio(members, period).parts}
    return found[currency]


def test_money_is_added_over_campaigns_and_weeks_with_its_causes() -> None:
    euros = part(SHOES, COATS)
    old = euros.groups[0]
    assert (euros.spend, euros.campaigns, euros.weeks) == (500, ("shoes", "coats"), (FIRST, SECOND))
    assert (old.group, old.by_cause) == ("people aged 65 or older", {"setting": 80, "delivery": 60})
    assert (old.share, old.unknown_share, old.share_high) == pytest.approx((0.28, 0.12, 0.4))
    assert euros.sentence == (
        "People aged 65 or older were out of reach of 28 % of the spend; "
        "for a further 12 % the settings are not in the data."
    )


def test_one_week_stands_by_itself() -> None:
    cells = {(cell.week, cell.group): cell for cell in part(SHOES, COATS).cells}
    first, second = cells[FIRST, "people aged 65 or older"], cells[SECOND, "people aged 65 or older"]
    assert (first.spend, first.out_of_reach, first.unknown) == (400, 100, 60)
    assert (second.spend, second.out_of_reach, second.unknown) == (100, 40, 0)


def test_two_currencies_are_never_added() -> None:
    found = desk.portfolio([SHOES, COATS, DOLLARS])
    assert [(entry.currency, entry.spend) for entry in found.parts] == [("EUR", 500), ("USD", 50)]
    assert part(SHOES, COATS, DOLLARS, currency="USD").groups[0].share == 1


def test_what_every_campaign_left_out_is_named_and_one_campaign_is_no_pattern() -> None:
    both = part(SHOES, COATS)
    assert [cell.group for cell in both.everywhere] == ["people aged 65 or older"]
    assert both.everywhere_sentence == "Left out by both campaigns, in whole or in part: people aged 65 or older."
    alone = part(SHOES, COATS, DOLLARS, currency="USD")
    assert "One campaign only" in alone.everywhere_sentence


def test_an_exclusion_is_a_share_of_all_spend_not_of_the_campaign_that_names_it() -> None:
    euros = part(SHOES, COATS)
    (parents,) = euros.excluded
    assert (parents.by_cause, parents.spend, parents.unknown) == ({"proxy": 100}, 500, 60)
    assert euros.excluded_sentence == "“Parents” is excluded by 1 of 2 campaigns, on 20 % of the spend."


def test_a_quarter_keeps_its_own_weeks_and_a_gap_stays_a_gap() -> None:
    every = part(SHOES, LATER)
    assert len(every.weeks) == 14
    assert (every.weeks[0], every.weeks[-1]) == (FIRST, JULY)
    april = desk.portfolio([SHOES, LATER], APRIL)
    assert april.parts[0].weeks == (FIRST, SECOND)
    assert april.outside == ("later",)
    assert april.quarters == ("2026-Q3", "2026-Q2")
    assert [entry.campaign for entry in april.ranking] == ["shoes"]


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2024-Q2", date(2024, 4, 1), date(2024, 6, 30)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_quarter_runs_from_its_first_to_its_last_day(name: str, first: date, last: date) -> None:
    assert Period.of_quarter(name) == Period(first, last)


@pytest.mark.parametrize("name", ["2026-Q5", "Q2", "26-Q1", "2026", ""])
def test_what_is_no_quarter_is_refused(name: str) -> None:
    with pytest.raises(WrongInput, match="no quarter"):
        Period.of_quarter(name)


def test_samples_are_never_mixed_with_real_campaigns() -> None:
    mixed = desk.portfolio([SHOES, SAMPLE])
    assert (mixed.samples, mixed.samples_left_out, dict(mixed.names)) == (False, 1, {"shoes": "Shoes"})
    assert [entry.campaign for entry in mixed.ranking] == ["shoes"]
    only = desk.portfolio([SAMPLE])
    assert (only.samples, only.samples_left_out, only.parts[0].spend) == (True, 0, 1000)


def test_a_campaign_without_spend_in_the_data_is_listed_not_counted_as_zero() -> None:
    found = desk.portfolio([SHOES, SILENT])
    assert found.without_spend == ("silent",)
    assert found.parts[0].campaigns == ("shoes",)
    assert [figure.campaign for figure in found.computed] == ["shoes"]


def test_unknown_settings_alone_are_no_answer() -> None:
    unknown = member("unknown", (row(OLD, 300, unknown=300), row(WOMEN, 300, unknown=300)), 1, 0.9)
    assert part(unknown).sentence == "Not known: the settings of the ad sets that spent money are not in the data."


def test_comparisons_are_ordered_over_the_whole_portfolio() -> None:
    """By hand: p .001 .03 .04 .5 of four tests become .004, .0533, .0533 and .5."""
    ranking = desk.portfolio([SHOES, COATS, DOLLARS, SILENT]).ranking
    assert [entry.campaign for entry in ranking] == ["coats", "dollars", "shoes", "silent"]
    assert [entry.p_portfolio for entry in ranking] == pytest.approx([0.004, 0.16 / 3, 0.16 / 3, 0.5])


def test_an_empty_workspace_has_no_parts() -> None:
    found = desk.portfolio([])
    assert (found.parts, found.ranking, found.samples) == ((), (), False)
