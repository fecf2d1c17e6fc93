"""Do some cost more to reach? Every price in its own currency, its sentence equal to its table."""

from dataclasses import replace

from aboveboard.model import Measurement, Scope, Status
from tests.pages.conftest import Open
from tests.pages.evidence_rows import numbers, shown_with, table_with, tables
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import SLUG
from tests.pages.test_pages import said
from tests.unit.measures.wiring import found


def price(gender: str, ratio: float | None, cost: float, n: float, currency: str = "EUR") -> Measurement:
    few = ratio is None
    return Measurement(
        "exclusions.cost",
        "relative_cpm",
        SLUG,
        Scope.SEGMENT,
        Status.INSUFFICIENT if few else Status.MEASURED,
        segment={"gender": gender},
        attribute="gender",
        value=ratio,
        unit="ratio",
        ci_low=None if ratio is None else ratio - 0.06,
        ci_high=None if ratio is None else ratio + 0.07,
        n=n,
        reason="Fewer than 10 people of this group were reached; 30 impressions are needed." if few else "",
        base="the campaign's cost per 1,000 impressions",
        coverage=1.0,
        figures={"cost": cost, "cost_all": 6.2, "impressions": n, "spend": cost * n / 1000, "days": 28.0},
        texts={"currency": currency, "price": "cost per 1,000 impressions"},
        sql="SELECT seg_gender, sum(spend) FROM delivery GROUP BY seg_gender",
        decides=True,
    )


PRICES = (price("female", 1.42, 8.8, 21_040), price("male", 0.81, 5.02, 40_360), price("other", None, 0.0, 12))


def test_the_sentence_and_the_table_tell_the_same_numbers(desk_of: FakeDesk, page: Open) -> None:
    finding = found(PRICES, "exclusions.cost.gender")
    desk_of.reviews = {SLUG: shown_with(PRICES, (finding,))}
    at = page("exclusions", campaign=SLUG)
    told = said(at)
    assert "Reaching women costs 1.42× the campaign's average" in told
    table = table_with(at, "Share of spend", "Women")
    sentence = finding.sentence.split(". Compared with")[0].replace("per 1,000 impressions", "")
    assert numbers(sentence.replace("95 %", "")) <= numbers(table)


def test_a_group_with_too_little_is_named_with_its_reason_and_no_price(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: shown_with(PRICES, (found(PRICES, "exclusions.cost.gender"),))}
    table = table_with(page("exclusions", campaign=SLUG), "Share of spend", "Another gender")
    line = next(line for line in table.splitlines() if "Another gender" in line)
    assert "too little data" in line
    assert "30 impressions are needed" in line
    assert "€" not in line


def test_two_currencies_stand_in_two_pictures(desk_of: FakeDesk, page: Open) -> None:
    dollars = tuple(replace(entry, texts={**entry.texts, "currency": "USD"}) for entry in PRICES)
    desk_of.reviews = {SLUG: shown_with((*PRICES, *dollars))}
    at = page("exclusions", campaign=SLUG)
    assert len(at.get("plotly_chart")) == 2
    assert all(("€" in table) != ("$" in table) for table in tables(at) if "Share of spend" in table)


def test_without_spend_by_group_the_page_says_which_file_would_tell(desk_of: FakeDesk, page: Open) -> None:
    reason = "Not in the data: no file has spend by gender."
    absent = replace(PRICES[0], status=Status.NOT_SUPPLIED, value=None, segment=None, reason=reason)
    desk_of.reviews = {SLUG: shown_with((absent,))}
    text = said(page("exclusions", campaign=SLUG))
    assert "Do some cost more to reach?" in text
    assert "broken down by age and gender with the amount spent" in text
