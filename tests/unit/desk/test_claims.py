"""A word about a claim: who may say it, what it changes, and that it goes wherever the evidence goes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from aboveboard import desk
from aboveboard.desk import House, Upload
from aboveboard.model import ClaimSaid, Event, NotAllowed, NotReady, Outcome, Row, WrongInput
from tests.unit.desk import reviewed
from tests.unit.desk.reviewed import ANNA, LONG, TOM, answered, judged, put, sample

SLUG = "running-shoes"
FILES = ("running_shoes_delivery.csv", "running_shoes_settings.csv")
PROOF = "https://example.org/stock, 12 June 2026 09:00"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = reviewed.staffed(tmp_path / "workspace")
    put(made, *((name, sample(name)) for name in FILES))
    yield made
    desk.close()


def claim(house: House, words: str) -> Row:
    return next(row for row in desk.claims(house, SLUG) if row.texts["words"] == words)


def share(house: House) -> float:
    figure = next(m for m in desk.measurements(house, SLUG, "pressure.cues") if m.statistic == "impressions_share")
    assert figure.value is not None
    return figure.value


def settle(house: House, words: str, said: ClaimSaid | None, text: str = PROOF, by: str = TOM) -> None:
    desk.settle_claim(house, SLUG, claim(house, words).texts["mark"], said, text, by)


def test_proof_takes_a_claim_out_of_the_share_and_keeps_who_gave_it(house: House) -> None:
    before = share(house)
    settle(house, "Only 4 pairs left", ClaimSaid.EVIDENCED)
    assert share(house) == before, "another claim in the same ad is still open"
    settle(house, "miss out", ClaimSaid.EVIDENCED)
    assert share(house) < before
    found = claim(house, "Only 4 pairs left").texts
    assert (found["status"], found["evidence"], found["said_by"]) == ("evidenced", PROOF, TOM)
    assert desk.review(house, SLUG).snapshot.claims[0].by_name == TOM


def test_what_was_said_can_be_taken_back(house: House) -> None:
    before, mark = share(house), desk.review(house, SLUG).snapshot.fingerprint
    for words in ("Only 4 pairs left", "miss out"):
        settle(house, words, ClaimSaid.EVIDENCED)
    for words in ("Only 4 pairs left", "miss out"):
        settle(house, words, None, "")
    assert share(house) == before
    assert desk.review(house, SLUG).snapshot.fingerprint == mark


def test_run_dates_are_stronger_than_a_proof_and_a_reviewer_is_stronger_than_both(house: House) -> None:
    settle(house, "Ends tonight", ClaimSaid.EVIDENCED)
    assert claim(house, "Ends tonight").texts["status"] == "disproved"
    settle(house, "Ends tonight", ClaimSaid.DISMISSED, LONG, ANNA)
    assert claim(house, "Ends tonight").texts["status"] == "dismissed"
    [cues] = [f for f in desk.findings(house, SLUG) if f.check == "pressure.cues"]
    assert cues.reason != "disproved"


def test_proven_words_still_press_and_dismissed_ones_do_not(house: House) -> None:
    def pressed() -> Outcome:
        return next(f.outcome for f in desk.findings(house, SLUG) if f.check == "pressure.vulnerable")

    for words in ("Only 4 pairs left", "miss out"):
        settle(house, words, ClaimSaid.EVIDENCED)
    assert pressed() is Outcome.FLAGGED
    for words in ("Only 4 pairs left", "miss out"):
        settle(house, words, ClaimSaid.DISMISSED, LONG, ANNA)
    assert pressed() is Outcome.PASSED


def test_only_a_reviewer_dismisses_and_not_without_a_reason(house: House) -> None:
    with pytest.raises(NotAllowed, match="not possible"):
        settle(house, "miss out", ClaimSaid.DISMISSED, LONG, TOM)
    with pytest.raises(NotReady):
        settle(house, "miss out", ClaimSaid.DISMISSED, "too short", ANNA)
    with pytest.raises(NotReady):
        settle(house, "miss out", ClaimSaid.EVIDENCED, "  ", TOM)


def test_who_gave_a_proof_does_not_dismiss_claims_or_approve(house: House) -> None:
    settle(house, "miss out", ClaimSaid.EVIDENCED, by=ANNA)
    with pytest.raises(NotAllowed) as refused:
        settle(house, "Only 4 pairs left", ClaimSaid.DISMISSED, LONG, ANNA)
    assert "gave the proof" in refused.value.detail


def test_a_claim_that_is_not_in_the_ads_is_refused(house: House) -> None:
    with pytest.raises(WrongInput, match="not in the ads"):
        desk.settle_claim(house, SLUG, "0" * 16, ClaimSaid.EVIDENCED, PROOF, TOM)


def test_saying_the_same_again_changes_nothing(house: House) -> None:
    settle(house, "miss out", ClaimSaid.EVIDENCED)
    number = desk.review(house, SLUG).snapshot.number
    settle(house, "miss out", ClaimSaid.EVIDENCED)
    assert desk.review(house, SLUG).snapshot.number == number


def test_a_new_import_keeps_the_proof_of_a_text_that_did_not_change(house: House) -> None:
    settle(house, "miss out", ClaimSaid.EVIDENCED)
    before = desk.review(house, SLUG).snapshot
    put(house, ("again.csv", sample(FILES[0]).replace(b"2026-07-26", b"2026-07-27")))
    after = desk.review(house, SLUG).snapshot
    assert after.number > before.number
    assert claim(house, "miss out").texts["status"] == "evidenced"
    assert after.claims == before.claims


def test_the_record_carries_the_proof_and_the_gate_reads_it(tmp_path: Path) -> None:
    house = reviewed.staffed(tmp_path / "bikes")
    calm, pressing = (words.encode("utf-16-le") for words in ("See it in our shops.", "Only 4 left."))
    settings = sample("city_bikes_settings.csv")
    assert calm in settings
    files = {"bikes.csv": sample("city_bikes_delivery.csv"), "settings.csv": settings.replace(calm, pressing)}
    put(house, *files.items())
    [row] = desk.claims(house, reviewed.SLUG)
    desk.settle_claim(house, reviewed.SLUG, row.texts["mark"], ClaimSaid.EVIDENCED, PROOF, TOM)
    answered(house)
    desk.submit(house, reviewed.SLUG, TOM)
    judged(house)
    desk.decide(house, reviewed.SLUG, Event.APPROVE, ANNA)
    path = next((tmp_path / "bikes").rglob("record.json"))
    record = json.loads(path.read_text(encoding="utf-8"))
    assert [entry["text"] for entry in record["evidence"]["claims"]] == [PROOF]
    page = path.with_name("record.html").read_text(encoding="utf-8")
    assert "Claims in the ads" in page
    assert PROOF in page
    answer = desk.compare(record, [Upload(name, raw) for name, raw in files.items()])
    assert answer.against == ()
    desk.close()
