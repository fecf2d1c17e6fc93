"""Answers for machines, never from the database; every unknown address under /api/ is a 404, not a page."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


def health(_: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})


def nothing(_: Request) -> JSONResponse:
    return JSONResponse({"error": "no such address"}, 404)


ROUTES = [
    Route("/api/health", health),
    # without this, a mistyped address answers 200 with the start page, which a launch gate would read as success
    Route("/api/{rest:path}", nothing, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
]
