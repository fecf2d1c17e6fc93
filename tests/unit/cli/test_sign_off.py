"""A sign-off by command line alone, and the gate that enforces it."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from aboveboard.model.layout import SAMPLES
from tests.unit.cli.conftest import Run
from tests.unit.desk.reviewed import LONG, Rows, changed, column, sample, scale

SLUG = "city-bikes"
DELIVERY, SETTINGS = SAMPLES / "city_bikes_delivery.csv", SAMPLES / "city_bikes_settings.csv"


def filled(path: Path, kind: str, value: Callable[[str], str]) -> None:
    """Fill in a template as a person would: an answer, a text and a proof for each question."""
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for name, entry in found["items"].items():
        entry |= {kind: value(name), "text": LONG, "proof": "https://example.org/proof"}
    for fact in found.get("facts", {}):
        found["facts"][fact] = "" if fact == "launch" else "no"
    path.write_text(yaml.safe_dump(found), encoding="utf-8")


def choices(path: Path) -> dict[str, str]:
    """The first answer that the template offers for each question."""
    found, item = {}, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("  ") and line.rstrip().endswith(":") and not line.startswith("    "):
            item = line.strip().rstrip(":")
        elif line.strip().startswith("# answers: "):
            found[item] = line.split("# answers: ")[1].split(" (")[0]
    return found


def prepared(run: Run, folder: Path, files: tuple[Path, ...] = (DELIVERY, SETTINGS)) -> None:
    for name, role, team in (("Tom", "marketing_manager", "Marketing"), ("Anna", "ethics_lead", "Ethics")):
        assert run("person", "add", name, "--role", role, "--team", team)[0] == 0
    assert run("import", *files, "--population", "DE", "--as", "Tom")[0] == 0
    answers = folder / "answers.yaml"
    assert run("answer", SLUG, "--template", "--file", answers, "--as", "Tom")[0] == 0
    offered = choices(answers)
    filled(answers, "answer", offered.__getitem__)
    code, said = run("answer", SLUG, "--file", answers, "--as", "Tom")
    assert (code, said["open"]) == (0, [])


def reviewed(run: Run, folder: Path, verdict: Callable[[str], str] = lambda _: "ok") -> None:
    verdicts = folder / "verdicts.yaml"
    assert run("answer", SLUG, "--template", "--file", verdicts, "--as", "Anna")[0] == 0
    filled(verdicts, "verdict", verdict)
    code, said = run("answer", SLUG, "--file", verdicts, "--as", "Anna")
    assert code == 0, said


def approve(run: Run, folder: Path) -> None:
    prepared(run, folder)
    assert run("submit", SLUG, "--as", "Tom")[0] == 0
    reviewed(run, folder)
    code, said = run("decide", SLUG, "approve", "--as", "Anna", "--condition", "Import October|Tom|2099-12-31")
    assert (code, said["state"], said["holds"]) == (0, "approved", True)


def test_from_files_to_an_open_gate(run: Run, tmp_path: Path) -> None:
    prepared(run, tmp_path)
    assert run("gate", SLUG)[0] == 1
    code, said = run("submit", SLUG, "--as", "Tom")
    assert (code, said["state"], said["ball"]) == (0, "in_review", "Anna")
    reviewed(run, tmp_path, lambda name: "needs_change" if name == "X3" else "ok")
    assert run("decide", SLUG, "approve", "--as", "Anna")[0] == 1
    code, said = run("decide", SLUG, "request-changes", "--as", "Anna", "--reason", "Show delivery by region too.")
    assert (code, said["state"]) == (0, "changes_requested")
    assert run("submit", SLUG, "--as", "Tom")[0] == 0
    reviewed(run, tmp_path)
    code, said = run("decide", SLUG, "approve", "--as", "Anna", "--condition", "Import October|Tom|2099-12-31")
    assert (code, said["state"]) == (0, "approved")
    assert [c["text"] for c in said["conditions"]] == ["Import October"]
    code, said = run("gate", SLUG)
    assert (code, said["verdict"], said["independent"]) == (0, "PASS", False)
    assert run("verify", SLUG)[0] == 0


def test_the_submitter_is_refused_with_exit_1(run: Run, tmp_path: Path) -> None:
    prepared(run, tmp_path)
    run("person", "add", "Tom", "--role", "marketing_manager", "--role", "ethics_lead")
    run("submit", SLUG, "--as", "Tom")
    code, said = run("decide", SLUG, "approve", "--as", "Tom")
    assert code == 1
    assert "submitted it" in said
    assert "Anna can." in said


def edited(path: Path, folder: Path, change: Callable[[Rows], None]) -> Path:
    target = folder / f"edited_{path.name}"
    target.write_bytes(changed(path.read_bytes(), change))
    return target


def women_missing(rows: Rows) -> None:
    gender, reach, shown = column(rows, "Gender"), column(rows, "Reach"), column(rows, "Impressions")
    for row in rows[1:]:
        if row[gender] == "female":
            row[reach], row[shown] = "20", "42"


def test_the_gate_compares_files_with_what_was_approved(run: Run, tmp_path: Path) -> None:
    approve(run, tmp_path)
    assert run("gate", SLUG, "--evidence", DELIVERY, SETTINGS)[0] == 0
    shuffled = edited(DELIVERY, tmp_path, lambda rows: rows.__setitem__(slice(1, None), rows[:0:-1]))
    assert run("gate", SLUG, "--evidence", shuffled, SETTINGS)[0] == 0
    small = edited(DELIVERY, tmp_path, scale("Impressions", 1.01))
    assert run("gate", SLUG, "--evidence", small, SETTINGS)[0] == 0
    large = edited(DELIVERY, tmp_path, scale("Impressions", 1.05))
    code, said = run("gate", SLUG, "--evidence", large, SETTINGS)
    assert code == 2
    assert [reason["item"] for reason in said["reasons"]] == ["X3, X4, M5, E1"]
    code, said = run("gate", SLUG, "--evidence", DELIVERY)
    assert code == 3
    assert "targeting" in str(said["reasons"])
    lost = edited(DELIVERY, tmp_path, women_missing)
    assert run("gate", SLUG, "--evidence", lost, SETTINGS)[0] == 2


def test_before_the_launch_the_gate_answers_as_an_import_would(run: Run, tmp_path: Path) -> None:
    prepared(run, tmp_path, (SETTINGS,))
    assert run("submit", SLUG, "--as", "Tom", "--launch", "2099-12-01")[0] == 0
    reviewed(run, tmp_path)
    assert run("decide", SLUG, "approve", "--as", "Anna")[0] == 0
    assert run("gate", SLUG, "--evidence", DELIVERY, SETTINGS)[0] == 0
    lost = edited(DELIVERY, tmp_path, women_missing)
    code, said = run("gate", SLUG, "--evidence", lost, SETTINGS)
    assert code == 2
    assert "not supplied → flagged" in str(said["reasons"])


def later(rows: Rows) -> None:
    starts, ends = column(rows, "Reporting starts"), column(rows, "Reporting ends")
    for row in rows[1:]:
        row[starts], row[ends] = "2026-10-01", "2026-10-07"


def test_a_file_of_new_days_only_restates_nothing(run: Run, tmp_path: Path) -> None:
    approve(run, tmp_path)
    code, said = run("gate", SLUG, "--evidence", edited(DELIVERY, tmp_path, later), SETTINGS)
    assert (code, said["reasons"]) == (0, [])


def test_a_person_keeps_the_first_spelling_and_a_change_is_said(run: Run) -> None:
    run("person", "add", "Mia Osei", "--role", "marketing_manager")
    code, said = run("person", "add", "mia osei", "--role", "ethics_lead")
    assert (code, said["name"], said["roles"]) == (0, "Mia Osei", ["ethics_lead"])


def test_verify_tells_changed_evidence_from_the_same_in_other_bytes(run: Run, tmp_path: Path) -> None:
    approve(run, tmp_path)
    assert run("verify", SLUG, "--evidence", DELIVERY, SETTINGS)[0] == 0
    shuffled = edited(DELIVERY, tmp_path, lambda rows: rows.__setitem__(slice(1, None), rows[:0:-1]))
    code, said = run("verify", SLUG, "--evidence", shuffled)
    assert code == 0
    assert any("same content" in step["text"] for step in said["steps"])
    one_digit = tmp_path / "one_digit.csv"
    one_digit.write_bytes(DELIVERY.read_bytes().replace(b"1619", b"1618", 1))
    code, said = run("verify", SLUG, "--evidence", one_digit)
    assert (code, said["ok"]) == (4, False)
    assert said["first_broken"].startswith("one_digit.csv does not hold what was judged")
    cut = tmp_path / "cut.csv"
    cut.write_bytes(DELIVERY.read_bytes()[:-60])
    assert run("verify", SLUG, "--evidence", cut)[0] == 4


def test_an_import_that_changes_a_setting_closes_the_gate(run: Run, tmp_path: Path) -> None:
    approve(run, tmp_path)
    later = tmp_path / "settings2.csv"
    later.write_bytes(
        sample("city_bikes_settings.csv").decode("utf-16").replace("\t18\t65\t", "\t18\t64\t").encode("utf-16")
    )
    assert run("import", later, "--as", "Tom")[0] == 0
    code, said = run("gate", SLUG)
    assert code == 2
    assert "Settings changed" in str(said["reasons"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("gate", "no-such-campaign"), 5),
        (("gate",), 5),
        (("gate", SLUG, "--on", "tomorrow"), 5),
        (("decide", SLUG, "approve"), 5),
        (("decide", SLUG, "bless", "--as", "Anna"), 5),
        (("person", "add", "Eve", "--role", "queen"), 5),
        (("submit", SLUG, "--as", "Nobody"), 1),
    ],
)
def test_wrong_words_are_told_apart_from_a_refusal(run: Run, words: tuple[str, ...], code: int) -> None:
    run("import", DELIVERY, SETTINGS, "--population", "DE")
    assert run(*words)[0] == code
