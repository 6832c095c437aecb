"""Updates become inbox rows: Telegram learns that one arrived only after it is on disk."""

import asyncio
import json
from collections.abc import Sequence
from random import Random
from time import monotonic
from typing import Any

import structlog
from telegram.error import NetworkError

from bot.lanes import Lanes
from bot.telegram_answers import whole_parameter
from bot.transport import Transport
from bot.turnstile import Turnstile
from db.inbox import Arrived, add_arrived, list_lanes
from db.store import Store

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query")
"""What is handled; nothing else is sent to us."""

PATIENCE_SECONDS = 30.0
_POLL_SECONDS = 25
_LIMIT = 100
_LONGEST_PAUSE = 30.0
_WHO = ("from", "user", "sender_chat", "voter_chat", "actor_chat", "chat")

log = structlog.get_logger()


class IntakeStopped(Exception):
    """Nothing will arrive any more; says why in one line."""


class Intake:
    def __init__(self, store: Store, lanes: Lanes, turnstile: Turnstile) -> None:
        self._store = store
        self._lanes = lanes
        self._turnstile = turnstile
        self._arriving: list[tuple[dict[str, Any], asyncio.Future[None]]] = []
        self._taking_in: asyncio.Task[None] | None = None

    async def receive_one(self, update: dict[str, Any]) -> None:
        """On disk when it returns, together with others that arrived while those before them were written."""
        stored = asyncio.get_running_loop().create_future()
        self._arriving.append((update, stored))
        if self._taking_in is None or self._taking_in.done():
            self._taking_in = asyncio.create_task(self._take_in())
        await stored

    async def _take_in(self) -> None:
        while self._arriving:
            together, self._arriving = self._arriving[:_LIMIT], self._arriving[_LIMIT:]
            if not await self._try(together) and len(together) > 1:
                for one in together:
                    await self._try([one])

    async def _try(self, together: Sequence[tuple[dict[str, Any], "asyncio.Future[None]"]]) -> bool:
        """What cannot be stored with others may be by itself: only then whoever sent it is told."""
        try:
            await self.receive([update for update, _ in together])
        except Exception as error:  # the edge of the loop: each is answered for itself
            if len(together) == 1 and not together[0][1].done():
                together[0][1].set_exception(error)
            return False
        for _, stored in together:
            if not stored.done():
                stored.set_result(None)
        return True

    async def receive(self, updates: Sequence[dict[str, Any]]) -> None:
        """On disk when it returns."""
        arrived = [Arrived(update["update_id"], lane_of(update), _written(update)) for update in updates]
        async with self._store.work() as work:
            await add_arrived(work, arrived)
            toasts = await self._turnstile.turn_away(work, arrived)
            work.keep()
        self._turnstile.answer(toasts)
        await self._lanes.wake(*{one.lane for one in arrived})

    async def resume(self) -> None:
        """What arrived before the process began."""
        async with self._store.reading() as work:
            lanes = [lane.lane for lane in await list_lanes(work)]
        await self._lanes.wake(*lanes)


class Polling:
    """Long polling of our own: the offset moves when the batch before it is on disk."""

    def __init__(
        self,
        intake: Intake,
        transport: Transport,
        bot_url: str,
        chance: Random,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._intake = intake
        self._transport = transport
        self._bot_url = bot_url
        self._chance = chance
        self._patience = patience
        self._offset: int | None = None
        self._conflicts: tuple[float, float] | None = None
        """Since when there have been some, and when the last one was."""
        self._failures = 0
        self.well_at: float | None = None
        """When a poll last succeeded; none while nobody is to poll here."""

    async def run(self) -> None:
        """Until it is cancelled; a poll given up half way confirms nothing."""
        self._failures, self._conflicts, self.well_at = 0, None, monotonic()
        try:
            while True:
                await self._ask_once()
        finally:
            self.well_at = None

    async def _ask_once(self) -> None:
        status, said = await self._poll()
        updates = said.get("result") if status == 200 and said.get("ok") is True else None
        if not isinstance(updates, list) or not await self._receive(updates):
            await self._pause(status, said)

    async def _receive(self, updates: list[Any]) -> bool:
        """Whether it may be asked for more; what cannot be told from others by a number is passed over."""
        numbered = [update for update in updates if is_numbered(update)]
        if len(numbered) < len(updates):
            log.error("updates without a number", count=len(updates) - len(numbered))
        if numbered:
            try:
                await asyncio.shield(self._intake.receive(numbered))
            except Exception:  # the edge of the loop: a store that is away comes back
                log.exception("intake")
                return False
            self._offset = max(update["update_id"] for update in numbered) + 1
        self._failures, self._conflicts, self.well_at = 0, None, monotonic()
        return bool(numbered) or not updates

    async def _poll(self) -> tuple[int, dict[str, Any]]:
        asked = {"timeout": str(_POLL_SECONDS), "limit": str(_LIMIT), "allowed_updates": json.dumps(ALLOWED)}
        if self._offset is not None:
            asked["offset"] = str(self._offset)
        try:
            status, body = await self._transport.send(f"{self._bot_url}/getUpdates", asked, _POLL_SECONDS + 10)
            said = json.loads(body)
        except (NetworkError, ValueError, RecursionError) as error:
            log.warning("poll failed", error=type(error).__name__)
            return 0, {}
        return status, said if isinstance(said, dict) else {}

    async def _pause(self, status: int, said: dict[str, Any]) -> None:
        words = str(said.get("description", ""))
        if status in (401, 404):
            raise IntakeStopped("BOT_TOKEN: Telegram does not know this token; ask @BotFather for it again.")
        if status == 409:
            self._bear_with_conflict(words, monotonic())
        self._failures += 1
        asked_for = whole_parameter(said, "retry_after")
        longest = min(_LONGEST_PAUSE, 2.0 ** min(self._failures, 6) / 4)
        await asyncio.sleep(max(asked_for, self._chance.uniform(0.5, 1.0) * longest))

    def _bear_with_conflict(self, words: str, now: float) -> None:
        """Two that poll in turns are at it as long as neither is left in peace for that time."""
        since, last = self._conflicts or (now, now)
        if now - last > max(self._patience, _POLL_SECONDS):
            since = now
        self._conflicts = (since, now)
        if now - since > self._patience:
            raise IntakeStopped(_why_conflict(words))


def is_numbered(update: object) -> bool:
    return isinstance(update, dict) and is_number(update.get("update_id"))


def lane_of(update: dict[str, Any]) -> int:
    """The person; the chat where there is none."""
    for value in update.values():
        if isinstance(value, dict):
            for who in _WHO:
                if isinstance(value.get(who), dict) and is_number(value[who].get("id")):
                    return int(value[who]["id"])
    return 0


def is_number(value: object) -> bool:
    """One that the store can keep."""
    return type(value) is int and -(2**63) < value < 2**63 - 1


def _written(update: dict[str, Any]) -> str:
    """Half a sign of UTF-16, which nothing could write on, becomes a question mark."""
    try:
        return json.dumps(update, ensure_ascii=False).encode("utf-8", "replace").decode()
    except RecursionError:
        log.error("update too deep to be kept", update_id=update["update_id"])  # noqa: TRY400 - its trace is as deep
        return json.dumps({"update_id": update["update_id"]})


def _why_conflict(words: str) -> str:
    if "webhook" in words:
        return (
            "UPDATES: a webhook is set for this bot, so that nothing can be polled; delete it, or set UPDATES=webhook."
        )
    return "BOT_TOKEN: another process polls for this bot; stop it, or use a token of its own."
