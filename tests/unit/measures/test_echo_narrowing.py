"""Weekly diversity: whole weeks, stopped messages taken out, a slope with a test, no verdict from too little."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from aboveboard.measures import concentration
from aboveboard.model import Measurement, Outcome, Row, Status
from tests.unit.measures.made import deliver, one, workspace
from tests.unit.measures.wiring import found, measured

NARROWING = "echo.narrowing"
START = date(2026, 3, 2)
FADING = [(300, 300, 300), (340, 300, 260), (400, 300, 200), (480, 260, 160), (560, 220, 120), (640, 180, 80)]
"""Impressions per day of three messages, week by week: the mix narrows and nobody is switched off."""
EVEN = [(300, 310, 290), (310, 290, 300), (295, 305, 300), (305, 300, 295), (300, 295, 305), (298, 302, 300)]


def days(weeks: Sequence[Sequence[int]], names: str = "abc", **more: Any) -> list[dict[str, Any]]:
    """One row per day and message; a message without impressions in a week has no row in it."""
    return [
        {"unit": "A", "seg_topic": name, "date": START + timedelta(days=7 * week + day), "impressions": count, **more}
        for week, counts in enumerate(weeks)
        for day in range(7)
        for name, count in zip(names, counts, strict=True)
        if count
    ]


def slope(rows: list[dict[str, Any]], breakdown: str = "topic", **segment: str) -> Measurement:
    con = workspace()
    deliver(con, rows, breakdown=breakdown, daily=True)
    return one(measured(con, NARROWING), "slope", **segment)


def notes(rows: tuple[Row, ...]) -> list[str]:
    return [row.texts["note"] for row in rows]


def test_without_days_the_report_by_day_is_named() -> None:
    con = workspace()
    deliver(con, [{"unit": "A", "seg_topic": "a", "impressions": 9_000}], breakdown="topic")
    (figure,) = measured(con, NARROWING)
    assert (figure.status, figure.value) == (Status.NOT_SUPPLIED, None)
    assert "by day" in figure.reason


def test_a_fading_mix_has_a_falling_slope() -> None:
    figure = slope(days(FADING))
    assert figure.value is not None
    assert figure.value < 0
    assert figure.p == pytest.approx(0.00278, abs=1e-5)
    assert figure.figures["stopped"] == 0
    weekly = [concentration.hill(np.array(week, float), 1) for week in FADING]
    assert figure.figures["first"] == pytest.approx(weekly[0], abs=0.01)
    assert figure.figures["last"] == pytest.approx(weekly[-1], abs=0.01)
    assert (figure.figures["rich_get_richer"] or 0) > 0


def test_a_falling_slope_is_watched_and_flagged_only_against_a_named_mix() -> None:
    con = workspace()
    deliver(con, days(FADING), breakdown="topic", daily=True)
    figures = measured(con, NARROWING)
    finding = found(figures, NARROWING)
    assert (finding.outcome, finding.reason) == (Outcome.WATCH, "narrowing")
    assert finding.headline.startswith("People get fewer messages from week to week: 3.0 in effect")
    assert "p = .00278" in finding.sentence
    assert "6 weeks" in finding.sentence


def test_an_even_mix_passes() -> None:
    con = workspace()
    deliver(con, days(EVEN), breakdown="topic", daily=True)
    assert found(measured(con, NARROWING), NARROWING).outcome is Outcome.PASSED


def test_five_weeks_are_too_few() -> None:
    figure = slope(days(FADING[:5]))
    assert (figure.status, figure.value) == (Status.INSUFFICIENT, None)
    assert "5 of 5 whole weeks" in figure.reason


def test_a_last_week_that_is_not_over_is_left_out() -> None:
    rows = days([*FADING[:5], FADING[5]])[:-3]
    assert slope(rows).status is Status.INSUFFICIENT


def test_a_message_that_stops_is_taken_out_of_every_week() -> None:
    weeks = [(300, 300, 300, 300)] * 3 + [(300, 300, 300, 0)] * 4
    figure = slope(days(weeks, "abcd"))
    assert figure.value == 0
    assert figure.figures["k"] == 3
    assert figure.texts["stopped"] == "d"
    assert notes(figure.rows) == ["", "", "", "no longer shown: d", "", "", ""]


def test_a_stop_that_nobody_explains_is_watched() -> None:
    weeks = [(300, 300, 300, 300)] * 3 + [(300, 300, 300, 0)] * 4
    con = workspace()
    deliver(con, days(weeks, "abcd"), breakdown="topic", daily=True)
    finding = found(measured(con, NARROWING), NARROWING)
    assert (finding.outcome, finding.reason) == (Outcome.WATCH, "stopped")
    assert finding.headline == "The mix narrows through messages that stopped: d"


def test_a_stop_that_the_file_explains_passes() -> None:
    weeks = [(300, 300, 300, 300)] * 3 + [(300, 300, 300, 0)] * 4
    rows = [row | {"status": "PAUSED" if row["seg_topic"] == "d" else "ACTIVE"} for row in days(weeks, "abcd")]
    con = workspace()
    deliver(con, rows, breakdown="topic", daily=True)
    figures = measured(con, NARROWING)
    assert one(figures, "slope").figures["switched_off"] == 1
    assert found(figures, NARROWING).outcome is Outcome.PASSED


def test_after_the_end_of_a_campaign_everything_is_off_and_explains_nothing() -> None:
    weeks = [(300, 300, 300, 300)] * 3 + [(300, 300, 300, 0)] * 4
    figure = slope([row | {"status": "Inactive"} for row in days(weeks, "abcd")])
    assert figure.figures["switched_off"] == 0


def test_a_message_that_fades_away_stays_in() -> None:
    weeks = [(600, 600, count) for count in (300, 120, 40, 12, 3, 0, 0)]
    figure = slope(days(weeks))
    assert figure.figures["stopped"] == 0
    assert figure.value is not None
    assert figure.value < 0


def test_a_new_message_is_noted() -> None:
    weeks = [(300, 300, 0)] * 3 + [(300, 300, 300)] * 3
    figure = slope(days(weeks))
    assert figure.figures["added"] == 1
    assert notes(figure.rows)[3] == "new: c"


def test_a_week_without_rows_is_a_gap_and_not_a_point() -> None:
    weeks = [*FADING[:3], (0, 0, 0), *FADING[3:]]
    figure = slope(days(weeks))
    assert figure.figures["weeks"] == 6
    assert [row.label for row in figure.rows][2:4] == ["2026-03-16", "2026-03-30"]


def test_weeks_with_too_few_people_are_no_points() -> None:
    figure = slope(days([tuple(count // 100 for count in week) for week in FADING]))
    assert figure.status is Status.INSUFFICIENT
    assert "0 of 6 whole weeks" in figure.reason


def test_one_message_has_no_mix_that_could_narrow() -> None:
    assert slope(days([(300,)] * 7, "a")).status is Status.NOT_APPLICABLE


def test_each_group_has_its_own_series_and_p_is_adjusted_over_the_groups() -> None:
    rows = [row | {"seg_gender": "female"} for row in days(FADING)]
    rows += [row | {"seg_gender": "male"} for row in days(EVEN)]
    con = workspace()
    deliver(con, rows, breakdown="gender,topic", daily=True)
    figures = measured(con, NARROWING)
    women = one(figures, "slope", gender="female")
    assert women.family_size == 2
    assert women.p is not None
    assert women.p_adjusted == pytest.approx(2 * women.p)
    assert one(figures, "slope").segment is None
    finding = found(figures, NARROWING)
    assert finding.headline.startswith("People") or finding.headline.startswith("Women")


def test_weekly_rows_serve_where_there_are_no_days() -> None:
    rows = [
        {
            "unit": "A",
            "seg_topic": name,
            "impressions": 7 * count,
            "frequency": 1.5,
            "period_start": START + timedelta(days=7 * week),
            "period_end": START + timedelta(days=7 * week + 6),
        }
        for week, counts in enumerate(FADING)
        for name, count in zip("abc", counts, strict=True)
    ]
    con = workspace()
    deliver(con, rows, breakdown="topic")
    figure = one(measured(con, NARROWING), "slope")
    assert figure.figures["weeks"] == 6
    assert "frequency_assumed" not in figure.badges


def test_ads_stand_for_messages_where_no_topic_is_given() -> None:
    rows = [{**row, "ad_name": row["seg_topic"], "seg_topic": None} for row in days(FADING)]
    con = workspace()
    deliver(con, rows, level="ad", breakdown="", daily=True)
    assert "by_ad" in one(measured(con, NARROWING), "slope").badges


def test_a_fall_below_half_of_what_the_account_shows_is_flagged() -> None:
    weeks = [(300 + 120 * week, 300 - 50 * week, 300 - 50 * week) for week in range(6)]
    con = workspace("winter")
    deliver(con, days(weeks), breakdown="topic", daily=True)
    even = [{"unit": "B", "seg_topic": name, "date": START, "impressions": 900} for name in "abcdef"]
    deliver(con, even, breakdown="topic", daily=True, campaign="winter")
    figures = measured(con, NARROWING)
    figure = one(figures, "slope")
    assert figure.texts["reference"] == "the account's other campaign of the last 12 months"
    assert figure.figures["last_share"] == pytest.approx((figure.figures["last"] or 0) / 6)
    assert found(figures, NARROWING).outcome is Outcome.FLAGGED
