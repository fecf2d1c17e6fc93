"""What the files at hand can answer, and which file would unlock the rest."""

import pytest

from aboveboard.model import Column, ImportOutcome, Receipt
from aboveboard.model.catalogue import CATALOGUE, answerable
from aboveboard.model.ways import ELSEWHERE


def receipt(
    *canonical: str, content: tuple[str, ...] = ("delivery",), refused: bool = False, platform: str | None = None
) -> Receipt:
    outcome = ImportOutcome.REFUSED if refused else ImportOutcome.ACCEPTED
    columns = tuple(Column(name, name, "delivery") for name in canonical)
    return Receipt("f.csv", 1, "0" * 64, outcome, "csv", columns=columns, content=content, platform=platform)


def test_without_files_nothing_is_answerable_and_every_measure_names_its_file() -> None:
    answers = answerable([])
    assert set(answers) == {entry.id for entry in CATALOGUE}
    assert not any(answer.answerable for answer in answers.values())
    assert all(answer.needs and answer.unlock for answer in answers.values())


def test_the_shortest_way_is_named_when_one_column_is_missing() -> None:
    answer = answerable([receipt("seg_gender", "impressions")])["exclusions.intersections"]
    assert not answer.answerable
    assert answer.needs == ("seg_age",)


def test_columns_of_two_files_are_not_mixed_into_one_answer() -> None:
    answers = answerable([receipt("seg_age", "impressions"), receipt("seg_gender", "impressions")])
    assert answers["exclusions.delivery"].answerable
    assert not answers["exclusions.intersections"].answerable


def test_a_settings_file_unlocks_what_needs_settings() -> None:
    assert answerable([receipt(content=("targeting",))])["exclusions.declared"].answerable
    assert "Age Min" in answerable([receipt("impressions")])["exclusions.declared"].unlock


def test_a_refused_file_answers_nothing() -> None:
    assert not answerable([receipt("seg_gender", "impressions", refused=True)])["exclusions.delivery"].answerable


@pytest.mark.parametrize(
    ("platform", "own"),
    [("google", "Google Ads"), ("tiktok", "TikTok Ads Manager"), ("linkedin", "Campaign Manager"), ("pinterest", "")],
)
def test_what_unlocks_the_rest_is_named_in_the_words_of_the_platform_at_hand(platform: str, own: str) -> None:
    answers = answerable([receipt("impressions", platform=platform)])
    unlocks = {answer.unlock for answer in answers.values() if not answer.answerable}
    assert not [unlock for unlock in unlocks if "Meta" in unlock or "Age Min" in unlock]
    assert own in answers["exclusions.declared"].unlock
    assert answers["exclusions.declared"].unlock.startswith("Add ")


def test_every_wording_of_another_platform_belongs_to_a_file_of_the_catalogue() -> None:
    named = {way.words for entry in CATALOGUE for way in entry.needs}
    assert all(any(words.startswith(known) for words in named) for known in ELSEWHERE)
    assert all("Meta" not in text for others in ELSEWHERE.values() for text in others.values())
