"""What happened to an order, newest first."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.orders import back_to
from bot.screens.selling import some
from bot.texts import happenings as texts
from bot.texts import words
from bot.texts.say import Said, Say, joined, lines
from services.orders import Happened, HappenedPage, OrderView


class _Told(NamedTuple):
    """An event, with what its sentence needs."""

    say: Say
    view: OrderView
    one: Happened
    now: datetime

    def money(self, amount: int) -> str:
        return self.say.money(amount, self.view.project.currency)

    def numbers(self, name: str) -> str:
        return some(self.one.after[name], self.view.ranges)

    @property
    def buyer(self) -> str:
        return self.one.buyer_name or ""

    @property
    def method(self) -> Said:
        return words.method(self.say, self.one.after["method"])


def history(say: Say, view: OrderView, page: HappenedPage, now: datetime) -> Screen:
    told = [texts.at(say, say.moment(one.at, now), _line(_Told(say, view, one, now))) for one in page.rows]
    order = view.order
    turning = [
        *([_page("‹", view, page.number - 1)] if page.number > 1 else []),
        *([_page("›", view, page.number + 1)] if page.more else []),
    ]
    reminded = joined([say.moment(at, now) for at in page.reminded], ", ")
    text = lines(
        texts.title(say, order.code),
        texts.reminded_by_itself(say, reminded) if page.reminded else None,
        "",
        joined(told, "\n\n"),
    )
    return Screen(text, keyboard(turning, [back_to(say, order)]))


def _page(label: str, view: OrderView, number: int) -> InlineKeyboardButton:
    order = view.order
    return button(label, Action.ORDER_HISTORY, order.project_number, order.order_number, number)


def _line(told: _Told) -> Said:
    sentence = _SENTENCES.get(told.one.kind)
    # What a later version noted is better read as it is than not at all.
    said = sentence(told) if sentence else joined([told.one.kind], "")
    mine = told.one.made_by == told.view.order.user_id
    return said if mine else texts.by_another(told.say, said)


def _reserved(told: _Told) -> Said:
    return texts.reserved(told.say, told.buyer, told.numbers("numbers"), told.money(told.one.after["total"]))


def _sold(told: _Told) -> Said:
    total = told.money(told.one.after["total"])
    return texts.sold(told.say, told.buyer, told.numbers("numbers"), total, told.method)


def _paid(told: _Told) -> Said:
    return texts.paid(told.say, told.money(told.one.after["amount"]), told.method)


def _paid_in_part(told: _Told) -> Said:
    after = told.one.after
    owed = told.money(after["total"] - after["paid"])
    return texts.paid_in_part(told.say, told.money(after["amount"]), told.method, owed)


def _extended(told: _Told) -> Said:
    until = datetime.fromisoformat(told.one.after["told_deadline_at"])
    return texts.extended(told.say, told.say.moment(until, told.now))


_SENTENCES: Mapping[str, Callable[[_Told], Said]] = {
    "order.reserved": _reserved,
    "order.sold": _sold,
    "order.paid": _paid,
    "order.paid_in_part": _paid_in_part,
    "order.released": lambda told: texts.released(told.say, told.numbers("freed")),
    "order.voided": lambda told: texts.voided(told.say, told.numbers("freed")),
    "order.handed_on": lambda told: texts.handed_on(told.say, told.buyer),
    "order.extended": _extended,
    "order.time_asked": lambda told: texts.time_asked(told.say),
    "order.time_refused": lambda told: texts.time_refused(told.say),
    "order.will_pay": lambda told: (
        texts.pays_in_cash(told.say) if told.one.after["pays_by"] else texts.not_in_cash(told.say)
    ),
    "order.reminded": lambda told: texts.reminded(told.say, told.buyer),
    "order.undone": lambda told: texts.undone(told.say, told.one.after["of"]),
}
