"""Bars, maps, ranges, levels, lollipops and the ruler."""

import plotly.graph_objects as go
import pytest

from aboveboard.charts.bars import Bar, share_bars
from aboveboard.charts.colours import DARK, DIVERGING, LIGHT, SEQUENTIAL, Look, blend, contrast, ink, scale
from aboveboard.charts.dumbbell import Move
from aboveboard.charts.heat import ratio_map, share_map
from aboveboard.charts.levels import NAMES, Level, signal_levels
from aboveboard.charts.lorenz import Shown, Top, curve, lorenz
from aboveboard.charts.messages import Lollipop, effective_messages
from aboveboard.charts.ranges import Range, said, size_ranges
from aboveboard.charts.ruler import Isolation, isolation_ruler
from aboveboard.model import Outcome

HALF = [Shown(0.5), Shown(0.3), Shown(0.2)]


def every_figure(colours: Look) -> list[go.Figure]:
    return [
        share_bars([Bar("45–54", 0.0, strong=True), Bar("18–24", 1.0)], colours, "share"),
        ratio_map(["Women", "Men"], ["18–24", "25–34"], [[0.31, None], [1.0, 1.2]], colours),
        share_map(["Women", "Men"], ["Team", "Pay"], [[0.9, 0.1], [0.4, 0.6]], colours),
        size_ranges([Range("Prospecting", 120_000, 180_000), Range("Retargeting", 0, None)], colours),
        signal_levels([Level("Prospecting", 3, "2 layers"), Level("Retargeting", 5)], colours),
        effective_messages([Lollipop("Women", 1.9, 4, 4, Outcome.WATCH)], colours),
        isolation_ruler(Isolation(0.12, 0.1, 0.14, 0.004, Outcome.WATCH), colours),
        lorenz(HALF, Top(1, 0.5), colours),
    ]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_trace_is_drawn_as_svg(colours: Look) -> None:
    kinds = {trace.type for figure in every_figure(colours) for trace in figure.data}
    assert kinds == {"scatter", "bar", "heatmap"}


def test_the_two_themes_differ_in_text_colour() -> None:
    light, dark = (every_figure(colours)[0].layout.font.color for colours in (LIGHT, DARK))
    assert (light, dark) == (LIGHT.text, DARK.text)


def test_a_group_that_nobody_reaches_says_so_in_words() -> None:
    figure = share_bars([Bar("45–54", 0.0, strong=True)], LIGHT, "share")
    assert figure.data[0].text[0] == "0 %: nobody"


def test_a_cell_that_was_not_measured_is_empty_not_zero() -> None:
    figure = ratio_map(["Women"], ["18–24", "25–34"], [[0.31, None]], LIGHT)
    assert figure.data[0].text[0][1] == ""
    assert figure.data[0].z[0][1] is None


def test_the_lowest_cell_is_outlined() -> None:
    figure = ratio_map(["Women", "Men"], ["a", "b"], [[0.9, 0.31], [1.0, 1.2]], LIGHT)
    (outline,) = figure.layout.shapes
    assert (outline.x0, outline.y0) == (pytest.approx(0.52), pytest.approx(-0.46))


def test_the_colours_of_a_ratio_map_are_symmetric_in_log2() -> None:
    figure = ratio_map(["g"], ["half", "even", "twice"], [[0.5, 1.0, 2.0]], LIGHT)
    low, even, high = figure.data[0].z[0]
    assert (low, even, high) == (-1.0, 0.0, 1.0)
    assert figure.data[0].zmin == -figure.data[0].zmax


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Range("a", 120_000, 180_000), "120,000–180,000"),
        (Range("a", 900, None), "at least 900"),
        (Range("a", 500, 500), "500"),
    ],
)
def test_a_range_stays_a_range(entry: Range, words: str) -> None:
    assert said(entry) == words


def test_an_open_end_is_drawn_open() -> None:
    figure = size_ranges([Range("a", 900, None), Range("b", 100, 200)], LIGHT)
    assert list(figure.data[1].marker.symbol) == ["triangle-right-open", "circle"]


@pytest.mark.parametrize("level", range(len(NAMES)))
def test_levels_are_named_not_numbered(level: int) -> None:
    figure = signal_levels([Level("a", level)], LIGHT)
    assert NAMES[level] in figure.layout.yaxis.ticktext[0]
    assert not any(any(sign.isdigit() for sign in text) for text in figure.layout.xaxis.ticktext)


def test_the_ruler_marks_what_chance_alone_gives() -> None:
    figure = isolation_ruler(Isolation(0.02, None, None, 0.01, None), LIGHT)
    assert (0, 0.01) in {(shape.x0, shape.x1) for shape in figure.layout.shapes}


def test_a_scale_runs_from_nought_to_one() -> None:
    assert scale(("#000000", "#777777", "#ffffff")) == [(0.0, "#000000"), (0.5, "#777777"), (1.0, "#ffffff")]


@pytest.mark.parametrize("steps", [DIVERGING, SEQUENTIAL])
def test_numbers_in_a_map_can_be_read_on_every_colour(steps: tuple[str, ...]) -> None:
    grounds = [blend(steps, place / 200) for place in range(201)]
    assert grounds[0].upper() == steps[0].upper()
    assert grounds[-1].upper() == steps[-1].upper()
    assert min(contrast(ink(ground), ground) for ground in grounds) >= 4.5


def test_every_measured_cell_carries_its_number() -> None:
    figure = ratio_map(["Women"], ["18–24", "25–34"], [[0.31, None]], LIGHT)
    assert [note.text for note in figure.layout.annotations] == ["0.31×"]


def test_a_move_that_rounds_to_nothing_has_no_sign() -> None:
    assert Move("Women", 0.5, 0.4999).words() == "0 points"
    assert Move("Women", 0.5, 0.46).words() == "−4 points"
    assert Move("Women", 0.5, 0.5123).words(1) == "+1.2 points"


def test_what_is_not_known_is_grey_and_said() -> None:
    figure = share_bars([Bar("Settings not in the data", 0.5, unknown=True)], LIGHT, "share")
    assert figure.data[0].text[0] == "50 %: not known"
    assert figure.data[0].marker.color[0] == LIGHT.unknown


def notes(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_a_lorenz_curve_runs_from_the_least_to_the_most_shown_and_sags() -> None:
    across, up = curve(HALF)
    assert across == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert up == pytest.approx([0, 0.2, 0.5, 1])
    assert all(share <= part + 1e-12 for part, share in zip(across, up, strict=True))


def test_equal_messages_lie_on_the_diagonal() -> None:
    across, up = curve([Shown(0.25)] * 4)
    assert across == pytest.approx(up)


def test_messages_behind_one_row_keep_their_number() -> None:
    across, up = curve([Shown(0.6), Shown(0.4, messages=3)])
    assert across == pytest.approx([0, 0.75, 1])
    assert up == pytest.approx([0, 0.4, 1])


def test_the_curve_names_the_few_that_take_most_on_the_curve_itself() -> None:
    figure = lorenz(HALF, Top(2, 0.8), LIGHT)
    assert notes(figure) == ["top 2 of 3 get 80 %"]
    (ring,) = [trace for trace in figure.data if trace.mode == "markers"]
    across, up = curve(HALF)
    assert (ring.x[0], ring.y[0]) == (pytest.approx(across[1]), pytest.approx(up[1]))


def test_the_ruler_says_p_and_keeps_its_studies_to_two_groups() -> None:
    two = Isolation(0.12, 0.1, 0.14, 0.004, Outcome.WATCH, 0.00001)
    more = Isolation(0.12, 0.1, 0.14, 0.004, Outcome.WATCH, 0.017, two_groups=False)
    assert notes(isolation_ruler(two, LIGHT)) == ["internet .075", "neighbourhood .187", "0.120, p &lt; .0001"]
    assert notes(isolation_ruler(more, LIGHT)) == ["watched .05", "flagged .20", "0.120, p = .017"]


def test_the_ruler_shows_a_ring_where_there_were_too_few_people() -> None:
    figure = isolation_ruler(Isolation(0.12, None, None, 0.1, Outcome.INSUFFICIENT), LIGHT)
    assert figure.data[1].marker.symbol == "circle-open"


def test_a_share_map_outlines_the_highest_cell_and_says_a_number_per_group() -> None:
    figure = share_map(["Women", "Men"], ["Team", "Pay"], [[0.9, 0.1], [0.4, 0.6]], LIGHT, ["1.4 of 2", "1.9 of 2"])
    (outline,) = figure.layout.shapes
    assert (outline.x0, outline.y0) == (pytest.approx(-0.48), pytest.approx(-0.46))
    assert notes(figure)[-2:] == ["1.4 of 2", "1.9 of 2"]


def test_half_and_three_quarters_of_the_messages_on_offer_are_drawn() -> None:
    figure = effective_messages([Lollipop("Women", 1.9, 4, 4, Outcome.WATCH)], LIGHT)
    assert [shape.x0 for shape in figure.layout.shapes] == [2, 3]
    assert notes(figure)[:2] == ["50 %", "75 %"]
