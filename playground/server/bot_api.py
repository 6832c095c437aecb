"""`/bot<token>/<method>` and `/file/bot<token>/<path>`: the side a bot speaks with, as plain ASGI for speed."""

import asyncio
import re
from typing import TYPE_CHECKING, Any

from playground.errors import ApiError, BadRequest, Conflict, NotImitated, TooManyRequests
from playground.jsons import JSON, written
from playground.methods import REGISTRY
from playground.methods.webhook import choose_updates
from playground.parameters import name_of, read_parameters
from playground.server.forms import read_call
from playground.shapes import Upload
from playground.world.faults import Fault
from playground.world.updates import BATCH
from playground.world.world import World

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

_PATH = re.compile(r"/bot(\d+:[A-Za-z0-9_-]+)/([A-Za-z]+)/?")
_FILE_PATH = re.compile(r"/file/bot(\d+:[A-Za-z0-9_-]+)/(.+)")
_LIMITED = re.compile(r"(?:send|copy|forward|edit)(?!ChatAction)")
_JSON_HEADERS = [(b"content-type", b"application/json")]
LONGEST_POLL = 50


class _Dropped(Exception):
    """The connection is to be closed without an answer."""


class _Garbage(Exception):
    """Something that is no JSON is to be answered."""


class BotApi:
    def __init__(self, world: World) -> None:
        self.world = world

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        try:
            status, body = await self._reply(scope, receive)
        except _Garbage:
            status, body = 200, b"<html>Bad gateway</html>"
        except _Dropped:
            await _drop(send)
            return
        headers = [*_JSON_HEADERS, (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _reply(self, scope: "Scope", receive: "Receive") -> tuple[int, bytes]:
        try:
            method = self._method(scope["path"])
            given = await read_call(scope, receive)
            if method == "getUpdates":
                return 200, await self._poll(given, receive)
            return 200, await self.call(method, given)
        except ApiError as error:
            return error.code, written(error.answer())

    def _method(self, path: str) -> str:
        found = _PATH.fullmatch(path)
        if found is None:
            raise ApiError(404, "Not Found")
        if found[1] != self.world.bot.token:
            raise ApiError(401, "Unauthorized")
        name = name_of(found[2])
        if name is None:
            raise ApiError(404, "Not Found")
        return name

    async def call(self, method: str, given: JSON) -> bytes:
        """The whole answer; a refusal is raised after it was noted."""
        if not self.world.faults.armed:
            return await self._answered(method, given)
        fault = self.world.faults.take(method, given.get("chat_id"))
        if fault is None:
            return await self._answered(method, given)
        self.world.events.tell("faults", list(self.world.people), faults=self.world.faults.view())
        return await self._misbehave(fault, method, given)

    async def _poll(self, given: JSON, receive: "Receive") -> bytes:
        """A poller that hangs up does not go on polling."""
        watch = asyncio.create_task(self._watch(receive))
        try:
            return await self.call("getUpdates", given)
        finally:
            watch.cancel()

    async def _watch(self, receive: "Receive") -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.world.updates.end_poll("the poller hung up")

    async def _misbehave(self, fault: Fault, method: str, given: JSON) -> bytes:
        if fault.does == "error":
            raise ApiError(fault.code, fault.description)
        if fault.does == "flood":
            raise TooManyRequests(fault.retry_after)
        if fault.does == "garbage":
            raise _Garbage
        if fault.does == "drop_before":
            raise _Dropped
        if fault.does == "hang":
            await asyncio.sleep(fault.seconds)
        answer = await self._answered(method, given)
        if fault.does == "drop_after":
            raise _Dropped
        return answer

    async def _answered(self, method: str, given: JSON) -> bytes:
        params = read_parameters(method, given)
        if method == "getUpdates":
            return await self._updates(params)
        try:
            result = self._result(method, params, given)
        except ApiError as error:
            self._note(method, params, error.description)
            raise
        self._note(method, params, None)
        return b'{"ok":true,"result":' + written(result) + b"}"

    def _result(self, method: str, params: JSON, given: JSON) -> Any:
        answer = REGISTRY.get(method)
        if answer is None:
            raise NotImitated(method)
        if self.world.floods.on and _LIMITED.match(method) and isinstance(params.get("chat_id"), int):
            self.world.floods.count(params["chat_id"], self.world.clock.now())
        uploads = {name: value for name, value in given.items() if isinstance(value, Upload)}
        return answer(self.world, {**params, "_uploads": uploads} if uploads else params)

    def _note(self, method: str, params: JSON, error: str | None) -> None:
        world = self.world
        world.calls_made += 1
        if any(isinstance(value, Upload) for value in params.values()):
            params = {name: str(value) if isinstance(value, Upload) else value for name, value in params.items()}
        world.calls.append(
            {"number": world.calls_made, "at": world.clock.now(), "method": method, "params": params, "error": error}
        )

    async def _updates(self, params: JSON) -> bytes:
        world = self.world
        if world.bot.webhook:
            raise Conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        limit = params.get("limit", BATCH)
        choose_updates(world, params)
        timeout = min(max(params.get("timeout", 0), 0), LONGEST_POLL)
        batch = await world.updates.poll(params.get("offset", 0), min(max(limit, 1), BATCH), timeout)
        return b'{"ok":true,"result":[' + b",".join(batch) + b"]}"

    async def download(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        found = _FILE_PATH.fullmatch(scope["path"])
        file = self.world.files.at(found[2]) if found and found[1] == self.world.bot.token else None
        if file is None:
            refused = ApiError(404, "Not Found") if found else BadRequest("invalid path")
            status, kind, body = refused.code, b"application/json", written(refused.answer())
        else:
            status, kind, body = 200, b"application/octet-stream", self.world.files.content(file)
        headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


async def _drop(send: "Send") -> None:
    """ASGI knows no way to hang up; the server's own cycle behind `send` does."""
    send.__self__.transport.abort()  # type: ignore[attr-defined]
    await asyncio.sleep(0.01)
