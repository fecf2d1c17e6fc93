"""Pressure and pasted texts: words are marked where they stand, figures equal the table's, and who may say what."""

from dataclasses import replace

import duckdb
import pytest

from aboveboard.desk import briefs
from aboveboard.judgement import judge
from aboveboard.model import ClaimSaid, Finding
from aboveboard.model.review import Review
from tests.pages.conftest import Open
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import CAMPAIGN, SLUG
from tests.pages.invented import review
from tests.pages.sheets import LENA, MARA
from tests.pages.test_pages import said
from tests.unit.measures.made import deliver, setting, suite, text, workspace
from tests.unit.measures.wiring import POLICY

CALM, PRESSING = "Linen shirts in eight colours", "Hurry, only 3 [left] in *stock*"


def store() -> duckdb.DuckDBPyConnection:
    con = workspace()
    for unit, copy, interest in (("A", PRESSING, "Depression support"), ("B", CALM, "Gardening")):
        rows = [{"unit": unit, "ad_name": f"ad {unit}", "impressions": 500, "spend": 5, "currency": "EUR"}]
        deliver(con, rows, level="ad", breakdown="")
        text(con, unit, copy, ad=f"ad {unit}")
        setting(con, unit, "detailed", interest)
    return con


def pressed(con: duckdb.DuckDBPyConnection) -> Review:
    figures = suite(con)
    made = review(findings=judge(POLICY, CAMPAIGN, figures))
    return replace(made, snapshot=replace(made.snapshot, measurements=figures))


def finding(made: Review, check: str) -> Finding:
    return next(entry for entry in made.snapshot.findings if entry.check == check)


@pytest.fixture
def shown(desk_of: FakeDesk) -> Review:
    made = pressed(store())
    desk_of.reviews = {SLUG: made}
    return made


def test_the_words_are_marked_in_their_text_and_nothing_else_is_markup(shown: Review, page: Open) -> None:
    written = [str(entry.value) for entry in page("pressure", campaign=SLUG).markdown]
    assert r":orange-background[**Hurry**], only 3 \[left\] in \*stock\*" in written


def test_the_answer_and_its_table_hold_the_same_figures(shown: Review, page: Open) -> None:
    at = page("pressure", campaign=SLUG)
    cues = finding(shown, "pressure.cues")
    assert "50 % of impressions" in cues.headline
    assert cues.headline.split(":")[0] in said(at)
    [table] = [one.value for one in at.table if "Share of impressions" in one.value.columns]
    row = table[table["Kind"] == "Time pressure"].iloc[0]
    assert (row["Ads"], row["Share of impressions"], row["Impressions"]) == ("1", "50 %", "500")


def test_the_table_of_two_by_two_is_said_in_words(shown: Review, page: Open) -> None:
    text_shown = said(page("pressure", campaign=SLUG))
    lead = finding(shown, "pressure.vulnerable").measurement
    assert lead.figures["pressed_vulnerable"] == 1
    assert "1 ad set presses people in a vulnerable situation: A" in text_shown


def test_who_looks_on_may_not_settle_and_is_told_how(shown: Review, page: Open) -> None:
    at = page("pressure", campaign=SLUG)
    assert not [button for button in at.button if button.label in ("Save proof", "Dismiss")]
    assert "Say who you are" in said(at)


def test_the_manager_attaches_a_proof(shown: Review, desk_of: FakeDesk, page: Open) -> None:
    at = page("pressure", by=MARA.id, campaign=SLUG)
    assert "Dismiss" not in [button.label for button in at.button]
    field = next(entry for entry in at.text_input if entry.label == "Where is the proof?")
    field.input("Stock list of 1 June").run()
    next(button for button in at.button if button.label == "Save proof").click().run()
    call = next(call for call in desk_of.calls if call[0] == "settle_claim")
    assert (call[1], call[3], call[4], call[5]) == (SLUG, ClaimSaid.EVIDENCED, "Stock list of 1 June", MARA.name)


def test_the_reviewer_may_dismiss(shown: Review, page: Open) -> None:
    at = page("pressure", by=LENA.id, campaign=SLUG)
    assert "Dismiss" in [button.label for button in at.button]


def test_without_texts_the_page_offers_the_paste_box(desk_of: FakeDesk, page: Open) -> None:
    con = workspace()
    deliver(con, [{"unit": "A", "impressions": 500}], breakdown="")
    desk_of.reviews = {SLUG: pressed(con)}
    at = page("pressure", campaign=SLUG)
    assert "Not in the data" in said(at)
    assert not at.exception


def test_a_pasted_text_is_marked_listed_and_summed_up(desk_of: FakeDesk, page: Open) -> None:
    at = page("explore", tab="text")
    at.text_area(key="brief").input("Hurry\n    for people with diabetes\n# no heading").run()
    text_shown = said(at)
    assert "1 wording presses and would have to be proven; 1 term is sensitive." in text_shown
    assert ":orange-background[**Hurry**]" in text_shown
    assert ":red-background[**diabetes**]" in text_shown
    [table] = [one.value for one in at.table]
    assert list(table["Words"]) == ["Hurry", "diabetes"]
    assert any(r"\# no heading" in str(entry.value) for entry in at.markdown)


@pytest.mark.parametrize(
    ("pasted", "answer"),
    [
        ("  ", "There is no text yet."),
        (CALM, "The word lists find no pressure wording and no sensitive term in this text."),
        ("Kup teraz i zaoszczędź na butach do biegania dla całej rodziny w mieście", "No word list covers"),
    ],
)
def test_a_text_without_a_hit_is_never_called_clean(pasted: str, answer: str) -> None:
    assert briefs.brief_words(briefs.read_brief(pasted)).startswith(answer)
