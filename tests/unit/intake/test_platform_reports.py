"""Every report in tests/data/reports is read exactly: platform, level and split, rows, totals, sums, settings."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from aboveboard.intake import Answers, Reading, read
from aboveboard.intake.headers import normalise
from aboveboard.intake.profiles import dictionary, profiles
from aboveboard.intake.recognition import recognise

REPORTS = Path(__file__).resolve().parents[2] / "data" / "reports"
CASES: dict[str, dict[str, Any]] = {
    f"{path.stem}: {name}": case
    for path in sorted(REPORTS.glob("*.yaml"))
    for name, case in yaml.safe_load(path.read_text(encoding="utf-8")).items()
}


def _read(case: dict[str, Any]) -> Reading:
    raw = case["text"].encode(case.get("encoding", "utf-8"))
    if "ask" not in case:
        return read("report.csv", raw)
    assert [question.code for question in read("report.csv", raw).receipt.questions] == ["currency"]
    return read("report.csv", raw, Answers(currency=case["ask"]))


@pytest.mark.parametrize("name", CASES)
def test_the_report_is_read_exactly(name: str) -> None:
    case = CASES[name]
    reading = _read(case)
    receipt = reading.receipt
    assert receipt.outcome.stored, (receipt.refusal, receipt.questions)
    assert (receipt.profile, receipt.platform) == (case["profile"], case["platform"])
    assert [receipt.rows_accepted, receipt.rows_quarantined, receipt.rows_totals] == case["rows"]
    assert receipt.rows_read == sum(case["rows"])
    assert (receipt.grain.words if receipt.grain else None) == case["grain"]
    assert {name: round(value, 6) for name, value in receipt.sums.items()} == case["sums"]
    assert list(receipt.currencies) == case["currencies"]
    if "dates" in case:
        assert [str(receipt.date_from), str(receipt.date_to)] == case["dates"]
    rows = reading.tables["targeting"].to_pylist() if "targeting" in reading.tables else []
    assert [[row["dimension"], row["operator"], row["value"]] for row in rows] == case.get("settings", [])
    for table in ("delivery", "creative"):
        for column, cells in case.get("values" if table == "delivery" else "texts", {}).items():
            assert reading.tables[table].column(column).to_pylist() == cells


@pytest.mark.parametrize("name", CASES)
def test_no_profile_of_another_platform_would_take_the_report(name: str) -> None:
    """Whatever the order in which profiles are tried; Meta's words for spend are shared, and come last."""
    case = CASES[name]
    receipt = read("report.csv", case["text"].encode(case.get("encoding", "utf-8"))).receipt
    names = [normalise(column.source, dictionary())[0] for column in receipt.columns]
    lines = "\n".join(receipt.preamble)
    takers = {one.platform for one in profiles() if recognise(names, lines, dictionary(), [one]) is not None}
    assert takers - {"meta"} <= {case["platform"]}


def test_every_profile_of_these_platforms_has_a_report_here() -> None:
    covered = {case["profile"] for case in CASES.values()}
    mine = (
        "google_ads",
        "google_ads_scheduled",
        "tiktok",
        "x_ads",
        "pinterest",
        "snap_ads",
        "reddit_ads",
        "cm360_report",
    )
    wanted = {
        one.id for one in profiles() if one.id.startswith(("linkedin_performance", "connector_", "microsoft_report"))
    }
    assert wanted | set(mine) | {"dv360_report"} <= covered
