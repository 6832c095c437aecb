"""A ticket or reservation that counts no longer, or again, as its buyer reads it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.selling import some
from bot.texts import called_off, my_tickets
from bot.texts import recalls as texts
from bot.texts.say import Said, Say, lines
from rules.states import OrderState
from services.recalls import CountsAgain, How, Recall

if TYPE_CHECKING:
    from db.orders import Order


def recalled(say: Say, one: Recall, now: datetime) -> Screen:
    return _screen(say, lines(_heading(say, one), _why(say, one), *_what_is_left(say, one, now), _money(say, one)))


def counts_again(say: Say, one: CountsAgain, now: datetime) -> Screen:
    heading = texts.counts_again(say, one.order.code, some(one.numbers, one.ranges), one.project.name)
    return _screen(say, lines(heading, *_reserved(say, one.order, one.project.currency, now)))


def _heading(say: Say, one: Recall) -> Said:
    told = texts.ticket_no_longer if one.of_ticket else texts.reservation_no_longer
    if one.kept:
        told = texts.fewer_now
    return told(say, one.order.code, some(one.numbers, one.ranges), one.project.name)


def _why(say: Say, one: Recall) -> Said:
    name = one.organizer_name
    match one.how:
        case How.VOIDED if one.order.void_reason:
            return texts.voided(say, name, one.order.void_reason)
        case How.VOIDED:
            return texts.voided_without_words(say, name)
        case How.HANDED_ON:
            return texts.in_another_name(say, name)
        case How.RELEASED:
            return texts.released(say, name)
        case How.UNPAID:
            return texts.payment_taken_back(say, name)
        case How.UNDONE:
            return (texts.sale_taken_back if one.of_ticket else texts.reservation_taken_back)(say, name)


def _what_is_left(say: Say, one: Recall, now: datetime) -> list[Said]:
    currency = one.project.currency
    if one.how == How.UNPAID:
        if_paid = texts.say_if_paid(say, one.organizer_name)
        return [*_reserved(say, one.order, currency, now), if_paid]
    if not one.kept:
        return []
    reserved = one.order.state == OrderState.RESERVED
    owed = [texts.left_to_pay(say, say.money(one.order.owed, currency))] if reserved else []
    return [texts.kept(say, some(one.kept, one.ranges)), *owed]


def _reserved(say: Say, order: Order, currency: str, now: datetime) -> list[Said]:
    until = order.told_deadline_at
    return [
        *([texts.stays_reserved_until(say, say.moment(until, now))] if until else []),
        texts.left_to_pay(say, say.money(order.owed, currency)),
    ]


def _money(say: Say, one: Recall) -> Said | None:
    """Who undoes says that it never was: whether money changed hands, the two of them know."""
    paid, name = say.money(one.paid, one.project.currency), one.organizer_name
    if one.how == How.UNPAID or one.kept:
        return None
    if not one.paid:
        return called_off.nothing_to_pay(say)
    if one.how == How.HANDED_ON:
        return texts.owes_you_if_not_agreed(say, paid, name)
    return (texts.owes_you if one.how == How.VOIDED else texts.owes_you_if_paid)(say, paid, name)


def _screen(say: Say, text: Said) -> Screen:
    return Screen(text, keyboard([button(my_tickets.back(say), Action.MY_TICKETS, 1)]))
