"""Any table, read to be looked at: what it holds, what each column is, and every row accounted for."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from aboveboard.intake.exploring import ASIDE, DATA, explore
from aboveboard.model import UnreadableFile
from aboveboard.model.exploring import Explored, Kind
from tests.unit.desk.explored.weeks import weekly

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")


def cells(folder: Path, explored: Explored, name: str) -> list[object]:
    place = [column.name for column in explored.columns].index(name)
    found: list[object] = pq.read_table(folder / DATA).column(f"p{place}").to_pylist()
    return found


def read(tmp_path: Path, text: str, **more: object) -> Explored:
    return explore("a.csv", text.encode(), tmp_path, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_how_a_file_was_read_is_told(encoding: str, tmp_path: Path) -> None:
    found = explore("weekly.csv", weekly(encoding=encoding), tmp_path)
    assert (found.delimiter, found.decimal, found.header_line) == ("semicolon", ",", 3)
    assert found.preamble == ("Acme Wochenbericht", "erstellt am Montag")
    assert (found.rows, found.kept, found.quarantined, found.totals) == (58, 56, 1, 1)
    assert [column.kind for column in found.columns] == [
        Kind.DATE,
        Kind.TEXT,
        Kind.TEXT,
        Kind.NUMBER,
        Kind.NUMBER,
        Kind.NUMBER,
    ]
    assert max(str(day) for day in cells(tmp_path, found, "Tag")) == "2026-07-07"
    assert cells(tmp_path, found, "Kosten EUR")[0] == 1.50


def test_every_row_that_is_not_looked_at_has_its_line_and_reason(tmp_path: Path) -> None:
    explore("weekly.csv", weekly(), tmp_path)
    aside = pq.read_table(tmp_path / ASIDE).to_pylist()
    assert [(row["line"], row["kind"]) for row in aside] == [(60, "total"), (61, "quarantined")]
    assert "2 cells, 6 expected" in aside[1]["reason"]


def test_another_header_row_can_be_picked(tmp_path: Path) -> None:
    text = "report;made;by;us\nunit;unit;unit;unit\na;b;c;d\n1;2;3;4\n"
    assert read(tmp_path, text, header=3).columns[0].name == "a"
    with pytest.raises(UnreadableFile, match="Line 40"):
        read(tmp_path, text, header=40)


def test_ids_and_postal_codes_stay_text_and_ratios_are_looked_at(tmp_path: Path) -> None:
    found = read(tmp_path, "Campaign ID,PLZ,order,CTR\n120330000000001,01067,7,1.5 %\n120330000000002,80331,9,2.5 %\n")
    kinds = {column.name: column.kind for column in found.columns}
    assert kinds == {"Campaign ID": Kind.TEXT, "PLZ": Kind.TEXT, "order": Kind.NUMBER, "CTR": Kind.NUMBER}
    assert cells(tmp_path, found, "PLZ") == ["01067", "80331"]
    assert found.columns[3].not_added


def test_dates_that_read_two_ways_stay_text_until_somebody_says(tmp_path: Path) -> None:
    text = "day,n\n01/02/2026,1\n03/04/2026,2\n"
    found = read(tmp_path, text)
    assert (found.columns[0].kind, found.open_dates) == (Kind.TEXT, "01/02/2026")
    month_first = read(tmp_path, text, order="mdy")
    assert month_first.open_dates == ""
    assert [str(day) for day in cells(tmp_path, month_first, "day")] == ["2026-01-02", "2026-03-04"]


def test_a_few_cells_that_do_not_fit_count_as_missing_and_are_named(tmp_path: Path) -> None:
    rows = "\n".join(f"a{number},{number}" for number in range(60))
    found = read(tmp_path, f"name,n\n{rows}\nodd,1O0\n")
    column = found.columns[1]
    assert column.kind is Kind.NUMBER
    assert column.unread is not None
    assert (column.unread.count, column.unread.line, column.unread.cell) == (1, 62, "1O0")
    assert cells(tmp_path, found, "n")[-1] is None


def test_a_column_of_many_odd_cells_is_text(tmp_path: Path) -> None:
    rows = "\n".join(f"a,{number if number % 4 else 'n' + str(number)}" for number in range(1, 41))
    assert read(tmp_path, f"name,n\n{rows}\n").columns[1].kind is Kind.TEXT


def test_columns_on_individuals_are_hidden_everywhere(tmp_path: Path) -> None:
    found = read(tmp_path, "e-mail,city,n\nanna@example.org,Bern,1\nben@example.org,Chur,2\nx\n")
    assert found.personal == (("e-mail", "e-mail"),)
    assert [column.name for column in found.columns] == ["city", "n"]
    everything = (tmp_path / DATA).read_bytes() + (tmp_path / ASIDE).read_bytes() + repr(found).encode()
    assert b"example.org" not in everything


def test_a_column_whose_cells_name_two_currencies_gets_one_that_says_which(tmp_path: Path) -> None:
    found = read(tmp_path, "what,price\na,€ 5\nb,$ 6\nc,€ 7\n")
    assert [column.name for column in found.columns] == ["what", "price", "price currency"]
    assert found.columns[1].currency == "price currency"
    assert cells(tmp_path, found, "price currency") == ["€", "$", "€"]


def test_reach_frequency_and_audience_sizes_are_never_added(tmp_path: Path) -> None:
    head = "Ad set,Reach,Frequency,Audience size,Impressions,Personen,Reichweite"
    found = read(tmp_path, f"{head}\na,1,1.5,1000,20,3,4\nb,2,1.7,2000,30,5,6\n")
    refused = {column.name for column in found.columns if column.not_added}
    assert refused == {"Reach", "Frequency", "Audience size", "Personen", "Reichweite"}
    assert {column.name for column in found.columns if column.people} >= {"Reach", "Impressions", "Personen"}


def test_many_columns_are_typed_as_few_are(tmp_path: Path) -> None:
    width = 450
    head = ",".join(f"n{place}" if place % 2 else f"t{place}" for place in range(width))
    rows = "\n".join(
        ",".join(str(place + row) + ".5" if place % 2 else f"word{row}" for place in range(width)) for row in range(6)
    )
    found = read(tmp_path, f"{head}\n{rows}\n")
    assert found.kept == 6
    assert {column.kind for column in found.columns[1::2]} == {Kind.NUMBER}
    assert {column.kind for column in found.columns[0::2]} == {Kind.TEXT}
    assert cells(tmp_path, found, "n449") == [449.5 + row for row in range(6)]


@pytest.mark.parametrize("text", ["a,b\n", "one line only", ""])
def test_what_is_no_table_is_said(text: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read(tmp_path, text)
