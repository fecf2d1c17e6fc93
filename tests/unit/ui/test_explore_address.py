"""The question in the address: every question comes back as it went in, and no address breaks the page."""

from urllib.parse import parse_qs, urlencode

from hypothesis import given
from hypothesis import strategies as st

from aboveboard.model.exploring import Asked, Condition
from aboveboard.ui.exploring.address import read, written

names = st.text(min_size=1, max_size=20).filter(lambda text: not any("\ud800" <= sign <= "\udfff" for sign in text))
conditions = st.one_of(
    st.builds(Condition, names, st.just("missing")),
    st.builds(Condition, names, st.sampled_from(["is", "contains"]), names),
    st.builds(Condition, names, st.just("between"), names, names),
)
questions = st.builds(
    Asked,
    st.lists(conditions, max_size=4).map(tuple),
    st.sampled_from(["table", "bar", "line", "histogram", "scatter"]),
    st.lists(names, max_size=2).map(tuple),
    st.sampled_from(["count", "sum", "median"]),
    st.one_of(st.just(""), names),
    st.one_of(st.just(""), names),
    st.sampled_from(["day", "week", "month"]),
)


@given(questions)
def test_every_question_survives_the_way_through_an_address(asked: Asked) -> None:
    address = urlencode(written(asked), doseq=True)
    assert read(parse_qs(address, keep_blank_values=True)) == (asked, 0)


def test_the_usual_question_leaves_the_address_empty() -> None:
    assert written(Asked()) == {}


@given(st.lists(st.text(max_size=40), max_size=5))
def test_filters_that_cannot_be_read_are_counted_and_left_out(texts: list[str]) -> None:
    asked, unread = read({"where": texts})
    assert unread + len(asked.where) == len(texts)


def test_filters_of_another_shape_are_none() -> None:
    for text in ('{"a": 1}', "[1, 2]", '["a"]', '["a","is","b","c","d"]', "[" * 100_000, '"x"', "null"):
        assert read({"where": [text]}) == (Asked(), 1)
