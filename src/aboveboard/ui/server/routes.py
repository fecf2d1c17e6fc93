"""Answers for machines, never from the database; every unknown address under /api/ is a 404, not a page."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route


def health(_: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})


def start(request: Request) -> RedirectResponse:
    """The start page has no name of its own in the framework; its own name must not read "page not found"."""
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/")


def nothing(_: Request) -> JSONResponse:
    return JSONResponse({"error": "no such address"}, 404)


ROUTES = [
    Route("/campaigns", start),
    Route("/api/health", health),
    # without this, a mistyped address answers 200 with the start page, which a launch gate would read as success
    Route("/api/{rest:path}", nothing, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
]
