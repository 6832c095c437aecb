"""How a route of the people side reads a wish and answers it."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from playground.errors import ApiError, WishRefused
from playground.jsons import JSON, written
from playground.server.forms import BODY_LIMIT
from playground.world.chats import Chat
from playground.world.world import World

Deed = Callable[["Wish"], Awaitable[Any]]


class Wish:
    """One request of a person: who, in which chat, what."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.world: World = request.app.state.world
        self.path = request.path_params
        self.query = request.query_params

    @property
    def me(self) -> int:
        me = int(self.path["me"])
        if me not in self.world.people:
            raise WishRefused("no such person", 404)
        return me

    @property
    def chat(self) -> Chat:
        return self.world.find_chat(int(self.path["chat"]), self.me)

    async def body(self) -> JSON:
        if not self.request.headers.get("content-type", "").startswith("application/json"):
            raise WishRefused("a wish is application/json")
        if int(self.request.headers.get("content-length", "0")) > BODY_LIMIT:
            raise WishRefused("too long", 413)
        try:
            body = json.loads(await self.request.body() or b"{}")
        except ValueError:
            raise WishRefused("a wish is JSON") from None
        if not isinstance(body, dict):
            raise WishRefused("a wish is a JSON object")
        return body


def route(path: str, method: str, deed: Deed) -> Route:
    async def endpoint(request: Request) -> Response:
        try:
            answer = await deed(Wish(request))
        except WishRefused as refused:
            return refusal(refused.error, refused.code)
        except ApiError as error:
            return refusal(error.description.partition(": ")[2] or error.description, 400)
        except (KeyError, TypeError, ValueError) as error:
            return refusal(f"this wish cannot be read: {error}", 400)
        return answer if isinstance(answer, Response) else json_response(answer)

    return Route(f"/api{path}", endpoint, methods=[method])


def json_response(value: object, status: int = 200) -> Response:
    return Response(written(value), status, media_type="application/json")


def refusal(error: str, status: int) -> Response:
    return json_response({"ok": False, "error": error}, status)
