"""The playground as tests hold it: its people, its live events, and the switches that make it misbehave."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from tests.people.seen import JSON

if TYPE_CHECKING:
    from tests.people.person import Person

T = TypeVar("T")
PATIENCE = 10.0


class Telegram:
    def __init__(self, url: str, client: httpx.AsyncClient) -> None:
        self.url = url.rstrip("/")
        self.token = ""
        self.bot: JSON = {}
        self.events: list[JSON] = []
        self._client = client
        self._news = asyncio.Condition()

    @classmethod
    @contextlib.asynccontextmanager
    async def at(cls, url: str) -> AsyncIterator["Telegram"]:
        """Listens from the first moment; events of before are not seen."""
        async with httpx.AsyncClient(base_url=url.rstrip("/"), timeout=30, trust_env=False, verify=False) as client:
            telegram = cls(url, client)
            ready = asyncio.Event()
            listening = asyncio.create_task(telegram._listen(ready))
            await asyncio.wait_for(ready.wait(), PATIENCE)
            telegram.bot = (await telegram.ask("GET", "/api/state"))["bot"]
            try:
                yield telegram
            finally:
                listening.cancel()
                await asyncio.wait([listening])

    async def _listen(self, ready: asyncio.Event) -> None:
        async with self._client.stream("GET", "/api/events", timeout=None) as stream:
            async for line in stream.aiter_lines():
                ready.set()
                if line.startswith("data: "):
                    self.events.append(json.loads(line[6:]))
                    async with self._news:
                        self._news.notify_all()

    async def ask(self, method: str, path: str, **more: Any) -> Any:
        """One wish to the people side; a refusal raises."""
        if method != "GET" and "files" not in more:
            more.setdefault("json", {})
        answer = await self._client.request(method, path, **more)
        if answer.is_error:
            raise Refused(answer.json().get("error", answer.text))
        return answer.json()

    async def load(self, file_id: str) -> bytes:
        answer = await self._client.get(f"/api/files/{file_id}")
        return answer.raise_for_status().content

    async def until(self, look: Callable[[], T | None], seconds: float) -> T | None:
        """What `look` finds as soon as it finds something, or nothing when time is over."""
        end = time.monotonic() + seconds
        while (found := look()) is None:
            try:
                async with asyncio.timeout(end - time.monotonic()), self._news:
                    await self._news.wait()
            except TimeoutError:
                return look()
        return found

    # People

    async def person(self, name: str, **facts: str) -> "Person":
        """The one of that first name, invented if there is none."""
        from tests.people.person import Person

        people = (await self.ask("GET", "/api/people"))["people"]
        known = next((person for person in people if person["first_name"] == name), None)
        wish = {"first_name": name, **facts}
        if known is None:
            known = await self.ask("POST", "/api/people", json=wish)
        elif facts:
            known = await self.ask("PATCH", f"/api/people/{known['id']}", json=facts)
        return Person(self, known)

    # Switches

    async def fault(self, does: str, method: str = "*", **more: object) -> JSON:
        """`error`, `flood`, `garbage`, `hang`, `drop_before`, `drop_after`, `duplicate`, `reorder`; see PEOPLE.md."""
        armed: JSON = await self.ask("POST", "/api/faults", json={"does": does, "method": method, **more})
        return armed

    async def mend(self) -> None:
        """Takes all faults away."""
        await self.ask("DELETE", "/api/faults")

    async def advance(self, seconds: float) -> None:
        await self.ask("POST", "/api/clock", json={"advance": seconds})

    async def limit(self, on: bool = True) -> None:
        await self.ask("POST", "/api/limits", json={"telegram": on})

    async def set_bot(self, **settings: object) -> None:
        await self.ask("PATCH", "/api/bot", json=settings)

    async def calls(self, method: str | None = None) -> list[JSON]:
        """What the bot called, oldest first."""
        calls: list[JSON] = (await self.ask("GET", "/api/calls"))["calls"]
        return [call for call in calls if method in (None, call["method"])]

    async def waiting(self) -> list[JSON]:
        """Updates the bot has not confirmed."""
        waiting: list[JSON] = (await self.ask("GET", "/api/updates"))["waiting"]
        return waiting

    async def settled(self, seconds: float = PATIENCE) -> None:
        """Until the bot has confirmed everything."""
        end = time.monotonic() + seconds
        while await self.waiting():
            assert time.monotonic() < end, "the bot left updates unconfirmed"
            await asyncio.sleep(0.02)

    async def polls(self) -> int:
        """How often a bot has asked for updates."""
        return int((await self.ask("GET", "/api/state"))["bot"]["polls"])

    async def listened_to(self, seconds: float = 30, *, polls: int = 0) -> None:
        """Until a bot has polled more often than that, or has a webhook."""
        end = time.monotonic() + seconds
        while True:
            bot = (await self.ask("GET", "/api/state"))["bot"]
            if bot["polls"] > polls or bot["listening"] == "webhook":
                return
            assert time.monotonic() < end, "no bot listens"
            await asyncio.sleep(0.02)


class Refused(Exception):
    """The playground refused what a person wished."""
