"""Add data: every row accounted for, questions before anything is stored, one button to the findings."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from aboveboard import desk
from aboveboard.desk import Answers
from aboveboard.model import Moved, Overlap, OverlapChoice
from aboveboard.ui import aside, drafting, receipts
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
    text = said(drop("unread.csv"))
    assert "Read 1,284 rows = 1,281 accepted + 2 quarantined + 1 total row · recognised: " in text
    assert ", ad set × age × gender, 28 days, EUR · totals reconcile" in text


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
    table = at.table[0]
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
    assert "The impressions of the rows kept add up to the total row in line 1,286." in said(drop("ages.csv"))


@pytest.mark.parametrize(
    ("metric", "difference", "line"),
    [
        (
            "impressions",
            -2450.0,
            "The impressions of the rows kept are 2,450 fewer than the total row in line 9 says.",
        ),
        ("clicks", 3.0, "The clicks of the rows kept are 3 more than the total row in line 9 says."),
        ("spend EUR", 0.0, "The spend in EUR of the rows kept adds up to the total row in line 9."),
        ("spend EUR", -1.5, "The spend in EUR of the rows kept is 1.50 less than the total row in line 9 says."),
    ],
)
def test_a_total_that_differs_says_by_how_much(metric: str, difference: float, line: str) -> None:
    assert receipts.total_line(metric, difference, 9) == line


def test_rows_that_were_not_read_are_imported_around_only_when_a_person_says_so(drop: Drop) -> None:
    at = drop("unread.csv")
    assert at.button[button(at, "Show findings")].disabled
    assert "Amount spent is no number" in at.table[0].value["Reason"].tolist()[0].replace("\\", "")
    at = at.button[button(at, "Import the other 1,281")].click().run()
    assert not at.button[button(at, "Show findings")].disabled
    assert "2 rows are left out. The other 1,281 will be imported." in said(at)


def test_a_file_with_unread_rows_can_be_left_out_instead(drop: Drop) -> None:
    at = drop("unread.csv")
    at = at.button[button(at, "Leave this file out")].click().run()
    assert "unread.csv" not in said(at)
    assert [entry.label for entry in at.button if entry.label == "Show findings"] == []


def test_the_rows_that_were_not_read_are_safe_for_a_spreadsheet() -> None:
    text = aside.as_csv([("17", "Quarantined", "is no number", "=1+1,@x")])
    assert text.splitlines()[1].startswith("17,Quarantined,is no number,\"'=1+1")


def test_a_long_reading_shows_its_step_and_can_be_called_off(
    drop: Drop, desk_of: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "PATIENCE", 0.2)
    at = drop("slow.csv")
    assert "● Reading rows" in said(at)
    work = at.session_state[drafting.KEPT].reading
    at = at.button[button(at, "Cancel")].click().run()
    assert "Cancelled. Nothing was stored." in said(at)
    assert work.wait(30)
    assert at.session_state[drafting.KEPT].uploads == {}
    assert [call[0] for call in desk_of.calls] == ["read_files"]


def test_a_refused_file_does_not_stop_the_others(drop: Drop, desk_of: FakeDesk) -> None:
    at = drop("refused.csv").file_uploader[0].upload("ages.csv", b"a,b\n1,2\n").run()
    assert "A quotation mark in line 88 is not closed." in said(at)
    at = at.button[button(at, "Show findings")].click().run()
    assert ("store_files", None, "DE", "") in desk_of.calls


def test_days_that_were_imported_before_are_said_and_asked_about(drop: Drop, desk_of: FakeDesk) -> None:
    moment = datetime(2026, 7, 3, 14, 2)
    desk_of.shared = (
        Overlap(
            SLUG, "Tea", "june.csv", moment, date(2026, 6, 8), date(2026, 6, 10), 3, True, 14, 0, 0, 2,
            (Moved("impressions", 12_000, 12_400),),
        ),
    )  # fmt: skip
    at = drop("later.csv")
    line = "3 days (8–10 June 2026) of Tea are in “june.csv” too, imported 3 July 2026: 2 figures differ, "
    assert f"{line}impressions 12,000 → 12,400." in said(at)
    assert at.button[button(at, "Show findings")].disabled
    asked = next(entry for entry in at.radio if entry.label == "What should happen?")
    assert [option.split(" ")[0] for option in asked.options] == ["Replace", "Replace", "Keep"]
    at = asked.set_value(OverlapChoice.DAYS).run()
    at.button[button(at, "Show findings")].click().run()
    assert ("store_files", None, "DE", "", ("later.csv", OverlapChoice.DAYS)) in desk_of.calls


def test_an_identical_file_opens_the_campaign_that_holds_it(drop: Drop, desk_of: FakeDesk) -> None:
    desk_of.reviews = {SLUG: review()}
    desk_of.identical = {"ages.csv": (SLUG,)}
    at = drop("ages.csv")
    assert any(str(link.proto.label).startswith("Open Warehouse jobs") for link in at.get("page_link"))


def test_a_file_of_the_inbox_is_read_from_where_it_lies(desk_of: FakeDesk, page: Open) -> None:
    desk_of.lying = ("ages.csv",)
    at = page("add_data")
    assert "ages.csv · 60.0 MB" in said(at)
    at = at.button[button(at, "Read")].click().run()
    assert ("from_inbox", "ages.csv") in desk_of.calls
    assert "Is this right?" in said(at)


def test_the_imports_so_far_say_who_brought_what_when_and_what_became_of_it(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    at = page("add_data")
    table = next(entry.value for entry in at.table if "Brought by" in entry.value)
    assert [cell.replace("\\", "") for cell in table.iloc[0].tolist()] == [
        "ages.csv", "3 July 2026 14:02 UTC", "Mara", "1,281", "Warehouse jobs, spring",
        "counts, some days replaced by later.csv",
    ]  # fmt: skip
    at = next(box for box in at.selectbox if box.label == "Show the receipt of").select_index(0).run()
    assert "SHA-256 of the file" in said(at)
