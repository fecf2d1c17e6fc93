"""How figures are said."""

import pytest

from aboveboard.judgement import words


def test_adjacent_age_bands_are_said_as_one_span() -> None:
    assert words.merged_ages(["65+", "45-54", "55-64"]) == "45 or older"
    assert words.merged_ages(["18-24", "45-54"]) == "18–24 and 45–54"


def test_a_group_is_said_as_people() -> None:
    assert words.group({"gender": "female", "age": "65+"}) == "women aged 65 or older"
    assert words.group({"age": "18-24"}) == "people aged 18–24"


def test_two_currencies_are_named_side_by_side_and_never_added() -> None:
    assert words.money({"EUR": 190.0, "USD": 550.0}) == "€190 and $550"


def test_a_small_ratio_never_reads_as_zero() -> None:
    assert words.ratio(0.0) == "0×"
    assert words.ratio(0.004) == "under 0.01×"
    assert words.ratio(0.412) == "0.41×"


def test_a_bound_keeps_its_first_digit() -> None:
    assert words.bounds(0.0, 0.0036) == "0–0.004"


def test_bounds_that_would_look_equal_get_more_digits() -> None:
    assert words.bounds(0.1604, 0.1628) == "0.160–0.163"
    assert words.bounds(0.16041, 0.16049) == "0.1604–0.1605"
    assert words.bounds(0.95, 0.95) == "0.95–0.95"


def test_bounds_close_to_zero_say_so() -> None:
    assert words.bounds(0.0, 0.0003) == "below 0.001"
    assert words.bounds(0.0, 0.0) == "0–0"


def test_bounds_around_zero_keep_their_sign() -> None:
    assert words.bounds(-0.2, 0.04) == "-0.20–0.04"
    assert words.bounds(-0.001, 0.04) == "-0.001–0.04"
    assert words.bounds(-0.0001, 0.04) == "just below 0–0.04"


def test_an_estimate_is_rounded_to_what_it_can_carry() -> None:
    assert words.rounded(114_104.9) == "114,000"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0 %"),
        (0.0001, "under 0.1 %"),
        (0.103, "10.3 %"),
        (0.9994, "99.9 %"),
        (0.9999, "just under 100 %"),
        (1, "100 %"),
    ],
)
def test_a_part_is_never_said_to_be_nothing_or_all(share: float, said: str) -> None:
    assert words.percent(share) == said
