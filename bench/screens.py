"""Every screen that looks at what a tenant has, asked for as people do: by words and taps, in a unit of work."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count
from typing import Any, NamedTuple

from telegram import Update
from telegram.ext import Application

from bench.effort import Effort, measured
from bench.places import ORGANIZER
from bench.season import Tenant
from bench.tenant import RARE
from bot.actions import Action
from bot.application import build_application
from bot.buttons import button
from bot.capture import CapturingRequest
from bot.unit import Unit, current_unit
from db.dialogs import end_dialog, find_dialog, put_dialog
from db.due import is_order_due, is_reminder_due
from db.outbox import post_letters
from db.store import Store
from db.work import Work
from services.boards import look_at_page
from services.charts import Measure, look_at_chart
from services.exports import look_at_export
from services.periods import Days
from services.public_pages import open_page
from services.shares import open_share
from services.waiting import list_due_offers

_ME = b'{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Raffles","username":"raffles_bot"}}'
_A_DAY = timedelta(days=1)


class _Offline(CapturingRequest):
    """Outside a unit nobody is asked: the bot knows who it is."""

    async def do_request(self, url: str, method: str, *rest: Any, **more: Any) -> tuple[int, bytes]:
        if current_unit.get() is None:
            return 200, _ME
        return await super().do_request(url, method, *rest, **more)


class Deed(NamedTuple):
    """What somebody says, or the data of the button that they tap."""

    words: str
    is_tap: bool = False
    person: int = ORGANIZER


class Way(NamedTuple):
    name: str
    deed: Deed
    before: tuple[Deed, ...] = ()
    """By which one comes there."""
    kept: bool = False
    """It changes something, and is committed; all else is only looked at, as often as one likes."""


class Look(NamedTuple):
    """What is seen without words: by a browser, the clock, or when a picture is drawn."""

    name: str
    at: Callable[[Work], Awaitable[object]]


GOALS = (
    *("home", "picker, first page", "picker, free only, last page", "who owes", "find sold", "find by buyer"),
    *("find by days", "my tickets", "report"),
)
"""What everybody looks at again and again."""
GROWS = {
    "buyers by a rare name": "all names are looked through for a part of one",
    "buyers by a name that nobody has": "all names are looked through for a part of one",
    "export, before its first row": "the events that go into the file are counted, when it is made",
}
"""What is known to, and why."""
COUNTED = (
    *("who owes", "who owes, page 5", "who paid", "report beside the last raffle", "before a draw"),
    "whom to announce to",
)
"""What counts something one by one, but only so far (see rules.numbers.MOST_COUNTED)."""


class Bot:
    """All handlers, and nothing around them: no inbox, no courier."""

    def __init__(self, store: Store, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        self._store = store
        self._application = application
        self._numbers = count(1)

    @classmethod
    @asynccontextmanager
    async def open(cls, store: Store) -> AsyncIterator["Bot"]:
        application = build_application("1:bench", "http://127.0.0.1", _Offline(1), "en")
        await application.initialize()
        yield cls(store, application)
        await application.shutdown()

    async def do(self, deed: Deed, *, keep: bool) -> list[str]:
        """What is said to it; a refusal is raised."""
        async with self._store.work() as work:
            said = await self._do(work, deed)
            if keep:
                work.keep()
        return said

    async def weigh(self, deed: Deed) -> Effort:
        async with self._store.work() as work, measured(work) as effort:
            await self._do(work, deed)
        return effort

    async def _do(self, work: Work, deed: Deed) -> list[str]:
        update = Update.de_json(self._written(deed), self._application.bot)
        dialog = await find_dialog(work, deed.person, deed.person)
        unit = Unit(work, update.update_id, dialog)
        token = current_unit.set(unit)
        try:
            await self._application.process_update(update)
        finally:
            current_unit.reset(token)
            unit.close()
        if unit.fault is not None:
            raise unit.fault
        await post_letters(work, unit.letters)
        if unit.dialog_changed and unit.dialog is not None:
            await put_dialog(work, unit.dialog)
        elif unit.dialog_changed and dialog is not None:
            await end_dialog(work, dialog.chat_id, dialog.user_id)
        return [json.loads(letter.payload).get("text", "") for letter in unit.letters]

    def _written(self, deed: Deed) -> dict[str, Any]:
        number = next(self._numbers)
        person = {"id": deed.person, "is_bot": False, "first_name": "Somebody", "language_code": "en"}
        chat = {"id": deed.person, "type": "private", "first_name": "Somebody"}
        message = {"message_id": number, "date": 1772465400, "chat": chat, "from": person}
        if deed.is_tap:
            tapped = {"id": f"{number}", "from": person, "chat_instance": "x", "data": deed.words}
            return {"update_id": number, "callback_query": {**tapped, "message": {**message, "text": "?"}}}
        length = len(deed.words.split()[0]) if deed.words.startswith("/") else 0
        commands = [{"type": "bot_command", "offset": 0, "length": length}] if length else []
        return {"update_id": number, "message": {**message, "text": deed.words, "entities": commands}}


def ways_of(tenant: Tenant) -> list[Way]:
    """Of the raffle that is worked on."""
    project, order, holder = tenant.key.project_number, tenant.reserved, tenant.telegram_id
    its, pages = f"{project}.{order.order_number}", -(-tenant.size // 50)
    sell, free = Deed("/sell"), _tap(Action.VIEW, 1)
    today, code = tenant.now.date(), tenant.share_code
    days = f"from:{today - 2 * _A_DAY} to:{today - _A_DAY}"
    report = f"{project}.{{}}.0.0.1".format
    return [
        Way("home", Deed("/start")),
        Way("all raffles", Deed("/projects")),
        Way("a raffle whole", _tap(Action.PROJECT, project)),
        Way("picker, first page", sell),
        Way("picker, page in the middle", _tap(Action.PAGE, pages // 2), (sell,)),
        Way("picker, last page", _tap(Action.PAGE, pages), (sell,)),
        Way("picker, free only, first page", free, (sell,)),
        Way("picker, free only, page in the middle", _tap(Action.PAGE, pages // 3), (sell, free)),
        Way("picker, free only, last page", _tap(Action.PAGE, pages), (sell, free)),
        Way("picker, random 3", _tap(Action.RANDOM, 3), (sell,)),
        Way("picker of a buyer", _tap(Action.CHOOSE, code, person=holder)),
        Way("whom to sell to", _tap(Action.GO_ON, ""), (sell, _tap(Action.RANDOM, 1))),
        Way("who owes", Deed("/owes")),
        Way("who owes, page 5", _tap(Action.OWES, project, 5)),
        Way("who paid", _tap(Action.ORDERS, project)),
        Way("an order", _tap(Action.ORDER, its)),
        Way("history of an order", _tap(Action.ORDER_HISTORY, its)),
        Way("reminders", Deed("/remind")),
        Way("proofs that wait", _tap(Action.PROOFS, project)),
        Way("refunds", _tap(Action.REFUNDS, project)),
        Way("find", Deed("/find set:1")),
        Way("find sold", Deed("/find sold")),
        Way("find reserved", Deed("/find reserved")),
        Way("find free", Deed("/find free")),
        Way("find by buyer", Deed(f"/find buyer:{order.buyer_number}")),
        Way("find by method", Deed("/find method:card")),
        Way("find by method and buyer", Deed(f"/find method:card buyer:{order.buyer_number}")),
        Way("find by days", Deed(f"/find {days}")),
        Way("find by days and state", Deed(f"/find reserved {days}")),
        Way("find, page 4", Deed("/find page:4")),
        Way("buyers", Deed("/buyers")),
        Way("buyers by a usual name", Deed("/buyers Marta")),
        Way("buyers by a rare name", Deed(f"/buyers {RARE.split()[1][2:]}")),
        Way("buyers by a name that nobody has", Deed("/buyers Zzyzx")),
        Way("buyers by the end of a phone", Deed(f"/buyers {order.buyer_number:04}"[-13:])),
        Way("buyers by phone", Deed(f"/buyers +57300{order.buyer_number:07}")),
        Way("a buyer", _tap(Action.PERSON, order.buyer_number)),
        Way("orders of a buyer", _tap(Action.THEIR_ORDERS, order.buyer_number)),
        Way("history of a buyer", _tap(Action.THEIR_PAST, order.buyer_number)),
        Way("history", Deed("/history")),
        Way("report", Deed("/report")),
        Way("report by numbers", _tap(Action.REPORT, report("s"))),
        Way("report by method", _tap(Action.REPORT, report("m"))),
        Way("report by buyer", _tap(Action.REPORT, report("b"))),
        Way("report by seller", _tap(Action.REPORT, report("v"))),
        Way("report by day", _tap(Action.REPORT, report("d"))),
        Way("report beside the last raffle", _tap(Action.REPORT, report("c"))),
        Way("report of some days", Deed(f"/report {days}")),
        Way("before a draw", _tap(Action.DRAW, project)),
        Way("whom to announce to", _tap(Action.ANNOUNCE, project)),
        Way("link", Deed("/share")),
        Way("my tickets", Deed("/mytickets", person=holder)),
        Way("a ticket of mine", _tap(Action.MINE, order.code, person=holder)),
        Way("what I wait for", _tap(Action.WAITING, "", person=holder)),
        Way("a sale of 3 random numbers", Deed(f"/sell random 3 #{order.buyer_number}"), kept=True),
    ]


def looks_of(tenant: Tenant) -> list[Look]:
    return [
        Look("public page", lambda work: open_page(work, tenant.slug)),
        Look("card of a raffle", lambda work: open_share(work, tenant.share_code)),
        Look("board, first page", lambda work: look_at_page(work, tenant.key, 1)),
        Look("chart", lambda work: look_at_chart(work, tenant.key, Days(), Measure.MONEY)),
        Look("export, before its first row", lambda work: look_at_export(work, tenant.key)),
        Look("is a reservation due", is_order_due),
        Look("is a reminder due", is_reminder_due),
        Look("is an offer due", list_due_offers),
    ]


def _tap(action: Action, *values: object, person: int = ORGANIZER) -> Deed:
    return Deed(str(button("?", action, *values).callback_data), is_tap=True, person=person)
