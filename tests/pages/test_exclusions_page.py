"""Exclusions: every attribute that the files hold, the ad set a finding is about, and why there is no comparison."""

from dataclasses import replace

from aboveboard.model import Cause, Measurement, Outcome, Row, Scope, Severity, Status
from aboveboard.model.review import Review
from tests.pages.conftest import Open
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import GENDERS, SLUG
from tests.pages.invented import finding, review
from tests.pages.test_pages import said

REASON = "Not in the data: choose a reference country to compare with its population."


def absent(attribute: str, reason: str = REASON) -> Measurement:
    return Measurement(
        "exclusions.delivery",
        "impact_ratio",
        SLUG,
        Scope.CAMPAIGN,
        Status.NOT_SUPPLIED,
        attribute=attribute,
        reason=reason,
        decides=True,
    )


def with_figures(*measurements: Measurement, findings: tuple = ()) -> Review:  # type: ignore[type-arg]
    made = review(findings=findings)
    return replace(made, snapshot=replace(made.snapshot, measurements=measurements))


def test_an_attribute_without_a_base_is_shown_with_its_reason(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: with_figures(*GENDERS, absent("age"), absent("region"))}
    at = page("exclusions", campaign=SLUG)
    heads = [head.value for head in at.subheader]
    assert heads.index("By gender") < heads.index("By age and region")
    assert said(at).count("Choose a reference country to compare with its population.") == 1


def test_without_any_base_nothing_is_explained_and_every_attribute_is_named(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: with_figures(absent("gender"), absent("age"))}
    text = said(page("exclusions", campaign=SLUG))
    assert "By gender and age" in text
    assert "Without a comparison of delivery there is no difference to explain." in text


INSIDE = replace(
    GENDERS[0],
    scope=Scope.AD_SET,
    ad_set="Truck Driver",
    value=0.08,
    rows=(
        Row("women", {"gender": "female"}, {"ratio": 0.08, "ci_low": 0.06, "ci_high": 0.1, "count": 53.0}),
        Row("men", {"gender": "male"}, {"ratio": 1.0, "ci_low": None, "ci_high": None, "count": 654.0}),
    ),
)


def test_a_finding_about_one_ad_set_is_drawn_with_that_ad_set(desk_of: FakeDesk, page: Open) -> None:
    lead = replace(
        finding("delivery.gender", INSIDE, Outcome.FLAGGED, Severity.DECISION, "Women are reached 0.08×"),
        cause=Cause.CANNOT_TELL,
        cause_sentence="These files cannot tell your setting from the algorithm.",
    )
    desk_of.reviews = {SLUG: with_figures(*GENDERS, INSIDE, findings=(lead,))}
    at = page("exclusions", campaign=SLUG)
    marked = [line.value for line in at.markdown]
    assert marked.index("**Ad set Truck Driver**") < marked.index("**The whole campaign**")
    assert len(at.get("plotly_chart")) == 3


def test_the_cause_is_said_even_where_no_shares_can_be_drawn(desk_of: FakeDesk, page: Open) -> None:
    lead = replace(
        finding("delivery.gender", INSIDE, Outcome.FLAGGED, Severity.DECISION, "Women are reached 0.08×"),
        cause=Cause.CANNOT_TELL,
        cause_sentence="These files cannot tell your setting from the algorithm.",
    )
    desk_of.reviews = {SLUG: with_figures(absent("gender"), INSIDE, findings=(lead,))}
    assert said(page("exclusions", campaign=SLUG)).count("These files cannot tell your setting") == 1


def test_each_attribute_of_one_check_gets_its_own_sentence(desk_of: FakeDesk, page: Open) -> None:
    made = review()
    isolation = next(m for m in made.snapshot.measurements if m.measure == "echo.isolation")
    ages = replace(isolation, attribute="age", value=0.3)
    lead = finding("echo.isolation", ages, Outcome.FLAGGED, Severity.DECISION, "Groups by age see different messages")
    place = replace(
        next(f.places[0] for f in made.snapshot.findings if f.places),
        measurement=replace(isolation, rows=()),
        outcome=Outcome.WATCH,
        headline="Groups by gender see partly different messages",
        sentence="Isolation by gender 0.120.",
    )
    figures = (*made.snapshot.measurements, ages)
    shown = replace(
        made, snapshot=replace(made.snapshot, findings=(replace(lead, places=(place,)),), measurements=figures)
    )
    desk_of.reviews = {SLUG: shown}
    text = said(page("echo_chambers", campaign=SLUG))
    gender = text.index("Groups by gender see partly different messages")
    age = text.index("Groups by age see different messages")
    assert gender != age
