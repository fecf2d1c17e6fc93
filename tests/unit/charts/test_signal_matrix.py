"""Which signals each ad set uses: shapes tell the uses apart, and what is not known is said."""

from aboveboard.charts.colours import DARK, LIGHT
from aboveboard.charts.signals import Signal, Use, signal_matrix

CELLS = [
    Signal("Broad", "age", Use.USED),
    Signal("Debt", "interests", Use.SPECIAL),
    Signal("Debt", "custom list", Use.PRIVATE, excluded=True),
]


def test_each_use_has_its_own_shape_and_an_exclusion_is_open() -> None:
    figure = signal_matrix(CELLS, LIGHT)
    assert list(figure.data[0].marker.symbol) == ["circle", "diamond", "triangle-up-open"]
    assert list(figure.layout.xaxis.ticktext) == ["age", "interests", "custom list"]
    assert list(figure.layout.yaxis.ticktext) == ["Broad", "Debt"]


def test_the_shapes_are_explained_on_the_axis() -> None:
    key = signal_matrix(CELLS, DARK).layout.xaxis.title.text
    assert all(word in key for word in ("● used", "▲ close to private life", "◆ special category", "open: excluded"))


def test_an_ad_set_without_settings_is_a_row_of_question_marks() -> None:
    figure = signal_matrix(CELLS, LIGHT, ["No settings"])
    assert list(figure.layout.yaxis.ticktext)[-1] == "No settings"
    assert list(figure.data[1].text) == ["?", "?", "?"]
    assert set(figure.data[1].y) == {2}


def test_no_trace_needs_webgl() -> None:
    assert {trace.type for trace in signal_matrix(CELLS, LIGHT, ["x"]).data} == {"scatter"}


def test_a_name_from_a_file_cannot_become_markup() -> None:
    named = Signal("<b>bold</b>", "age", Use.USED)
    assert "<b>" not in signal_matrix([named], LIGHT).to_json()
