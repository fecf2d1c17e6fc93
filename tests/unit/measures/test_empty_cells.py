"""Empty impressions are not 0: too many of them stop a comparison, a few lower the share behind it."""

import pytest

from aboveboard.model import Scope, Status
from tests.unit.measures.made import by_gender, deliver, measured, one, workspace

MEASURE = "exclusions.delivery"


def test_empty_impressions_of_a_group_are_no_zero() -> None:
    con = workspace()
    deliver(con, [*by_gender(900, 1_000, impressions=2_000), *by_gender(900, 1_000, "B", impressions=2_000)])
    con.execute("UPDATE delivery SET impressions = NULL WHERE seg_gender = 'female'")
    figures = measured(con, MEASURE, "TL")
    whole = next(m for m in figures if m.attribute == "gender" and m.scope is Scope.CAMPAIGN and m.decides)
    assert whole.status is Status.INSUFFICIENT
    assert "Impressions are empty in 2 of 4 rows" in whole.reason
    share = one(figures, "delivered_share", gender="female")
    assert (share.status, share.value) == (Status.INSUFFICIENT, None)
    women = next(row for row in whole.rows if row.segment == {"gender": "female"})
    assert (women.figures["share"], women.figures["count"]) == (None, None)


def test_a_few_empty_cells_lower_the_share_behind_a_figure() -> None:
    con = workspace()
    for unit in "ABCDEFGHIJ":
        deliver(con, by_gender(900, 1_000, unit, impressions=2_000))
    con.execute("UPDATE delivery SET impressions = NULL WHERE unit = 'A' AND seg_gender = 'female'")
    women = one(measured(con, MEASURE, "TL"), "impact_ratio", gender="female")
    assert women.status is Status.MEASURED
    assert women.coverage == pytest.approx(0.95)
