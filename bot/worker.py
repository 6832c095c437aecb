"""An update becomes one unit of work: each lane in its order, lanes beside one another, failures by themselves."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import structlog
from telegram import Update
from telegram.ext import Application

from bot.lanes import Lanes
from bot.unit import Unit, current_unit
from db.dialogs import end_dialog, find_dialog, put_dialog
from db.inbox import Waiting, claim_head, mark_done, put_off, quarantine
from db.outbox import post_letters
from db.store import Store
from db.work import Work
from rules.refusals import Refusal

TASKS = 32
TRIES = 5
_FIRST_PAUSE = timedelta(seconds=1)

Sayer = Callable[[Unit, Update, Refusal | None], Awaitable[None]]
"""Says a refusal, or an apology when there is none, by ordinary calls."""

log = structlog.get_logger()


class Worker:
    def __init__(
        self,
        store: Store,
        application: Application[Any, Any, Any, Any, Any, Any],
        lanes: Lanes,
        letters_posted: asyncio.Event,
        send_now: Callable[[str, dict[str, str]], None],
        say: Sayer,
    ) -> None:
        self._store = store
        self._application = application
        self._lanes = lanes
        self._letters_posted = letters_posted
        self._send_now = send_now
        self._say = say

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(TASKS):
                group.create_task(self._serve_lanes())

    async def stop(self) -> None:
        """What is in hand is finished, nothing more is begun."""
        await self._lanes.close()

    async def _serve_lanes(self) -> None:
        while (lane := await self._lanes.next()) is not None:
            again = False
            try:
                again = await self._serve(lane)
            finally:
                await self._lanes.leave(lane, again=again)

    async def _serve(self, lane: int) -> bool:
        """Whether the lane may have more to do at once."""
        try:
            return await self._attempt(lane, self._handle)
        except Refusal as refusal:
            refused = refusal
        except Exception:  # the edge of the loop: a fault of ours must not stop the others
            log.exception("fault", lane=lane)
            return await self._after_fault(lane)
        return await self._attempt(lane, lambda unit, update: self._say(unit, update, refused))

    async def _handle(self, unit: Unit, update: Update) -> None:
        await self._application.process_update(update)
        if unit.fault is not None:
            raise unit.fault

    async def _attempt(self, lane: int, act: Callable[[Unit, Update], Awaitable[None]]) -> bool:
        async with self._store.work() as work:
            waiting = await claim_head(work, lane)
            if waiting is None:
                return False
            if waiting.due_at > work.now:
                self._come_back(lane, waiting.due_at - work.now)
                return False
            unit = await self._within_unit(work, waiting, act)
            await mark_done(work, waiting.inbox_number)
            work.keep()
        self._let_go(unit)
        return True

    async def _within_unit(self, work: Work, waiting: Waiting, act: Callable[[Unit, Update], Awaitable[None]]) -> Unit:
        raw = json.loads(waiting.payload)
        update = Update.de_json(raw, self._application.bot)
        chat, user = update.effective_chat, update.effective_user
        dialog = await find_dialog(work, chat.id, user.id) if chat and user else None
        if dialog is not None and dialog.expires_at <= work.now:
            await end_dialog(work, dialog.chat_id, dialog.user_id)
            dialog = None
        unit = Unit(work, waiting.update_id, dialog)
        token = current_unit.set(unit)
        try:
            await act(unit, update)
        finally:
            current_unit.reset(token)
        if unit.letters:
            await post_letters(work, unit.letters)
        if unit.dialog_changed and unit.dialog is not None:
            await put_dialog(work, unit.dialog)
        elif unit.dialog_changed and dialog is not None:
            await end_dialog(work, dialog.chat_id, dialog.user_id)
        unit.answer_tap(update)
        return unit

    def _let_go(self, unit: Unit) -> None:
        if unit.letters:
            self._letters_posted.set()
        for method, parameters in unit.fleeting:
            self._send_now(method, parameters)

    async def _after_fault(self, lane: int) -> bool:
        """Tried again later and later; at last it is set aside, with an apology, so that the lane goes on."""
        async with self._store.work() as work:
            waiting = await claim_head(work, lane)
            if waiting is None:
                return False
            last_try = waiting.attempts + 1 >= TRIES
            if not last_try:
                pause = _FIRST_PAUSE * 2**waiting.attempts
                await put_off(work, waiting, work.now + pause)
                self._come_back(lane, pause)
            else:
                await quarantine(work, waiting)
            work.keep()
        if last_try:
            await self._apologize(waiting)
        return last_try

    async def _apologize(self, waiting: Waiting) -> None:
        """Once; an update that cannot even be read has nobody to apologize to."""
        try:
            async with self._store.work() as work:
                unit = await self._within_unit(work, waiting, lambda unit, update: self._say(unit, update, None))
                work.keep()
        except Exception:  # the edge of the loop again
            log.exception("no apology", update_id=waiting.update_id)
        else:
            self._let_go(unit)

    def _come_back(self, lane: int, pause: timedelta) -> None:
        seconds = max(pause.total_seconds(), 0)
        asyncio.get_running_loop().call_later(seconds, lambda: asyncio.ensure_future(self._lanes.wake(lane)))
