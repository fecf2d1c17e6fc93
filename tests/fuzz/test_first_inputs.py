"""A small run with a fixed seed; `make fuzz` reads thousands."""

import pytest

from tests.fuzz.checks import faults
from tests.fuzz.making import make
from tests.fuzz.storing import stored
from tests.fuzz.tables import exports

SEED = 20_260


@pytest.mark.parametrize("number", range(48))
def test_an_input_of_any_kind_is_read_asked_about_or_refused_in_words(number: int) -> None:
    case = make(SEED, number)
    assert faults(case, number % 3)[0] == [], case.recipe


def test_what_was_accepted_is_stored_and_measured_without_a_fault() -> None:
    assert stored(SEED, [1, 2, 5, 6, 9, 10]) == []


def test_the_same_seed_makes_the_same_bytes_and_another_seed_others() -> None:
    assert [make(SEED, number).raw for number in range(12)] == [make(SEED, number).raw for number in range(12)]
    assert [make(SEED, number).raw for number in range(12)] != [make(SEED + 1, number).raw for number in range(12)]


def test_every_kind_of_export_comes_up() -> None:
    seen = {make(SEED, number).recipe[0] for number in range(4 * len(exports()))}
    assert set(exports()) <= seen
