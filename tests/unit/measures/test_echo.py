"""Messages: concentration, effective number by group, and whether groups see different ones."""

from typing import Any

import pytest

from aboveboard.judgement import rules
from aboveboard.measures import measure_import
from aboveboard.model import Outcome, Scope, Status
from aboveboard.model.catalogue import CATALOGUE
from tests.unit.measures.made import LIMITS, by_gender, deliver, measured, one, suite, workspace

CONCENTRATION, EFFECTIVE, ISOLATION = "echo.concentration", "echo.effective_topics", "echo.isolation"


def messages(counts: dict[str, int], frequency: float | None = 1.0, **more: Any) -> list[dict[str, Any]]:
    """One row per topic."""
    return [
        {"unit": "A", "seg_topic": topic, "impressions": count, "frequency": frequency, **more}
        for topic, count in counts.items()
    ]


def test_without_topics_or_ads_nothing_is_said_about_messages() -> None:
    con = workspace()
    deliver(con, by_gender(100, 100))
    for measure in (CONCENTRATION, EFFECTIVE, ISOLATION):
        (absent,) = measured(con, measure)
        assert (absent.status, absent.value) == (Status.NOT_SUPPLIED, None)


def test_one_message_only_has_no_mix_to_judge() -> None:
    con = workspace()
    deliver(con, messages({"a": 10_000}), breakdown="topic")
    (figure,) = measured(con, CONCENTRATION)
    assert (figure.status, figure.value) == (Status.NOT_APPLICABLE, None)


def test_an_even_mix_is_not_concentrated() -> None:
    con = workspace()
    deliver(con, messages(dict.fromkeys("abcde", 2000)), breakdown="topic")
    figures = measured(con, CONCENTRATION)
    assert one(figures, "hhi").value == pytest.approx(0.2)
    assert one(figures, "hhi_normalised").value == pytest.approx(0, abs=1e-9)
    assert one(figures, "d1").value == pytest.approx(5)
    assert one(figures, "top_share").value == pytest.approx(0.2)


def test_a_topic_on_offer_that_was_never_shown_counts_as_on_offer() -> None:
    con = workspace()
    deliver(con, messages({"a": 5_000, "b": 5_000, "c": 0}), breakdown="topic")
    figure = one(measured(con, CONCENTRATION), "hhi_normalised")
    assert figure.figures["k"] == 3
    assert figure.value == pytest.approx(0.25, abs=1e-3)


def test_people_not_impressions_decide_whether_there_is_enough() -> None:
    con = workspace()
    deliver(con, messages({"a": 400, "b": 400}, frequency=4.0), breakdown="topic")
    (figure,) = measured(con, CONCENTRATION)
    assert figure.status is Status.INSUFFICIENT
    assert "1,200 impressions" in figure.reason


def test_a_topic_unknown_for_most_impressions_is_insufficient() -> None:
    con = workspace()
    rows = [*messages({"a": 3_000, "b": 3_000}), {"unit": "A", "impressions": 4_000}]
    deliver(con, rows, breakdown="topic")
    (figure,) = measured(con, CONCENTRATION)
    assert figure.status is Status.INSUFFICIENT
    assert "60 %" in figure.reason


def test_ads_stand_for_messages_where_no_topic_is_given() -> None:
    con = workspace()
    rows = [{"unit": "A", "ad_id": ad, "ad_name": f"Ad {ad}", "impressions": 3_000, "frequency": 1.0} for ad in "12"]
    deliver(con, rows, level="ad", breakdown="")
    figure = one(measured(con, CONCENTRATION), "hhi_normalised")
    assert "by_ad" in figure.badges
    assert figure.texts["top_topic"] == "Ad 1"


def by_group(table: dict[str, dict[str, int]], segment: str = "gender") -> list[dict[str, Any]]:
    """Rows of topic × group."""
    return [row | {f"seg_{segment}": group} for group, counts in table.items() for row in messages(counts)]


def test_each_group_gets_its_effective_number_of_messages() -> None:
    con = workspace()
    table = {"female": {"a": 300, "b": 500, "c": 200}, "male": {"a": 900, "b": 50, "c": 50}}
    deliver(con, by_group(table), breakdown="gender,topic")
    figures = measured(con, EFFECTIVE)
    women = one(figures, "effective_share", gender="female")
    assert women.figures["d1"] == pytest.approx(2.8029, abs=1e-4)
    assert women.value == pytest.approx(2.8029 / 3, abs=1e-4)
    assert one(figures, "effective_share", gender="male").texts["top_topic"] == "a"


def test_a_group_too_small_for_the_number_of_messages_is_insufficient() -> None:
    con = workspace()
    table = {"female": {"a": 300, "b": 500, "c": 200}, "male": {"a": 10, "b": 9, "c": 8}}
    deliver(con, by_group(table), breakdown="gender,topic")
    men = one(measured(con, EFFECTIVE), "effective_share", gender="male")
    assert (men.status, men.value) == (Status.INSUFFICIENT, None)
    assert "30 are needed" in men.reason


def test_two_groups_with_different_messages_are_isolated() -> None:
    con = workspace()
    deliver(con, by_group({"female": {"a": 900, "b": 100}, "male": {"a": 100, "b": 900}}), breakdown="gender,topic")
    figure = one(measured(con, ISOLATION), "isolation")
    assert figure.figures["isolation_raw"] == pytest.approx(0.64)
    assert figure.p is not None
    assert figure.p < 1e-6
    assert figure.decides


def test_proportional_mixes_show_no_isolation() -> None:
    con = workspace()
    deliver(con, by_group({"female": {"a": 1_000, "b": 1_000}, "male": {"a": 500, "b": 500}}), breakdown="gender,topic")
    figure = one(measured(con, ISOLATION), "isolation")
    assert (figure.value, figure.p) == (0, 1)


def test_more_than_two_groups_share_information_and_each_is_held_against_the_rest() -> None:
    con = workspace()
    table = {
        age: {topic: 800 if topic == own else 100 for topic in "abc"}
        for age, own in (("18-24", "a"), ("25-34", "b"), ("65+", "c"))
    }
    deliver(con, by_group(table, "age"), breakdown="age,topic")
    figures = measured(con, ISOLATION)
    assert one(figures, "nmi").figures["nmi_raw"] == pytest.approx(0.41833, abs=1e-5)
    assert one(figures, "isolation_one_vs_rest", age="65+").figures["isolation_raw"] == pytest.approx(0.49, abs=1e-6)


def test_many_empty_cells_are_insufficient() -> None:
    con = workspace()
    table = {group: {f"t{number}": 4 for number in range(100)} for group in ("female", "male")}
    deliver(con, by_group(table), breakdown="gender,topic")
    (figure,) = measured(con, ISOLATION)
    assert (figure.status, figure.value) == (Status.INSUFFICIENT, None)


def test_a_whole_import_pools_its_campaigns() -> None:
    con = workspace("winter")
    deliver(con, messages({"a": 9_000, "b": 1_000}), breakdown="topic")
    deliver(con, messages({"a": 1_000, "b": 9_000}), breakdown="topic", campaign="winter")
    figures = measure_import(con, "i1", None, LIMITS)
    figure = next(m for m in figures if m.statistic == "hhi")
    assert (figure.scope, figure.campaign, figure.import_id) == (Scope.IMPORT, None, "i1")
    assert figure.value == pytest.approx(0.5)


def test_every_measure_of_the_catalogue_answers_an_empty_campaign_with_what_is_missing() -> None:
    figures = suite(workspace())
    assert len({m.measure for m in figures}) == len(CATALOGUE)
    assert {m.status for m in figures} <= {Status.NOT_SUPPLIED, Status.NOT_APPLICABLE}
    assert all(m.value is None and m.reason for m in figures)


def test_delivery_is_held_against_what_the_account_showed_before() -> None:
    con = workspace("winter")
    deliver(con, messages({"a": 9_000, "b": 400, "c": 550, "d": 50}), breakdown="topic")
    alone = one(measured(con, CONCENTRATION), "hhi_normalised")
    assert "reference" not in alone.texts
    assert alone.figures["distance_to_reference"] == pytest.approx(alone.figures["distance_to_equal"])
    deliver(con, messages(dict.fromkeys("abcd", 2_000)), breakdown="topic", campaign="winter")
    figure = one(measured(con, CONCENTRATION), "hhi_normalised")
    assert figure.texts["reference"] == "the account's other campaign of the last 12 months"
    assert figure.figures["reference_hhi_normalised"] == pytest.approx(0)
    assert rules.concentration(figure, LIMITS).outcome is Outcome.FLAGGED


def test_the_fewest_messages_that_take_half_and_those_hardly_shown_are_told() -> None:
    con = workspace()
    deliver(con, messages({"a": 4_000, "b": 3_500, "c": 2_450, "d": 50}), breakdown="topic")
    figure = one(measured(con, CONCENTRATION), "hhi_normalised")
    assert figure.figures["top_half"] == 2
    assert figure.figures["top_half_share"] == pytest.approx(0.75)
    assert figure.figures["under_shown"] == 1
    assert [row.label for row in figure.rows if row.texts.get("note")] == ["d"]


def test_beyond_a_few_hundred_messages_one_row_stands_for_the_rest() -> None:
    con = workspace()
    deliver(con, messages({f"m{number:03}": 1_000 + number for number in range(303)}), breakdown="topic")
    figure = one(measured(con, CONCENTRATION), "hhi_normalised")
    rest = figure.rows[-1]
    assert (rest.label, rest.figures["messages"], rest.texts) == ("3 more messages", 3, {})
    assert sum(row.figures.get("messages") or 1 for row in figure.rows) == figure.figures["k"] == 303
