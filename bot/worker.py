"""An update becomes one unit of work: each lane in its order, lanes beside one another, failures by themselves."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from time import monotonic
from typing import Any, Protocol

import structlog
from telegram import Update
from telegram.ext import Application

from bot.intake import is_number
from bot.lanes import Lanes
from bot.metrics import UPDATE_SECONDS, UPDATES
from bot.reading import read_update
from bot.unit import Unit, current_unit
from db.dialogs import end_dialog, find_dialog, put_dialog
from db.faults import note_fault
from db.inbox import Waiting, claim_head, list_lanes, mark_done, put_off, quarantine
from db.outbox import Letter, Posted, post_leaving, post_letters
from db.store import Store
from db.work import Work
from rules.refusals import Refusal
from services.operators import tell_of_quarantine

TASKS = 32
TRIES = 5
MOMENT = timedelta(seconds=150)
"""For so long a tap can be answered, and whoever pressed may still wait for it."""
_FIRST_PAUSE = timedelta(seconds=1)
_LOOK_AGAIN_SECONDS = 5.0

Sayer = Callable[[Unit, Update, Refusal | None], Awaitable[None]]
"""Says a refusal, or an apology when there is none, by ordinary calls."""

Act = Callable[[Unit, Update], Awaitable[None]]

log = structlog.get_logger()
_count_of = cache(UPDATES.labels)


class Departures(Protocol):
    """Where an answer leaves with the unit that gives it."""

    def may_leave(self, chat_id: int) -> bool: ...
    def deliver(self, letter: Letter) -> None: ...
    def doubt(self, letter: Letter) -> None: ...


class Worker:
    def __init__(
        self,
        store: Store,
        application: Application[Any, Any, Any, Any, Any, Any],
        lanes: Lanes,
        letters_posted: asyncio.Event,
        send_now: Callable[[str, dict[str, str]], None],
        say: Sayer,
        operators: Sequence[int] = (),
        departures: Departures | None = None,
    ) -> None:
        self._store = store
        self._application = application
        self._lanes = lanes
        self._letters_posted = letters_posted
        self._send_now = send_now
        self._say = say
        self._operators = operators
        self._departures = departures
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._wake_forgotten())
            for _ in range(TASKS):
                group.create_task(self._serve_lanes())

    async def stop(self) -> None:
        """What is in hand is finished, nothing more is begun."""
        self._stopping.set()
        await self._lanes.close()

    async def _wake_forgotten(self) -> None:
        """Among them what another process left behind when it ended."""
        while not self._stopping.is_set():
            try:
                async with asyncio.timeout(_LOOK_AGAIN_SECONDS):
                    await self._stopping.wait()
            except TimeoutError:
                await self._wake_all()

    async def _wake_all(self) -> None:
        try:
            async with self._store.glance() as work:
                due = [lane.lane for lane in await list_lanes(work) if lane.due_at <= work.now]
        except Exception:  # the edge of the loop: a store that is away comes back
            log.exception("worker")
        else:
            await self._lanes.wake(*due)

    async def _serve_lanes(self) -> None:
        while (lane := await self._lanes.next()) is not None:
            again = False
            try:
                again = await self._serve(_Turn(lane))
            except Exception:  # the edge of the loop: a store that is away comes back
                log.exception("worker", lane=lane)
                self._come_back(lane, _FIRST_PAUSE)
            finally:
                await self._lanes.leave(lane, again=again)

    async def _serve(self, turn: "_Turn") -> bool:
        """Whether the lane may have more to do at once."""
        try:
            try:
                return await self._attempt(turn, self._handle, "done")
            except Refusal as refusal:
                refused = refusal
            return await self._attempt(turn, lambda unit, update: self._say(unit, update, refused), "refused")
        except Exception as fault:  # the edge of the loop: a fault of ours must not stop the others
            if turn.claimed is None:
                raise
            turn.fault = type(fault).__name__
            log.exception("fault", lane=turn.lane, update_id=turn.claimed.update_id)
        try:
            return await self._after_fault(turn, self._apologize)
        except Exception:  # an update that cannot even be read has nobody to apologize to
            log.exception("no apology", lane=turn.lane, update_id=turn.claimed.update_id)
        return await self._after_fault(turn, None)

    async def _handle(self, unit: Unit, update: Update) -> None:
        if update.effective_user is None:
            return  # there is nobody to whom anything could be said
        await self._application.process_update(update)
        if unit.fault is not None:
            raise unit.fault

    async def _apologize(self, unit: Unit, update: Update) -> None:
        await self._say(unit, update, None)

    async def _attempt(self, turn: "_Turn", act: Act, outcome: str) -> bool:
        started = monotonic()
        async with self._work(turn) as work:
            waiting = await claim_head(work, turn.lane)
            if waiting is None or not turn.concerns(waiting):
                return waiting is not None
            if waiting.due_at > work.now:
                self._come_back(turn.lane, waiting.due_at - work.now)
                return False
            turn.claimed = waiting
            unit = await self._within_unit(work, waiting, act)
            turn.leaving = unit.leaving
            await mark_done(work, waiting.inbox_number)
            work.keep()
        self._let_go(unit)
        _tell(turn, outcome, started, unit)
        # What another process took in for this lane it could not serve meanwhile, and it wakes only its own.
        return self._store.shared or waiting.is_followed

    @asynccontextmanager
    async def _work(self, turn: "_Turn") -> AsyncIterator[Work]:
        """If it fails at its very end, nobody knows whether it was kept, and its answer with it."""
        turn.begin()
        try:
            async with self._store.work() as work:
                yield work
        except BaseException:
            if turn.leaving is not None and self._departures is not None:
                self._departures.doubt(turn.leaving)
            raise

    async def _within_unit(self, work: Work, waiting: Waiting, act: Act) -> Unit:
        update = read_update(json.loads(waiting.payload), self._application.bot)
        chat, user = update.effective_chat, update.effective_user
        if not all(is_number(who.id) for who in (chat, user) if who):
            raise ValueError("somebody's number is none")  # SQLite would keep whatever it is
        dialog = await find_dialog(work, chat.id, user.id) if chat and user else None
        if dialog is not None and dialog.expires_at <= work.now:
            await end_dialog(work, dialog.chat_id, dialog.user_id)
            dialog = None
        unit = Unit(work, waiting.update_id, dialog, stale=work.now - waiting.created_at > MOMENT)
        token = current_unit.set(unit)
        try:
            await act(unit, update)
        finally:
            current_unit.reset(token)
            unit.close()
        if unit.letters:
            unit.leaving = await self._post(work, unit.letters)
        if unit.dialog_changed and unit.dialog is not None:
            await put_dialog(work, unit.dialog)
        elif unit.dialog_changed and dialog is not None:
            await end_dialog(work, dialog.chat_id, dialog.user_id)
        unit.answer_tap(update)
        return unit

    async def _post(self, work: Work, letters: Sequence[Posted]) -> Letter | None:
        """The first leaves with the unit, if nothing holds it up; what waits is sent by and by."""
        if self._departures is None or not self._departures.may_leave(letters[0].chat_id):
            await post_letters(work, letters)
            return None
        leaving = await post_leaving(work, letters[0])
        if len(letters) > 1:
            await post_letters(work, letters[1:])
        return leaving

    def _let_go(self, unit: Unit) -> None:
        if unit.leaving is not None and self._departures is not None:
            self._departures.deliver(unit.leaving)
        # Also without an answer to this person: a use case may have posted a notice to another.
        if unit.work.has_posted:
            self._letters_posted.set()
        for method, parameters in unit.fleeting:
            self._send_now(method, parameters)

    async def _after_fault(self, turn: "_Turn", last_words: Act | None) -> bool:
        """Tried again later and later; at last it is set aside, with an apology, so that the lane goes on."""
        unit = None
        async with self._work(turn) as work:
            waiting = await claim_head(work, turn.lane)
            if waiting is None or not turn.concerns(waiting):
                return waiting is not None
            await note_fault(work, _kind_of(waiting), turn.fault, str(waiting.update_id))
            pause = _FIRST_PAUSE * 2**waiting.attempts
            last_try = waiting.attempts + 1 >= TRIES
            if not last_try:
                await put_off(work, waiting, work.now + pause)
            else:
                unit = await self._within_unit(work, waiting, last_words) if last_words else None
                turn.leaving = None if unit is None else unit.leaving
                await quarantine(work, waiting)
                kind = _kind_of(waiting)
                await tell_of_quarantine(work, self._operators, waiting.update_id, kind, turn.fault)
            work.keep()
        _tell(turn, "quarantined" if last_try else "fault")
        if not last_try:
            self._come_back(turn.lane, pause)
        if unit is not None:
            self._let_go(unit)
        elif last_try:
            self._letters_posted.set()
        return last_try

    def _come_back(self, lane: int, pause: timedelta) -> None:
        seconds = max(pause.total_seconds(), 0)
        asyncio.get_running_loop().call_later(seconds, lambda: asyncio.ensure_future(self._lanes.wake(lane)))


def _tell(turn: "_Turn", outcome: str, started: float | None = None, unit: Unit | None = None) -> None:
    """One line an update: numbers and names of ours, nothing that a person wrote."""
    _count_of(outcome).inc()
    facts: dict[str, object] = {"lane": turn.lane, "outcome": outcome}
    if turn.claimed is not None:
        facts["update_id"] = turn.claimed.update_id
    if unit is not None and unit.dialog is not None:
        facts |= {"conversation": unit.dialog.conversation, "step": unit.dialog.step}
    if started is not None:
        seconds = monotonic() - started
        UPDATE_SECONDS.observe(seconds)
        facts["ms"] = round(seconds * 1000, 1)
    log.info("update", **facts)


def _kind_of(waiting: Waiting) -> str:
    named = json.loads(waiting.payload)
    return next((kind for kind in Update.ALL_TYPES if kind in named), "unknown")


@dataclass
class _Turn:
    """Of a lane. The update that it is about may be done by another process between two units."""

    lane: int
    claimed: Waiting | None = None
    leaving: Letter | None = None
    """What is posted as on its way in the unit at hand."""
    fault: str = ""
    """Its kind, when it last failed."""

    def begin(self) -> None:
        self.leaving = None

    def concerns(self, waiting: Waiting) -> bool:
        return self.claimed is None or self.claimed.inbox_number == waiting.inbox_number
