"""Near-copies: another price is the same message, another message is not, and buttons do not count."""

import pytest

from aboveboard.judgement import rules
from aboveboard.measures import near_copies
from aboveboard.measures.pressure_ads import Ad, Text
from aboveboard.model import Outcome
from tests.unit.measures.made import LIMITS, deliver, one, text, workspace
from tests.unit.measures.wiring import found, measured

SHIRTS = "Linen shirts from 19 euros, made in Porto"
CHEAPER = "Linen shirts from 15 euros – made in Porto!"
BULBS = "Plant tulips now and see them in spring"


def ad(label: str, words: str, impressions: float | None = 100.0, cta: str = "Shop now") -> Ad:
    texts = (Text("body", words), Text("cta", cta)) if words else ()
    return Ad(label, "A", texts, impressions)


def test_the_largest_set_of_near_copies_and_its_share_of_all_impressions() -> None:
    made = near_copies.of_ads([ad("a", SHIRTS, 300), ad("b", CHEAPER, 500), ad("c", BULBS, 100), ad("d", "", 100)])
    assert made is not None
    assert (made.share, made.largest) == (0.8, ("b", "a"))
    assert made.ads == pytest.approx(2 / 3)


def test_the_same_button_makes_no_copy() -> None:
    made = near_copies.of_ads([ad("a", SHIRTS), ad("c", BULBS)])
    assert made == near_copies.NearCopies(0.0, 0.0, ())


def test_ads_that_were_never_shown_say_nothing() -> None:
    assert near_copies.of_ads([ad("a", SHIRTS), ad("b", CHEAPER, 0), ad("c", CHEAPER, None)]) is None


def test_only_the_most_shown_ads_are_compared() -> None:
    many = [ad(f"n{number}", BULBS, 1) for number in range(near_copies.MOST_ADS)]
    made = near_copies.of_ads([ad("a", SHIRTS, 600), ad("b", CHEAPER, 400), *many])
    assert made is not None
    assert made.largest == ("a", "b")
    assert made.ads == 1.0


def ads(*impressions: int) -> list[dict[str, object]]:
    return [
        {"unit": "A", "ad_name": f"Ad {number}", "impressions": count, "frequency": 1.0}
        for number, count in enumerate(impressions, 1)
    ]


def test_an_even_mix_of_one_text_is_watched_and_named() -> None:
    con = workspace()
    deliver(con, ads(2_000, 2_000, 2_000, 500), level="ad", breakdown="")
    for number, words in enumerate((SHIRTS, CHEAPER, SHIRTS, BULBS), 1):
        text(con, "A", "", words, ad=f"Ad {number}")
    figures = measured(con, "echo.concentration")
    figure = one(figures, "hhi_normalised")
    assert figure.figures["near_copies_share"] == pytest.approx(6_000 / 6_500)
    assert rules.concentration(figure, LIMITS).outcome is Outcome.WATCH
    finding = found(figures, "echo.concentration")
    assert finding.headline == "Ads with nearly the same words take most impressions"
    assert finding.limit is not None
    assert finding.limit.id == "duplicates.watch"
    assert "Nearly the same words: Ad 1, Ad 2, Ad 3; the largest such set takes 92.3 % of impressions." in (
        finding.sentence
    )
    assert "more than 80 % of impressions, so they are one message" in finding.sentence


def test_without_texts_nothing_is_said_about_copies() -> None:
    con = workspace()
    deliver(con, ads(2_000, 2_000, 2_000), level="ad", breakdown="")
    figure = one(measured(con, "echo.concentration"), "hhi_normalised")
    assert "near_copies_share" not in figure.figures
    assert rules.concentration(figure, LIMITS).outcome is Outcome.PASSED
