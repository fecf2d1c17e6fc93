"""Numbers, dates and texts of others as the screen says them."""

from datetime import date

import pytest

from aboveboard.model import Outcome, Severity
from aboveboard.ui import words


def test_text_of_others_keeps_no_meaning_in_markdown() -> None:
    assert words.plain("*a* [b](c) :red[d]") == r"\*a\* \[b\]\(c\) \:red\[d\]"


def test_a_bare_address_is_broken_invisibly_so_that_it_is_no_link() -> None:
    assert "\u200b" in words.plain("see www.example.org")
    assert words.plain("see www.example.org").replace("\u200b", "").replace("\\", "") == "see www.example.org"


@pytest.mark.parametrize(
    "text",
    [":material/home:", ":streamlit:", ":smile:", ":+1:", "a -> b", "a <- b", "a -- b", "a >= b", "a <-> b", "~="],
)
def test_signs_that_the_framework_turns_into_pictures_are_broken_invisibly(text: str) -> None:
    shown = words.plain(text)
    assert "\u200b" in shown
    assert shown.replace("\u200b", "").replace("\\", "") == text


def test_ordinary_times_and_hyphens_stay_whole() -> None:
    assert "\u200b" not in words.plain("Read at 10:30, a-b – c: d; 3 > 2")


def test_a_badge_escapes_its_own_brackets() -> None:
    assert words.badge_plain("a [b] *c*") == r"a [b] \*c\*"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 7, 1), date(2026, 7, 28), "1–28 July 2026"),
        (date(2026, 7, 1), date(2026, 8, 2), "1 July – 2 August 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 December 2025 – 2 January 2026"),
        (date(2026, 7, 1), date(2026, 7, 1), "1 July 2026"),
        (None, None, ""),
    ],
)
def test_dates_are_said_once(first: date | None, last: date | None, said: str) -> None:
    assert words.span(first, last) == said


def test_what_is_not_known_is_never_zero() -> None:
    assert words.count(None) == "not known"
    assert words.share(None) == "not known"


def test_two_currencies_are_listed_and_not_added() -> None:
    assert words.money({"EUR": 3120.4, "USD": 40}) == "€ 3,120 and $ 40"


@pytest.mark.parametrize(("value", "said"), [(0.61, "61 %"), (0.034, "3.4 %"), (0.0, "0 %"), (1.0, "100 %")])
def test_a_share_is_a_percentage(value: float, said: str) -> None:
    assert words.share(value) == said


def test_every_outcome_and_severity_has_its_own_sign_and_word() -> None:
    for named in (words.OUTCOMES, words.SEVERITIES):
        assert len({sign for sign, _ in named.values()}) == len(named)
        assert len({word for _, word in named.values()}) == len(named)
    assert set(words.OUTCOMES) == set(Outcome)
    assert set(words.SEVERITIES) == set(Severity)
