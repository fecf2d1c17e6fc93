"""The ASGI side: headers on every answer, foreign sockets refused, trouble at start-up in one sentence."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.types import Message

from aboveboard import desk
from aboveboard.model import WorkspaceBusy
from aboveboard.ui.server import routes, security, startup


@dataclass(frozen=True)
class Answered:
    """One answer of the server."""

    status: int
    headers: Headers
    body: bytes


def ask(path: str, method: str = "GET") -> Answered:
    """One request, straight to the ASGI application, on a thread of its own: the main one may run a loop."""
    application = Starlette(routes=routes.ROUTES, middleware=security.MIDDLEWARE)
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": [], "http_version": "1.1"}
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, application(scope, receive, send)).result()
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answered(sent[0]["status"], Headers(raw=sent[0]["headers"]), body)


@pytest.mark.parametrize("path", ["/api/health", "/api/typo", "/nowhere", *security.HIDDEN])
def test_every_answer_carries_the_headers(path: str) -> None:
    headers = ask(path).headers
    assert {name: headers[name] for name in security.HEADERS} == security.HEADERS


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_every_other_machine_address_is_a_404(method: str) -> None:
    answer = ask("/api/campaigns/x/gate", method)
    assert answer.status == 404
    assert json.loads(answer.body) == {"error": "no such address"}


def test_the_start_page_answers_to_its_own_name() -> None:
    answer = ask("/campaigns")
    assert (answer.status, answer.headers["location"]) == (307, "/")


def test_health_is_told_to_machines_and_not_cached() -> None:
    answer = ask("/api/health")
    assert json.loads(answer.body) == {"status": "ok"}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", security.HIDDEN)
def test_internals_of_the_server_are_not_told(path: str) -> None:
    assert ask(path).status == 404


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [("http://127.0.0.1:8501", True), ("http://127.0.0.1:9999", False), ("https://evil.example", False), ("", False)],
)
def test_a_socket_is_opened_by_our_own_page_only(origin: str, allowed: bool) -> None:
    assert security.same_origin(Headers({"origin": origin, "host": "127.0.0.1:8501"})) is allowed


def test_scripts_may_not_evaluate_text() -> None:
    sources = next(part for part in security.content_policy().split("; ") if part.startswith("script-src"))
    assert "'unsafe-eval'" not in sources.split()
    assert "'unsafe-inline'" not in sources.split()


def test_a_busy_workspace_ends_the_start_with_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy() -> None:
        raise WorkspaceBusy("The workspace is open in another process (PID 7)", "It belongs to one.", "Close that one.")

    monkeypatch.setattr(desk, "open_house", busy)
    with pytest.raises(SystemExit, match=r"open in another process \(PID 7\)\. It belongs to one\. Close that one\."):
        startup.open_house_or_exit()
