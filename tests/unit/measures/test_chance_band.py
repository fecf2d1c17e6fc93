"""What chance alone makes of a share: a binomial band that holds the base and narrows with people."""

import math

import numpy as np
import pytest

from aboveboard.measures.shares import chance_band
from tests.unit.measures.made import by_gender, deliver, measured, one, workspace


@pytest.mark.parametrize(("share", "people"), [(0.5, 100), (0.1, 400), (0.512, 22_742), (0.03, 40)])
def test_drawn_deliveries_fall_inside_95_of_100_times(share: float, people: int) -> None:
    band = chance_band(share, people)
    assert band is not None
    low, high = band
    drawn = np.random.default_rng(7).binomial(people, share, 20_000) / people
    inside = float(((drawn >= low) & (drawn <= high)).mean())
    assert 0.94 < inside < 1
    assert low <= share <= high


def test_more_people_narrow_it() -> None:
    widths = [
        high - low for people in (100, 1_000, 10_000) if (band := chance_band(0.4, people)) for low, high in [band]
    ]
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize(("share", "people"), [(0.5, 0), (math.nan, 100), (1.2, 100), (0.5, math.nan)])
def test_without_people_or_a_share_there_is_none(share: float, people: float) -> None:
    assert chance_band(share, people) is None


def test_a_group_carries_the_band_of_its_own_base() -> None:
    con = workspace()
    deliver(con, by_gender(620, 380))
    women = one(measured(con, "exclusions.delivery", "TL"), "impact_ratio", gender="female")
    assert (women.figures["chance_low"], women.figures["chance_high"]) == chance_band(0.5, 1_000)
