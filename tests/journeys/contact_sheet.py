"""Pictures of every page on the samples: light, dark and 360 pixels wide, and one sheet of all of them.

Run from the checkout: python -m tests.journeys.contact_sheet
"""

import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from aboveboard.ui import menu
from tests.journeys.browser import ROOT, chromium, ready, serving, visit

DOCS = ROOT / "docs"
LOOKS = {"light": (1280, "light"), "dark": (1280, "dark"), "narrow": (360, "light")}
SHOWN = {
    "campaigns": "/",
    "add_data": "/add_data?campaign=warehouse-jobs-spring",
    "findings": "/findings?campaign=warehouse-jobs-spring",
    "exclusions": "/exclusions?campaign=warehouse-jobs-spring",
    "personalization": "/personalization?campaign=sleep-well-check",
    "echo_chambers": "/echo_chambers?campaign=garden-sale",
    "pressure": "/pressure?campaign=running-shoes",
    "sign_off": "/sign_off?campaign=winter-coats&item=X2",
    "records": "/records?campaign=winter-coats",
}
"""Each page with the sample whose planted fault it shows."""
COLOURS = 128
SHORTEST, TALLEST = 700, 6_000
SCALE = 0.35
ROW = 560
GAP = 16
GROUND = "#8a93a6"


def take(browser: Browser, address: str, folder: Path) -> list[Path]:
    """One picture per page and look."""
    taken = []
    for name in menu.TITLES:
        for look, (width, scheme) in LOOKS.items():
            context = visit(browser, width, SHORTEST, scheme)
            page = context.new_page()
            page.goto(f"{address}{SHOWN.get(name, f'/{name}')}")
            ready(page)
            _grow(page, width)
            path = folder / f"{name}_{look}.png"
            page.screenshot(path=path)
            _slim(path)
            context.close()
            taken.append(path)
    return taken


def _slim(path: Path) -> None:
    """Screens have few colours: a palette keeps them readable at a third of the bytes."""
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(COLOURS)
    few.save(path, optimize=True)


def _grow(page: Page, width: int) -> None:
    """The page scrolls inside: only a window as tall as its content shows all of it."""
    height = page.evaluate("() => document.querySelector('.stMain').scrollHeight")
    page.set_viewport_size({"width": width, "height": max(SHORTEST, min(TALLEST, height + 20))})
    ready(page)


def sheet(pictures: list[Path], target: Path) -> None:
    """All pictures on one page, one row per screen, tall ones cut."""
    small = [_small(path) for path in pictures]
    rows = [small[start : start + len(LOOKS)] for start in range(0, len(small), len(LOOKS))]
    width = max(sum(image.width + GAP for image in row) for row in rows) + GAP
    heights = [max(image.height for image in row) + GAP for row in rows]
    page = Image.new("RGB", (width, sum(heights) + GAP), GROUND)
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        left = GAP
        for image in row:
            page.paste(image, (left, top))
            left += image.width + GAP
        top += height
    page.quantize(COLOURS).save(target, optimize=True)


def _small(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        resized = picture.convert("RGB").resize((int(picture.width * SCALE), int(picture.height * SCALE)))
    return resized.crop((0, 0, resized.width, min(resized.height, ROW)))


def main() -> None:
    folder = DOCS / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as scratch,
        serving(Path(scratch) / "workspace") as address,
        sync_playwright() as driver,
    ):
        browser = chromium(driver)
        pictures = take(browser, address, folder)
        browser.close()
    sheet(pictures, DOCS / "contact_sheet.png")


if __name__ == "__main__":
    main()
