"""The command line over the same use cases: JSON alone on standard output, exit code 0 or 5."""

import contextlib
import sys
from pathlib import Path

import pytest

from aboveboard import cli
from aboveboard.model.layout import SAMPLES
from tests.unit.cli.conftest import Run
from tests.unit.intake.packed import REPORT, archive

GENDER = (
    "Campaign name,Ad set name,Gender,Reach,Impressions,Amount spent (EUR),Reporting starts,Reporting ends\n"
    "Spring,Broad,female,900,1800,9.00,2026-09-01,2026-09-30\n"
    "Spring,Broad,male,1000,2000,10.00,2026-09-01,2026-09-30\n"
    "Spring,Broad,unknown,20,40,0.20,2026-09-01,2026-09-30\n"
)
REGION = (
    "Campaign name,Ad set name,Region,Reach,Impressions,Amount spent (EUR),Reporting starts,Reporting ends\n"
    "Spring,Broad,Vaud,950,1900,9.50,2026-09-01,2026-09-30\n"
    "Spring,Broad,Bern,960,1900,9.50,2026-09-01,2026-09-30\n"
)
NO_GENDER = (
    "Campaign name,Ad set name,Age,Reach,Impressions,Amount spent (EUR),Reporting starts,Reporting ends\n"
    "Autumn,Broad,18-24,900,1800,9.00,2026-09-01,2026-09-30\n"
    "Autumn,Broad,25-34,1000,2000,10.00,2026-09-01,2026-09-30\n"
)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_row_of_a_file_is_accounted_for(run: Run, tmp_path: Path) -> None:
    code, receipts = run("inspect", written(tmp_path, "gender.csv", GENDER))
    assert code == 0
    [receipt] = receipts
    assert receipt["profile"] == "meta_performance"
    assert receipt["questions"] == []
    assert receipt["rows_read"] == receipt["rows_accepted"] + receipt["rows_quarantined"] + receipt["rows_totals"] == 3


def test_inspecting_stores_nothing(run: Run, tmp_path: Path) -> None:
    run("inspect", written(tmp_path, "gender.csv", GENDER))
    assert run("campaigns") == (0, [])


def test_a_second_breakdown_leaves_the_impressions_of_the_campaign_unchanged(run: Run, tmp_path: Path) -> None:
    run("import", written(tmp_path, "gender.csv", GENDER))
    before = run("campaigns")[1][0]["impressions"]
    run("import", written(tmp_path, "region.csv", REGION))
    [campaign] = run("campaigns")[1]
    assert before == campaign["impressions"] == 3840
    assert campaign["reconciliations"][0]["impressions"] == 3800


def test_importing_the_same_content_twice_changes_nothing(run: Run, tmp_path: Path) -> None:
    run("import", written(tmp_path, "gender.csv", GENDER))
    first, *rows = GENDER.splitlines()
    code, [receipt] = run("import", written(tmp_path, "again.csv", "\n".join([first, *reversed(rows)])))
    assert code == 0
    assert any(notice["code"] == "identical" for notice in receipt["warnings"])
    assert run("campaigns")[1][0]["impressions"] == 3840


def test_a_later_export_of_the_same_report_replaces_the_earlier_one(run: Run, tmp_path: Path) -> None:
    run("import", written(tmp_path, "gender.csv", GENDER))
    run("import", written(tmp_path, "later.csv", GENDER.replace("1800", "1900")))
    assert run("campaigns")[1][0]["impressions"] == 3940


def test_a_campaign_without_gender_says_not_in_the_data_and_what_would_answer(run: Run, tmp_path: Path) -> None:
    run("import", written(tmp_path, "age.csv", NO_GENDER), "--population", "CH")
    findings = {finding["check"]: finding for finding in run("findings")[1]}
    by_gender = findings["exclusions.delivery.gender"]
    assert by_gender["outcome"] == "not_supplied"
    assert by_gender["value"] is None
    assert "gender" in by_gender["unlock"]


def test_an_age_cap_is_your_setting_with_the_settings_file_and_looks_like_it_without(run: Run) -> None:
    delivery, settings = SAMPLES / "warehouse_jobs_delivery.csv", SAMPLES / "warehouse_jobs_settings.csv"
    run("import", delivery, "--population", "DE")
    alone = {finding["check"]: finding for finding in run("findings")[1]}["exclusions.delivery.age"]
    assert alone["outcome"] == "flagged"
    assert alone["cause"] == "looks like your setting"
    assert "bulk file" in alone["cause_sentence"]
    run("import", settings)
    both = {finding["check"]: finding for finding in run("findings")[1]}["exclusions.delivery.age"]
    assert both["outcome"] == "flagged"
    assert both["cause"] == "your setting"
    assert both["change"]["text"] == "Prospecting · Age 18–44 → 18–65+"
    assert [row["text"] for row in run("changes")[1]] == ["Prospecting · Age 18–44 → 18–65+"]


def test_a_file_that_cannot_be_read_is_told_with_exit_code_5_and_stores_nothing(run: Run, tmp_path: Path) -> None:
    code, [receipt] = run("import", written(tmp_path, "page.csv", "<!DOCTYPE html><html><body>x</body></html>"))
    assert code == 5
    assert receipt["outcome"] == "refused"
    assert receipt["refusal"]
    assert run("campaigns") == (0, [])


def test_plain_findings_say_what_would_answer_and_how_the_files_agree(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", written(tmp_path, "gender.csv", GENDER))
    monkeypatch.setattr(sys, "argv", ["aboveboard", "import", str(written(tmp_path, "region.csv", REGION))])
    with contextlib.suppress(SystemExit):
        cli.main()
    line = "region.csv accounts for 3,800 of the campaign's 3,840 impressions (99 %)."
    assert line in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["aboveboard", "findings"])
    with contextlib.suppress(SystemExit):
        cli.main()
    printed = capsys.readouterr().out
    assert line in printed
    assert "Delivery by gender: not in the data. Choose a reference country" in printed
    # 900 and 1,000 of the 1,900 people whose gender is known.
    assert "\n    Of the people reached with a known gender, 47.4 % are women and 52.6 % are men.\n" in printed
    assert not [said for said in printed.splitlines() if said != said.rstrip()]


@pytest.mark.parametrize(
    "words",
    [
        ("findings", "no-such-campaign"),
        ("import", "no-such-file.csv"),
        ("measure", "--measure", "no.such"),
        ("nonsense",),
    ],
)
def test_a_usage_or_input_error_ends_with_5(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words)[0] == 5


@pytest.mark.real_data
def test_the_public_facebook_set_gives_its_known_figures(run: Run, shared_data: Path) -> None:
    kag = shared_data / "real/kag_facebook_ads/KAG_conversion_data.csv"
    maps = ["xyz_campaign_id=campaign_id", "fb_campaign_id=adset_id", "interest=seg_topic", "Spent=spend"]
    options = [word for entry in maps for word in ("--map", entry)]
    code, [receipt] = run("import", kag, *options, "--currency", "USD", "--population", "US")
    assert code == 0
    assert receipt["sums"]["impressions"] == 213_434_828
    found = run("measure")[1]

    def value(campaign: str | None, measure: str, statistic: str, segment: dict[str, str] | None) -> float:
        [one] = [
            m["value"]
            for m in found
            if (m["campaign"], m["measure"], m["statistic"], m["segment"]) == (campaign, measure, statistic, segment)
            and m["scope"] != "ad set"
        ]
        return float(one)

    expected = {None: 0.058736, "916": 0.3849, "936": 0.2453, "1178": 0.0554}
    for campaign, hhi in expected.items():
        assert value(campaign, "echo.concentration", "hhi", None) == pytest.approx(hhi, abs=5e-5)
    assert value("936", "exclusions.delivery", "delivered_share", {"gender": "female"}) == pytest.approx(
        0.7739, abs=5e-5
    )


@pytest.mark.real_data
def test_the_real_gender_report_leads_with_the_ad_set_that_hardly_reached_women(run: Run, shared_data: Path) -> None:
    report = shared_data / "exports/meta_ads_manager/REAL_adset_by_gender.csv"
    run("import", report, "--population", "CH")
    first = run("findings")[1][0]
    assert first["ad_set"] == "Truck Driver"
    assert first["segment"] == {"gender": "female"}
    assert first["n"] == 707
    assert first["value"] == pytest.approx(0.0764, abs=0.005)
    assert first["ci_low"] < first["value"] < first["ci_high"]
    assert first["cause"] == "cannot tell"
    assert "other ad sets do reach women" in first["cause_sentence"]
    assert "bulk file" in first["cause_sentence"]


def test_the_portfolio_has_the_figures_of_its_campaigns(run: Run) -> None:
    run("import", *sorted(SAMPLES.glob("warehouse_jobs_*.csv")), "--population", "DE")
    run("import", SAMPLES / "winter_coats_delivery.csv", SAMPLES / "winter_coats_settings_later.csv")
    [spring] = run("campaigns")[1][:1]
    code, found = run("portfolio", "--from", "2026-06-29", "--to", "2026-08-02")
    assert code == 0
    [part] = found["parts"]
    assert (part["currency"], part["campaigns"], found["outside"]) == ("EUR", [spring["slug"]], ["winter-coats"])
    assert part["spend"] == pytest.approx(spring["totals"]["spend"]["EUR"])
    worst = part["groups"][0]
    assert worst["share"] == pytest.approx(worst["out_of_reach"] / part["spend"])
    assert part["sentence"].startswith("People aged")
    assert [entry["p_portfolio"] for entry in found["ranking"]] == sorted(
        entry["p_portfolio"] for entry in found["ranking"]
    )
    assert run("portfolio", "--from", "2026-08-02", "--to", "2026-06-29")[0] == 5


def test_two_campaigns_are_told_side_by_side(run: Run, tmp_path: Path) -> None:
    run("import", written(tmp_path, "gender.csv", GENDER))
    run("import", written(tmp_path, "later.csv", GENDER.replace("Spring", "Summer").replace(",900,1800", ",600,1200")))
    code, found = run("pair", "spring", "summer")
    assert code == 0
    women = next(entry for entry in found if entry["segment"] == {"gender": "female"})
    assert women["figures"]["share"] == pytest.approx(900 / 1900)
    assert women["figures"]["twin_share"] == pytest.approx(600 / 1600)
    assert women["sentence"].startswith("Women are 47.4 % of the people this campaign reached")
    assert run("pair", "spring", "spring")[0] == 5


def test_a_table_of_an_archive_is_chosen_with_an_option_and_the_choice_is_kept(run: Run, tmp_path: Path) -> None:
    packed = tmp_path / "reports.zip"
    packed.write_bytes(archive({"a.csv": REPORT, "b.csv": REPORT.replace("Autumn", "Winter")}))
    code, asked = run("import", packed)
    assert code == 5
    assert asked[0]["questions"][0]["answer_with"] == "--member NAME"
    code, stored = run("import", packed, "--member", "b.csv")
    assert code == 0
    assert stored[0]["campaigns"] == ["winter"]
