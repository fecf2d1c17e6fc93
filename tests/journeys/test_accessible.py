"""Every page against WCAG A and AA, in light, dark and at 360 pixels."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from aboveboard.ui import menu
from tests.journeys.browser import broken_policy, ready, visit
from tests.journeys.persons import become, open_choice
from tests.unit.desk.explored.weeks import weekly

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "axe/axe.min.js").read_text(encoding="utf-8")
RUN = """async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}))
  .violations.map(found => found.id + ': ' + found.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' '))"""
WIDE_AND_NARROW = "() => document.scrollingElement.scrollWidth <= window.innerWidth"


looks = pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])


@pytest.mark.parametrize("name", sorted(menu.TITLES))
@looks
def test_a_page_has_no_wcag_violation(name: str, width: int, scheme: str, address: str, browser: Browser) -> None:
    context = visit(browser, width, 1600, scheme)
    page = context.new_page()
    page.goto(f"{address}/{'' if name == 'campaigns' else name}")
    ready(page)
    check(page)
    context.close()


def check(page: Page) -> None:
    """The page as it is now, with whatever is open on it."""
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
    assert page.evaluate(WIDE_AND_NARROW)
    assert broken_policy(page) == []


@looks
def test_signing_off_has_no_wcag_violation(width: int, scheme: str, address: str, browser: Browser) -> None:
    """A reviewer's forms, the approval that broke, the dialogs, and the choice of a person."""
    context = visit(browser, width, 1600, scheme)
    page = context.new_page()
    page.goto(f"{address}/sign_off?campaign=winter-coats")
    become(page, "Lena Sample")
    check(page)
    page.get_by_role("radiogroup", name="Your verdict").get_by_role("radio", name="OK with condition").click()
    page.get_by_label("Due, year-month-day").wait_for()
    ready(page)
    check(page)
    page.get_by_role("button", name="Revoke…").click()
    page.get_by_role("dialog").get_by_label("Reason", exact=True).wait_for()
    ready(page)
    check(page)
    page.keyboard.press("Escape")
    open_choice(page)
    check(page)
    context.close()


@looks
def test_answering_has_no_wcag_violation(width: int, scheme: str, address: str, browser: Browser) -> None:
    """The submitter's form with the facts that no file carries."""
    context = visit(browser, width, 1600, scheme)
    page = context.new_page()
    page.goto(f"{address}/sign_off?campaign=warehouse-jobs-spring")
    become(page, "Mara Sample")
    page.get_by_text("Yes, with a condition").click()
    page.get_by_label("Due, year-month-day").wait_for()
    ready(page)
    check(page)
    context.close()


EXPLORED = (
    "view=rows",
    "view=columns&column=Kosten EUR",
    'view=group&chart=bar&group=Aktion&how=sum&of=Einblendungen&where=["Aktion","contains","e"]',
    "view=group&chart=line&group=Tag&how=sum&of=Kosten EUR",
    "view=group&chart=histogram&of=Kosten EUR",
    "view=group&chart=scatter&of=Kosten EUR&against=Einblendungen",
    "view=group",
    "view=sql",
    "view=meaning",
    "tab=text",
)


@looks
def test_exploring_has_no_wcag_violation(width: int, scheme: str, address: str, browser: Browser) -> None:
    """A file in each of its views with every fold open, and the answer and the refusal of a statement."""
    context = visit(browser, width, 1600, scheme)
    page = context.new_page()
    for question in EXPLORED:
        page.goto(f"{address}/explore?{question}")
        ready(page)
        if "tab=text" not in question:
            check(page)
            page.locator('input[type="file"]').set_input_files(
                {"name": "weekly.csv", "mimeType": "text/csv", "buffer": weekly()}
            )
            page.get_by_role("button", name="Look at another file").wait_for(timeout=60_000)
            ready(page)
        while (folds := page.locator(".stMain details:not([open]) summary")).count():
            folds.first.click()
        ready(page)
        check(page)
        if question == "view=sql":
            page.get_by_role("button", name="Run", exact=True).click()
            page.get_by_role("button", name="Answer (CSV)").wait_for(timeout=60_000)
            ready(page)
            check(page)
            page.get_by_label("Your SELECT", exact=True).fill("SELECT nope FROM data")
            page.get_by_role("button", name="Run", exact=True).click()
            page.get_by_text("There is no column “nope”.").wait_for(timeout=60_000)
            ready(page)
            check(page)
    context.close()
