"""Explore: any file looked at and nothing kept; the address holds the question; who may keep something is asked."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from aboveboard import desk
from aboveboard.desk import exploring
from aboveboard.model import Receipt
from aboveboard.model.exploring import Refused, Table
from aboveboard.model.receipt import Column
from tests.pages.conftest import Open
from tests.pages.fake_desk import FakeDesk
from tests.pages.test_pages import said
from tests.unit.desk.explored.weeks import weekly

Look = Callable[..., AppTest]


@pytest.fixture
def presets(desk_of: FakeDesk, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, str]]:
    """Presets by name: what was saved and by whom. The limit for small cells comes from the policy otherwise."""
    saved: dict[str, tuple[str, str]] = {}

    def save(_: object, receipt: Receipt, name: str, mapping: dict[str, str], by: str) -> None:
        saved[name] = (repr(mapping), by)

    receipt_of = desk_of._receipt_of

    def unknown(name: str, given: desk.Answers | None) -> Receipt:
        column = Column("Alter", "seg_age", "delivery", 0.7, "12 values like 25-34", ("18-24", "25-34"))
        return replace(receipt_of(name, given), profile="generic", columns=(column,))

    monkeypatch.setattr(desk_of, "_receipt_of", unknown)
    monkeypatch.setattr(exploring, "smallest", lambda _: 10.0)
    monkeypatch.setattr(exploring, "preset_name", lambda _, signature: next(iter(saved), ""))
    monkeypatch.setattr(exploring, "save_preset", save)
    return saved


@pytest.fixture
def look(presets: dict[str, tuple[str, str]], page: Open) -> Look:
    """Drops a file on the page at some address."""

    def dropped(raw: bytes | None = None, name: str = "unknown.csv", by: str = "", **query: str) -> AppTest:
        at = page("explore", by, **query)
        return at.file_uploader[0].upload(name, weekly() if raw is None else raw).run()

    return dropped


def button(at: AppTest, label: str) -> AppTest:
    return at.button[[entry.label for entry in at.button].index(label)].click().run()


def labels(at: AppTest) -> list[str]:
    return [entry.label for entry in at.button]


def test_without_a_file_it_is_said_what_why_and_what_next(presets: object, page: Open) -> None:
    text = said(page("explore"))
    assert "There is no file yet" in text
    assert "Nothing is saved" in text
    assert "Drop one above" in text


def test_a_link_without_its_file_asks_for_the_file_once_more(presets: object, page: Open) -> None:
    at = page("explore", view="group", chart="bar", group="Aktion")
    assert "Drop the file once more" in said(at)
    assert at.query_params["group"] == "Aktion"


def test_a_file_is_told_in_one_sentence_and_every_row_is_accounted_for(look: Look) -> None:
    at = look()
    assert at.header[0].value.replace("\\", "") == "unknown.csv holds 56 rows in 6 columns."
    text = said(at)
    assert "58 read = 56 to look at + 1 that do not fit + 1 totals row" in text
    assert "line 3, below 2 lines of introduction" in text
    assert "separated by semicolon" in text
    rows = at.table[-1].value
    assert rows["Tag"].iloc[0] == r"2026\-07\-01"
    assert len(rows) == 50


def test_a_file_that_is_no_table_is_a_sentence(look: Look) -> None:
    at = look(b"%PDF-1.7 ")
    assert not at.exception
    assert "This is a PDF" in said(at)
    assert "Look at another file" in labels(at)


def test_another_header_row_is_picked_and_stands_in_the_address(look: Look) -> None:
    at = look(b"a;b;c\nd;e;f\n1;2;3\n4;5;6\n")
    at = at.selectbox(key="_explore_header").select(2).run()
    assert at.query_params["header"] == "2"
    assert "d" in at.table[-1].value.columns


def test_the_address_decides_filters_groups_and_chart(look: Look) -> None:
    at = look(
        view="group",
        chart="bar",
        group="Altersgruppe",
        how="sum",
        of="Kosten EUR",
        where='["Aktion","is","Herbstjacken"]',
    )
    assert not at.exception
    text = said(at)
    assert "What is the sum of Kosten EUR by Altersgruppe?" in text
    assert "Only rows where **Aktion is Herbstjacken**" in text
    assert "n = 28 of 56 rows in the file." in text
    assert "FROM data WHERE \"Aktion\" = 'Herbstjacken'" in at.code[0].value


def test_what_the_file_does_not_have_is_said_and_left_out(look: Look) -> None:
    at = look(view="group", chart="bar", group="gone", where="no list")
    text = said(at)
    assert "This file has no column “gone”" in text
    assert "1 filter of the address cannot be read" in text
    assert "How many rows are there?" in text


def test_choices_go_into_the_address(look: Look) -> None:
    at = look(view="group")
    at = at.selectbox(key="_explore_chart").select("bar").run()
    at = at.selectbox(key="_explore_by_0").select("Aktion").run()
    at = at.selectbox(key="_explore_how").select("sum").run()
    at = at.selectbox(key="_explore_of").select("Einblendungen").run()
    assert {name: at.query_params[name] for name in ("chart", "group", "how", "of")} == {
        "chart": "bar",
        "group": "Aktion",
        "how": "sum",
        "of": "Einblendungen",
    }
    assert "What is the sum of Einblendungen by Aktion?" in said(at)


def test_a_filter_is_added_and_removed(look: Look) -> None:
    at = look(view="group")
    at.selectbox(key="_explore_f_column").select("Aktion")
    at.selectbox(key="_explore_f_how").select("contains")
    at = at.run()
    at.text_input(key="_explore_f_value").input("stiefel")
    at = button(at, "Filter")
    assert "Aktion contains “stiefel”" in said(at)
    at = button(at, "Remove")
    assert "where" not in at.query_params


def test_a_value_that_the_column_cannot_hold_is_a_sentence(look: Look) -> None:
    at = look(view="group")
    at.selectbox(key="_explore_f_column").select("Tag")
    at = at.run()
    at.text_input(key="_explore_f_value").input("tomorrow")
    at = button(at, "Filter")
    assert "“tomorrow” is no date" in said(at)
    assert "where" not in at.query_params


def test_reach_is_never_added_and_the_page_says_why(look: Look) -> None:
    at = look(view="group", chart="bar", group="Aktion", how="sum", of="Personen")
    text = said(at)
    assert "Personen is never added up" in text
    assert "count that person twice" in text
    assert "What is the median of Personen by Aktion?" in text


def test_small_cells_are_words(look: Look) -> None:
    at = look(
        view="group", group="Altersgruppe", how="sum", of="Einblendungen", where='["Aktion","is","Winterstiefel"]'
    )
    assert list(at.table[-1].value.iloc[:, -1]).count("too few people") == 2
    assert "Nobody should be singled out" in said(at)


def test_one_column_in_short(look: Look) -> None:
    at = look(view="columns", column="Kosten EUR")
    text = said(at)
    assert "What is in Kosten EUR?" in text
    assert "56 filled cells of numbers" in text
    at = at.selectbox(key="_explore_column").select("Aktion").run()
    assert at.query_params["column"] == "Aktion"
    assert "2 different" in said(at)


def test_a_file_on_individuals_shows_none_of_them(look: Look) -> None:
    rows = "".join(f"Anna;a{number}@example.org;Bern\n" for number in range(30))
    at = look(f"first name;e-mail;city\n{rows}".encode())
    assert "Hidden as personal data" in said(at)
    assert "example.org" not in said(at) + str([table.value for table in at.table])


def answered(at: AppTest) -> AppTest:
    """Until the statement is done: the page looks again by itself in a browser, here the test asks."""
    for _ in range(60):
        if "_answer_sql" in at.session_state:
            return at
        at = at.run()
    raise AssertionError("no answer")


def test_a_select_is_answered(look: Look) -> None:
    at = look(view="sql")
    assert "10 seconds" in said(at)
    at.text_area(key="_explore_sql").input("SELECT count(*) AS n FROM data WHERE \"Aktion\" = 'Herbstjacken'")
    at = answered(button(at, "Run"))
    assert at.table[-1].value["n"].tolist() == ["28"]
    assert at.query_params["sql"].startswith("SELECT count")
    assert isinstance(at.session_state["_answer_sql"][1], Table)


def test_copy_is_refused_in_a_sentence(look: Look) -> None:
    at = look(view="sql", sql="COPY data TO 'x.csv'")
    at = answered(button(at, "Run"))
    assert "COPY writes or reads files" in said(at)
    assert isinstance(at.session_state["_answer_sql"][1], Refused)


def test_a_mistake_names_line_and_character(look: Look) -> None:
    at = answered(button(look(view="sql", sql="SELECT 1,\n  nope FROM data"), "Run"))
    assert "Line 2, character 3: There is no column “nope”." in said(at)


def test_whoever_is_only_looking_may_ask_and_not_keep(look: Look) -> None:
    at = look(view="meaning")
    text = said(at)
    assert "Saving is for a marketing manager, an ethics lead or an admin" in text
    promote = at.button[labels(at).index("Promote to a campaign")]
    assert promote.disabled


def test_a_mapping_is_saved_only_when_it_is_confirmed_and_named(
    look: Look, presets: dict[str, tuple[str, str]]
) -> None:
    at = look(view="meaning", by="mara")
    assert "Confirm above what the columns mean" in said(at)
    at = button(at, "Use this mapping")
    at.text_input(key="_explore_preset").input("Acme weekly export")
    at = button(at, "Save preset")
    assert presets == {"Acme weekly export": (repr({"Alter": "seg_age"}), "Mara Lund")}
    assert "Saved as “Acme weekly export”." in [entry.value for entry in at.success]


def test_a_promoted_file_needs_no_second_upload(look: Look, desk_of: FakeDesk) -> None:
    at = button(look(view="meaning", by="mara"), "Use this mapping")
    at = button(at, "Promote to a campaign")
    text = said(at)
    assert at.title[0].value == "Add data"
    assert "unknown.csv comes from Explore, with your answers." in text
    answers = desk.Answers(mapping={"Alter": "seg_age"}, confirmed=True)
    assert desk_of.calls[-1] == ("read_files", ("unknown.csv",), {"unknown.csv": answers})
    at = button(at, "Take this file away")
    assert "comes from Explore" not in said(at)


def test_looking_at_another_file_forgets_the_question(look: Look) -> None:
    at = button(look(view="group", chart="bar", group="Aktion"), "Look at another file")
    assert "There is no file yet" in said(at)
    assert "group" not in at.query_params
