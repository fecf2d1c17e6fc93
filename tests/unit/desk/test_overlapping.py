"""A later export of the same days: what it would change is said first, and only what it speaks about is replaced."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from aboveboard import desk
from aboveboard.desk import House, Stored
from aboveboard.model import Moved, OverlapChoice

HEAD = "Campaign ID,Campaign name,Ad set name,Gender,Impressions,Reach,Amount spent (EUR),Day\n"


def daily(first: int, last: int, seen: int = 100, *, name: str = "Tea", id_: str = "555") -> str:
    rows = [
        f"{id_},{name},Set A,{group},{seen + day},{seen // 2},{seen / 100:.2f},2026-06-{day:02}\n"
        for day in range(first, last + 1)
        for group in ("female", "male")
    ]
    return HEAD + "".join(rows)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield desk.open_house(tmp_path)
    desk.close()


def read(house: House, name: str, text: str) -> desk.Draft:
    return desk.read_files(house, [desk.Upload(name, text.encode())])


def store(house: House, name: str, text: str, choice: OverlapChoice | None = None) -> Stored:
    choices = {name: choice} if choice else None
    return desk.store_files(house, read(house, name, text), choices=choices)


def by_day(house: House, slug: str = "tea") -> dict[int, int]:
    with house.workspace.reading() as con:
        rows = con.execute(
            "SELECT day(date), sum(impressions)::INT FROM delivery WHERE campaign = ? GROUP BY ALL ORDER BY ALL", [slug]
        ).fetchall()
    return dict(rows)


def test_what_a_later_export_would_change_is_said_before_anything_is_stored(house: House) -> None:
    store(house, "june.csv", daily(1, 10))
    before = by_day(house)
    later = daily(8, 14).replace("555,Tea,Set A,female,108,", "555,Tea,Set A,female,508,")
    [found] = desk.overlaps(house, read(house, "later.csv", later))["later.csv"]
    assert (found.first, found.last, found.days) == (date(2026, 6, 8), date(2026, 6, 10), 3)
    assert (found.values, found.only_then, found.only_now, found.outside) == (1, 0, 0, 14)
    assert found.moved == (Moved("impressions", 654.0, 1054.0),)
    assert by_day(house) == before
    assert desk.overlap_line(found).startswith("3 days (8–10 June 2026) of Tea are in “june.csv” too, imported ")
    assert desk.overlap_line(found).endswith(": 1 figure differs, impressions 654 → 1,054.")


def test_only_the_days_that_both_have_are_replaced(house: House) -> None:
    store(house, "june.csv", daily(1, 10))
    stored = store(house, "later.csv", daily(8, 14, seen=1_000))
    found = by_day(house)
    assert list(found) == list(range(1, 15))
    assert found[7] == 2 * 107
    assert found[8] == 2 * 1_008
    assert "its other days still count" in stored.receipts[0].warnings[-1].message
    assert [receipt.file_name for _, receipt in desk.imports(house, "tea")] == ["june.csv", "later.csv"]
    assert desk.review(house, "tea").campaign.totals.impressions == sum(found.values())


def test_all_of_the_earlier_file_is_replaced_where_that_was_chosen(house: House) -> None:
    store(house, "june.csv", daily(1, 10))
    store(house, "later.csv", daily(8, 14), OverlapChoice.ALL)
    assert list(by_day(house)) == list(range(8, 15))
    assert [receipt.file_name for _, receipt in desk.imports(house, "tea")] == ["later.csv"]


def test_both_are_kept_apart_as_campaigns_of_their_own(house: House) -> None:
    store(house, "june.csv", daily(1, 10))
    stored = store(house, "later.csv", daily(8, 14), OverlapChoice.APART)
    assert stored.campaigns == ("tea-later",)
    assert list(by_day(house)) == list(range(1, 11))
    assert list(by_day(house, "tea-later")) == list(range(8, 15))
    assert {line.campaign.name for line in desk.campaigns(house)} == {"Tea", "Tea (later)"}


def test_an_extension_shares_no_day_and_asks_nothing(house: House) -> None:
    store(house, "june.csv", daily(1, 10))
    assert desk.overlaps(house, read(house, "next.csv", daily(11, 20))) == {}
    store(house, "next.csv", daily(11, 20))
    assert list(by_day(house)) == list(range(1, 21))


def test_days_between_those_of_a_later_file_stay(house: House) -> None:
    store(house, "june.csv", daily(1, 10))
    store(house, "gaps.csv", daily(2, 2, seen=1_000) + daily(9, 9, seen=1_000).removeprefix(HEAD))
    found = by_day(house)
    assert list(found) == list(range(1, 11))
    assert (found[2], found[5], found[9]) == (2_004, 210, 2_018)


def test_a_file_of_which_days_were_replaced_is_not_identical_any_more(house: House) -> None:
    store(house, "june.csv", daily(1, 10))
    store(house, "later.csv", daily(8, 14, seen=1_000))
    again = read(house, "june.csv", daily(1, 10))
    assert again.identical == {}
    assert [entry.file_name for entry in desk.overlaps(house, again)["june.csv"]] == ["june.csv", "later.csv"]


def test_a_window_replaces_the_window_it_overlaps(house: House) -> None:
    head = "Campaign name,Ad set name,Gender,Impressions,Amount spent (EUR),Reporting starts,Reporting ends\n"
    july = head + "".join(f"Tea,Set A,{group},{n},1.00,2026-07-01,2026-07-28\n" for group, n in (("female", 9),))
    shorter = head + "Tea,Set A,female,4,1.00,2026-07-01,2026-07-14\n"
    store(house, "july.csv", july)
    [found] = desk.overlaps(house, read(house, "shorter.csv", shorter))["shorter.csv"]
    assert (found.days, found.daily, found.outside) == (14, False, 0)
    store(house, "shorter.csv", shorter)
    assert desk.review(house, "tea").campaign.totals.impressions == 4


def test_the_same_file_twice_at_once_is_stored_once(house: House) -> None:
    uploads = [desk.Upload("a.csv", daily(1, 3).encode()), desk.Upload("b.csv", daily(1, 3).encode())]
    draft = desk.read_files(house, uploads)
    assert [desk.is_identical(receipt) for receipt in draft.receipts] == [False, True]
    assert "The same content as a.csv." in draft.receipts[1].warnings[-1].message
    desk.store_files(house, draft)
    assert by_day(house)[1] == 202
