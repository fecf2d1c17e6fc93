"""A campaign beside its twin: the address chooses, the sentence and the table agree."""

from dataclasses import replace

from aboveboard.desk import Paired
from aboveboard.judgement import trend_findings
from aboveboard.model import Measurement, Scope, Status
from tests.pages.conftest import Open
from tests.pages.evidence_rows import numbers, table_with
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import CAMPAIGN, SLUG
from tests.pages.invented import review
from tests.pages.test_pages import said

TWIN = "warehouse-jobs-b"
WOMEN = Measurement(
    "exclusions.delivery",
    "pair_difference",
    SLUG,
    Scope.SEGMENT,
    Status.MEASURED,
    segment={"gender": "female"},
    attribute="gender",
    value=0.08,
    unit="share",
    base="the campaign “B”",
    p=0.00029,
    figures={
        "share": 0.62,
        "share_low": 0.5798,
        "share_high": 0.6586,
        "twin_share": 0.54,
        "twin_share_low": 0.4993,
        "twin_share_high": 0.5802,
        "z": 3.6244,
        "overlap": 1.0,
        "n": 1_000.0,
        "twin_n": 1_000.0,
    },
    texts={"twin": "“B”", "differs": ""},
    sql="SELECT seg_gender, sum(reach) FROM delivery GROUP BY seg_gender",
)
NO_AGE = replace(
    WOMEN,
    status=Status.NOT_SUPPLIED,
    segment=None,
    attribute="age",
    value=None,
    figures={},
    reason="Both campaigns need a delivery report broken down by age.",
)


def two(desk_of: FakeDesk) -> None:
    named = review(replace(CAMPAIGN, slug=TWIN, name="Warehouse jobs, B"))
    desk_of.reviews = {SLUG: review(), TWIN: named}
    desk_of.pairs = tuple(Paired(m, trend_findings.pair(m)) for m in (WOMEN, NO_AGE))


def test_the_sentence_and_the_table_tell_the_same_numbers(desk_of: FakeDesk, page: Open) -> None:
    two(desk_of)
    at = page("exclusions", campaign=SLUG, twin=TWIN)
    sentence = trend_findings.pair(WOMEN)
    assert sentence in said(at)
    assert ("pair", SLUG, TWIN) in desk_of.calls
    table = table_with(at, "99 % interval, twin")
    assert numbers(sentence.replace("99 %", "")) <= numbers(table)


def test_an_attribute_that_cannot_be_compared_says_why(desk_of: FakeDesk, page: Open) -> None:
    two(desk_of)
    text = said(page("exclusions", campaign=SLUG, twin=TWIN))
    assert "Not compared: Both campaigns need a delivery report broken down by age." in text


def test_without_a_twin_in_the_address_nothing_is_measured(desk_of: FakeDesk, page: Open) -> None:
    two(desk_of)
    at = page("exclusions", campaign=SLUG)
    assert not [call for call in desk_of.calls if call[0] == "pair"]
    assert "differs in the creative" in said(at)


def test_choosing_one_writes_the_address_and_taking_it_back_clears_it(desk_of: FakeDesk, page: Open) -> None:
    two(desk_of)
    at = page("exclusions", campaign=SLUG)
    at.selectbox(key="_twin").select(TWIN).run()
    assert at.query_params["twin"] == TWIN
    assert ("pair", SLUG, TWIN) in desk_of.calls
    at.selectbox(key="_twin").select("").run()
    assert "twin" not in at.query_params


def test_a_twin_that_is_not_there_is_a_sentence(desk_of: FakeDesk, page: Open) -> None:
    two(desk_of)
    at = page("exclusions", campaign=SLUG, twin="gone")
    assert not at.exception
    assert "No other campaign is called gone. Choose one from the list." in said(at)


def test_alone_in_the_workspace_there_is_nothing_to_choose(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    assert "There is no other campaign to compare with." in said(page("exclusions", campaign=SLUG))
