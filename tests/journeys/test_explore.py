"""The analyst: an unknown weekly file, by keyboard alone, from the first look to findings, and the next week's file."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.journeys.browser import PATIENCE, broken_policy, ready
from tests.journeys.persons import add_person, become
from tests.unit.desk.explored.weeks import weekly

pytestmark = pytest.mark.browser
MOMENT = 400
"""Milliseconds until the page has heard of a key, on two busy cores."""
MEANINGS = {
    "Tag": "Date",
    "Aktion": "Campaign name",
    "Altersgruppe": "Age",
    "Kosten EUR": "Spend",
    "Einblendungen": "Impressions",
    "Personen": "Reach",
}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The file of one week and of the next, the second in another encoding."""
    found = [tmp_path / "acme_week_30.csv", tmp_path / "acme_week_31.csv"]
    found[0].write_bytes(weekly(30))
    found[1].write_bytes(weekly(31, "utf-16"))
    return found


def settled(page: Page) -> None:
    """Until what a key set off is drawn: the page hears of it a moment after the key."""
    page.wait_for_timeout(MOMENT)
    ready(page)


def press(page: Page, where: Locator, key: str = "Enter") -> None:
    """A key on something that can have the focus, and nothing but that."""
    where.wait_for()
    where.focus()
    page.keyboard.press(key)
    settled(page)


def drop(page: Page, file: Path) -> None:
    """The upload button opens the system's own dialog."""
    button = page.get_by_test_id("stFileUploader").get_by_role("button", name="Upload", exact=True)
    button.wait_for()
    with page.expect_file_chooser() as chooser:
        button.focus()
        page.keyboard.press("Enter")
    chooser.value.set_files(file)
    page.get_by_role("button", name="Look at another file").wait_for(timeout=60_000)
    ready(page)


def choose(page: Page, label: str | re.Pattern[str], option: str) -> None:
    """An option of a select box, by typing it."""
    box = page.get_by_role("combobox", name=label)
    box.wait_for()
    box.focus()
    page.keyboard.press("Enter")
    page.keyboard.type(option)
    page.get_by_role("option", name=option, exact=True).first.wait_for()
    page.keyboard.press("Enter")
    settled(page)


def look_at(page: Page, view: str) -> None:
    """One of the five views."""
    press(page, page.get_by_role("radio", name=view, exact=True), "Space")


def test_an_unknown_file_becomes_an_answer_a_preset_and_evidence(address: str, tab: Page, files: list[Path]) -> None:
    page = tab
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/explore")
    ready(page)
    add_person(page, "Ada Analyst", "marketing manager", "Marketing")
    drop(page, files[0])
    page.get_by_text("acme_week_30.csv holds 56 rows in 6 columns.").wait_for()
    assert page.get_by_text("58 read = 56 to look at").is_visible()

    look_at(page, "What it can answer")
    for column, meaning in MEANINGS.items():
        choose(page, re.compile(f"Meaning of {re.escape(column)}"), meaning)
    press(page, page.get_by_role("button", name="Use this mapping"))
    page.get_by_text(re.compile(r"These files answer [1-9]")).wait_for()

    look_at(page, "Filter, group, draw")
    choose(page, re.compile("^Show$|Show"), "Bars")
    choose(page, re.compile("Group by"), "Altersgruppe")
    choose(page, re.compile("Figure"), "Sum")
    choose(page, re.compile("^of$|^of "), "Kosten EUR")
    page.get_by_role("heading", name="What is the sum of Kosten EUR by Altersgruppe?").wait_for()
    ready(page)
    assert page.locator(".stPlotlyChart .main-svg").first.is_visible()
    _filtered(page)

    link = page.url
    page.reload()
    page.get_by_text("Drop the file once more").wait_for()
    drop(page, files[0])
    page.get_by_text("Aktion is Herbstjacken").first.wait_for()
    assert page.url == link
    assert page.get_by_text("n = 28 of 56 rows in the file.").is_visible()

    _asked_in_sql(page)
    become(page, "Ada Analyst")
    _preset_saved(page)
    _next_week(page, files[1])
    assert broken_policy(page) == []


def _filtered(page: Page) -> None:
    fold = page.locator("summary", has_text="Add a filter")
    press(page, fold)
    choose(page, re.compile("Filter by"), "Aktion")
    field = page.get_by_label("This value", exact=True)
    field.focus()
    page.keyboard.type("Herbstjacken")
    page.keyboard.press("Tab")
    press(page, page.get_by_role("button", name="Filter", exact=True))
    page.get_by_text("Aktion is Herbstjacken").first.wait_for()
    ready(page)


def _asked_in_sql(page: Page) -> None:
    look_at(page, "SQL")
    _run(page, 'SELECT "Aktion", sum("Kosten EUR") AS cost FROM data GROUP BY ALL')
    page.get_by_text(re.compile(r"2 rows in [\d.]+ seconds")).wait_for(timeout=60_000)
    _run(page, "COPY data TO 'stolen.csv'")
    page.get_by_text("COPY writes or reads files; nothing here may.").wait_for(timeout=60_000)
    ready(page)
    _run(page, "SELECT count(*) FROM range(1000000000000)", wait=False)
    cancel = page.get_by_role("button", name="Cancel", exact=True)
    cancel.wait_for()
    cancel.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Cancelled. Nothing was changed.").wait_for(timeout=60_000)
    ready(page)


def _run(page: Page, sql: str, wait: bool = True) -> None:
    field = page.get_by_label("Your SELECT", exact=True)
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(sql)
    page.keyboard.press("Control+Enter")
    settled(page)
    button = page.get_by_role("button", name="Run", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    if wait:
        ready(page)


def _preset_saved(page: Page) -> None:
    look_at(page, "What it can answer")
    for column, meaning in MEANINGS.items():
        choose(page, re.compile(f"Meaning of {re.escape(column)}"), meaning)
    press(page, page.get_by_role("button", name="Use this mapping"))
    press(page, page.locator("summary", has_text="Save this mapping for the next file"))
    page.get_by_label("Name of the preset", exact=True).focus()
    page.keyboard.type("Acme weekly export")
    press(page, page.get_by_role("button", name="Save preset"))
    page.get_by_text("Saved as “Acme weekly export”.").wait_for()


def _next_week(page: Page, file: Path) -> None:
    press(page, page.get_by_role("button", name="Look at another file"))
    drop(page, file)
    look_at(page, "What it can answer")
    page.get_by_text("Recognised: its columns are read by the preset “Acme weekly export”.").wait_for()
    ready(page)
    choose(page, re.compile("currency"), "EUR")
    press(page, page.get_by_role("button", name="Promote to a campaign"))
    page.get_by_text("comes from Explore, with your answers.").wait_for()
    ready(page)
    press(page, page.get_by_role("button", name=re.compile("Import the other 56")))
    show = page.get_by_role("button", name="Show findings")
    show.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("findings"), timeout=120_000)
    page.get_by_role("heading", level=1, name=re.compile("Herbstjacken|Winterstiefel")).wait_for(timeout=120_000)
    ready(page)
