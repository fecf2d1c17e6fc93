"""Add data: every row accounted for, questions before anything is stored, one button to the findings."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from aboveboard import desk
from aboveboard.desk import Answers
from aboveboard.ui import receipts
from tests.pages.conftest import Open
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import SLUG
from tests.pages.invented import review
from tests.pages.test_pages import said

Drop = Callable[[str], AppTest]


@pytest.fixture
def drop(desk_of: FakeDesk, page: Open) -> Drop:
    """Drops one file on the page."""

    def dropped(name: str) -> AppTest:
        return page("add_data").file_uploader[0].upload(name, b"a,b\n1,2\n").run()

    return dropped


def button(at: AppTest, label: str) -> int:
    return [entry.label for entry in at.button].index(label)


def test_every_row_of_a_file_is_accounted_for(drop: Drop) -> None:
    at = drop("ages.csv")
    assert "Read 1,284 rows = 1,281 accepted + 2 quarantined + 1 totals row" in said(at)


def test_at_most_five_facts_are_put_to_the_person(drop: Drop) -> None:
    card = next(line.value for line in drop("ages.csv").markdown if "Is this right?" in line.value)
    assert card.count("\n- ") == 5
    assert "ad set × age × gender" in card


def test_what_the_files_answer_and_what_unlocks_the_rest_is_said(drop: Drop) -> None:
    at = drop("ages.csv")
    assert any(head.value.startswith("These files answer") for head in at.header)
    assert "bulk file with Age Min, Age Max, Gender" in said(at)


def test_the_only_country_that_the_settings_name_is_suggested(drop: Drop) -> None:
    at = drop("ages.csv")
    assert next(box.value for box in at.selectbox if box.label.startswith("Compare")) == "DE"


def test_one_button_leads_to_the_findings(drop: Drop, desk_of: FakeDesk) -> None:
    at = drop("ages.csv")
    at = at.button[button(at, "Show findings")].click().run()
    assert ("store_files", None, "DE", "") in desk_of.calls
    assert at.query_params["campaign"] == SLUG
    assert any(head.value.startswith("Not ready") for head in at.header)


def test_a_refused_file_says_why_and_stores_nothing(drop: Drop) -> None:
    at = drop("refused.csv")
    assert "A quotation mark in line 88 is not closed." in said(at)
    assert at.button[button(at, "Show findings")].disabled


def test_nothing_is_stored_before_the_currency_is_known(drop: Drop, desk_of: FakeDesk) -> None:
    at = drop("currency.csv")
    assert at.button[button(at, "Show findings")].disabled
    asked = next(box for box in at.selectbox if box.label.startswith("Which currency"))
    at = asked.select("USD").run()
    assert not at.button[button(at, "Show findings")].disabled
    assert desk_of.calls[-1] == ("read_files", ("currency.csv",), {"currency.csv": Answers(currency="USD")})


def test_an_unknown_table_waits_until_its_mapping_is_confirmed(drop: Drop, desk_of: FakeDesk) -> None:
    at = drop("unknown.csv")
    assert at.button[button(at, "Show findings")].disabled
    assert "12 values like 25-34 · 70 % sure" in said(at)
    at = at.button[button(at, "Use this mapping")].click().run()
    assert not at.button[button(at, "Show findings")].disabled
    answers = Answers(mapping={"Alter": "seg_age"}, confirmed=True)
    assert desk_of.calls[-1] == ("read_files", ("unknown.csv",), {"unknown.csv": answers})


def test_a_file_is_not_read_again_on_every_click(drop: Drop, desk_of: FakeDesk) -> None:
    drop("ages.csv").run().run()
    assert [call[0] for call in desk_of.calls].count("read_files") == 1


def test_the_files_so_far_show_the_rows_set_aside_with_their_reason(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    at = page("add_data", campaign=SLUG)
    assert any(head.value.startswith("Files of Warehouse jobs") for head in at.header)
    (table,) = at.table
    assert table.value["Reason"].tolist() == ["Amount spent is no number"]
    assert table.value["Text"].tolist() == [r"Prospecting,\<b\>12\</b\>,\=1\+1"]


def test_a_file_that_is_known_already_opens_the_campaign_that_holds_it(
    drop: Drop, desk_of: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk_of.reviews = {SLUG: review()}

    def store(_: object, draft: desk.Draft, *args: object, **more: object) -> desk.Stored:
        return desk.Stored((), draft.receipts, {}, (SLUG,))

    monkeypatch.setattr(desk, "store_files", store)
    at = drop("ages.csv")
    at = at.button[button(at, "Show findings")].click().run()
    assert "Nothing new: this campaign rests on the content of ages.csv already." in said(at)
    assert any(head.value.startswith("Not ready") for head in at.header)


def test_nothing_is_counted_while_a_question_is_open(drop: Drop) -> None:
    text = said(drop("currency.csv"))
    assert "Waits for an answer" in text
    assert "Read 1,284 rows" not in text
    assert "Campaign:" not in text


def test_totals_are_said_in_grammar(drop: Drop) -> None:
    assert "The impressions of the rows kept add up to the totals row in line 1,286." in said(drop("ages.csv"))


@pytest.mark.parametrize(
    ("metric", "difference", "line"),
    [
        (
            "impressions",
            -2450.0,
            "The impressions of the rows kept are 2,450 fewer than the totals row in line 9 says.",
        ),
        ("clicks", 3.0, "The clicks of the rows kept are 3 more than the totals row in line 9 says."),
        ("spend EUR", 0.0, "The spend in EUR of the rows kept adds up to the totals row in line 9."),
        ("spend EUR", -1.5, "The spend in EUR of the rows kept is 1.50 less than the totals row in line 9 says."),
    ],
)
def test_a_total_that_differs_says_by_how_much(metric: str, difference: float, line: str) -> None:
    assert receipts.total_line(metric, difference, 9) == line
