"""A fresh server: the first request is a deep link, and machines get machine answers."""

import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.browser import broken_policy, ready, serving, visit

pytestmark = pytest.mark.browser


def test_the_first_request_of_a_fresh_server_may_be_a_deep_link(tmp_path: Path, browser: Browser) -> None:
    with serving(tmp_path / "workspace") as address:
        page = visit(browser).new_page()
        page.goto(f"{address}/findings?campaign=no-such-campaign")
        page.get_by_text("No campaign called no-such-campaign").wait_for(timeout=60_000)
        ready(page)
        assert page.get_by_text("Local mode: names are taken on trust").is_visible()
        assert page.url.endswith("/findings?campaign=no-such-campaign")
        assert broken_policy(page) == []


def test_nothing_leaves_the_computer(address: str, tab: Page) -> None:
    foreign: list[str] = []
    tab.on("request", lambda request: foreign.append(request.url) if not _ours(request.url, address) else None)
    tab.goto(address)
    ready(tab)
    assert foreign == []


def _ours(url: str, address: str) -> bool:
    return url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))


def test_an_unknown_machine_address_is_not_a_page(address: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}/api/typo")
    assert refused.value.code == 404
    assert json.loads(refused.value.read()) == {"error": "no such address"}
    refused.value.close()


def test_health_answers_json(address: str) -> None:
    with urllib.request.urlopen(f"{address}/api/health") as answer:
        assert json.loads(answer.read()) == {"status": "ok"}


@pytest.mark.parametrize("path", ["/", "/api/health", "/app/static/mark.svg"])
def test_security_headers_are_on_every_answer(path: str, address: str) -> None:
    with urllib.request.urlopen(f"{address}{path}") as answer:
        headers = answer.headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe-eval'" not in headers["Content-Security-Policy"].replace("wasm-unsafe-eval'", "")
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_second_process_is_told_who_holds_the_workspace(tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    with (
        serving(workspace),
        pytest.raises(TimeoutError, match=r"is open in another process \(PID \d+\)"),
        serving(workspace),
    ):
        pass
