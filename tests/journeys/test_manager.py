"""The marketing manager: drops the two files of her campaign, reads the verdict, copies the change, pastes it."""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Page

from aboveboard.model.layout import SAMPLES
from tests.journeys.browser import broken_policy, ready

pytestmark = pytest.mark.browser
FILES = [str(SAMPLES / name) for name in ("warehouse_jobs_delivery.csv", "warehouse_jobs_settings.csv")]
CLIPBOARD = "() => navigator.clipboard.readText()"


@pytest.fixture
def empty(address: str, tab: Page) -> Page:
    """The start page of a workspace without its samples."""
    tab.goto(address)
    ready(tab)
    remove = tab.get_by_role("button", name="Remove the samples")
    if remove.count():
        remove.click()
        tab.get_by_text("No campaign yet.").wait_for()
        ready(tab)
    return tab


def test_from_two_files_to_a_change_on_the_clipboard(empty: Page) -> None:
    page = empty
    page.get_by_role("link", name="Add data →").click()
    page.get_by_role("heading", name="Add data").wait_for()
    page.locator('input[type="file"]').set_input_files(FILES)
    page.get_by_text("Is this right?").nth(1).wait_for(timeout=60_000)
    ready(page)
    assert page.get_by_text("rows = ").count() == len(FILES)

    page.get_by_role("button", name="Show findings").click()
    page.get_by_text("Not ready to submit").wait_for(timeout=120_000)
    ready(page)
    assert "/findings?campaign=" in page.url
    assert page.get_by_text("■ Blocker").first.is_visible()

    shown = page.locator('[class*="st-key-change_lines"] .stText').first.inner_text()
    page.get_by_role("button", name=f"Copy {shown}").first.click()
    page.get_by_role("button", name=f"Copy {shown}").first.get_by_text("Copied").wait_for()
    assert page.evaluate(CLIPBOARD) == shown
    assert "→" in shown
    assert broken_policy(page) == []


def test_the_csv_of_the_change_list_carries_its_fingerprint_in_its_name(address: str, tab: Page) -> None:
    tab.goto(f"{address}/findings")
    ready(tab)
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="CSV").click()
    content = Path(waiting.value.path()).read_bytes()
    assert hashlib.sha256(content).hexdigest()[:12] in waiting.value.suggested_filename
    assert content.decode("utf-8").startswith("platform,campaign,ad set,setting,now,to,why\n")
