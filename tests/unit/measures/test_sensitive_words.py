"""How the sensitive list is read: whole values, ends of words, and names that only look sensitive."""

import duckdb
import pytest

from aboveboard.measures import cue_terms, wordlists
from aboveboard.measures.cue_brief import read_brief


def categories(value: str) -> set[str]:
    with duckdb.connect() as con:
        return {term.category for term in wordlists.sensitive_in(con, [value]).get(value, ())}


@pytest.mark.parametrize("value", ["Soul", "soul", "Soul (religion)", "Souls"])
def test_a_word_that_counts_alone_may_carry_a_remark_in_brackets(value: str) -> None:
    assert categories(value) == {"religious_beliefs"}


@pytest.mark.parametrize("value", ["Soul music", "The soul of a new machine", "Music (soul)", "Soul (2020 film)"])
def test_a_word_that_counts_alone_is_nothing_beside_others(value: str) -> None:
    assert "religious_beliefs" not in categories(value)


def test_words_that_count_alone_are_not_looked_for_in_running_text() -> None:
    assert not read_brief("Soul classics on vinyl, from the heart of Memphis.").of("sensitive")


@pytest.mark.parametrize("value", ["Pharyngitis", "Pharyngitis support", "Lungenkrebs", "Blasenkrebs-Selbsthilfe"])
def test_ends_of_words_name_an_illness(value: str) -> None:
    assert categories(value) == {"health"}


@pytest.mark.parametrize("value", ["Graffiti", "Tahiti", "Metamorphosis", "Nostalgia", "Microscopy"])
def test_words_with_such_an_end_by_chance_do_not(value: str) -> None:
    assert categories(value) == set()


@pytest.mark.parametrize("value", ["Judas Priest", "Judas Priest (band)", "Top Gun", "Veterinary medicine", "BTS Army"])
def test_ordinary_names_are_passed_over(value: str) -> None:
    assert categories(value) == set()


def test_beside_an_ordinary_name_other_words_still_count() -> None:
    assert categories("Judas Priest fans with diabetes") == {"health"}
    marks = read_brief("Veterinary medicine explained, and what diabetes does to dogs.").of("sensitive")
    assert [mark.words for mark in marks] == ["diabetes"]


def test_ends_and_beginnings_keep_their_place_in_running_text() -> None:
    terms = cue_terms.prepare(["-itis", "krebs-", "asthma"])
    text = "Arthritis, Krebsvorsorge, asthma; graffiti, Krebs, itis"
    assert [(hit.term, text[hit.start : hit.end]) for hit in terms.find(text)] == [
        ("-itis", "Arthritis"),
        ("krebs-", "Krebsvorsorge"),
        ("asthma", "asthma"),
    ]


def test_both_readers_find_the_same_general_terms() -> None:
    values = ["Hüftarthrose", "Catholic charities", "Trade unions", "Koronarsklerose", "Partei", "Évangile", "Soul"]
    names = [term.term for term in wordlists.sensitive() if not term.alone]
    index = cue_terms.prepare(names)
    with duckdb.connect() as con:
        found = wordlists.sensitive_in(con, values)
    for value in values:
        general = {term.term for term in found.get(value, ()) if not term.alone}
        assert {hit.term for hit in index.find(value)} <= general
        assert bool(index.find(value)) == bool(general)
