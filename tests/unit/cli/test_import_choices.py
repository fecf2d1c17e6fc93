"""The command line's import: progress on standard error, rows left out, days that were imported before."""

import io
from pathlib import Path

import pytest

from aboveboard.cli.progress import Shown, sentence
from aboveboard.desk import Seen, Step
from tests.unit.cli.conftest import Run

HEAD = "Campaign ID,Campaign name,Ad set name,Gender,Impressions,Amount spent (EUR),Day\n"


def daily(first: int, last: int, seen: int = 100) -> str:
    days = range(first, last + 1)
    return HEAD + "".join(f"555,Tea,Set A,female,{seen + day},1.00,2026-06-{day:02}\n" for day in days)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_that_cannot_be_read_are_left_out_and_said(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, [receipt] = run(
        "import", written(tmp_path, "tea.csv", daily(1, 3) + "555,Tea,Set A,male,1O9,1.00,2026-06-04\n")
    )
    assert (code, receipt["rows_accepted"], receipt["rows_quarantined"]) == (0, 3, 1)


def test_strict_stores_a_file_only_as_a_whole(run: Run, tmp_path: Path) -> None:
    text = daily(1, 3) + "555,Tea,Set A,male,1O9,1.00,2026-06-04\n"
    code, receipts = run(
        "import", "--strict", written(tmp_path, "tea.csv", text), written(tmp_path, "more.csv", daily(5, 6))
    )
    assert code == 5
    assert [receipt["outcome"] for receipt in receipts] == ["refused", "accepted"]
    assert "1 row was not read: line 5: Impressions is “1O9”" in receipts[0]["refusal"]
    assert run("campaigns")[1][0]["impressions"] == 105 + 106


@pytest.mark.parametrize(
    ("choice", "impressions"),
    [((), 101 + 1_002 + 1_003), (("--overlap", "all"), 1_002 + 1_003), (("--overlap", "apart"), 203)],
)
def test_days_that_were_imported_before(run: Run, tmp_path: Path, choice: tuple[str, ...], impressions: int) -> None:
    run("import", written(tmp_path, "june.csv", daily(1, 2)))
    run("import", *choice, written(tmp_path, "later.csv", daily(2, 3, 1_000)))
    [tea] = [entry for entry in run("campaigns")[1] if entry["slug"] == "tea"]
    assert tea["impressions"] == impressions


def test_progress_is_a_line_every_few_seconds_where_there_is_no_terminal() -> None:
    out, now = io.StringIO(), [0.0]
    shown = Shown(out, lambda: now[0])
    shown.begin("big.csv", 10_000_000)
    for second in range(1, 13):
        now[0] = float(second)
        shown(Step.READING, second, 20, 1_000 * second)
    lines = out.getvalue().splitlines()
    assert [line.split(", ")[2] for line in lines] == ["1,000 rows", "6,000 rows", "11,000 rows"]
    assert lines[0].startswith("big.csv: reading rows, ")
    assert "\r" not in out.getvalue()


def test_progress_is_one_moving_line_on_a_terminal() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out, now = Terminal(), [0.0]
    shown = Shown(out, lambda: now[0])
    shown.begin("big.csv", 10_000_000)
    for second in range(2, 5):
        now[0] = float(second)
        shown(Step.READING, second, 20, 1_000 * second)
    shown.say("Storing big.csv")
    assert out.getvalue().count("\rbig.csv: reading rows") == 3
    assert out.getvalue().endswith(" \rStoring big.csv\n")


def test_progress_says_share_rows_speed_and_time_left() -> None:
    seen = Seen(Step.READING, "big.csv", (), 0.45, 120_000, 900.0, 31.24, 12.4)
    assert sentence(seen) == "big.csv: reading rows, 45 %, 120,000 rows, 31.2 MB/s, about 12 s left"
