"""In a real browser: a text is pasted before there is a file; a claim of a campaign gets its proof."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.browser import ready, serving
from tests.journeys.persons import add_person

SAMPLE = "running-shoes"


def test_a_text_is_read_without_a_file(address: str, tab: Page) -> None:
    tab.goto(f"{address}/explore?tab=text")
    ready(tab)
    tab.get_by_label("Ad copy or targeting brief").fill("Hurry, only 3 left. For people with diabetes. #collab")
    tab.get_by_role("button", name="Read this text").click()
    tab.get_by_role("heading", name=re.compile("^2 wordings press")).wait_for()
    ready(tab)
    marks = tab.locator(".st-key-brief_text strong")
    assert marks.all_inner_texts() == ["Hurry", "only 3 left", "diabetes", "#collab"]
    assert tab.get_by_text("The label is unclear and counts as none").first.is_visible()


@pytest.fixture
def with_samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of one's own: other journeys remove the samples of theirs."""
    with serving(tmp_path_factory.mktemp("pressing") / "workspace") as found:
        yield found


def test_a_claim_gets_its_proof(with_samples: str, tab: Page) -> None:
    tab.goto(f"{with_samples}/pressure?campaign={SAMPLE}")
    ready(tab)
    add_person(tab, "Tom Reyes", "Marketing manager", "Brand")
    claim = tab.locator("[class*='st-key-claim_']", has_text="Only 4 pairs left").first
    claim.get_by_text("Attach the proof").click()
    claim.get_by_role("textbox", name="Where is the proof?").fill("Stock list, 12 June 2026 09:00")
    claim.get_by_role("button", name="Save proof").click()
    proven = tab.locator("[class*='st-key-claim_']", has_text="Only 4 pairs left").first
    proven.get_by_text("Tom Reyes:").wait_for()
    assert "✓ Proven" in proven.inner_text()
