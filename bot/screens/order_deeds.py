"""What was done with an order, told with the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot import whatsapp
from bot.actions import Action
from bot.buttons import button, keyboard, link
from bot.screen import Screen
from bot.screens.orders import back_to, money, to_list, to_order, when
from bot.screens.selling import some, to_ticket
from bot.texts import order_deeds as texts
from bot.texts import orders, selling, words
from bot.texts.say import Said, Say, lines
from rules.states import OrderState
from services.orders import OrderView
from services.releases import Released

if TYPE_CHECKING:
    from db.buyers import Buyer
    from db.payments import Payment


def paid(say: Say, view: OrderView, payment: Payment, now: datetime) -> Said:
    is_paid = view.order.state == OrderState.PAID
    return lines(
        paid_in_short(say, view, payment),
        None if is_paid else _due(say, view, now),
        selling.of_project(say, view.project.name),
        _ticket(say, view, payment.made_by) if is_paid else None,
    )


def paid_in_short(say: Say, view: OrderView, payment: Payment) -> Said:
    amount, method = money(say, view, payment.amount), words.method(say, payment.method)
    buyer, numbers, owed = view.buyer.name, _numbers(view), money(say, view, view.order.owed)
    if view.order.state == OrderState.PAID:
        paid_with = selling.paid_with(say, amount, method, view.order.code)
        return lines(texts.paid(say, buyer, numbers), paid_with)
    return lines(texts.paid_in_part(say, buyer, numbers), texts.still_owed(say, amount, method, owed))


def extended(say: Say, view: OrderView, now: datetime) -> Said:
    return lines(
        texts.extended(say, view.buyer.name, _numbers(view)),
        _until(say, view, now),
        selling.of_project(say, view.project.name),
    )


def released(say: Say, view: OrderView, done: Released) -> Said:
    """Of one order; the view shows what it still holds."""
    order = view.order
    kept = some(view.numbers, view.ranges)
    if order.state == OrderState.CANCELLED:
        rest = texts.nothing_left(say, order.code)
    elif order.state == OrderState.PAID:
        rest = texts.left_is_paid(say, kept, order.code)
    else:
        rest = texts.left(say, kept, money(say, view, order.owed), order.code)
    return lines(texts.released(say, view.buyer.name, some(done.numbers, view.ranges)), rest)


def handed_on(say: Say, view: OrderView, by: int) -> Said:
    return lines(
        texts.handed_on(say, view.buyer.name, _numbers(view)),
        selling.of_project(say, view.project.name),
        _ticket(say, view, by) if view.order.state == OrderState.PAID else None,
    )


def voided(say: Say, view: OrderView, done: Released) -> Screen:
    order = view.order
    refund = texts.give_back(say, money(say, view, order.paid), view.buyer.name) if order.paid else None
    freed = texts.voided(say, view.buyer.name, some(done.numbers, view.ranges))
    told = lines(freed, refund, selling.of_project(say, view.project.name))
    return Screen(told, keyboard([to_order(say, order), to_list(say, view)]))


def with_way_back(say: Say, told: Said, views: Sequence[OrderView], mark: str) -> Screen:
    """One undo takes back all that was done; a single order can be looked at."""
    undo = button(selling.undo(say), Action.UNDO, mark)
    order = [to_order(say, views[0].order)] if len(views) == 1 else []
    first = views[0]
    forward = len(views) == 1 and first.order.state == OrderState.PAID and first.buyer.telegram_id is None
    ticket = [to_ticket(say, first.order)] if forward else []
    owes = button(orders.to_who_owes(say), Action.OWES, first.order.project_number)
    return Screen(told, keyboard([undo, *order], [*ticket, owes]))


def several(say: Say, told: Sequence[Said], done: int, views: Sequence[OrderView], mark: str) -> Screen:
    """Lines of one message, each with what came of it."""
    text = lines(*told, selling.rows_done(say, done, len(told)))
    return with_way_back(say, text, views, mark) if views else Screen(text)


def to_forward(say: Say, view: OrderView, words_to_buyer: Said) -> Screen:
    """Above the words themselves, which stand alone so that they can be forwarded."""
    whatsapp_button = _whatsapp(say, view.buyer, words_to_buyer)
    return Screen(texts.not_within_reach(say, view.buyer.name), keyboard([whatsapp_button], [back_to(say, view.order)]))


def _whatsapp(say: Say, buyer: Buyer, words_to_buyer: Said) -> InlineKeyboardButton:
    return link(orders.whatsapp(say), whatsapp.link_to(buyer.phone_e164, words_to_buyer))


def _numbers(view: OrderView) -> str:
    return some(view.numbers, view.ranges)


def _until(say: Say, view: OrderView, now: datetime) -> Said | None:
    deadline, order = view.order.told_deadline_at, view.order
    if deadline is None:
        return None
    return texts.until(say, money(say, view, order.owed), say.moment(deadline, now), order.code)


def _due(say: Say, view: OrderView, now: datetime) -> Said | None:
    deadline = view.order.told_deadline_at
    return None if deadline is None else texts.due(say, when(say, deadline, now), view.order.code)


def _ticket(say: Say, view: OrderView, by: int) -> Said | None:
    return selling.ticket_sent(say) if view.buyer.telegram_id not in (None, by) else None
