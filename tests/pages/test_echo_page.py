"""Echo chambers: the sentence and the table say the same numbers; a trend is drawn only where one was tested."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from streamlit.testing.v1 import AppTest

from aboveboard.judgement import judge
from aboveboard.model import Measurement, Row, Scope, Status
from aboveboard.model.review import Review
from tests.pages.conftest import Open
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import CAMPAIGN, SLUG
from tests.pages.invented import review
from tests.pages.sheets import decision, round_, sheet
from tests.pages.test_pages import said
from tests.unit.measures.wiring import POLICY

START = date(2026, 3, 2)
FALLING = (3.6, 3.4, 3.1, 2.9, 2.6, 2.2)


def weekly(gender: str, values: tuple[float | None, ...], note: str = "") -> Measurement:
    """A figure as the measure makes it; below six weeks it has rows and no value."""
    days = [START + timedelta(days=7 * place) for place in range(len(values))]
    rows = tuple(
        Row(
            day.isoformat(),
            figures={"d1": value, "impressions": 1000.0, "people": 300.0, "messages": 4.0},
            texts={"week": day.isoformat(), "note": note if day == days[-1] else ""},
            status=Status.MEASURED if value is not None else Status.INSUFFICIENT,
        )
        for day, value in zip(days, values, strict=True)
    )
    made = Measurement(
        "echo.narrowing",
        "slope",
        SLUG,
        Scope.SEGMENT,
        Status.MEASURED,
        segment={"gender": gender},
        attribute="gender",
        unit="messages per week",
        n=6000.0,
        coverage=1.0,
        decides=True,
        rows=rows,
    )
    if len(values) < 6:
        reason = f"{len(values)} of {len(values)} whole weeks have known messages; 6 are needed."
        return replace(made, status=Status.INSUFFICIENT, reason=reason)
    return replace(
        made,
        value=-0.28,
        ci_low=-0.35,
        ci_high=-0.2,
        p=0.0028,
        p_adjusted=0.0056,
        figures={"tau": -1.0, "weeks": 6.0, "first": 3.6, "last": 2.2, "line_first": 3.6, "line_last": 2.2},
    )


def judged(*measurements: Measurement) -> Review:
    """A review whose findings were judged by the house's own policy."""
    made = review()
    snapshot = replace(made.snapshot, measurements=measurements, findings=judge(POLICY, CAMPAIGN, measurements))
    return replace(made, snapshot=snapshot)


def table_with(at: AppTest, column: str) -> dict[str, list[str]]:
    """The table that has this column, cells as they are read."""
    frames = [table.value for table in at.table if column in table.value.columns]
    assert len(frames) == 1
    return {name: [str(cell).replace("\\", "") for cell in frames[0][name]] for name in frames[0].columns}


def test_the_trend_is_said_with_its_numbers_and_the_table_has_the_same(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: judged(weekly("female", FALLING, "no longer shown: Roses"))}
    at = page("echo_chambers", campaign=SLUG)
    text = said(at)
    assert "Women get fewer messages from week to week: 3.6 in effect in the first week, 2.2 in the last" in text
    assert "−0.28 per week, 95 % interval −0.35 to −0.20, p = .0056, Kendall's tau −1.00, 6 weeks" in text
    table = table_with(at, "Week")
    assert (table["In effect"][0], table["In effect"][-1]) == ("3.6", "2.2")
    assert len(table["Week"]) == 6
    assert "**1** · 6 April 2026: no longer shown: Roses" in text
    assert "dashed: the straight line through the weeks" in text


def test_too_few_weeks_are_said_and_no_trend_line_is_drawn(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: judged(weekly("female", FALLING[:4]))}
    at = page("echo_chambers", campaign=SLUG)
    text = said(at)
    assert "4 of 4 whole weeks have known messages; 6 are needed." in text
    assert "no trend line: too few weeks" in text
    assert "dash" not in at.get("plotly_chart")[0].proto.spec.replace('"dash":"dot"', "")


def test_an_approval_inside_the_weeks_is_marked_and_one_outside_is_not(desk_of: FakeDesk, page: Open) -> None:
    def decided_on(day: date) -> str:
        ended = replace(decision(), at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        desk_of.sheet_of = lambda person: sheet(person, rounds=(round_(1, ended),))
        desk_of.reviews = {SLUG: judged(weekly("female", FALLING))}
        return said(page("echo_chambers", campaign=SLUG))

    assert "11 March 2026: approved" in decided_on(date(2026, 3, 11))
    assert ": approved" not in decided_on(date(2026, 8, 3))


MIX = (("Forklift video", 0.6), ("Team", 0.3), ("Pay", 0.095), ("Night shift", 0.005))


def concentration() -> Measurement:
    rows = tuple(
        Row(
            name,
            figures={"impressions": share * 10_000, "share": share},
            texts={"note": "under 1 % of impressions"} if share < 0.01 else {},
        )
        for name, share in MIX
    )
    return Measurement(
        "echo.concentration",
        "hhi_normalised",
        SLUG,
        Scope.CAMPAIGN,
        Status.MEASURED,
        value=0.28,
        ci_low=0.26,
        ci_high=0.3,
        n=10_000.0,
        base="an equal share for every message on offer",
        badges=("by_ad",),
        decides=True,
        figures={
            "k": 4.0,
            "d2": 2.2,
            "hhi": 0.46,
            "top_share": 0.6,
            "top_half": 1.0,
            "top_half_share": 0.6,
            "under_shown": 1.0,
            "distance_to_reference": 0.344,
        },
        texts={"top_topic": "Forklift video", "reference": "the account's other campaign of the last 12 months"},
        rows=rows,
    )


def test_concentration_names_its_reference_and_who_is_hardly_shown(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: judged(concentration())}
    at = page("echo_chambers", campaign=SLUG)
    text = said(at)
    assert "60 % of impressions go to 1 of 4 messages." in text
    assert "Distance 0.34 from the account's other campaign of the last 12 months, where 0 is the same mix" in text
    assert "1 message gets less than 1 % of impressions." in text
    assert "Hardly shown, less than 1 % of impressions each: Night shift." in text
    assert "Every ad counts as its own message." in text
    table = table_with(at, "Share delivered")
    assert table["Name"][0] == "Forklift video"
    assert table["Share delivered"][0] == "60 %"
    assert len(at.get("plotly_chart")) == 2


def test_without_an_account_the_equal_share_is_named(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: judged(replace(concentration(), texts={"top_topic": "Forklift video"}))}
    text = said(page("echo_chambers", campaign=SLUG))
    assert "Distance 0.34 from an equal share for every message on offer" in text


def test_more_than_two_groups_have_their_own_ruler_and_each_stands_against_the_rest(
    desk_of: FakeDesk, page: Open
) -> None:
    shared = Measurement(
        "echo.isolation",
        "nmi",
        SLUG,
        Scope.CAMPAIGN,
        Status.MEASURED,
        attribute="age",
        value=0.12,
        ci_low=0.1,
        ci_high=0.14,
        p=0.004,
        n=9000.0,
        unit="share of information",
        figures={"expected_by_chance": 0.004},
        decides=True,
    )
    alone = replace(
        shared, statistic="isolation_one_vs_rest", segment={"age": "65+"}, value=0.2, p_adjusted=0.012, decides=False
    )
    desk_of.reviews = {SLUG: judged(shared, alone)}
    at = page("echo_chambers", campaign=SLUG)
    assert "Shared information by age 0.120" in said(at)
    assert "p = .004" in said(at)
    assert "Limit: flagged above 0.20" in said(at)
    assert "0.187" not in said(at)
    table = table_with(at, "p")
    assert table["Group"] == ["All groups", "65+ against all others"]
    assert table["p"] == ["0.004", "0.012"]


def test_a_message_with_markup_is_shown_as_it_is(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: judged(weekly("female", FALLING, "new: [x](http://evil.example) **b**"))}
    raw = "\n".join(str(element.value) for element in page("echo_chambers", campaign=SLUG).markdown)
    assert r"\[x\]\(http" in raw
