"""One server and one browser for all journeys, a new visit for each."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.browser import chromium, installed, serving, visit


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A fresh server with its own workspace."""
    with serving(tmp_path_factory.mktemp("server") / "workspace") as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if installed() is None:
        pytest.skip("needs Chromium (Debian: apt-get install chromium), or ABOVEBOARD_CHROMIUM with its path")
    with sync_playwright() as driver:
        opened = chromium(driver)
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A visitor's first tab."""
    context = visit(browser)
    yield context.new_page()
    context.close()
