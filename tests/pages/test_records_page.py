"""Records: who, on what, changed since; files byte by byte; what the reviewer saw; then and now; the timeline."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from aboveboard.model import CampaignState, Change, ChangeKind, Entry, Event
from aboveboard.ui.recording.summary import file_name
from aboveboard.ui.recording.timeline import lines
from tests.pages.conftest import Open
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import SLUG
from tests.pages.invented import FINDINGS, review
from tests.pages.sheets import NOW, condition, decision, round_, sheet
from tests.pages.test_pages import said

SETTING = Change(ChangeKind.SETTINGS, "South · age · include", "18-65+", "18-54")


def content(**more: object) -> Mapping[str, Any]:
    given = {"words": "No claims", "text": "", "proof": "", "by_name": "Mara Lund", "value": "no_claims"}
    judged = {"value": "ok", "text": "Looked at it.", "by_name": "Lena Voss", "round": 1, "carried": False}
    finding = FINDINGS[1]
    return {
        "sentences": {
            "who": "Approved by Lena Voss (ethics lead, Ethics) on 3 August 2026 14:02 UTC. Submitted by Mara Lund.",
            "on_what": "2 files, 1,281 rows, 12 checks of which 9 could be judged; evidence a1b2c3d4.",
        },
        "verdict": {"sentence": "Ready to submit: no blockers and 1 note."},
        "items": [
            {
                "id": "M2",
                "section": "Personalization and manipulation",
                "question": "Is every urgency claim true?",
                "flagged": True,
                "answer": given,
                "verdict": judged,
            }
        ],
        "evidence": {
            "findings": [
                {
                    "check": finding.check,
                    "headline": "Women are reached 0.62× as often as men",
                    "outcome": "passed",
                    "measurement": {"value": "0.93", "unit": "ratio"},
                }
            ]
        },
        "checklist": {"id": "aboveboard-baseline", "version": "2026.11"},
        "policy": {"version": "2026.11"},
        **more,
    }


@pytest.fixture
def approved(desk_of: FakeDesk) -> FakeDesk:
    """One round, approved, with its record on disk."""
    desk_of.reviews = {SLUG: review()}
    desk_of.sheet_of = partial(sheet, state=CampaignState.APPROVED, rounds=(round_(1, decision()),))
    desk_of.archive.contents = {1: content()}
    return desk_of


def entry(action: str, object_: str = "", who: str = "Mara Lund", reason: str = "", seq: int = 1) -> Entry:
    return Entry(
        seq,
        seq,
        NOW.isoformat(),
        "mara",
        who,
        "",
        action,
        SLUG,
        1,
        object_,
        "",
        "",
        "",
        reason,
        "",
        "0.1",
        "",
        "",
        "ab",
    )


def test_nothing_decided_yet_says_what_to_do(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    text = said(page("records", campaign=SLUG))
    assert "Nothing was decided yet" in text
    assert "Answer the questions and submit the campaign for review." in text


def test_three_sentences_stand_first_and_not_independent_before_them(approved: FakeDesk, page: Open) -> None:
    at = page("records", campaign=SLUG)
    assert not at.exception
    told = [str(line.value).replace("\\", "") for line in at.markdown]
    firsts = ["**Not independent:**", "**Who:**", "**On what:**", "**Changed since?**"]
    places = [next(place for place, line in enumerate(told) if line.startswith(first)) for first in firsts]
    assert places == sorted(places)
    assert "**Changed since?** Nothing has changed since 3 August 2026 14:02 UTC." in told


def test_changed_since_is_computed_now(approved: FakeDesk, page: Open) -> None:
    approved.archive.moved = (Change(ChangeKind.PERIOD, "ad set × age", "July", "July and August"),)
    assert "Yes, and the approval stands: 1 difference, none of which breaks it." in said(
        page("records", campaign=SLUG)
    )
    approved.archive.moved = (SETTING,)
    approved.sheet_of = partial(sheet, state=CampaignState.APPROVED, against="stale", rounds=(round_(1, decision()),))
    text = said(page("records", campaign=SLUG))
    assert "Yes. The approval does not hold any more: Settings changed: South · age: 18-65+ → 18-54." in text


def test_the_address_picks_the_round_and_the_newest_is_the_first(approved: FakeDesk, page: Open) -> None:
    asked = decision(Event.REQUEST_CHANGES, "See question M2.")
    approved.sheet_of = partial(sheet, state=CampaignState.APPROVED, rounds=(round_(1, asked), round_(2, decision())))
    approved.archive.contents = {1: content(), 2: content()}
    assert "Round 2: ✓ Approved" in said(page("records", campaign=SLUG))
    text = said(page("records", campaign=SLUG, round="1"))
    assert "Round 1: ↺ Changes requested" in text
    assert "**Reason given:** See question M2." in text
    assert "Round 2 followed: ✓ Approved on 3 August 2026." in text
    assert "No round 9 was decided. The newest one is shown." in said(page("records", campaign=SLUG, round="9"))


def test_the_files_are_named_by_their_hash(approved: FakeDesk, page: Open) -> None:
    at = page("records", campaign=SLUG)
    published = approved.archive.published("", SLUG, 1)
    assert published is not None
    mark = hashlib.sha256(published.record_html).hexdigest()
    assert file_name(SLUG, 1, published.record_html, "html") == f"{SLUG}-round-1-{mark[:12]}.html"
    assert mark in said(at)
    assert [getattr(button, "label", "") for button in at.get("download_button")] == [
        "Download record.html",
        "Download record.json",
    ]


def test_verify_now_lists_every_step(approved: FakeDesk, page: Open) -> None:
    at = page("records", campaign=SLUG)
    at = next(button for button in at.button if button.label == "Verify now").click().run()
    text = said(at)
    assert "✓ 1 check holds" in text
    assert "✓ ledger.jsonl holds together" in text
    assert "○ No anchor was given." in text
    approved.archive.steps = (("✗", "record.json was changed"), ("✓", "ledger.jsonl holds together"))
    at = next(button for button in at.button if button.label == "Verify now").click().run()
    assert "✗ 1 check failed" in said(at)


def test_what_the_reviewer_saw_is_the_frozen_record(approved: FakeDesk, page: Open) -> None:
    text = said(page("records", campaign=SLUG))
    assert "**Verdict of that day:** Ready to submit: no blockers and 1 note." in text
    assert "**M2** Is every urgency claim true? · ◆ flagged" in text
    assert "Mara Lund answered: No claims" in text
    assert "Lena Voss judged: ✓ OK “Looked at it.”" in text
    assert "Seal 5ea1" in text


def test_then_and_now_shows_the_moved_checks_first(approved: FakeDesk, page: Open) -> None:
    approved.archive.moved = (SETTING,)
    at = page("records", campaign=SLUG)
    assert "Setting: South · age · include: 18-65+ → 18-54" in said(at)
    table = next(table.value for table in at.table if "Moved" in table.value.columns)
    row = next(dict(row) for _, row in table.iterrows() if "Women are reached 0" in str(row["Check"]))
    assert row["Moved"].replace("\\", "") == "≠ moved"
    assert (row["Then"], row["Now"]) == (r"✓ Passed · 0\.93", r"◆ Flagged · 0\.62")
    assert list(table["Moved"]) == sorted(table["Moved"], key=lambda word: "moved" not in word)


def test_the_conditions_stand_as_they_were_set(approved: FakeDesk, page: Open) -> None:
    approved.sheet_of = partial(
        sheet, state=CampaignState.APPROVED, rounds=(round_(1, decision(conditions=(condition(),))),)
    )
    at = page("records", campaign=SLUG)
    assert any("Condition" in table.value.columns for table in at.table)


def test_the_timeline_joins_answers_given_in_a_row() -> None:
    told = lines(
        (
            entry("import.stored", "ages_july.csv"),
            entry("campaign.stated", "has_ai_content", reason="no"),
            entry("answer.given", "M2"),
            entry("answer.given", "M4"),
            entry("decision.submit"),
            entry("record.published", "round-1/record.json", who="nobody named"),
        )
    )
    assert [(row["Who"], row["What"]) for row in told] == [
        ("Aboveboard", "record of round 1 published"),
        ("Mara Lund", "submitted it for review, round 1"),
        ("Mara Lund", "answered M2, M4"),
        ("Mara Lund", "stated “Is any ad made or altered with AI?”: no"),
        ("Mara Lund", "brought the file ages_july.csv"),
    ]


def test_a_damaged_record_is_a_sentence_and_the_timeline_stays(approved: FakeDesk, page: Open) -> None:
    approved.archive.damaged = {1}
    approved.archive.told = (entry("decision.approve", who="Lena Voss"),)
    at = page("records", campaign=SLUG)
    assert not at.exception
    assert "The record cannot be read. It is not JSON any more." in said(at)
    assert any("approved it, round 1" in str(table.value.values) for table in at.table)


def test_a_record_that_is_not_on_disk_is_said(approved: FakeDesk, page: Open) -> None:
    approved.archive.contents = {}
    approved.failed = "The disk is full."
    text = said(page("records", campaign=SLUG))
    assert "The record of this round is not on disk. It is written again at the next start." in text
    assert "Records could not be published: The disk is full." in text


def test_texts_in_a_record_are_shown_as_they_are(approved: FakeDesk, page: Open) -> None:
    bad = "![x](http://evil.example/p.png)"
    made = decision(Event.REJECT, bad)
    approved.sheet_of = partial(
        sheet, state=CampaignState.REJECTED, rounds=(replace(round_(1, made), submitted_by_name=bad),)
    )
    approved.archive.contents = {1: content(sentences={"who": bad, "on_what": bad}, verdict={"sentence": bad})}
    approved.archive.moved = (replace(SETTING, subject=bad, now=bad),)
    approved.archive.told = (entry("decision.reject", reason=bad, who=bad),)
    at = page("records", campaign=SLUG)
    shown = [str(line.value) for line in (*at.markdown, *at.caption)]
    shown += [str(cell) for table in at.table for row in table.value.values for cell in row]
    assert any(r"\!\[x\]\(http\:" in line for line in shown)
    assert not any("![x](http" in line for line in shown)
