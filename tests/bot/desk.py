"""A worker at its desk: tests hand in updates, and look at what was written and what would be sent."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Sequence
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import select
from telegram.ext import Application, ApplicationBuilder, BaseHandler, ContextTypes

from bot.application import add_handlers
from bot.capture import CapturingRequest, UnitApplication
from bot.context import Context
from bot.intake import Intake
from bot.lanes import Lanes
from bot.notices import WORDINGS
from bot.refusing import sayer
from bot.texts.say import say_in
from bot.turnstile import Turnstile
from bot.unit import current_unit
from bot.wording import Reader
from bot.worker import Worker
from bot.wrong_links import WrongLinks
from db.dialogs import Dialog, find_dialog
from db.inbox import list_lanes
from db.machinery_tables import Inbox, Outbox
from db.outbox import CALL, NOTICE
from db.store import Store
from services.cards import CARD
from tests.cast import Clock

JSON = dict[str, Any]
AnyApplication = Application[Any, Any, Any, Any, Any, Any]
_ME = b'{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Raffles","username":"raffles_bot"}}'
OPERATOR = 9001
_numbers = count(1)


class OfflineRequest(CapturingRequest):
    """Outside a unit nobody is asked: the bot knows who it is."""

    async def do_request(self, url: str, method: str, *rest: Any, **more: Any) -> tuple[int, bytes]:
        if current_unit.get() is None:
            return 200, _ME
        return await super().do_request(url, method, *rest, **more)


class Fleeting(NamedTuple):
    method: str
    parameters: dict[str, str]


Letter = tuple[str, int, str, str]
"""Its kind, whose it is, what it is about, and the rest."""


class Desk:
    def __init__(self, store: Store, clock: Clock, application: AnyApplication) -> None:
        self.store = store
        self.clock = clock
        self.lanes = Lanes()
        self.intake = Intake(store, self.lanes, Turnstile(self._note, "en"))
        self.letters_posted = asyncio.Event()
        self.fleeting: list[Fleeting] = []
        told = self.letters_posted, self._note, sayer("en")
        self.worker = Worker(store, application, self.lanes, *told, operators=[OPERATOR])

    def _note(self, method: str, parameters: dict[str, str]) -> None:
        self.fleeting.append(Fleeting(method, parameters))

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator["Desk"]:
        working = asyncio.create_task(self.worker.run())
        try:
            yield self
        finally:
            await self.worker.stop()
            await working

    async def take(self, *updates: JSON) -> None:
        """Until all that is due is done."""
        await self.intake.receive(updates)
        await self.settled()

    async def store_only(self, *updates: JSON) -> None:
        """As though the process had ended when they had arrived."""
        await Intake(self.store, Lanes(), Turnstile(self._note, "en")).receive(updates)

    async def settled(self) -> None:
        async with asyncio.timeout(20):
            while self.lanes._served or self.lanes._ready or await self._is_due():
                await asyncio.sleep(0.005)

    async def try_again(self, lane: int) -> None:
        await self.lanes.wake(lane)
        await self.settled()

    async def _is_due(self) -> bool:
        async with self.store.reading() as work:
            return any(lane.due_at <= work.now for lane in await list_lanes(work))

    async def letters(self) -> list[JSON]:
        """What would be sent, oldest first."""
        return [json.loads(payload) for kind, _, _, payload in await self._outbox() if kind == CALL]

    async def screens(self, chat_id: int) -> list[JSON]:
        """What the person would have before them, oldest first: answers, and the card of a raffle, which is worded
        when it leaves."""
        theirs = [letter for letter in await self._outbox() if letter[1] == chat_id]
        return [screen for letter in theirs for screen in await self._shown(letter)]

    async def last_screen(self, chat_id: int) -> JSON:
        """Worded by itself: what is carried out step by step looks at no other."""
        for letter in reversed(await self._outbox()):
            if letter[1] == chat_id and (shown := await self._shown(letter)):
                return shown[-1]
        raise LookupError(f"nothing was shown to {chat_id}")

    async def _shown(self, letter: Letter) -> list[JSON]:
        kind, _, about, payload = letter
        if kind == CALL:
            return [json.loads(payload)]
        return await self._word(about, payload) if about == CARD else []

    async def _word(self, about: str, payload: str) -> list[JSON]:
        keys = json.loads(payload)
        reader = Reader(keys["telegram_id"], "en", "UTC", say_in("en"), "raffles_bot")
        async with self.store.reading() as work:
            calls = await WORDINGS[about](work, keys, reader)
        return [dict(call.parameters) for call in calls or ()]

    async def notices(self) -> list[tuple[int, str, JSON]]:
        """Who would be told about what, and by which keys that is found; oldest first."""
        return [(who, about, json.loads(keys)) for kind, who, about, keys in await self._outbox() if kind == NOTICE]

    async def _outbox(self) -> list[Letter]:
        columns = (Outbox.kind, Outbox.chat_id, Outbox.method, Outbox.payload)
        async with self.store.reading() as work:
            found = await work.execute(select(*columns).order_by(Outbox.letter_number))
            return [(kind, chat, method, payload) for kind, chat, method, payload in found]

    async def texts(self, chat_id: int | None = None) -> list[str]:
        return [
            letter.get("text") or letter.get("caption", "")
            for letter in await self.letters()
            if chat_id is None or letter["chat_id"] == str(chat_id)
        ]

    async def states(self) -> list[tuple[str, int]]:
        """Of the updates, with how often they failed."""
        async with self.store.reading() as work:
            rows = await work.execute(select(Inbox.state, Inbox.attempts).order_by(Inbox.inbox_number))
            return [(state, attempts) for state, attempts in rows]

    async def dialog(self, user_id: int) -> Dialog | None:
        async with self.store.reading() as work:
            return await find_dialog(work, user_id, user_id)


def intake_of(store: Store, lanes: Lanes | None = None) -> Intake:
    """One that answers nobody."""
    return Intake(store, Lanes() if lanes is None else lanes, Turnstile(lambda *_: None, "en"))


async def open_application(handlers: Sequence[BaseHandler[Any, Any, Any]]) -> AnyApplication:
    request = OfflineRequest(1)
    builder = ApplicationBuilder().application_class(UnitApplication).token("1:desk").request(request)
    builder = builder.get_updates_request(request)
    application = builder.updater(None).job_queue(None).context_types(ContextTypes(context=Context)).build()
    application.bot_data["default_language"] = "en"
    application.bot_data["wrong_links"] = WrongLinks()
    add_handlers(application, handlers)
    await application.initialize()
    return application


@contextlib.asynccontextmanager
async def desk_of(store: Store, clock: Clock, handlers: Sequence[BaseHandler[Any, Any, Any]]) -> AsyncIterator[Desk]:
    """One process's worth of machinery, open."""
    application = await open_application(handlers)
    async with Desk(store, clock, application).open() as desk:
        yield desk
    await application.shutdown()
    await application.bot.request.shutdown()


def said(person: int, text: str, update_id: int | None = None) -> JSON:
    number = update_id or next(_numbers)
    return {"update_id": number, "message": _message(person, number) | {"text": text} | _commands_of(text)}


def tapped(person: int, data: str) -> JSON:
    number = next(_numbers)
    return {
        "update_id": number,
        "callback_query": {
            "id": f"query-{number}",
            "from": _user(person),
            "chat_instance": "x",
            "data": data,
            "message": _message(person, number) | {"text": "?", "from": {**_user(1), "is_bot": True}},
        },
    }


def _message(person: int, number: int) -> JSON:
    chat = {"id": person, "type": "private", "first_name": "Somebody"}
    return {"message_id": number, "date": 1772465400, "chat": chat, "from": _user(person)}


def _user(person: int) -> JSON:
    return {"id": person, "is_bot": False, "first_name": "Somebody", "language_code": "en"}


def _commands_of(text: str) -> JSON:
    length = len(text.split()[0]) if text.startswith("/") else 0
    return {"entities": [{"type": "bot_command", "offset": 0, "length": length}]} if length else {}
