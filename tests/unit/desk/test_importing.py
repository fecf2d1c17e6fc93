"""What an import leaves behind: how its files agree, where it is filed, and what happens when nothing is new."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aboveboard import desk
from aboveboard.desk import House, Stored

HEAD = (
    "Campaign ID,Campaign name,Ad set name,{by},Impressions,Reach,Amount spent (EUR),Reporting starts,Reporting ends\n"
)
DATES = "2026-04-01,2026-04-20\n"


def report(by: str, *groups: tuple[str, int], name: str = "Tea shop", campaign: str = "555") -> str:
    rows = [f"{campaign},{name},Tea A,{group},{seen},{seen // 2},1.00,{DATES}" for group, seen in groups]
    return HEAD.format(by=by) + "".join(rows)


GENDER = report("Gender", ("female", 5_200), ("male", 4_800))
REGION = report("Region", ("Bavaria", 5_800), ("Berlin", 4_000))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield desk.open_house(tmp_path)
    desk.close()


def store(house: House, step: desk.importing.Step | None = None, /, **files: str) -> Stored:
    uploads = [desk.Upload(f"{name}.csv", text.encode()) for name, text in files.items()]
    return desk.store_files(house, desk.read_files(house, uploads), step=step)


def said(stored: Stored) -> str:
    return " ".join(notice.message for receipt in stored.receipts for notice in receipt.warnings)


def test_a_second_breakdown_says_how_much_of_the_campaign_it_holds(house: House) -> None:
    assert "accounts for" not in said(store(house, tea_gender=GENDER))
    line = "tea_region.csv accounts for 9,800 of the campaign's 10,000 impressions (98 %)."
    assert line in said(store(house, tea_region=REGION))
    kept = [receipt for _, receipt in desk.imports(house, "tea-shop") if receipt.file_name == "tea_region.csv"]
    assert line in [notice.message for notice in kept[0].warnings]
    assert desk.agreement(desk.review(house, "tea-shop").campaign) == (line,)


def test_a_coarser_file_that_comes_later_says_how_much_the_earlier_one_held(house: House) -> None:
    store(house, tea_gender=GENDER)
    whole = report("Note", ("x", 12_000))
    assert "tea_gender.csv accounts for 10,000 of the campaign's 12,000 impressions (83.3 %)." in said(
        store(house, tea=whole)
    )


def test_a_file_that_is_known_already_names_the_campaign_that_holds_it(house: House) -> None:
    store(house, tea_gender=GENDER)
    again = store(house, copy=GENDER)
    assert again.campaigns == ()
    assert again.holding == ("tea-shop",)


def test_progress_names_campaigns_and_counts_them(house: House) -> None:
    steps: list[str] = []
    store(house, steps.append, a=GENDER, b=report("Gender", ("male", 9), name="Coffee & cake", campaign="7"))
    assert steps[-2:] == ["Measuring Tea shop (1 of 2)", "Measuring Coffee & cake (2 of 2)"]


def test_a_total_with_empty_cells_is_the_least_the_campaign_can_have(house: House) -> None:
    store(house, tea=GENDER.replace("5200", ""))
    campaign = desk.review(house, "tea-shop").campaign
    assert desk.agreement(campaign) == (
        "4,800 impressions are the least this campaign can have: in 1 of 2 rows of tea.csv they are empty.",
    )
    assert desk.review(house, "tea-shop").spend_judged == 0
