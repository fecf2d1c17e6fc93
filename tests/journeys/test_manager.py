"""The marketing manager's first minutes: drop the files, read the verdict, copy the change."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page

from aboveboard.model.layout import SAMPLES
from tests.journeys.browser import broken_policy, ready

pytestmark = pytest.mark.browser

NAME = "Forklift drivers, autumn"


def renamed(name: str, encoding: str, campaign: str, ids: str) -> FilePayload:
    """A sample's file as another campaign's: other name, other ids."""
    text = (SAMPLES / name).read_bytes().decode(encoding)
    text = text.replace("Warehouse jobs, spring", campaign).replace("1202140000000001", ids)
    return {"name": f"{ids}_{name}", "mimeType": "text/csv", "buffer": text.encode(encoding)}


def drop(page: Page, address: str, files: list[FilePayload]) -> None:
    page.goto(f"{address}/add_data")
    ready(page)
    page.locator('[data-testid="stFileUploader"] input[type="file"]').set_input_files(files)
    page.get_by_text("These files answer").wait_for(timeout=60_000)
    ready(page)
    page.get_by_role("combobox", name="Compare with the adults of").click()
    page.keyboard.type("Germany")
    page.keyboard.press("Enter")
    ready(page)
    page.get_by_role("button", name="Show findings").click()
    page.wait_for_url("**/findings?campaign=*", timeout=60_000)
    ready(page)


def test_report_and_settings_give_a_verdict_and_a_change_to_copy(address: str, tab: Page) -> None:
    report = renamed("warehouse_jobs_delivery.csv", "utf-8-sig", NAME, "1202140000000007")
    settings = renamed("warehouse_jobs_settings.csv", "utf-16", NAME, "1202140000000007")
    drop(tab, address, [report, settings])
    assert tab.get_by_text("Not ready to submit").first.is_visible()
    card = (
        tab.locator('[class*="st-key-card_"]', has_text="Nobody")
        .or_(tab.locator('[class*="st-key-card_"]', has_text="reached"))
        .filter(has_text="Your setting")
        .first
    )
    said = card.inner_text()
    assert "Age 18–44 → 18–65+" in said
    assert "95 % interval" in said or "cannot be reached" in said
    card.get_by_role("button", name="Copy").first.click()
    tab.get_by_text("Copied ✓").first.wait_for()
    assert tab.evaluate("() => navigator.clipboard.readText()") == "Prospecting · Age 18–44 → 18–65+"
    assert broken_policy(tab) == []


def test_without_the_settings_file_it_looks_like_a_setting_and_names_the_file(address: str, tab: Page) -> None:
    campaign = "Forklift drivers, winter"
    drop(tab, address, [renamed("warehouse_jobs_delivery.csv", "utf-8-sig", campaign, "1202140000000008")])
    card = tab.locator('[class*="st-key-card_"]', has_text="Looks like your setting").first
    said = card.inner_text()
    assert "95 % interval" in said
    assert "n = " in said
    assert "bulk file" in said


@pytest.mark.real_data
def test_an_unknown_table_is_mapped_with_suggestions_and_confirmed_in_one_step(
    address: str, tab: Page, shared_data: Path
) -> None:
    tab.goto(f"{address}/add_data")
    ready(tab)
    file = shared_data / "real/kag_facebook_ads/KAG_conversion_data.csv"
    tab.locator('[data-testid="stFileUploader"] input[type="file"]').set_input_files(file)
    tab.get_by_text("xyz_campaign_id").first.wait_for(timeout=60_000)
    ready(tab)
    assert tab.get_by_text("fb_campaign_id").first.is_visible()
