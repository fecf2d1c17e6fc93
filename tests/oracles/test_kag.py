"""A real public set (Facebook ads by age, gender and interest): shares and concentration known beforehand."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from aboveboard.measures import measure_campaign, measure_import
from aboveboard.model import Measurement
from aboveboard.model.layout import POPULATION
from tests.unit.measures.made import LIMITS, one, workspace

CAMPAIGNS = ("916", "936", "1178")


@pytest.fixture(scope="module")
def kag(shared_data: Path) -> duckdb.DuckDBPyConnection:
    """The file's 1,143 rows as intake stores them."""
    con = workspace(*CAMPAIGNS)
    con.execute("INSERT INTO population SELECT * FROM read_csv($path, header=true)", {"path": str(POPULATION)})
    ads = pd.read_csv(shared_data / "real" / "kag_facebook_ads" / "KAG_conversion_data.csv", dtype=str)
    con.register("ads", ads)
    con.execute(
        """INSERT INTO delivery BY NAME
           SELECT 'kag' AS import_id, xyz_campaign_id AS campaign, fb_campaign_id AS unit, 'ad' AS level,
             'age,gender,topic' AS breakdown, false AS daily, ad_id, fb_campaign_id AS adset_id, age AS seg_age,
             CASE gender WHEN 'F' THEN 'female' ELSE 'male' END AS seg_gender, interest AS seg_topic,
             Impressions::BIGINT AS impressions, Clicks::BIGINT AS clicks, Spent::DOUBLE AS spend
           FROM ads"""
    )
    return con


def figures(con: duckdb.DuckDBPyConnection, campaign: str, measure: str) -> list[Measurement]:
    return [m for m in measure_campaign(con, campaign, None, LIMITS) if m.measure == measure]


@pytest.mark.real_data
@pytest.mark.parametrize(("campaign", "hhi"), [("916", 0.3849), ("936", 0.2453), ("1178", 0.0554)])
def test_concentration_over_interests(kag: duckdb.DuckDBPyConnection, campaign: str, hhi: float) -> None:
    assert one(figures(kag, campaign, "echo.concentration"), "hhi").value == pytest.approx(hhi, abs=5e-5)


@pytest.mark.real_data
def test_concentration_over_the_whole_import(kag: duckdb.DuckDBPyConnection) -> None:
    found = measure_import(kag, "kag", None, LIMITS)
    assert one([m for m in found if m.measure == "echo.concentration"], "hhi").value == pytest.approx(
        0.058736, abs=5e-7
    )


@pytest.mark.real_data
def test_delivered_share_of_women(kag: duckdb.DuckDBPyConnection) -> None:
    share = one(figures(kag, "936", "exclusions.delivery"), "delivered_share", gender="female")
    assert share.value == pytest.approx(0.7738756502, abs=1e-10)
    assert share.texts["of"] == "impressions"


@pytest.mark.real_data
def test_ages_that_no_ad_names_are_missing_groups_of_the_population(kag: duckdb.DuckDBPyConnection) -> None:
    found = measure_campaign(kag, "936", "US", LIMITS)
    ratios = {
        str((m.segment or {}).get("age")): m.value
        for m in found
        if m.measure == "exclusions.delivery" and m.statistic == "impact_ratio" and m.ad_set is None
    }
    assert [ratios[band] for band in ("18-24", "55-64", "65+")] == [0, 0, 0]
    assert ratios["45-49"] == 1
