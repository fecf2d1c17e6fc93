"""Two campaigns side by side, from stored files to sentences."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aboveboard import desk
from aboveboard.desk import House
from aboveboard.model import UnknownCampaign, WrongInput

HEAD = (
    "Campaign ID,Campaign name,Ad set name,Gender,Impressions,Reach,Amount spent (EUR),"
    "Reporting starts,Reporting ends\n"
)


def report(number: int, name: str, women: int, men: int) -> desk.Upload:
    rows = [
        (f"{number}", name, "Broad", who, f"{2 * seen}", f"{seen}", "50.00", "2026-04-01", "2026-04-20")
        for who, seen in (("female", women), ("male", men))
    ]
    return desk.Upload(f"{name}.csv", (HEAD + "\n".join(",".join(row) for row in rows) + "\n").encode())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    opened = desk.open_house(tmp_path)
    uploads = [report(1, "Tea shop", 620, 380), report(2, "Tea shop B", 540, 460)]
    desk.store_files(opened, desk.read_files(opened, uploads))
    yield opened
    desk.close()


def test_each_group_has_a_sentence_with_the_numbers_of_its_figure(house: House) -> None:
    women, men, age = desk.pair(house, "tea-shop", "tea-shop-b")
    assert women.measurement.segment == {"gender": "female"}
    assert women.measurement.value == pytest.approx(0.08)
    assert "62 % of the people this campaign reached (99 % interval 58.0–65.9)" in women.sentence
    assert "54 % of those its twin “Tea shop B” reached (49.9–58.0)" in women.sentence
    assert "8.0 points apart, z = 3.62, p = .00029" in women.sentence
    assert men.measurement.value == pytest.approx(-0.08)
    assert age.sentence == "Both campaigns need a delivery report broken down by age."


def test_the_other_way_round_only_the_sign_changes(house: House) -> None:
    there, back = (desk.pair(house, *slugs)[0] for slugs in (("tea-shop", "tea-shop-b"), ("tea-shop-b", "tea-shop")))
    assert there.measurement.value == pytest.approx(-(back.measurement.value or 0))
    assert there.measurement.p == pytest.approx(back.measurement.p)


def test_nothing_is_kept_of_a_comparison(house: House) -> None:
    before = desk.fingerprint(house, "tea-shop"), len(desk.measurements(house, "tea-shop"))
    desk.pair(house, "tea-shop", "tea-shop-b")
    assert (desk.fingerprint(house, "tea-shop"), len(desk.measurements(house, "tea-shop"))) == before


def test_a_campaign_is_no_twin_of_itself_nor_of_one_that_is_not_there(house: House) -> None:
    with pytest.raises(WrongInput):
        desk.pair(house, "tea-shop", "tea-shop")
    with pytest.raises(UnknownCampaign):
        desk.pair(house, "tea-shop", "coffee-shop")
