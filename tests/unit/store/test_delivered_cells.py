"""A snapshot keeps delivery cell by cell, joined where the cells would be too many to keep."""

import pytest

from aboveboard.store import delivered
from tests.unit.measures.made import CAMPAIGN, deliver, workspace

ROWS = [
    {"unit": unit, "seg_gender": gender, "impressions": 10}
    for unit in ("Tea", "Bread", "Jam")
    for gender in ("female", "male")
]


@pytest.mark.parametrize(
    ("most", "cells"),
    [
        (6, [(unit, f"gender={gender}", 10) for unit in ("Bread", "Jam", "Tea") for gender in ("female", "male")]),
        (5, [("Bread", "", 20), ("Jam", "", 20), ("Tea", "", 20)]),
        (2, [("", "", 60)]),
    ],
)
def test_cells_are_joined_by_ad_set_and_then_altogether(
    most: int, cells: list[tuple[str, str, float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    con = workspace()
    deliver(con, ROWS, level="adset", breakdown="gender")
    monkeypatch.setattr(delivered, "MOST_CELLS", most)
    assert [(cell.ad_set, cell.segment, cell.impressions) for cell in delivered.cells(con, CAMPAIGN)] == cells


def test_no_more_cells_are_fetched_than_may_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    con = workspace()
    deliver(con, ROWS, level="adset", breakdown="gender")
    fetched: list[int] = []
    rows = delivered._rows

    def counted(*asked, **more):  # type: ignore[no-untyped-def]
        found = rows(*asked, **more)
        fetched.append(len(found))
        return found

    monkeypatch.setattr(delivered, "_rows", counted)
    monkeypatch.setattr(delivered, "MOST_CELLS", 2)
    delivered.cells(con, CAMPAIGN)
    assert max(fetched) == 3
