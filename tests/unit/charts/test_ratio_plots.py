"""Dot plots of ratios: what is drawn, where, and what stays visible without colour."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from aboveboard.charts.colours import DARK, LIGHT
from aboveboard.charts.ratio_dots import ratio_dots
from aboveboard.charts.ratio_svg import ratio_svg
from aboveboard.charts.ratios import Dot, bounds, clamp, dots, dots_vs_others, label, silent
from aboveboard.model import Enforcement, Finding, Measurement, Outcome, Scope, Status

SVG = "{http://www.w3.org/2000/svg}"


def group(segment: dict[str, str], value: float | None) -> Measurement:
    status = Status.MEASURED if value is not None else Status.INSUFFICIENT
    return Measurement(
        "exclusions.delivery", "impact_ratio", "c", Scope.SEGMENT, status, segment=segment, value=value, n=500
    )


def invented(check: str, lead: Measurement, outcome: Outcome) -> Finding:
    return Finding(check, lead.measure, "c", "exclusions", outcome, None, Enforcement.MAY, "", "", lead, None)


FLAGGED = Dot("Women 55–64", 0.41, 0.39, 0.43, 2_884, Outcome.FLAGGED)
WATCH = Dot("Women 45–54", 0.84, 0.78, 0.9, 4_000, Outcome.WATCH)
PASSED = Dot("Men 35–44", 0.97, 0.95, 0.99, 9_000, Outcome.PASSED)
THIN = Dot("Women 65+", 0.5, 0.1, 2.4, 12, Outcome.INSUFFICIENT)
BEST = Dot("Men 25–34", 1.0, 1.0, 1.0, 9_000, None)


def test_the_lowest_group_comes_first() -> None:
    found = dots([group({"age": "18-24"}, 1.0), group({"age": "65+"}, 0.4)])
    assert [dot.label for dot in found] == ["65+", "18–24"]


def test_a_group_without_a_ratio_is_named_and_not_placed() -> None:
    measured = [group({"age": "18-24"}, 1.0), group({"age": "65+"}, None)]
    assert [dot.label for dot in dots(measured)] == ["18–24"]
    assert silent(measured) == ("65+",)


def test_a_group_reads_as_people_read_it() -> None:
    assert label(group({"age": "45-54", "gender": "female"}, 1.0)) == "Women 45–54"


@pytest.mark.parametrize("value", [0.0, 0.001, 1.0, 900.0])
def test_every_ratio_lands_inside_the_axis(value: float) -> None:
    ends = bounds([Dot("g", value, None, None, None, None)])
    assert ends[0] <= clamp(value, ends) <= ends[1]
    assert ends[0] < 0.8 < 1.25 < ends[1]


def test_zero_is_written_on_the_axis_where_it_is_drawn() -> None:
    figure = ratio_dots([Dot("45–54", 0.0, 0.0, 0.004, 100, Outcome.FLAGGED), BEST], LIGHT)
    assert figure.layout.xaxis.ticktext[0] == "0"


def test_each_outcome_has_its_own_shape() -> None:
    figure = ratio_dots([FLAGGED, WATCH, PASSED, THIN], LIGHT)
    assert list(figure.data[1].marker.symbol) == ["square", "triangle-up", "circle", "circle-open"]


def test_the_axis_is_logarithmic_with_band_and_line() -> None:
    figure = ratio_dots([FLAGGED, BEST], LIGHT)
    assert figure.layout.xaxis.type == "log"
    spans = {(shape.x0, shape.x1) for shape in figure.layout.shapes}
    assert spans == {(0.8, 1.25), (1, 1)}


def test_the_value_and_n_of_each_group_stand_beside_its_mark() -> None:
    figure = ratio_dots([FLAGGED, BEST], LIGHT, ["Women 65+"])
    assert list(figure.layout.yaxis.ticktext) == ["Women 55–64 (n 2,884)", "Men 25–34 (n 9,000)", "Women 65+"]
    assert [note.text for note in figure.layout.annotations] == ["0.41×", "1.00×", "○ too little"]


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_no_trace_needs_webgl(colours: object) -> None:
    figure = ratio_dots([FLAGGED, WATCH, PASSED, THIN, BEST], LIGHT)
    assert {trace.type for trace in figure.data} == {"scatter"}


def test_the_small_plot_is_valid_and_names_every_group() -> None:
    drawn = ElementTree.fromstring(ratio_svg([FLAGGED, WATCH, BEST], LIGHT))
    texts = [node.text for node in drawn.iter(f"{SVG}text")]
    assert {"Women 55–64", "0.41", "Women 45–54", "Men 25–34", "equal share"} <= set(texts)


def test_the_small_plot_keeps_the_group_compared_with_when_it_shortens() -> None:
    many = [Dot(f"group {place}", 0.1 * place, None, None, None, None) for place in range(1, 11)]
    drawn = ElementTree.fromstring(ratio_svg(many, LIGHT))
    texts = [node.text for node in drawn.iter(f"{SVG}text")]
    assert "group 1" in texts
    assert "group 10" in texts
    assert "group 8" not in texts


def test_a_name_from_a_file_cannot_become_markup() -> None:
    named = Dot('<script>"&', 0.5, None, None, None, None)
    assert "<script>" not in ratio_svg([named, BEST], LIGHT)
    assert "<script>" not in ratio_dots([named, BEST], LIGHT).to_json()


def test_nothing_to_draw_is_no_picture() -> None:
    assert ratio_svg([], LIGHT) == ""


def test_the_axis_says_what_the_ratio_is_taken_of() -> None:
    figure = ratio_dots([FLAGGED, BEST], LIGHT, axis="times the campaign's cost per 1,000 impressions")
    assert figure.layout.xaxis.title.text.replace("<br>", " ") == "times the campaign's cost per 1,000 impressions"


def test_a_price_in_another_currency_is_another_mark() -> None:
    euro = replace(group({"gender": "female"}, 1.4), measure="exclusions.cost", texts={"currency": "EUR"})
    dollar = replace(euro, texts={"currency": "USD"})
    about_euro = invented("cost", euro, Outcome.WATCH)
    assert [dot.outcome for dot in dots([euro, dollar], about_euro)] == [Outcome.WATCH, None]


def test_against_everyone_else_the_same_groups_are_drawn_and_nothing_is_decided() -> None:
    told: dict[str, float | None] = {
        "ratio_vs_others": 0.4,
        "ratio_vs_others_low": 0.3,
        "ratio_vs_others_high": 0.5,
        "x_g": 120.0,
    }
    low = replace(group({"age": "65+"}, 0.25), figures=told)
    high = replace(group({"age": "18-24"}, 1.0), figures={"ratio_vs_others": 1.9})
    first, second = dots_vs_others([high, low, group({"age": "25-34"}, None)])
    assert (first.label, first.value, first.low, first.high, first.n, first.outcome) == (
        "65+",
        0.4,
        0.3,
        0.5,
        120,
        None,
    )
    assert (second.label, second.value) == ("18–24", 1.9)
