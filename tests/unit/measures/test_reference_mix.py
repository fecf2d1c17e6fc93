"""A named mix to hold delivery against: equal shares warn, a mix that was really delivered may flag."""

from dataclasses import replace
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pytest

from aboveboard.judgement import rules
from aboveboard.measures import reference_mix
from aboveboard.model import Measurement, Outcome, Row, Scope, Status
from tests.unit.measures.made import CAMPAIGN, LIMITS, deliver, workspace
from tests.unit.measures.wiring import found, measured, read

FIGURE = Measurement(
    "echo.concentration",
    "hhi_normalised",
    "spring",
    Scope.CAMPAIGN,
    Status.MEASURED,
    value=0.8,
    ci_low=0.75,
    ci_high=0.85,
)


def topics(counts: dict[str, int], **more: Any) -> list[dict[str, Any]]:
    return [{"unit": "A", "seg_topic": name, "impressions": count, **more} for name, count in counts.items()]


def test_the_equal_share_is_a_yardstick_and_names_no_reference() -> None:
    made = reference_mix.beside(FIGURE, "abcd", np.array([90.0, 4, 3, 3]), reference_mix.equal("abcd"))
    assert "reference" not in made.texts
    assert rules.concentration(made, LIMITS).outcome is Outcome.WATCH


def test_a_wider_mix_that_was_delivered_lets_concentration_flag() -> None:
    earlier = reference_mix.of_rows(
        "the last approved round", [Row(name, figures={"impressions": 100.0}) for name in "abcd"]
    )
    assert earlier is not None
    made = reference_mix.beside(FIGURE, "abcd", np.array([90.0, 4, 3, 3]), earlier)
    assert made.figures["reference_hhi_normalised"] == pytest.approx(0)
    assert made.figures["reference_effective"] == pytest.approx(4)
    assert rules.concentration(made, LIMITS).outcome is Outcome.FLAGGED


def test_messages_in_effect_are_held_against_those_of_the_reference() -> None:
    figure = replace(
        FIGURE, measure="echo.effective_topics", statistic="effective_share", figures={"k": 2.0, "d1": 1.6}
    )
    wider = reference_mix.Mix("the last approved round", tuple("abcd"), np.ones(4))
    made = reference_mix.effective_against(figure, wider)
    assert (made.value, made.ci_low, made.ci_high) == pytest.approx((0.4, 0.375, 0.425))
    assert rules.effective_topics(made, LIMITS).outcome is Outcome.FLAGGED
    assert reference_mix.effective_against(figure, reference_mix.equal("ab")) == figure


def test_the_distance_is_zero_for_the_same_mix_and_one_for_none_in_common() -> None:
    mix = reference_mix.Mix("earlier", ("a", "b"), np.array([3.0, 1.0]))
    assert reference_mix.distance("ab", np.array([6.0, 2.0]), mix) == pytest.approx(0, abs=1e-7)
    assert reference_mix.distance("cd", np.array([6.0, 2.0]), mix) == pytest.approx(1)
    assert reference_mix.distance("ba", np.array([2.0, 6.0]), mix) == pytest.approx(0, abs=1e-7)


def test_a_mix_without_impressions_is_none() -> None:
    assert reference_mix.of_rows("earlier", [Row("a", figures={"impressions": 0.0})]) is None
    with pytest.raises(ValueError, match="nothing was on offer"):
        reference_mix.equal([])
    with pytest.raises(ValueError, match="no shares"):
        reference_mix.distance("a", np.array([0.0]), reference_mix.equal("a"))


def test_the_account_counts_for_twelve_months() -> None:
    con = workspace("winter", "old")
    deliver(con, topics({"a": 900, "b": 100}, date=date(2026, 6, 1)), breakdown="topic", daily=True)
    deliver(con, topics({"a": 500, "b": 500}, date=date(2026, 1, 1)), breakdown="topic", daily=True, campaign="winter")
    deliver(con, topics({"c": 9_000}, date=date(2025, 1, 1)), breakdown="topic", daily=True, campaign="old")
    found = reference_mix.account(read(con))
    assert found is not None
    assert dict(zip(found.messages, found.counts.tolist(), strict=True)) == {"a": 500, "b": 500}
    assert found.name == "the account's 2 other campaigns of the last 12 months"


def test_ads_of_other_campaigns_are_no_reference() -> None:
    con = workspace("winter")
    for campaign in ("spring", "winter"):
        rows = [{"unit": "A", "ad_name": "Ad", "impressions": 900}]
        deliver(con, rows, level="ad", breakdown="", campaign=campaign)
    assert reference_mix.account(read(con)) is None


def test_a_campaign_alone_has_no_account() -> None:
    con = workspace()
    deliver(con, topics({"a": 900}), breakdown="topic")
    assert reference_mix.account(read(con)) is None


def by_topic(con: duckdb.DuckDBPyConnection, campaign: str, mix: dict[str, int], gender: str = "female") -> None:
    rows = [{"unit": "A", "seg_gender": gender, "seg_topic": topic, "impressions": n} for topic, n in mix.items()]
    deliver(con, rows, breakdown="gender,topic", campaign=campaign)


def test_messages_of_a_group_are_held_against_what_the_account_showed() -> None:
    con = workspace("winter")
    by_topic(con, CAMPAIGN, {"a": 90_000, "b": 2_000, "c": 2_000, "d": 2_000})
    by_topic(con, CAMPAIGN, {"a": 25_000, "b": 25_000, "c": 25_000, "d": 25_000}, "male")
    by_topic(con, "winter", {"a": 30_000, "b": 30_000, "c": 30_000, "d": 30_000})
    figures = {str(m.segment): m for m in measured(con, "echo.effective_topics")}
    women = figures["{'gender': 'female'}"]
    assert women.figures["reference_effective"] == pytest.approx(4.0)
    assert women.value == pytest.approx((women.figures["d1"] or 0.0) / 4.0)
    assert "other campaign" in women.base
    made = found(figures.values(), "echo.effective_topics")
    assert made.outcome is Outcome.FLAGGED
    assert made.measurement.base in made.sentence


@pytest.mark.parametrize(("k", "lead", "reason"), [(10, 5.5, "market_line"), (9, 5.5, ""), (10, 3.5, "")])
def test_the_antitrust_line_holds_from_ten_messages_on(k: int, lead: float, reason: str) -> None:
    con = workspace()
    mix = {"t0": int(lead * 10_000), **{f"t{at}": 10_000 for at in range(1, k)}}
    by_topic(con, CAMPAIGN, mix)
    figures = measured(con, "echo.concentration")
    decided = next(m for m in figures if m.decides)
    points = 10_000 * (decided.figures["hhi"] or 0.0)
    assert (points > 1_800) == (reason == "market_line" or k < 10)
    made = found(figures, "echo.concentration")
    assert (made.outcome, made.reason) == ((Outcome.WATCH, reason) if reason else (Outcome.PASSED, ""))
