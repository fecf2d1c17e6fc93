"""Lists of creators, comments and event logs: read by their profile, and nobody's name or address kept."""

from datetime import date
from pathlib import Path

import pytest

from aboveboard import desk
from aboveboard.desk import Upload
from aboveboard.intake import Reading, read
from aboveboard.intake.entries import read_numbers
from aboveboard.model import ImportOutcome

KEY = b"a key of this test"


def rows(reading: Reading, table: str) -> list[dict[str, object]]:
    return [
        {name: value for name, value in row.items() if value is not None} for row in reading.tables[table].to_pylist()
    ]


@pytest.mark.parametrize(
    ("cells", "count", "local", "values"),
    [
        (["120,400", "12.4K", "1.2M"], True, ".", [120_400, 12_400, 1_200_000]),
        (["120.400", "12,4K", "1,2 M"], True, ".", [120_400, 12_400, 1_200_000]),
        (["1 200", "950"], True, ".", [1_200, 950]),
        (["2.31%", "4.80 %"], False, ".", [2.31, 4.8]),
        (["2,31 %", "0,5 %"], False, ".", [2.31, 0.5]),
        (["many", "-5", "1.5"], True, ".", [None, None, None]),
    ],
)
def test_numbers_of_lists(cells: list[str], count: bool, local: str, values: list[float | None]) -> None:
    assert read_numbers(cells, count, local) == values


def test_a_roster_is_read_with_its_shares_in_percent() -> None:
    text = "platform_username,follower_count,engagement_rate,fake_followers_pct,country,is_verified,email\n"
    text += "tea.lover,12.4K,0.031,0.05,DE,yes,anna@example.org\nbread.fan,1.2M,0.004,0.4,FR,no,ben@example.org\n"
    reading = read("roster.csv", text.encode())
    assert reading.receipt.profile == "influencer_roster"
    assert reading.receipt.content == ("creator",)
    first, second = rows(reading, "creator")
    assert (first["followers"], first["engagement_rate"], first["fake_pct"]) == (12_400, 3.1, 5.0)
    assert (second["followers"], second["verified"]) == (1_200_000, False)
    assert "example.org" not in repr(reading)
    assert any("0.5 is read as 50 %" in notice.message for notice in reading.receipt.warnings)


def test_a_cell_that_is_no_number_is_quarantined_with_its_words() -> None:
    text = "username,followers,engagement rate\na,1200,2%\nb,lots,3%\n"
    reading = read("roster.csv", text.encode())
    assert (reading.receipt.rows_accepted, reading.receipt.rows_quarantined) == (1, 1)
    assert reading.set_aside is not None
    assert reading.set_aside.to_pylist()[0]["reason"] == "line 3: followers is “lots”: it is not a number"


def test_mentions_keep_a_hash_of_the_author_and_mask_the_text() -> None:
    text = "Query Id\tmade up\n\nQuery Name\tDate\tTitle\tSnippet\tUrl\tSentiment\tAuthor\tReach\n"
    told = "Write me: pia@example.org"
    text += f"tea\t15-Sep-2026 09:10AM\tCreepy\t{told}\thttps://example.org/1\tNegative\tPia Moor\t1,200\n"
    text += "tea\t16-Sep-2026 10:00AM\tNice\tGood tea\thttps://example.org/2\tPositiv\tPia Moor\t80\n"
    reading = read("mentions.csv", text.encode("utf-16"), key=KEY)
    assert reading.receipt.profile == "social_listening"
    first, second = rows(reading, "feedback")
    assert (first["date"], first["sentiment"], first["reach"]) == (date(2026, 9, 15), "negative", 1_200)
    assert first["text"] == "Write me: [hidden]"
    assert second["sentiment"] == "positive"
    assert first["author"] == second["author"] != "Pia Moor"
    assert "Pia" not in repr(reading)
    assert {entry.action for entry in reading.receipt.personal_data} == {"hashed", "masked"}
    assert (reading.receipt.date_from, reading.receipt.date_to) == (date(2026, 9, 15), date(2026, 9, 16))


def test_without_a_key_authors_are_left_out_and_content_stays_the_same() -> None:
    text = "comment,author,date,sentiment\nToo many ads,Pia,2026-09-01,negative\n"
    keyed, bare = read("a.csv", text.encode(), key=KEY), read("a.csv", text.encode())
    assert "author" not in rows(bare, "feedback")[0]
    assert keyed.receipt.fingerprint == bare.receipt.fingerprint


def test_each_event_of_a_log_counts_once_and_zero_is_nobody() -> None:
    head = "Event Time,User ID,Advertiser ID,Campaign ID,Ad ID,Rendering ID,Placement ID,Country Code,Event Type\n"
    text = head + "1788220800000000,AMsy,1,2,3,4,6,US,VIEW\n1788220801000000,AMsy,1,2,3,4,6,US,CLICK\n"
    reading = read("log.csv", (text + "1788220802000000,0,1,2,3,4,6,US,VIEW\n").encode(), key=KEY)
    found = rows(reading, "delivery")
    assert [(row.get("impressions"), row.get("clicks")) for row in found] == [(1, None), (None, 1), (1, None)]
    assert {row["date"] for row in found} == {date(2026, 9, 1)}
    assert "User ID" not in str(found[2]["extra"])
    assert "AMsy" not in repr(found)


DISGUISES = """Report for Mia.Lang@Example.org

Campaign name,Ad set name,Impressions,Email,Note,Amount spent (EUR)
Spring for kai.roth@example.org,Tea,100,ANNA@EXAMPLE.ORG,"two lines
ben@example.org",1.5
Spring,"call +49 170 1234567",200, cleo@example.org ,x,2
Spring,Tea,dora@example.org,,,3
Spring,Tea,300,emil@example.org
"""


def test_no_address_is_anywhere_in_the_workspace(tmp_path: Path) -> None:
    house = desk.open_house(tmp_path / "workspace")
    draft = desk.read_files(house, [Upload("list.csv", DISGUISES.encode())])
    assert draft.receipts[0].outcome is ImportOutcome.ACCEPTED_WITH_NOTICE
    assert (draft.receipts[0].rows_accepted, draft.receipts[0].rows_quarantined) == (2, 2)
    desk.store_files(house, draft)
    comments = "comment,author,date\nMore tea,Pia Moorhuhn,2026-09-01\n"
    desk.store_files(house, desk.read_files(house, [Upload("comments.csv", comments.encode())]))
    key = (tmp_path / "workspace" / "person.key").stat()
    assert key.st_size == 32
    assert key.st_mode & 0o077 == 0
    desk.close()
    kept = b"".join(path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()).lower()
    assert not [name for name in (b"@example.org", b"1234567", b"moorhuhn") if name in kept]


@pytest.mark.real_data
def test_the_sample_lists_hold_what_their_key_says(shared_data: Path) -> None:
    folder = shared_data / "exports"
    creators = rows(read("c.csv", (folder / "influencer/SYNTH_modash_like.csv").read_bytes()), "creator")
    assert [row["followers"] for row in creators] == [120_400, 12_400, 1_200_000]
    assert [row["fake_pct"] for row in creators] == [18.2, 3.1, 41.7]
    mention = rows(read("m.csv", (folder / "listening/SYNTH_meltwater_utf16.csv").read_bytes(), key=KEY), "feedback")[0]
    assert (mention["date"], mention["sentiment"]) == (date(2026, 9, 15), "negative")
    assert mention["author"] != "Sample Author 1"
    events = rows(read("e.csv", (folder / "cm360_dt/SYNTH_impression.csv").read_bytes()), "delivery")
    assert [row["impressions"] for row in events] == [1, 1, 1]
