"""Differences of ad sets that cancel out when they are pooled are named beside the whole."""

from tests.unit.measures.made import by_gender, deliver, suite, workspace
from tests.unit.measures.wiring import found

CHECK = "exclusions.delivery.gender"


def sentence(*rows: dict[str, object]) -> str:
    con = workspace()
    deliver(con, rows)
    return found(suite(con, "TL"), CHECK).sentence


def test_ad_sets_in_opposite_directions_are_named_with_their_ratios() -> None:
    said = sentence(
        *by_gender(386, 4_864, "Truck driver", "impressions"), *by_gender(6_456, 258, "Childcare worker", "impressions")
    )
    assert "men 0.04× as often as women by Childcare worker" in said
    assert "women 0.08× as often as men by Truck driver" in said


def test_ad_sets_like_the_whole_are_not_named() -> None:
    said = sentence(*by_gender(3_000, 5_000, "One", "impressions"), *by_gender(3_100, 5_000, "Two", "impressions"))
    assert "Inside ad sets" not in said
