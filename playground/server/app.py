"""The one application: Bot API calls go the short way, everything else through Starlette."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from playground.server import live, message_routes, people_routes, switch_routes
from playground.server.bot_api import BotApi
from playground.server.wishes import refusal
from playground.world.world import World

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE = Path(__file__).parent.parent / "page"
THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_PAGE_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-cache"),
]


class App:
    def __init__(self, world: World, welcome: str = "") -> None:
        self.bot_api = BotApi(world)
        self.streams = live.Streams(world)
        self._people = _people_side(world, self.streams, welcome)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        path: str = scope["path"]
        if foreign(scope):
            await refusal("the playground serves this machine only", 403)(scope, receive, send)
        elif path.startswith("/bot"):
            await self.bot_api(scope, receive, send)
        elif path.startswith("/file/bot"):
            await self.bot_api.download(scope, receive, send)
        else:
            await self._people(scope, receive, send)


def _people_side(world: World, streams: live.Streams, welcome: str) -> Starlette:
    routes = [*live.ROUTES, *people_routes.ROUTES, *message_routes.ROUTES, *switch_routes.ROUTES]
    app = Starlette(routes=[*routes, Mount("/", _page())])
    app.state.world, app.state.streams, app.state.welcome = world, streams, welcome
    return app


def foreign(scope: "Scope") -> bool:
    """A page of another host, or a name that was bent to this machine, gets nothing."""
    host = origin = b""
    for name, value in scope["headers"]:
        if name == b"host":
            host = value
        elif name == b"origin":
            origin = value
    return not _of_this_machine(host) or bool(origin and origin.partition(b"://")[2] != host)


@lru_cache(maxsize=64)
def _of_this_machine(host: bytes) -> bool:
    return urlsplit(f"//{host.decode('latin-1')}").hostname in THIS_MACHINE


def _page() -> "ASGIApp":
    static = StaticFiles(directory=PAGE, html=True, check_dir=False)

    async def page(scope: "Scope", receive: "Receive", send: "Send") -> None:
        async def with_policy(message: "Message") -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_PAGE_HEADERS]
            await send(message)

        await static(scope, receive, with_policy)

    return page
