"""What is answered over HTTP: updates from Telegram, and whether the bot lives, is ready, and how it does."""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.intake import Intake, is_numbered
from bot.web.guarding import guarded
from bot.web.public_site import PublicSite
from bot.web.readiness import Readiness
from bot.web.verifier import show_verifier

LARGEST_UPDATE = 1_000_000
BODY_SECONDS = 10.0
_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_NO_SECRET_FITS = b"\x00"

log = structlog.get_logger()


def build_site(
    intake: Intake,
    readiness: Readiness,
    secret: str | None,
    public: PublicSite | None = None,
    public_url: str | None = None,
) -> ASGIApp:
    """Without a secret there is no webhook."""
    routes = [
        Route("/healthz", _alive),
        Route("/readyz", _ready(readiness)),
        Route("/metrics", _metrics(readiness)),
        Route("/verify", show_verifier),
    ]
    if secret is not None:
        routes.append(Route("/telegram", _webhook(intake, secret.encode()), methods=["POST"]))
    if public is not None:
        routes += public.routes
    return guarded(Starlette(routes=routes), over_https=(public_url or "").startswith("https://"))


async def _alive(request: Request) -> Response:
    return PlainTextResponse("alive\n")


def _ready(readiness: Readiness) -> Callable[[Request], Awaitable[Response]]:
    async def ready(request: Request) -> Response:
        wrong = await readiness.what_is_wrong()
        return JSONResponse({"ready": not wrong, "wrong": wrong}, 503 if wrong else 200)

    return ready


def _metrics(readiness: Readiness) -> Callable[[Request], Awaitable[Response]]:
    async def metrics(request: Request) -> Response:
        await readiness.measure()
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return metrics


def _webhook(intake: Intake, secret: bytes) -> Callable[[Request], Awaitable[Response]]:
    async def webhook(request: Request) -> Response:
        """200 only when the update is on disk: until then Telegram keeps it and sends it again, and others behind it.

        So is what can never be told from others by a number: it would come for ever.
        """
        shown = request.headers.get(_HEADER, "").encode("utf-8", "replace") or _NO_SECRET_FITS
        if not hmac.compare_digest(shown, secret):
            return Response(status_code=403)
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _bounded(request)
        except (TimeoutError, ClientDisconnect):
            return Response(status_code=408)
        if body is None:
            return Response(status_code=413)
        update = _read(body)
        if is_numbered(update):
            await intake.receive_one(update)
        else:
            log.error("update without a number", size=len(body))
        return Response(status_code=200)

    return webhook


async def _bounded(request: Request) -> bytes | None:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_UPDATE:
            return None
    return bytes(body)


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
