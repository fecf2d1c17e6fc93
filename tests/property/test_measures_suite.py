"""Whatever the rows hold, the suite answers: no figure without a measurement, no gap without a reason."""

from typing import Any

import numpy as np
import pytest

from aboveboard.model import Measurement, Status
from tests.unit.measures.made import deliver, setting, suite, text, workspace

AGES = ("13-17", "18-24", "25-34", "35-44", "65+", "unknown", "Rentner", None)
SIXTH_PLACE = 1e-6
"""Ratios and shifts are rounded there, so that 0.8 is not below 0.8; their bounds are not."""
GENDERS = ("female", "male", "unknown", "other", None)
SETTINGS = (
    ("age", ("18-44", "13-65+", "all", "21-65+")),
    ("gender", ("female", "male", "all")),
    ("geo", ("TL", "Rome")),
)


def cell(draw: np.random.Generator) -> dict[str, Any]:
    """One random row; any metric may be missing."""
    row: dict[str, Any] = {"unit": f"Set {draw.integers(0, 3)}" if draw.random() < 0.9 else None}
    row |= {"seg_age": AGES[draw.integers(0, len(AGES))], "seg_gender": GENDERS[draw.integers(0, len(GENDERS))]}
    row |= {"seg_topic": f"t{draw.integers(0, 4)}" if draw.random() < 0.9 else None}
    metrics = {"impressions": 4_000, "reach": 2_000, "eligible": 3_000, "audience_lo": 9_000, "spend": 90}
    for name, most in metrics.items():
        if draw.random() < 0.7:
            row[name] = int(draw.integers(0, most)) * int(draw.random() < 0.9)
    return row


def figures(seed: int) -> tuple[Measurement, ...]:
    """The suite on one random campaign."""
    draw = np.random.default_rng(seed)
    con = workspace("winter")
    for number, breakdown in enumerate(("age,gender,topic", "gender", "")):
        rows = [cell(draw) for _ in range(int(draw.integers(0, 40)))]
        where = "winter" if draw.random() < 0.3 else "spring"
        level = ("adset", "ad", "campaign")[int(draw.integers(0, 3))]
        deliver(con, rows, level=level, breakdown=breakdown, campaign=where, import_id=f"i{number}")
    for dimension, values in SETTINGS:
        if draw.random() < 0.6:
            setting(con, f"Set {draw.integers(0, 3)}", dimension, values[int(draw.integers(0, len(values)))])
    if draw.random() < 0.5:
        text(con, "Set 1", "One")
        text(con, "Set 1", "Two")
    return suite(con, "TL" if draw.random() < 0.6 else None)


@pytest.mark.parametrize("seed", range(120))
def test_every_figure_is_measured_or_says_why_not(seed: int) -> None:
    for figure in figures(seed):
        if figure.status is Status.MEASURED:
            assert figure.value is not None
            assert np.isfinite(figure.value)
            assert figure.method
            assert figure.sql
        else:
            assert figure.value is None
            assert figure.reason


@pytest.mark.parametrize("seed", range(120, 200))
def test_intervals_hold_their_value_and_shares_stay_shares(seed: int) -> None:
    for figure in figures(seed):
        if figure.value is not None and figure.ci_low is not None and figure.ci_high is not None:
            assert figure.ci_low - SIXTH_PLACE <= figure.value <= figure.ci_high + SIXTH_PLACE
        if figure.value is not None and figure.unit == "share":
            assert 0 <= figure.value <= 1


def test_the_same_rows_give_the_same_figures() -> None:
    assert figures(3) == figures(3)
