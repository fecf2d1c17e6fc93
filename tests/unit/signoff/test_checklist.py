"""The checklist is data: who is asked what, what reaches a screen, and a mistake told with file and line."""

import re
from pathlib import Path

import pytest

from aboveboard.model import BadContent
from aboveboard.model.catalogue import CATALOGUE
from aboveboard.model.layout import CHECKLISTS
from aboveboard.model.signing import Blocking, Effect, Tier
from aboveboard.signoff.checklist import Checklist, Item, applicable, applies, load
from aboveboard.signoff.checklist_words import FACTS, INPUTS, MEASURES

FILE = CHECKLISTS / "baseline.yaml"
TEXT = FILE.read_text(encoding="utf-8")
BASELINE = load(FILE)
ITEMS = pytest.mark.parametrize("item", BASELINE.items, ids=lambda item: item.id)
EVERYTHING: dict[str, bool | None] = dict.fromkeys(FACTS, True)
TYPICAL_LOW: dict[str, bool | None] = {**dict.fromkeys(FACTS, False), "has_multiple_creatives": True}
"""Several creatives to a broad public: no own data, no exclusions, no bot, no creators."""


def asked(tier: Tier, facts: dict[str, bool | None]) -> list[str]:
    return [item.id for item in applicable(BASELINE, tier, facts)]


def refused(folder: Path, *changes: tuple[str, str]) -> BadContent:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    broken = folder / "mine.yaml"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(BadContent) as trouble:
        load(broken)
    return trouble.value


def line_of(words: str) -> int:
    return 1 + TEXT[: TEXT.index(words)].count("\n")


def lines_of(item_id: str) -> range:
    start = line_of(f"  - id: {item_id}\n")
    following = TEXT.find("  - id: ", TEXT.index(f"  - id: {item_id}\n") + 1)
    return range(start, 1 + TEXT[:following].count("\n"))


def named_line(trouble: BadContent) -> int:
    return int(trouble.title.removeprefix("mine.yaml, line "))


@pytest.mark.parametrize(("tier", "count"), [(Tier.LOW, 17), (Tier.MEDIUM, 28), (Tier.HIGH, 34)])
def test_each_route_asks_its_number_of_questions_when_everything_is_true(tier: Tier, count: int) -> None:
    assert len(asked(tier, EVERYTHING)) == count


def test_a_typical_low_tier_campaign_is_asked_twelve_questions() -> None:
    assert asked(Tier.LOW, TYPICAL_LOW) == ["P2", "X2", "X3", "X5", "M1", "M2", "M3", "M4", "E1", "T1", "G1", "G2"]


@pytest.mark.parametrize(
    ("fact", "hidden"),
    [
        ("uses_personal_data", {"P1", "P3", "P4", "P5", "P7"}),
        ("has_exclusions", {"X1"}),
        ("has_lookalike_or_expansion", {"X6"}),
        ("has_multiple_creatives", {"X7", "E1", "E2"}),
        ("has_time_series", {"E2"}),
        ("has_chatbot", {"T2"}),
        ("has_creators", {"E3", "T3", "T4"}),
        ("has_landing_page", {"M6"}),
        ("has_opportunity_category", set()),
    ],
)
def test_a_false_fact_hides_exactly_the_questions_about_it(fact: str, hidden: set[str]) -> None:
    assert set(asked(Tier.HIGH, EVERYTHING)) - set(asked(Tier.HIGH, {**EVERYTHING, fact: False})) == hidden


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_that_nobody_knows_asks_as_if_it_were_true(fact: str) -> None:
    nothing = dict.fromkeys(FACTS, False)
    assert asked(Tier.HIGH, {**nothing, fact: None}) == asked(Tier.HIGH, {**nothing, fact: True})


def test_without_any_fact_every_question_of_the_route_is_asked() -> None:
    assert asked(Tier.HIGH, {}) == asked(Tier.HIGH, EVERYTHING)


def test_a_question_of_a_higher_route_is_not_asked_on_a_lower_one() -> None:
    society = BASELINE.item("G4")
    assert not applies(society, Tier.MEDIUM, EVERYTHING)
    assert applies(society, Tier.HIGH, dict.fromkeys(FACTS, False))


@ITEMS
def test_every_text_of_an_item_is_a_whole_sentence(item: Item) -> None:
    assert item.question.endswith("?")
    assert all(text.endswith(".") for text in (item.action, item.prefill, item.why.case))
    assert not any(text[0].islower() for text in (item.question, item.action, item.prefill, item.why.case))


@ITEMS
def test_no_question_refers_to_another_item_by_its_id_or_number(item: Item) -> None:
    others = "|".join(other.id for other in BASELINE.items)
    assert not re.search(rf"\b({others}|(?i:item|question|section)\s+\w?\d+)\b", f"{item.question} {item.action}")


@ITEMS
def test_every_item_shows_a_case_with_its_source(item: Item) -> None:
    shown = item.shown_case
    assert shown is not None
    assert shown.source


def test_a_recalled_case_is_never_shown(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(TEXT.replace("confidence: source", "confidence: recalled", 1), encoding="utf-8")
    assert load(mine).items[0].shown_case is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("yes", "Yes"),
        ("no", "No"),
        ("yes_with_conditions", "Yes, with a condition"),
        ("not_applicable", "Does not apply"),
        ("insufficient_data", "Nobody can tell from the data"),
        ("no_group_shut_out", "No group shut out"),
        ("no_ai_content", "No AI content"),
    ],
)
def test_an_answer_is_said_in_plain_words(answer: str, words: str) -> None:
    assert Checklist.words(answer) == words


@ITEMS
def test_every_item_can_be_cleared_and_can_stop(item: Item) -> None:
    assert set(item.answers.values()) & {Effect.CLEAR, Effect.REASON, Effect.PROOF}
    assert Effect.STOP in item.answers.values()


def test_a_checklist_is_named_by_id_and_version_and_sealed_by_its_bytes(tmp_path: Path) -> None:
    other = tmp_path / "baseline.yaml"
    other.write_text(TEXT + "# one more remark\n", encoding="utf-8")
    assert BASELINE.name == "aboveboard-baseline 2026.11"
    assert re.fullmatch("[0-9a-f]{64}", BASELINE.sha256)
    assert load(other).sha256 != BASELINE.sha256


def test_the_header_lists_exactly_the_words_that_the_loader_accepts() -> None:
    comments = [line.removeprefix("#   ").split()[0] for line in TEXT.splitlines() if re.match(r"#   [a-z]", line)]
    assert comments == [*MEASURES, *FACTS]
    assert all(name in TEXT[: TEXT.index("# prefill")] for name in INPUTS)


def test_every_measure_of_the_catalogue_may_be_evidence_of_an_item() -> None:
    assert {measure.id for measure in CATALOGUE} <= set(MEASURES)


def test_an_item_turns_hard_only_over_a_measure_that_is_its_evidence() -> None:
    hardening = [item for item in BASELINE.items if item.hard_if]
    assert hardening
    assert all(set(item.hard_measures) <= set(item.depends_on) for item in hardening)
    assert {item.blocking for item in hardening} == {Blocking.CONDITIONAL}


def test_an_item_is_found_by_its_id_and_an_unknown_one_is_no_item() -> None:
    assert BASELINE.item("X3").section == "X"
    with pytest.raises(KeyError):
        BASELINE.item("X99")


def test_an_id_that_appears_twice_is_refused_on_the_line_of_the_second(tmp_path: Path) -> None:
    trouble = refused(tmp_path, ("  - id: X4\n", "  - id: X3\n"))
    assert named_line(trouble) == line_of("  - id: X4\n")
    assert "the id X3 appears twice" in trouble.detail


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("[exclusions.intersections]", "[exclusions.intersection]", "did you mean “exclusions.intersections”?"),
        ('"blocker:exclusions.implied"', '"blocker:exclusions.implid"', "did you mean “blocker:exclusions.implied”?"),
        ("{any: [has_chatbot]}", "{any: [has_chatbots]}", "did you mean “has_chatbot”?"),
        ("{any: [has_chatbot]}", "{some: [has_chatbot]}", "there is no key called “some”"),
        ("{any: [has_chatbot]}", "{any: []}", "applies_if › any"),
        ("{any: [has_chatbot]}", "sometimes", "say always, {any: [facts]} or {all: [facts]}"),
        ("{any: [has_chatbot]}", "{any: [has_chatbot], all: [has_creators]}", "say always"),
        ("unknown_is_flag_if: [has_opportunity_category]", "unknown_is_flag_if: [opportunity]", "no fact called"),
        ("inputs: [creator, ai_use]", "inputs: [creators, ai_use]", "did you mean “creator”?"),
        ("narrowed: stop", "narrowed: block", "'stop'"),
        ("    section: M\n", "    section: N\n", "item M1 is in section N, which is not listed"),
        ("tiers: [high]", "tiers: [highest]", "'high'"),
        ("blocking: advisory", "blocking: soft", "'advisory'"),
        ("who: {answers: system,", "who: {answers: machine,", "'system'"),
        ("confidence: source", "confidence: hearsay", "'recalled'"),
        ("    question: Is this housing", "    questoin: Is this housing", "did you mean “question”?"),
        ("      source: CNIL", "      sorce: CNIL", "did you mean “source”?"),
    ],
)
def test_a_wrong_word_is_refused_on_its_own_line(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    trouble = refused(tmp_path, (right, wrong))
    assert named_line(trouble) == line_of(right)
    assert told in trouble.detail


def test_an_unquoted_no_as_an_answer_is_refused_with_a_sentence(tmp_path: Path) -> None:
    trouble = refused(tmp_path, ("      not_considered: stop", "      no: stop"))
    assert named_line(trouble) in lines_of("G3")
    assert 'write "yes" and "no" in quotation marks' in trouble.detail


def test_an_unquoted_yes_in_a_shared_set_of_answers_is_refused_too(tmp_path: Path) -> None:
    trouble = refused(tmp_path, ('    "yes": clear', "    yes: clear"))
    assert named_line(trouble) == line_of("  common: &common")
    assert "quotation marks" in trouble.detail


def test_a_missing_key_is_refused_inside_its_item(tmp_path: Path) -> None:
    trouble = refused(tmp_path, ("    action: Fix the ad set", "    # action: Fix the ad set"))
    assert named_line(trouble) in lines_of("X4")
    assert "action: Field required" in trouble.detail


def test_a_misspelt_key_of_the_whole_file_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    trouble = refused(tmp_path, ('version: "2026.11"', 'versoin: "2026.11"'), ("items:\n", "version: '1'\nitems:\n"))
    assert named_line(trouble) == line_of('version: "2026.11"')
    assert trouble.hint == "Did you mean “version”?"
