"""The screens of somebody who buys: who they are, the summary, and what is reserved with how to pay it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.more_time import cash_button
from bot.screens.selling import gone_of, listed, some, total_of
from bot.texts import buying as texts
from bot.texts import selling, words
from bot.texts.say import Said, Say, lines
from services.orders import OrderView
from services.picking import Selection
from services.sales import Taken

if TYPE_CHECKING:
    from db.buyers import Buyer


class Wish(NamedTuple):
    """Who buys, and whose name the ticket bears if it is somebody else's."""

    name: str
    phone: str | None
    holder: str | None


def what_name(say: Say, selection: Selection, organizer: str, own_name: str | None) -> Screen:
    own = [button(texts.buyer(say, own_name), Action.MY_NAME)] if own_name else []
    back = button(selling.back(say), Action.BACK)
    return Screen(
        lines(gone_of(say, selection), texts.what_name(say, listed(selection), organizer)),
        keyboard(own, [back, button(selling.cancel(say), Action.CANCEL)]),
    )


def chosen(say: Say, selection: Selection) -> Screen:
    """While the phone is asked for below."""
    return Screen(texts.summary(say, selection.project.name, listed(selection), total_of(say, selection)))


def whose_ticket(say: Say) -> Screen:
    return Screen(texts.whose_ticket(say), keyboard([button(selling.back(say), Action.BACK)]))


def summary(say: Say, selection: Selection, wish: Wish, until: datetime, now: datetime, mark: str) -> Screen:
    project = selection.project
    span = words.span(say, project.hold_minutes)
    text = lines(
        texts.summary(say, project.name, listed(selection), total_of(say, selection)),
        texts.buyer_with_phone(say, wish.name, wish.phone) if wish.phone else texts.buyer(say, wish.name),
        texts.holder(say, wish.holder) if wish.holder else None,
        gone_of(say, selection),
        texts.until_when(say, span, say.moment(until, now)),
        texts.at_most(say, project.most_per_order) if project.most_per_order else None,
        texts.at_most_in_all(say, project.most_per_buyer) if project.most_per_buyer else None,
    )
    other = button(texts.for_me(say), Action.FOR_ME) if wish.holder else _for_somebody_else(say)
    leave = [button(selling.back(say), Action.BACK), button(selling.cancel(say), Action.CANCEL)]
    return Screen(text, keyboard([button(texts.reserve(say), Action.BOOK, mark)], [other], leave))


def _for_somebody_else(say: Say) -> InlineKeyboardButton:
    return button(texts.for_somebody_else(say), Action.HOLDER)


def reserved(say: Say, taken: Taken, organizer: str, how: str | None, now: datetime) -> Screen:
    order, until = taken.order, taken.order.told_deadline_at
    text = lines(
        texts.reserved(say, taken.project.name, some(taken.numbers, taken.ranges)),
        texts.holder(say, order.holder_name) if order.holder_name else None,
        _to_pay(say, taken, until, now) if until else None,
        "",
        texts.how_to_pay(say, how) if how else texts.ask_how_to_pay(say, organizer),
        texts.reference(say, order.code),
    )
    return Screen(
        text, keyboard([button(texts.i_have_paid(say), Action.CLAIM_PAID, order.code)], [cash_button(say, order)])
    )


def _to_pay(say: Say, taken: Taken, until: datetime, now: datetime) -> Said:
    return texts.to_pay(say, say.money(taken.order.total, taken.project.currency), say.moment(until, now))


def bought(say: Say, view: OrderView, twin: Buyer | None, now: datetime) -> Screen:
    """To the organizer, with the buyer who has the same phone: only they can say whether it is one person."""
    order, buyer = view.order, view.buyer
    total, until = say.money(order.total, view.project.currency), order.told_deadline_at
    text = lines(
        texts.bought(say, buyer.name, some(view.numbers, view.ranges)),
        texts.holder(say, order.holder_name) if order.holder_name else None,
        selling.owed_until(say, total, say.moment(until, now), order.code) if until else None,
        selling.of_project(say, view.project.name),
        texts.perhaps_known(say, twin.name, twin.buyer_number) if twin else None,
    )
    own = button(selling.order_of(say, order.code), Action.ORDER, order.project_number, order.order_number)
    join = [_join(say, twin, buyer)] if twin else []
    return Screen(text, keyboard([own, *join]))


def _join(say: Say, twin: Buyer, buyer: Buyer) -> InlineKeyboardButton:
    return button(texts.join_them(say, twin.buyer_number), Action.MERGE_WITH, twin.buyer_number, buyer.buyer_number)
