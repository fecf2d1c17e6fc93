"""From two files to a signed record: the manager answers and submits, the lead asks for a change and approves."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from aboveboard import desk
from aboveboard.model.layout import SAMPLES
from tests.journeys.browser import broken_policy, ready, serving
from tests.journeys.persons import add_person, become

pytestmark = pytest.mark.browser
SLUG = "river-walks"
MANAGER, LEAD = "Tom Reyes", "Anna Lind"
REASON = "Everybody over 54 is shut out: widen the age limit, then import again."
NEXT = re.compile(r"^Next: \w+ →")


@pytest.fixture(scope="module")
def own_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server without samples: what is reviewed here must not stand in the way of other journeys."""
    workspace = tmp_path_factory.mktemp("reviewed") / "workspace"
    desk.delete_samples(desk.open_house(workspace))
    desk.close()
    with serving(workspace) as found:
        yield found


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Delivery, settings with an age limit, and the settings without it: the sample City bikes under another name."""
    folder = tmp_path_factory.mktemp("river_walks")
    delivery = (SAMPLES / "city_bikes_delivery.csv").read_bytes().decode("utf-8")
    settings = (SAMPLES / "city_bikes_settings.csv").read_bytes().decode("utf-16")
    ours = {"City bikes": "River walks", "120214000000000": "120219000000000"}
    for theirs, own in ours.items():
        delivery, settings = delivery.replace(theirs, own), settings.replace(theirs, own)
    limited = settings.replace("\t18\t65\t", "\t18\t54\t")
    assert limited != settings
    made = tuple(folder / name for name in ("delivery.csv", "settings.csv", "settings_corrected.csv"))
    made[0].write_bytes(delivery.encode("utf-8"))
    made[1].write_bytes(limited.encode("utf-16"))
    made[2].write_bytes(settings.encode("utf-16"))
    return made[0], made[1], made[2]


def bring(page: Page, *paths: Path) -> None:
    """Files in, findings out."""
    page.locator('[data-testid="stTopNavLink"]', has_text="Add data").first.click()
    page.get_by_role("heading", name="Add data").wait_for()
    ready(page)
    page.locator('input[type="file"]').set_input_files([str(path) for path in paths])
    page.get_by_text("Is this right?").nth(len(paths) - 1).wait_for()
    ready(page)
    page.get_by_role("button", name="Show findings").click()
    page.get_by_role("link", name="Go to sign-off →").click()
    page.get_by_role("heading", name=re.compile("^(Answered|Judged)")).wait_for()
    ready(page)


def open_question(page: Page, item: str) -> None:
    page.locator(f".st-key-row_shut_{item} a").click()
    page.get_by_text(f"Evidence for {item} ·").wait_for()
    ready(page)


def follow(page: Page) -> bool:
    """To the next question that waits; False where none does."""
    link = page.get_by_role("link", name=NEXT)
    if link.count() == 0:
        return False
    following = re.findall(r"Next: (\w+)", link.inner_text())[0]
    link.click()
    page.get_by_text(f"Evidence for {following} ·").wait_for()
    ready(page)
    return True


def choose(page: Page, control: str, option: str) -> None:
    page.get_by_role("radiogroup", name=control).get_by_role("radio", name=option, exact=True).click()


def saved(page: Page) -> None:
    page.get_by_text(re.compile(r"^Saved \d\d:\d\d:\d\d UTC")).wait_for()
    ready(page)


def answer_everything(page: Page) -> None:
    """The first answer of each question clears it."""
    page.get_by_role("radiogroup", name="Your answer").get_by_role("radio").first.wait_for()
    while True:
        page.get_by_role("radiogroup", name="Your answer").locator("label").first.click()
        saved(page)
        if not follow(page):
            return


def judge_the_rest(page: Page) -> None:
    while True:
        choose(page, "Your verdict", "OK")
        saved(page)
        if not follow(page):
            return


def test_a_launch_is_signed_off_on_exactly_this_evidence(
    own_address: str, tab: Page, files: tuple[Path, Path, Path]
) -> None:
    page, (delivery, limited, corrected) = tab, files
    page.goto(own_address)
    ready(page)
    add_person(page, MANAGER, "Marketing manager", "Brand")
    bring(page, delivery, limited)
    for question in ("bot", "creators", "page where", "with AI"):
        group = page.get_by_role("radiogroup", name=re.compile(question))
        group.get_by_text("No", exact=True).click()
        ready(page)
    assert page.get_by_role("button", name="Submit for review").is_disabled()
    answer_everything(page)
    page.get_by_text("Ready to submit.").wait_for()
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("▶ In review").first.wait_for()

    add_person(page, LEAD, "Ethics lead", "Ethics")
    open_question(page, "M7")
    choose(page, "Your verdict", "OK")
    saved(page)
    open_question(page, "X2")
    choose(page, "Your verdict", "Needs change")
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Save").click()
    saved(page)
    page.get_by_role("button", name="Request changes…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Reason", exact=True).fill(REASON)
    dialog.get_by_role("button", name="Request changes").click()
    page.get_by_text("↺ Changes requested").first.wait_for()
    ready(page)

    become(page, MANAGER)
    page.get_by_text(f"{LEAD} wrote:").wait_for()
    bring(page, corrected)
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("▶ In review").first.wait_for()

    become(page, LEAD)
    page.get_by_role(
        "heading", name=re.compile(r"^Judged 1 of \d+ · 1 carried, evidence identical · 1 reopened")
    ).wait_for()
    open_question(page, "X2")
    page.get_by_text("↺ Reopened:").wait_for()
    page.get_by_text(re.compile("age · include: 18-54 → 18-65")).wait_for()
    page.get_by_text(re.compile("suggested as OK: show")).click()
    ready(page)
    page.get_by_role("button", name=re.compile(r"^Confirm these \d+ as OK")).click()
    page.get_by_text(re.compile(r"✓ \d+ judged")).wait_for()
    ready(page)
    judge_the_rest(page)
    page.get_by_text("Nothing is in the way of an approval.").wait_for()
    ready(page)
    page.get_by_role("button", name="Approve…").click()
    dialog.get_by_label("Condition").fill("Import the delivery of the second month")
    dialog.get_by_label("Owner").fill(MANAGER)
    dialog.get_by_role("button", name="Sign and approve").click()
    page.get_by_text("✓ Approved with 1 condition").first.wait_for()
    ready(page)

    page.get_by_role("link", name="Record of round 2 →").click()
    page.get_by_text("Changed since?").wait_for()
    ready(page)
    assert page.get_by_text(re.compile(f"Approved with 1 condition by {LEAD}")).first.is_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download record.html").click()
    mark = hashlib.sha256(Path(waiting.value.path()).read_bytes()).hexdigest()
    assert waiting.value.suggested_filename == f"{SLUG}-round-2-{mark[:12]}.html"
    assert page.get_by_text(f"record.html sha256 {mark}").is_visible()
    page.get_by_role("button", name="Verify now").click()
    page.get_by_role("heading", name=re.compile(r"✓ \d+ checks hold")).wait_for()
    assert broken_policy(page) == []
