"""Labels of AI content and of paid posts: columns, words, and what was stated."""

import duckdb
import pytest

from aboveboard.model import Measurement, Outcome, Status
from aboveboard.store import people
from tests.unit.measures.made import CAMPAIGN, deliver, text, workspace
from tests.unit.measures.wiring import found, measured

AI, PAID = "disclosure.ai", "disclosure.paid"
CLEAR, UNCLEAR, NONE = "#ad Love this", "Love this … #collab", "#adventure time"


def ads(*texts: str, labels: tuple[str | None, ...] = ()) -> duckdb.DuckDBPyConnection:
    con = workspace()
    names = [f"ad {place}" for place in range(len(texts))]
    deliver(con, [{"unit": "A", "ad_name": name, "impressions": 100} for name in names], level="ad", breakdown="")
    for name, copy in zip(names, texts, strict=True):
        text(con, "A", copy, ad=name)
    for name, label in zip(names, labels, strict=False):
        con.execute("UPDATE creative SET ai_label = ? WHERE ad_name = ?", [label, name])
    return con


def state(con: duckdb.DuckDBPyConnection, **facts: str) -> None:
    for name, value in facts.items():
        people.declare(con, CAMPAIGN, name, value, "tom")


def one(con: duckdb.DuckDBPyConnection, measure: str) -> Measurement:
    (figure,) = measured(con, measure)
    return figure


def outcome(con: duckdb.DuckDBPyConnection, measure: str) -> tuple[Outcome, str]:
    made = found(measured(con, measure), measure)
    return made.outcome, made.reason


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("AI info", "ads_labelled"),
        ("yes", "ads_labelled"),
        ("AI-made, unlabelled", "ads_missing"),
        ("no", "ads_not_marked"),
        ("Not AI", "ads_without_ai"),
        (None, "ads_unknown"),
    ],
)
def test_what_an_ai_label_cell_says(cell: str | None, label: str) -> None:
    con = ads("Linen shirts", "Made with AI: wool shirts", labels=(cell,))
    figure = one(con, AI)
    assert figure.figures[label] == (2.0 if label == "ads_labelled" else 1.0)
    assert (figure.figures["ads_labelled"] or 0.0) >= 1.0


def test_nothing_known_is_not_supplied_and_never_no() -> None:
    figure = one(ads("Linen shirts", "Wool shirts"), AI)
    assert (figure.status, figure.value) == (Status.NOT_SUPPLIED, None)


def test_stated_without_ai_is_not_applicable_and_says_that_it_is_stated() -> None:
    con = ads("Linen shirts", "Wool shirts")
    state(con, has_ai_content="no")
    figure = one(con, AI)
    assert figure.status is Status.NOT_APPLICABLE
    assert "stated" in figure.reason


def test_an_ad_that_contradicts_the_statement_is_watched() -> None:
    con = ads("Linen shirts", "Made with AI: wool shirts")
    state(con, has_ai_content="no")
    assert outcome(con, AI) == (Outcome.WATCH, "contradicted")


def test_a_known_ai_ad_without_label_is_flagged() -> None:
    assert outcome(ads("Linen", "Wool", labels=("yes", "AI, unlabelled")), AI)[0] is Outcome.FLAGGED


def test_ai_took_part_and_no_ad_is_labelled() -> None:
    con = ads("Linen", "Wool", labels=("no", "no"))
    assert outcome(con, AI) == (Outcome.WATCH, "label_unknown")
    state(con, has_ai_content="yes")
    assert outcome(con, AI)[0] is Outcome.FLAGGED


def test_every_ad_labelled_passes_unless_a_bot_answers() -> None:
    con = ads("Linen", "Wool", labels=("yes", "AI info"))
    assert outcome(con, AI)[0] is Outcome.PASSED
    state(con, has_chatbot="yes")
    assert outcome(con, AI) == (Outcome.WATCH, "chatbot")


def test_o_68_coverage_of_three_captions() -> None:
    con = ads(CLEAR, UNCLEAR, NONE)
    state(con, has_creators="yes")
    figure = one(con, PAID)
    assert figure.n == 3.0
    assert figure.value == pytest.approx(1 / 3)
    assert figure.ci_low == pytest.approx(0.0615, abs=1e-4)
    assert figure.ci_high == pytest.approx(0.7923, abs=1e-4)
    assert outcome(con, PAID)[0] is Outcome.FLAGGED
    assert [row.texts["label"] for row in figure.rows] == ["ambiguous", "none", "clear"]


def test_paid_posts_are_asked_for_where_nobody_stated_anything() -> None:
    assert outcome(ads("Linen", "Wool"), PAID)[0] is Outcome.NOT_SUPPLIED
    assert outcome(ads("Linen", UNCLEAR), PAID) == (Outcome.WATCH, "hinted")


def test_platform_ads_without_creators_are_not_asked() -> None:
    con = ads("Linen", "Wool")
    state(con, has_creators="no")
    assert outcome(con, PAID)[0] is Outcome.NOT_APPLICABLE


def test_a_label_far_down_is_watched_and_one_in_sight_passes() -> None:
    con = ads(CLEAR, "Love this. " * 15 + "#ad")
    state(con, has_creators="yes")
    assert outcome(con, PAID) == (Outcome.WATCH, "unseen")
    con = ads(CLEAR, "Advertisement: wool shirts")
    state(con, has_creators="yes")
    assert outcome(con, PAID)[0] is Outcome.PASSED


def test_creators_take_part_and_texts_without_a_label_may_be_theirs() -> None:
    con = ads(CLEAR, "Wool shirts")
    state(con, has_creators="yes")
    assert outcome(con, PAID) == (Outcome.WATCH, "unmarked")
