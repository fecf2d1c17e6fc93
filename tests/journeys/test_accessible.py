"""Every page against WCAG A and AA, in light, dark and at 360 pixels."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from aboveboard.ui import menu
from tests.journeys.browser import broken_policy, ready, visit

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "axe/axe.min.js").read_text(encoding="utf-8")
RUN = """async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}))
  .violations.map(found => found.id + ': ' + found.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' '))"""
WIDE_AND_NARROW = "() => document.scrollingElement.scrollWidth <= window.innerWidth"


@pytest.mark.parametrize("name", sorted(menu.TITLES))
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])
def test_a_page_has_no_wcag_violation(name: str, width: int, scheme: str, address: str, browser: Browser) -> None:
    context = visit(browser, width, 1600, scheme)
    page = context.new_page()
    page.goto(f"{address}/{'' if name == 'campaigns' else name}")
    ready(page)
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
    assert page.evaluate(WIDE_AND_NARROW)
    assert broken_policy(page) == []
    context.close()
