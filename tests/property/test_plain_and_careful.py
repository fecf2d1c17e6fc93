"""A plain file is read at once, any other through text: both ways tell the same of the same file."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard.intake import Reading, loading, quick_or_careful, read, reading, streaming

HEADER = "Campaign name,Ad set name,Day,Age,Gender,Country,Reach,Impressions,Amount spent (EUR),Results,Note\n"
texts = st.sampled_from(["Spring", "Tea, black", "Say “yes”", "N/A", "na", " Tea ", "-", "Total", "É"])
days = st.sampled_from(["2026-09-01", "2026-09-02", ""])
counts = st.sampled_from(["0", "7", "1200", "", "--", "1.5", "20.412", "-3", "1e3", "9999999999999999"])
amounts = st.sampled_from(["0", "7.25", "1200", "", "20.412", "1,200.50", "€3", "-1.5"])


def quoted(cell: str) -> str:
    return f'"{cell}"' if "," in cell else cell


rows = st.lists(
    st.tuples(
        texts, texts, days, st.sampled_from(["18-24", "65+", ""]), st.sampled_from(["female", "Male", "unknown"]),
        st.sampled_from(["DE", "NA", "de", ""]), counts, counts, amounts, counts, texts,
    ).map(lambda cells: ",".join(map(quoted, cells))),
    min_size=1, max_size=12,
)  # fmt: skip


def both(raw: bytes) -> tuple[Reading, Reading]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick_or_careful, "PLAIN", 0)
        plain = read("report.csv", raw)
        patch.setattr(quick_or_careful, "PLAIN", 1 << 40)
        return plain, read("report.csv", raw)


def same(one: Reading, other: Reading) -> None:
    assert one.receipt == other.receipt
    assert set(one.tables) == set(other.tables)
    for name, table in one.tables.items():
        assert table.to_pylist() == other.tables[name].to_pylist()
    assert (one.set_aside is None) == (other.set_aside is None)
    assert one.set_aside is None or one.set_aside.equals(other.set_aside)
    assert one.pairs == other.pairs


@settings(max_examples=60, deadline=None)
@given(rows)
def test_the_quick_way_tells_what_the_careful_way_tells(lines: list[str]) -> None:
    same(*both((HEADER + "\n".join(lines) + "\n").encode()))


def test_a_plain_file_takes_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[int, str]] = []
    load = loading.load_even

    def noted(con, text, records, types, missing, folder):  # type: ignore[no-untyped-def]
        seen.append(dict(types))
        return load(con, text, records, types, missing, folder)

    monkeypatch.setattr(quick_or_careful, "load_even", noted)
    monkeypatch.setattr(quick_or_careful, "PLAIN", 0)
    line = "Spring,Tea,2026-09-01,18-24,female,DE,10,20,1.50,3,\n"
    found = read("report.csv", (HEADER + line + line.replace("female", "male")).encode())
    assert found.receipt.rows_accepted == 2
    assert [set(types) for types in seen] == [{2, 6, 7, 8, 9}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_large_file_on_disk_is_read_like_a_small_one_in_memory(
    tmp_path: Path, encoding: str, line_end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"Früh {n % 3},Tea,2026-09-0{1 + n % 9},18-24,female,DE,{n},{2 * n},{n / 4:.2f},3," for n in range(40)]
    lines[7] = lines[7].replace(",female", "")
    lines[9] = lines[9].replace("Tea", '"Tea\nblack"' if line_end == "\n" else "Tea")
    lines += ["", "Total,,,,,,,1560,195.00,,"]
    path = tmp_path / "report.csv"
    path.write_bytes((HEADER + "\n".join(lines) + "\n").replace("\n", line_end).encode(encoding))
    small = read(path.name, path.read_bytes())
    for module in (reading, streaming):
        monkeypatch.setattr(module, "LARGE", 1)
    large = read(path.name, path)
    assert large.receipt.rows_quarantined == 1
    assert large.receipt.rows_totals == 1
    same(large, small)


def test_the_rooms_of_a_large_file_are_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(reading, "LARGE", 1)
    path = tmp_path / "report.csv"
    path.write_text(HEADER + "Spring,Tea,2026-09-01,18-24,female,DE,10,20,1.50,3,\n", encoding="utf-8")
    found = read(path.name, path)
    assert list((tmp_path / "temporary").iterdir())
    assert found.tables["delivery"].num_rows == 1
    del found
    assert not list((tmp_path / "temporary").iterdir())
