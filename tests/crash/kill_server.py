"""Kill the real server again and again while a reviewer clicks in a real browser. Run: make crash.

What the page has acknowledged ("Saved …", "Approved") must be in the workspace afterwards, exactly once; the ledger and
the published files must hold together; the workspace must open. Prints one line per kill and ends with 1 if one failed.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

from aboveboard import desk
from aboveboard.desk import House, Said, Upload
from aboveboard.model import Event, Role
from aboveboard.model.layout import SAMPLES
from aboveboard.record.verify import FAILS, verify
from aboveboard.signoff.ledger import first_broken
from aboveboard.store import ledger, rounds
from tests.journeys.browser import ROOT, chromium, free_port, python_path, ready, visit, wait_for_server

KILLS = int(os.environ.get("KILLS", "50"))
MANAGER, LEAD = "Tom Reyes", "Anna Lind"
REASON = "A written reason that is long enough to say why this is right."
APPROVALS = 12
"""Campaigns that wait for nothing but the signature."""
REVIEWS = 14
"""Campaigns with every question open."""


@dataclass
class Seen:
    """What the page told the reviewer before the server died."""

    campaign: str
    saved: list[str] = field(default_factory=list)
    clicked: list[str] = field(default_factory=list)
    approved: bool = False
    opened: bool = False
    """Whether the reviewer was at the questions when the server died."""


def prepare(folder: Path) -> tuple[list[str], list[str]]:
    """Campaigns to judge and campaigns to sign."""
    house = desk.open_house(folder)
    desk.add_person(house, MANAGER, [Role.MARKETING_MANAGER], "Marketing")
    desk.add_person(house, LEAD, [Role.ETHICS_LEAD], "Ethics")
    slugs = [_campaign(house, number) for number in range(REVIEWS + APPROVALS)]
    for slug in slugs[REVIEWS:]:
        items = desk.sheet(house, slug, LEAD).items
        desk.judge(house, slug, [Said(item.id, "ok", REASON) for item in items], LEAD)
    with house.workspace.writing() as con:
        con.execute("INSERT OR REPLACE INTO setting VALUES ('samples', 'removed')")
    desk.close()
    return slugs[:REVIEWS], slugs[REVIEWS:]


def _campaign(house: House, number: int) -> str:
    """A campaign of its own: one more impression makes other content."""
    text = (SAMPLES / "city_bikes_delivery.csv").read_text(encoding="utf-8-sig")
    name = f"Bikes {number:02d}"
    raw = text.replace("City bikes", name).encode()
    draft = desk.read_files(house, [Upload(f"{number}.csv", raw)])
    [slug] = desk.store_files(house, draft, name, "DE", by=MANAGER).campaigns
    desk.declare_all(house, slug, dict.fromkeys(("has_chatbot", "has_creators", "has_landing_page"), "no"), MANAGER)
    asked = [item for item in desk.sheet(house, slug, MANAGER).items if item.asks_submitter]
    said = [Said(item.id, item.choices[0].value, REASON, "https://example.org/proof") for item in asked]
    desk.answer(house, slug, said, MANAGER)
    desk.submit(house, slug, MANAGER)
    return slug


@contextmanager
def server(folder: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """The real server on this workspace."""
    port = free_port()
    environment = {**os.environ, "ABOVEBOARD_WORKSPACE": str(folder), "PYTHONPATH": python_path()}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for_server(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.kill()
            process.wait()


def as_lead(page: Page) -> None:
    """Say who sits there."""
    page.locator(".st-key-who button").first.click()
    page.get_by_label("Who are you?").click()
    page.get_by_role("option", name=re.compile(LEAD)).click()
    page.get_by_text(f"You are: {LEAD}").first.wait_for()
    page.keyboard.press("Escape")
    ready(page)


SAVED = re.compile(r"Saved \d\d:\d\d:\d\d")
SOON = 5_000
"""Milliseconds; a page that does not answer by then belongs to a dead server."""


def judge_until_the_end(page: Page, seen: Seen) -> None:
    """OK, wait for "Saved", next question; until the server is gone or every question was seen."""
    card = page.locator(".st-key-question")
    while True:
        item = card.inner_text(timeout=SOON).split(" · ")[0].strip()
        if item in seen.clicked:
            return
        if not card.get_by_text(SAVED).count():
            seen.clicked.append(item)
            choice = page.get_by_role("radio", name="OK", exact=True).or_(
                page.get_by_role("button", name="OK", exact=True)
            )
            choice.first.click(timeout=SOON)
            card.get_by_text(SAVED).wait_for(timeout=SOON)
            seen.saved.append(item)
        following = page.get_by_role("link", name=re.compile("^Next: "))
        if not following.count():
            return
        following.click(timeout=SOON)
        page.wait_for_function(
            "item => !document.querySelector('.st-key-question').innerText.startsWith(item + ' ')",
            arg=item,
            timeout=SOON,
        )


def sign(page: Page, seen: Seen) -> None:
    """Approve and wait until the page says so."""
    page.get_by_role("button", name="Approve…").click(timeout=5_000)
    page.get_by_role("button", name="Sign and approve").click(timeout=5_000)
    page.get_by_text("✓ Approved").first.wait_for(timeout=8_000)
    seen.approved = True


def one_kill(browser: Browser, folder: Path, slug: str, signing: bool, delay: float) -> Seen:
    """Start, click, kill."""
    seen = Seen(slug)
    with server(folder) as (address, process):
        context = visit(browser)
        page = context.new_page()
        try:
            page.goto(f"{address}/sign_off?campaign={slug}")
            ready(page)
            as_lead(page)
            seen.opened = True
            threading.Timer(delay, lambda: os.kill(process.pid, signal.SIGKILL)).start()
            (sign if signing else judge_until_the_end)(page, seen)
        except BrowserError:
            pass  # the server died under the click: what was seen until then is what counts
        process.wait(30)
        context.close()
    return seen


def faults(folder: Path, seen: Seen, before: Counter[str]) -> list[str]:
    """What was lost, doubled or broken."""
    found = []
    house = desk.open_house(folder)
    with house.workspace.reading() as con:
        given = rounds.answers(con, seen.campaign)
        decided = [entry for entry in rounds.load(con, seen.campaign) if entry.decision is not None]
        broken = first_broken(ledger.entries(con))
        logged = Counter(entry.client_id for entry in ledger.entries(con, seen.campaign) if entry.client_id)
    now = Counter(answer.item for answer in given if answer.kind.value == "verdict")
    found += [f"{item} was acknowledged and is not there" for item in seen.saved if now[item] <= before[item]]
    found += [f"{item} is there twice" for item in seen.clicked if now[item] > before[item] + 1]
    found += [f"click {name} stands in the ledger {count} times" for name, count in logged.items() if count > 1]
    if seen.approved and not decided:
        found.append("the approval was acknowledged and is not there")
    if len([entry for entry in decided if entry.decision and entry.decision.event is Event.APPROVE]) > 1:
        found.append("the approval is there twice")
    if broken:
        found.append(broken)
    desk.publish_all(house)
    if said := desk.trouble(house):
        found.append(f"publication: {said}")
    found += [step.text for step in verify(folder / "records") if step.mark == FAILS]
    desk.close()
    return found


def verdicts(folder: Path, slug: str) -> Counter[str]:
    """How often each question of a campaign was judged so far."""
    house = desk.open_house(folder)
    with house.workspace.reading() as con:
        found = Counter(answer.item for answer in rounds.answers(con, slug) if answer.kind.value == "verdict")
    desk.close()
    return found


def main() -> int:
    """All kills; the exit code says whether one left something behind."""
    folder = Path(tempfile.mkdtemp(prefix="aboveboard_crash_"))
    to_judge, to_sign = prepare(folder)
    draw, bad, acknowledged, signed = random.Random(20260101), 0, 0, 0
    with sync_playwright() as driver:
        browser = chromium(driver)
        for number in range(1, KILLS + 1):
            signing = number % 4 == 0 and bool(to_sign)
            slug = to_sign[0] if signing else to_judge[0]
            before = verdicts(folder, slug)
            start = time.monotonic()
            seen = one_kill(browser, folder, slug, signing, draw.uniform(0.3, 3.5 if signing else 9.0))
            wrong = faults(folder, seen, before)
            acknowledged += len(seen.saved)
            signed += seen.approved
            bad += bool(wrong)
            what = "signature" if signing else f"{len(seen.saved)} of {len(seen.clicked)} verdicts acknowledged"
            print(f"kill {number}: {slug}, {what}, {time.monotonic() - start:.0f} s: {'; '.join(wrong) or 'all there'}")
            if signing:
                to_sign.pop(0)
            elif not seen.clicked and seen.opened and len(to_judge) > 1:
                to_judge.pop(0)  # what is left there needs a written reason
        browser.close()
    print(f"{KILLS} kills, {acknowledged} verdicts and {signed} signatures acknowledged, {bad} kills left a fault")
    shutil.rmtree(folder)
    return 1 if bad or not acknowledged else 0


if __name__ == "__main__":
    sys.exit(main())
