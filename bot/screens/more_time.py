"""The screens of a wish for more time: the organizer answers it, and the buyer hears the answer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.orders import answer_buttons, to_order, when
from bot.screens.proofs import i_have_paid, to_own
from bot.screens.selling import some
from bot.texts import more_time as texts
from bot.texts import orders, selling
from bot.texts.say import Said, Say, lines
from rules.more_time import MoreTime
from rules.states import PaymentMethod
from services.orders import OrderView

if TYPE_CHECKING:
    from db.orders import Order

Row = list[InlineKeyboardButton]


def wish_button(say: Say, order: Order) -> Row:
    """With the deadline that is shown: a second tap finds another one. None after a no, or while one is open."""
    if order.more_time in (MoreTime.ASKED, MoreTime.REFUSED) or order.told_deadline_at is None:
        return []
    return [button(texts.more_time(say), Action.WISH_TIME, order.code, int(order.told_deadline_at.timestamp()))]


def cash_button(say: Say, order: Order) -> InlineKeyboardButton:
    if order.pays_by == PaymentMethod.CASH:
        return button(texts.not_in_cash(say), Action.PAY_BY, order.code, "")
    return button(texts.in_cash(say), Action.PAY_BY, order.code, PaymentMethod.CASH.value)


def asked(say: Say, view: OrderView, now: datetime) -> Screen:
    """To the organizer."""
    order, until = view.order, view.order.told_deadline_at
    text = lines(
        texts.asks(say, view.buyer.name, some(view.numbers, view.ranges)),
        orders.owed(say, say.money(order.owed, view.project.currency), say.money(order.total, view.project.currency)),
        orders.due_with_code(say, when(say, until, now), order.code) if until else None,
        selling.of_project(say, view.project.name),
    )
    return Screen(text, keyboard(answer_buttons(say, view.project, order), [to_order(say, order)]))


def denied(say: Say, view: OrderView) -> Screen:
    told = texts.denied(say, view.buyer.name, some(view.numbers, view.ranges))
    return Screen(lines(told, selling.of_project(say, view.project.name)), keyboard([to_order(say, view.order)]))


def answered(say: Say, view: OrderView, organizer: str, now: datetime) -> Screen:
    """To the buyer."""
    code = view.order.code
    return Screen(_answer(say, view, organizer, now), keyboard([i_have_paid(say, code)], [to_own(say, code)]))


def _answer(say: Say, view: OrderView, organizer: str, now: datetime) -> Said:
    numbers, project = some(view.numbers, view.ranges), view.project.name
    until = view.order.told_deadline_at or now
    if view.order.more_time == MoreTime.GRANTED:
        return texts.granted(say, organizer, numbers, project, say.moment(until, now))
    if until <= now:
        return texts.refused_and_over(say, organizer, numbers, project)
    return texts.refused(say, organizer, numbers, project, say.moment(until, now))
