"""Security headers on every response, and no socket for a page that came from elsewhere."""

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HIDDEN = ("/_stcore/metrics", "/_stcore/agent")  # both would answer anonymously
UNCACHED = ("/media/", "/api/")


def inline_script_hashes() -> str:
    """The start page of Streamlit holds one inline script whose text changes between its releases."""
    page = (Path(streamlit.__file__).parent / "static/index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return " ".join(f"'sha256-{value}'" for value in hashes)


def content_policy() -> str:
    """blob: among the scripts is for our copy button, whose code Streamlit loads from a blob address."""
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {inline_script_hashes()} 'wasm-unsafe-eval' blob:",
            "style-src 'self' 'unsafe-inline'",  # plotly and the styling library set inline styles
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


HEADERS = {
    "Content-Security-Policy": content_policy(),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Security:
    """Plain ASGI, so that sockets and streams pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not same_origin(Headers(scope=scope)):
            await receive()
            await send({"type": "websocket.close", "code": 4403})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), scope["path"])
            await send(message)

        if scope["path"].startswith(HIDDEN):
            await PlainTextResponse("Not found", 404)(scope, receive, with_headers)
            return
        await self.app(scope, receive, with_headers)


def _add_headers(headers: MutableHeaders, path: str) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if path.startswith(UNCACHED):
        headers.setdefault("Cache-Control", "no-store")


def same_origin(headers: Headers) -> bool:
    """Whether a socket was opened by a page of this very server."""
    return urlsplit(headers.get("origin", "")).netloc == headers.get("host")


MIDDLEWARE = [Middleware(Security)]
