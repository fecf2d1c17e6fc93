"""What the files at hand can answer, and which file would unlock the rest."""

from aboveboard.model import Column, ImportOutcome, Receipt
from aboveboard.model.catalogue import CATALOGUE, answerable


def receipt(*canonical: str, content: tuple[str, ...] = ("delivery",), refused: bool = False) -> Receipt:
    outcome = ImportOutcome.REFUSED if refused else ImportOutcome.ACCEPTED
    columns = tuple(Column(name, name, "delivery") for name in canonical)
    return Receipt("f.csv", 1, "0" * 64, outcome, "csv", columns=columns, content=content)


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
