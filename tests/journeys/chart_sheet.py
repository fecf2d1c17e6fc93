"""One sheet of every chart on the samples, each in light, in dark and in greyscale.

Run from the checkout: python -m tests.journeys.chart_sheet
"""

import io
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, sync_playwright

from aboveboard.ui import menu
from tests.journeys.browser import ROOT, chromium, ready, serving, visit

TARGET = ROOT / "docs" / "charts.png"
ADDRESSES = (
    "portfolio",
    "personalization?campaign=sleep-well-check",
    "personalization?campaign=running-shoes",
    "exclusions?campaign=warehouse-jobs-spring",
    "echo_chambers?campaign=garden-sale",
    "echo_chambers?campaign=running-shoes",
    "pressure?campaign=running-shoes",
)
"""Pages with charts, each with samples that have something to draw."""
SCHEMES = ("light", "dark")
CHART = "[data-testid='stPlotlyChart']"
WIDTH, GAP, TITLE = 460, 14, 22
GROUND, INK = "#8a93a6", "#10141f"


def take(browser: Browser, address: str, scheme: str) -> list[tuple[str, Image.Image]]:
    """Every chart of every address in one scheme, with the page it stands on."""
    found: list[tuple[str, Image.Image]] = []
    for name in ADDRESSES:
        context = visit(browser, 900, 6_000, scheme)
        page = context.new_page()
        page.goto(f"{address}/{name}")
        ready(page)
        title = menu.TITLES[name.partition("?")[0]]
        for chart in page.locator(CHART).all():
            if chart.is_visible():
                found.append((title, Image.open(io.BytesIO(chart.screenshot()))))
        context.close()
    return found


def sheet(light: list[tuple[str, Image.Image]], dark: list[tuple[str, Image.Image]]) -> Image.Image:
    """One row per chart: light, dark, and the light one in grey."""
    rows = [
        (title, [_fit(one), _fit(other), _fit(one.convert("L").convert("RGB"))])
        for (title, one), (_, other) in zip(light, dark, strict=True)
    ]
    heights = [max(picture.height for picture in row) + TITLE + GAP for _, row in rows]
    made = Image.new("RGB", (3 * (WIDTH + GAP) + GAP, sum(heights) + GAP), GROUND)
    draw, top = ImageDraw.Draw(made), GAP
    for (title, row), height in zip(rows, heights, strict=True):
        draw.text((GAP, top), title, fill=INK)
        for place, picture in enumerate(row):
            made.paste(picture, (GAP + place * (WIDTH + GAP), top + TITLE))
        top += height
    return made


def _fit(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB").resize((WIDTH, max(1, round(picture.height * WIDTH / picture.width))))


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder) / "workspace") as address,
        sync_playwright() as driver,
    ):
        browser = chromium(driver)
        light, dark = (take(browser, address, scheme) for scheme in SCHEMES)
        browser.close()
    sheet(light, dark).quantize(128).save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
