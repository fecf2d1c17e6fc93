"""Adding data in a browser: a long reading called off, unread rows, known files, days imported before, the inbox."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page

from tests.journeys.browser import broken_policy, ready, serving, visit
from tests.journeys.test_accessible import check, looks

pytestmark = pytest.mark.browser
HEAD = "Campaign ID,Campaign name,Ad set name,Gender,Impressions,Reach,Amount spent (EUR),Day\n"
PATIENCE = 90_000


def daily(first: int, last: int, seen: int = 100) -> str:
    return HEAD + "".join(
        f"555,Tea shop,Set A,{group},{seen + day},{seen // 2},1.00,2026-06-{day:02}\n"
        for day in range(first, last + 1)
        for group in ("female", "male")
    )


def big(rows: int) -> str:
    """A report of many rows that all differ."""
    lines = (
        f"Tea shop,Set {n % 400},Ad {n % 9_000},{n % 977 + 1},{n % 311 + 1},{n % 97}.50,2026-06-{n % 30 + 1:02}\n"
        for n in range(rows)
    )
    return "Campaign name,Ad set name,Ad name,Impressions,Reach,Amount spent (EUR),Day\n" + "".join(lines)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("adding") / "workspace"


@pytest.fixture(scope="module")
def served(workspace: Path) -> Iterator[str]:
    with serving(workspace) as found:
        yield f"{found}/add_data"


@pytest.fixture
def page(served: str, browser: Browser) -> Iterator[Page]:
    context = visit(browser)
    tab = context.new_page()
    tab.goto(served)
    ready(tab)
    yield tab
    assert broken_policy(tab) == []
    context.close()


def drop(page: Page, name: str, text: str) -> None:
    payload: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    page.locator('input[type="file"]').set_input_files(payload)


def card(page: Page, name: str) -> None:
    page.get_by_role("heading", name=name, exact=True).wait_for(timeout=PATIENCE)
    ready(page)


def test_a_big_file_tells_how_far_it_is_and_can_be_called_off(page: Page) -> None:
    drop(page, "big.csv", big(500_000))
    bar = page.get_by_role("progressbar")
    bar.wait_for(timeout=PATIENCE)
    cancel = page.locator(".st-key-cancel_reading button")
    page.get_by_text("500,000 rows").first.wait_for(timeout=PATIENCE)
    first = int(bar.get_attribute("aria-valuenow") or 0)
    page.wait_for_function(
        "value => Number(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')) > value",
        arg=first,
        timeout=PATIENCE,
    )
    cancel.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Cancelled. Nothing was stored.").wait_for(timeout=PATIENCE)
    ready(page)
    assert page.get_by_role("heading", name="Imports so far").count() == 0
    page.goto(page.url.replace("/add_data", "/"))
    ready(page)
    assert page.get_by_text("Tea shop").count() == 0


def test_unread_rows_come_as_a_file_and_the_rest_is_imported_when_a_person_says_so(page: Page) -> None:
    drop(page, "june.csv", daily(1, 10) + '555,Tea shop,=1+1,male,"1O9",50,1.00,2026-06-11\n')
    card(page, "june.csv")
    assert page.get_by_role("button", name="Show findings").is_disabled()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download these rows").click()
    lines = Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Line,Kind,Reason,Text"
    assert lines[1].startswith("22,Quarantined,Impressions is “1O9”")
    page.get_by_role("button", name="Import the other 20").click()
    page.get_by_text("The other 20 will be imported.").wait_for()
    ready(page)
    page.get_by_role("button", name="Show findings").click()
    page.wait_for_url("**/findings?campaign=tea-shop", timeout=PATIENCE)
    ready(page)


def test_the_same_file_again_says_when_it_was_imported_and_opens_its_campaign(page: Page) -> None:
    drop(page, "again.csv", daily(1, 10))
    card(page, "again.csv")
    assert page.get_by_text("Identical to the import of").is_visible()
    page.get_by_role("link", name="Open Tea shop →").click()
    page.wait_for_url("**/findings?campaign=tea-shop", timeout=PATIENCE)
    ready(page)


def test_days_that_were_imported_before_are_asked_about_and_the_others_stay(page: Page, workspace: Path) -> None:
    drop(page, "later.csv", daily(8, 14, 1_000))
    card(page, "later.csv")
    assert page.get_by_text("3 days (8–10 June 2026) of Tea shop are in “june.csv” too").is_visible()
    assert page.get_by_role("button", name="Show findings").is_disabled()
    page.get_by_text("Replace the overlapping days, keep the others").click()
    page.wait_for_function("() => !document.querySelector('button[kind=primary]').disabled", timeout=PATIENCE)
    ready(page)
    page.get_by_role("button", name="Show findings").click()
    page.wait_for_url("**/findings?campaign=tea-shop", timeout=PATIENCE)
    ready(page)
    page.get_by_role("link", name="Add data", exact=True).first.click()
    page.get_by_role("heading", name="Imports so far").wait_for(timeout=PATIENCE)
    ready(page)
    assert page.get_by_role("cell", name="counts, some days replaced by later.csv").is_visible()


def test_a_file_of_the_inbox_is_read_from_disk_and_links_are_not_listed(page: Page, workspace: Path) -> None:
    secret = workspace.parent / "elsewhere.csv"
    secret.write_text(daily(1, 2), encoding="utf-8")
    inbox = workspace / "inbox"
    (inbox / "link.csv").symlink_to(secret)
    (inbox / "july.csv").write_text(daily(20, 22), encoding="utf-8")
    page.reload()
    page.get_by_text("july.csv · 1 KB").wait_for(timeout=PATIENCE)
    ready(page)
    assert page.get_by_text("link.csv").count() == 0
    page.get_by_role("button", name="Read", exact=True).click()
    card(page, "july.csv")
    assert page.get_by_text("Read 6 rows = 6 accepted + 0 quarantined + 0 total rows").is_visible()


@looks
def test_the_choices_have_no_wcag_violation(width: int, scheme: str, served: str, browser: Browser) -> None:
    context = visit(browser, width, 1600, scheme)
    tab = context.new_page()
    tab.goto(served)
    ready(tab)
    drop(tab, "more.csv", daily(12, 16, 2_000) + "555,Tea shop,Set A,male,1O9,50,1.00,2026-06-17\n")
    card(tab, "more.csv")
    check(tab)
    context.close()
