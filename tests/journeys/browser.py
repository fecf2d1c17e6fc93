"""A server of one's own and a real browser, and how to know that a page has finished."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
PATIENCE = 60_000
"""Milliseconds; two shared cores draw slowly."""

# the framework's own idle mark is not enough: parts of charts arrive later
READY = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app || app.getAttribute('data-test-script-state') !== 'notRunning'
      || app.getAttribute('data-test-connection-state') !== 'CONNECTED') return false;
  if (document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')) return false;
  for (const chart of document.querySelectorAll('[data-testid="stPlotlyChart"]'))
    if (!chart.querySelector('.main-svg')) return false;
  for (const grid of document.querySelectorAll('[data-testid="stDataFrame"]')) {
    const canvas = grid.querySelector('canvas');
    if (!canvas || canvas.width < 50) return false;
  }
  for (const part of document.querySelectorAll('[data-testid="stBidiComponentIsolated"]'))
    if (!part.shadowRoot || !part.shadowRoot.querySelector('button')) return false;
  return document.fonts.status === 'loaded';
}"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
WATCH_POLICY = """window.__broken = [];
document.addEventListener('securitypolicyviolation',
  event => window.__broken.push(event.effectiveDirective + ' ' + event.blockedURI));"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serving(workspace: Path) -> Iterator[str]:
    """The app from this checkout on a free port, with its own workspace; its address."""
    port = free_port()
    environment = {**os.environ, "ABOVEBOARD_WORKSPACE": str(workspace), "PYTHONPATH": python_path()}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with tempfile.TemporaryFile("w+") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for_server(f"{address}/_stcore/health", server)
            yield address
        except TimeoutError as error:
            log.seek(0)
            raise TimeoutError(f"{error}\n{log.read()}") from error
        finally:
            server.terminate()
            server.wait(30)


def python_path() -> str:
    inherited = os.environ.get("PYTHONPATH", "")
    return os.pathsep.join(part for part in (inherited, str(ROOT / "src")) if part)


def wait_for_server(address: str, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise TimeoutError(f"the server ended with {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"no answer from {address} within {START_SECONDS} s")


def installed() -> str | None:
    """The system's browser; nothing is downloaded."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("ABOVEBOARD_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def chromium(driver: Playwright) -> Browser:
    root = ["--no-sandbox"] if os.geteuid() == 0 else []  # inside containers only
    arguments = [*root, "--disable-dev-shm-usage", "--disable-gpu"]
    return driver.chromium.launch(executable_path=installed(), headless=True, args=arguments)


def visit(browser: Browser, width: int = 1280, height: int = 1400, scheme: str = "light") -> BrowserContext:
    """One person's browser, with breaches of the content policy recorded."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.add_init_script(WATCH_POLICY)
    return context


def ready(page: Page) -> None:
    """Until everything of the page is drawn."""
    page.wait_for_function(READY, timeout=PATIENCE)
    page.evaluate(PAINTED)
    page.wait_for_function(READY, timeout=PATIENCE)


def broken_policy(page: Page) -> list[str]:
    """What the content policy refused."""
    found: list[str] = page.evaluate("() => window.__broken")
    return found
