"""Being somebody: choosing a person at the top of the page, or adding one."""

import re

from playwright.sync_api import Page

from tests.journeys.browser import ready


def open_choice(page: Page) -> None:
    ready(page)
    page.locator(".st-key-who button").first.click()
    page.get_by_text("Who are you?").wait_for()
    ready(page)


def add_person(page: Page, name: str, role: str, team: str) -> None:
    """A new person is chosen at once."""
    open_choice(page)
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Team", exact=True).fill(team)
    page.get_by_role("combobox", name="Roles").click()
    page.get_by_role("option", name=role).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add this person").click()
    _arrived(page, name)


def become(page: Page, name: str) -> None:
    """Somebody the workspace knows."""
    open_choice(page)
    page.get_by_role("combobox", name=re.compile("Who are you")).click()
    page.get_by_role("option", name=re.compile(name)).click()
    _arrived(page, name)


def _arrived(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"You are: {name}")).wait_for()
    ready(page)
    page.keyboard.press("Escape")
