"""A group in two campaigns: two marks of two shapes, both intervals, and the difference as the sentence says it."""

from aboveboard.charts.colours import LIGHT
from aboveboard.charts.pairs import Pair, Share, share_pairs

WOMEN = Pair("Women", Share(0.62, 0.58, 0.659), Share(0.54, 0.499, 0.58))
MEN = Pair("Men", Share(0.38, 0.341, 0.42), Share(0.46, 0.42, 0.501))


def test_each_campaign_has_its_own_shape_and_height() -> None:
    _, own, twin = share_pairs([WOMEN, MEN], LIGHT).data
    assert (own.marker.symbol, twin.marker.symbol) == ("circle", "diamond-open")
    assert list(own.x) == [0.62, 0.38]
    assert all(a < b for a, b in zip(own.y, twin.y, strict=True))


def test_both_intervals_are_drawn_whole() -> None:
    whiskers = share_pairs([WOMEN], LIGHT).data[0]
    assert [place for place in whiskers.x if place is not None] == [0.58, 0.659, 0.499, 0.58]


def test_the_difference_stands_beside_each_group() -> None:
    notes = [note.text for note in share_pairs([WOMEN, MEN], LIGHT).layout.annotations]
    assert notes == ["+8.0 points", "−8.0 points"]
    assert Pair("g", Share(0.5, 0, 1), Share(0.5, 0, 1)).words == "0.0 points"


def test_no_trace_needs_webgl() -> None:
    assert {trace.type for trace in share_pairs([WOMEN], LIGHT).data} == {"scatter"}
