"""The gate opens for an approval that holds today and for nothing else; whoever is stopped reads why and who helps."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aboveboard.model import Against, ConditionStatus, Event
from aboveboard.model.plain import plain
from aboveboard.record import files, gate_answer
from aboveboard.record import gate as gating
from aboveboard.record.gate import EvidenceAnswer, GateAnswer, gate, overall
from tests.unit.record.damage import edit, flip, reindex
from tests.unit.record.made import CONDITION, SLUG, Office, approved, snapshot

DAY = date(2026, 8, 10)
MET = {**plain(CONDITION), "status": ConditionStatus.MET.value, "met_by": "Anna Lind"}
STALE = [{"code": "stale", "text": "Settings changed: Prospecting · age: 18–54 → 18–44", "items": ["X3", "P1"]}]
SAME = EvidenceAnswer("f" * 64, (), (), (), (), True)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gating, "PATIENCE", 0)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return approved(tmp_path)


def ask(office: Office, on: date = DAY, evidence: EvidenceAnswer | None = None, slug: str = SLUG) -> GateAnswer:
    [answer] = gate(office.folder, [slug], on, evidence)
    return answer


def publish(office: Office, state: str = "approved", number: int = 2, **other: Any) -> None:
    office.head(files.read_record(office.folder, SLUG, number), state, **other)


def test_an_approval_that_holds_opens_and_says_for_how_long(office: Office) -> None:
    answer = ask(office)
    mark = snapshot("18–54").fingerprint[:8]
    assert (answer.exit, answer.verdict) == (0, "PASS")
    assert answer.lines() == (
        f"PASS spring-sale: approved until 12 Sep 2026 by Anna Lind (evidence {mark}) · "
        "1 condition open, next due 15 Aug 2026 · not independent · evidence not compared",
    )


@pytest.mark.parametrize(("on", "code"), [("2026-09-12", 0), ("2026-09-13", 2)])
def test_an_approval_holds_for_the_whole_of_its_last_day(office: Office, on: str, code: int) -> None:
    office.log("condition.met", subject="r2-1")
    publish(office, conditions=[MET])
    answer = ask(office, date.fromisoformat(on))
    assert answer.exit == code
    if code:
        assert answer.lines()[0] == "BLOCKED spring-sale: approval ended on 12 Sep 2026"
        assert answer.reasons[0].code == "expired"
        assert (answer.reasons[0].then, answer.reasons[0].now) == ("2026-09-12", "2026-09-13")
        assert " - next: Tom Reyes: submit it again" in answer.lines()


@pytest.mark.parametrize(("on", "code"), [("2026-08-15", 0), ("2026-08-16", 2)])
def test_a_condition_is_on_time_for_the_whole_of_its_last_day(office: Office, on: str, code: int) -> None:
    answer = ask(office, date.fromisoformat(on))
    assert answer.exit == code
    if code:
        assert answer.lines() == (
            "BLOCKED spring-sale: a condition is overdue",
            " - “Delivery export by day 3” was due on 2026-08-15, owner Tom Reyes",
            " - next: Tom Reyes: meet “Delivery export by day 3”, then an approver confirms it",
        )


def test_evidence_that_moved_closes_and_names_the_reviewer(office: Office) -> None:
    office.log("approval.stopped_holding")
    publish(office, stale=STALE)
    answer = ask(office)
    assert answer.exit == 2
    assert answer.lines() == (
        "BLOCKED spring-sale: approval is stale",
        " - Settings changed: Prospecting · age: 18–54 → 18–44",
        " - next: Anna Lind: look at what changed (X3, P1) and approve again, or ask for changes",
    )
    assert answer.reasons[0].item == "X3, P1"


def test_a_revoked_approval_holds_no_longer(office: Office) -> None:
    office.head(office.decide(3, Event.REVOKE, snapshot("18–54")), "approved")
    answer = ask(office)
    assert answer.exit == 2
    assert answer.lines()[:2] == (
        "BLOCKED spring-sale: approval was revoked",
        " - The approval was revoked: Explain the age cap.",
    )


@pytest.mark.parametrize(
    ("state", "first", "next_"),
    [
        ("draft", "draft, with Tom Reyes", "Tom Reyes: submit it for review"),
        ("in_review", "in review, round 1, with Anna Lind", "Anna Lind: judge the open questions and decide"),
        ("changes_requested", "changes requested, round 1, with Tom Reyes", "Tom Reyes: make the requested changes"),
        ("rejected", "rejected, round 1", "Tom Reyes: reopen it with another design"),
        ("withdrawn", "withdrawn, round 1", "Tom Reyes: reopen it if it is wanted again"),
    ],
)
def test_every_other_state_is_closed_and_says_whose_turn_it_is(
    tmp_path: Path, state: str, first: str, next_: str
) -> None:
    office = Office(tmp_path)
    office.head(office.decide(1, Event.REJECT, snapshot()), state)
    answer = ask(office)
    assert answer.exit == 1
    assert answer.lines()[0] == f"BLOCKED spring-sale: {first}"
    assert answer.lines()[1].startswith(f" - next: {next_}")


def test_a_draft_that_was_never_decided_is_closed_not_unknown(office: Office) -> None:
    answer = ask(office, slug="winter-coats")
    assert (answer.exit, answer.state, answer.round) == (1, "draft", 0)


def test_an_open_blocker_closes_an_approval(office: Office) -> None:
    publish(office, blockers=2)
    answer = ask(office)
    assert answer.exit == 1
    assert answer.lines()[0] == "BLOCKED spring-sale: 2 blockers are open in the latest evidence"


def test_a_required_check_that_could_not_run_closes(office: Office) -> None:
    publish(office, unchecked=["Delivery by age: not in the data"])
    answer = ask(office)
    assert answer.exit == 3
    assert answer.lines()[0].endswith("a required check could not run: Delivery by age: not in the data")


@pytest.mark.parametrize(
    ("evidence", "code", "first"),
    [
        (SAME, 0, "PASS"),
        (replace(SAME, against=(Against("stale", "Settings changed: age", ("X3",)),)), 2, "this evidence differs"),
        (replace(SAME, blockers=("Nobody aged 45 or older is shown this job",)), 1, "blocker in this evidence: Nobody"),
        (replace(SAME, cannot_tell=("cannot tell whether targeting changed: no targeting columns",)), 3, "cannot tell"),
    ],
)
def test_evidence_given_to_the_gate_is_part_of_the_answer(
    office: Office, evidence: EvidenceAnswer, code: int, first: str
) -> None:
    answer = ask(office, evidence=evidence)
    assert answer.exit == code
    assert first in answer.lines()[0]
    assert answer.evidence_fingerprint == "f" * 64
    assert answer.compared


def test_what_was_noticed_in_evidence_closes_nothing(office: Office) -> None:
    lines = ask(office, evidence=replace(SAME, notes=("2 new days",))).lines()
    assert lines[0].endswith("· evidence compared")
    assert " - note: 2 new days" in lines


@pytest.mark.parametrize(
    "name", ["ledger.jsonl", "index.json", f"{SLUG}/round-1/record.html", f"{SLUG}/round-2/record.json"]
)
def test_files_that_do_not_verify_close_whatever_they_say(office: Office, name: str) -> None:
    flip(office.folder / name, 60)
    answer = ask(office)
    assert (answer.exit, answer.verdict) == (4, "BLOCKED")
    assert name.split("/")[-1] in answer.lines()[0]
    assert " - next: whoever keeps the records: run aboveboard verify and restore the files named" in answer.lines()


def test_a_forged_head_does_not_open(office: Office) -> None:
    edit(office.folder / SLUG / "head.json", lambda head: head.update(expires_at="2031-01-01", conditions=[]))
    reindex(office.folder)
    assert ask(office, date(2026, 12, 1)).exit == 4


def test_damage_of_another_campaign_does_not_close_this_one(office: Office) -> None:
    flip(office.folder / "winter-coats" / "head.json", 40)
    assert ask(office).exit == 0


@pytest.mark.parametrize("slug", ["spring-sal", "../spring-sale", "", "Spring-Sale", "spring-sale/round-2"])
def test_a_campaign_without_a_head_is_an_error_with_the_nearest_name(office: Office, slug: str) -> None:
    answer = ask(office, slug=slug)
    assert (answer.exit, answer.verdict) == (5, "ERROR")
    assert answer.lines()[0].startswith(f"ERROR {slug}: no campaign “{slug}”")
    assert ("did you mean “spring-sale”?" in answer.lines()[0]) == bool(slug)


Break = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    "change",
    [
        lambda head: head.update(state="almost"),
        lambda head: head.update(expires_at="soon"),
        lambda head: head.update(time_zone="Mars/Base"),
        lambda head: head.update(conditions=[{"id": "r2-1"}]),
        lambda head: head.update(conditions=None),
        lambda head: head.update(blockers="many"),
        lambda head: head.pop("ledger"),
        lambda head: head.update(schema="other"),
    ],
)
def test_a_head_that_cannot_be_read_is_an_error(office: Office, change: Break) -> None:
    edit(office.folder / SLUG / "head.json", change)
    [answer] = gate(office.folder, [SLUG], None)
    assert answer.exit == 5
    assert "head.json" in answer.lines()[0]
    (office.folder / SLUG / "head.json").write_bytes(b"\xff")
    assert ask(office).exit == 5


def test_several_causes_are_all_told_and_the_first_in_order_decides(office: Office) -> None:
    office.log("approval.stopped_holding")
    publish(office, stale=STALE, blockers=1, unchecked=["Labels"])
    answer = ask(office, date(2026, 10, 1))
    assert {reason.code for reason in answer.reasons} == {
        "stale",
        "expired",
        "condition_overdue",
        "blocker",
        "unchecked",
    }
    assert answer.exit == 1
    assert len(answer.lines()) > 8
    flip(office.folder / "ledger.jsonl", 60)
    assert ask(office, date(2026, 10, 1)).exit == 4


@pytest.mark.parametrize(
    ("codes", "first"), [((0, 0), 0), ((0, 3), 3), ((3, 2), 2), ((2, 1, 3), 1), ((1, 4), 4), ((4, 5, 0), 5)]
)
def test_over_several_campaigns_the_same_order_holds(codes: tuple[int, ...], first: int) -> None:
    by_exit = {code: name for name, code in gate_answer.EXITS.items()}
    answers = [GateAnswer("a", reasons=(gate_answer.Reason(by_exit[code], "x"),) if code else ()) for code in codes]
    assert [answer.exit for answer in answers] == list(codes)
    assert overall(answers) == first


def test_all_campaigns_are_asked_where_none_is_named(office: Office) -> None:
    answers = gate(office.folder, None, DAY)
    assert [(answer.campaign, answer.exit) for answer in answers] == [(SLUG, 0), ("winter-coats", 1)]
    assert overall(answers) == 1


def test_nothing_published_is_an_error_and_never_a_pass(tmp_path: Path) -> None:
    assert overall(gate(tmp_path / "none", None, DAY)) == 5
    assert overall(gate(tmp_path, [SLUG], DAY)) == 5
    assert overall(()) == 5


def test_the_answer_for_machines_has_every_name_that_was_promised(office: Office) -> None:
    said = ask(office, date(2026, 8, 16)).as_json()
    assert json.loads(json.dumps(said)) == said
    assert said["schema"] == "aboveboard-gate-1"
    assert {
        "schema", "campaign", "exit", "verdict", "state", "round", "mode", "approved_by", "independent", "expires_at",
        "conditions", "waivers", "reasons", "next", "fingerprint", "evidence_fingerprint", "ledger", "checked_at",
    } <= set(said)  # fmt: skip
    assert set(said["reasons"][0]) == {"code", "text", "item", "finding", "then", "now"}
    assert set(said["next"][0]) == {"who", "what", "url"}
    assert said["ledger"] == {"count": 12, "hash": office.entries[-1].hash}
    assert (said["round"], said["mode"], said["independent"], said["waivers"]) == (2, "enforce", False, [])


def test_names_cannot_steer_a_terminal(office: Office) -> None:
    publish(office, "in_review", reviewers=["Anna\x1b[2J\nPASS spring-sale: approved"])
    assert not [line for line in ask(office).lines() if "\x1b" in line or "\n" in line]


def test_files_caught_in_the_middle_of_being_written_are_read_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = office.folder / "index.json"
    whole = index.read_bytes()
    office.log("record.viewed")
    files.append_ledger(office.folder, office.entries)

    def finish(_: float) -> None:
        files.write_index(office.folder, office.entries)

    monkeypatch.setattr("time.sleep", finish)
    assert ask(office).exit == 0
    index.write_bytes(whole)
    monkeypatch.setattr("time.sleep", lambda _: None)
    assert ask(office).exit == 4


def test_today_is_the_day_of_the_workspace() -> None:
    first, last = gating._today("Pacific/Kiritimati"), gating._today("Etc/GMT+12")
    assert first > last, "26 hours lie between the two"
    assert last <= gating._today("UTC") <= first
