"""Does deep targeting meet pressure copy? The sentence, its table, and what is missing."""

from dataclasses import replace

from aboveboard.model import Measurement, Row, Scope
from tests.pages.conftest import Open
from tests.pages.evidence_rows import numbers, shown_with, table_with
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import SLUG, plain_figure
from tests.pages.test_pages import said


def level(ad_set: str, value: float) -> Measurement:
    return plain_figure("personalization.depth", "signal_level", value, scope=Scope.AD_SET, ad_set=ad_set, unit="level")


def pressing(ad_set: str, ads: float, hits: float, **spend: float) -> Row:
    money = {f"spend {code}": amount for code, amount in spend.items()}
    figures = {"ads": ads, "ads_readable": ads, "ads_pressing": hits, "ads_pressing_share": hits / ads}
    return Row(ad_set, figures={**figures, "impressions": 9_000.0, **money}, texts={"ad_set": ad_set})


SHARES = plain_figure(
    "pressure.cues",
    "ad_set_share",
    1.0,
    base="ad sets with readable texts",
    rows=(pressing("Retargeting", 4, 2, EUR=812.0), pressing("Broad", 5, 0, EUR=2_040.0), pressing("Bare", 1, 0)),
    decides=False,
)
LEVELS = (level("Retargeting", 5), level("Broad", 1), level("No texts", 2))


def test_the_sentence_names_the_ad_set_and_the_table_has_its_numbers(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: shown_with((*LEVELS, SHARES))}
    at = page("personalization", campaign=SLUG)
    sentence = "1 ad set of 2 combines own data on people with pressure copy: Retargeting (€812)."
    assert sentence in said(at)
    table = table_with(at, "Ads with an unproven claim")
    assert "Retargeting | Own data on people | 4 | 2 | 50 % | 9,000 | €812" in table
    assert {"812"} <= numbers(table)


def test_what_lacks_settings_or_text_is_named_and_not_drawn(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: shown_with((*LEVELS, SHARES))}
    text = said(page("personalization", campaign=SLUG))
    assert "Not drawn, because settings or readable text are missing: Bare, No texts." in text


def test_where_nothing_meets_that_is_said_with_its_n(desk_of: FakeDesk, page: Open) -> None:
    calm = replace(SHARES, rows=(pressing("Retargeting", 10, 1, EUR=812.0), *SHARES.rows[1:]))
    desk_of.reviews = {SLUG: shown_with((*LEVELS, calm))}
    text = said(page("personalization", campaign=SLUG))
    assert (
        "No ad set combines own data on people with pressure copy in more than 10 % of its ads; n = 2 ad sets." in text
    )


def test_two_currencies_have_no_common_size(desk_of: FakeDesk, page: Open) -> None:
    mixed = replace(SHARES, rows=(SHARES.rows[0], pressing("Broad", 5, 0, USD=2_040.0)))
    desk_of.reviews = {SLUG: shown_with((*LEVELS, mixed))}
    assert "Dots are alike: spend is not known in one currency for all." in said(page("personalization", campaign=SLUG))


def test_without_texts_the_page_says_which_file_would_tell(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: shown_with(LEVELS)}
    text = said(page("personalization", campaign=SLUG))
    assert "Does deep targeting meet pressure copy?" in text
    assert "Add the texts of the ads" in text
