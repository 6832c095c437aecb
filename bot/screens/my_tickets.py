"""The screens of what a buyer holds with whatever organizer: all of it, one order, and whether a ticket is valid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.more_time import cash_button, wish_button
from bot.screens.pages import fitting, in_pairs, turning
from bot.screens.proofs import i_have_paid
from bot.screens.selling import some
from bot.texts import buying, selling, words
from bot.texts import more_time as of_wishes
from bot.texts import my_tickets as texts
from bot.texts import waiting as of_waiting
from bot.texts.say import Said, Say, joined, lines
from bot.texts.shown import numbers as few_numbers
from rules.more_time import MoreTime
from rules.numbers import show_among
from rules.refusals import NumbersTaken
from rules.states import OrderState, PaymentMethod, ProjectState
from services.projects import is_running

if TYPE_CHECKING:
    from db.orders import Order
    from services.checks import Checked
    from services.my_tickets import MyOrder, MyTickets
    from services.own_orders import OwnOrder

_MOST_TAPPED = 40
"""So many numbers stand on buttons; of more, all are given back or none."""

_TWO_IN_A_ROW, _ALONE = 20, 34
"""So much is read on a button."""

Row = list[InlineKeyboardButton]


def all_of_them(say: Say, near: Callable[[str], Say], held: MyTickets, waited_for: int, now: datetime) -> Screen:
    """Each is told the times as its organizer lives, unless the reader said where they live themselves."""
    rows = [_row(near(one.organizer_zone), one, now) for one in held.rows] or [texts.none(say)]
    room = _TWO_IN_A_ROW if len(held.rows) > 1 else _ALONE
    buttons = [button(fitting(_label(one), room), Action.MINE, one.order.code) for one in held.rows]
    waits = [button(of_waiting.all_waited_for(say, waited_for), Action.WAITING)] if waited_for else []
    turn = turning(held, Action.MY_TICKETS)
    text = lines(texts.heading(say), "", *rows)
    return Screen(text, keyboard(*in_pairs(buttons), turn, waits) if buttons or turn or waits else None)


def order(say: Say, own: OwnOrder, now: datetime, *, muted: bool, above: Said | None = None) -> Screen:
    """As it stands, with what its buyer can do with it now."""
    state = own.order.state
    how = _how_to_pay(say, own) if state == OrderState.RESERVED else []
    text = lines(
        above,
        "" if above else None,
        texts.numbers(say, some(own.numbers, own.ranges)) if own.numbers else texts.no_numbers(say),
        texts.of_project(say, own.project.name, own.organizer_name),
        texts.holder(say, own.order.holder_name) if own.order.holder_name else None,
        texts.draw_at(say, say.moment(own.project.draw_at, now)) if own.project.draw_at else None,
        *_standing(say, own, now),
        *how,
        None if above else _wish_is_open(say, own),
        texts.reminders_are_off(say) if muted and state == OrderState.RESERVED else None,
    )
    return Screen(text, keyboard(*_deeds(say, own, muted=muted), [to_all(say)]))


def which_to_release(say: Say, own: OwnOrder) -> Screen:
    """One of them or all; a second question follows."""
    code, held = own.order.code, own.numbers
    each = [button(show_among([one], own.ranges), Action.GIVE_BACK, code, one) for one in held[:_MOST_TAPPED]]
    rows = [each[start : start + 5] for start in range(0, len(each), 5)] if len(held) <= _MOST_TAPPED else []
    every = [button(texts.release_all(say, len(held)), Action.GIVE_BACK, code, "all")]
    asked = lines(texts.numbers(say, some(held, own.ranges)), "", texts.which_to_release(say))
    return Screen(asked, keyboard(*rows, every, [_back(say, own.order)]))


def really_release(say: Say, own: OwnOrder, numbers: Sequence[int], wish: str) -> Screen:
    yes = [button(texts.yes_release(say), Action.GIVEN_BACK, own.order.code, wish)]
    return Screen(texts.really_release(say, some(numbers, own.ranges)), keyboard(yes, [_back(say, own.order)]))


def stop_which(say: Say, own: OwnOrder) -> Screen:
    this = button(texts.of_this_one(say), Action.MUTED, own.order.code)
    every = button(texts.of_all(say), Action.MUTED, "all")
    return Screen(texts.stop_which(say), keyboard([this, every], [_back(say, own.order)]))


def cannot_take_back(say: Say, own: OwnOrder, refused: NumbersTaken) -> Screen:
    """Which are gone, which are free beside them, and to be told when one of the gone ones becomes free."""
    code, gone = own.order.code, refused.taken
    nearby = some(refused.free_nearby, refused.ranges)
    text = lines(
        texts.cannot_take_back(say, some(gone, refused.ranges)),
        texts.free_nearby(say, nearby) if refused.free_nearby else None,
    )
    shown = [(one, show_among([one], refused.ranges)) for one in gone[:3]]
    tell = [[button(of_waiting.tell_me(say, label), Action.WAIT, code, one)] for one, label in shown]
    return Screen(text, keyboard(*tell, [_back(say, own.order)]))


def checked(say: Say, found: Checked, now: datetime) -> Screen:
    text = lines(
        texts.valid(say) if found.is_valid else texts.not_valid(say),
        "",
        texts.numbers(say, some(found.numbers, found.ranges)) if found.numbers else None,
        joined([found.project_name], ""),
        texts.draw_at(say, say.moment(found.draw_at, now)) if found.draw_at else None,
        texts.held_by(say, found.holder_initials) if found.holder_initials else None,
        texts.organizer(say, found.organizer_name),
    )
    return Screen(text)


def to_all(say: Say) -> InlineKeyboardButton:
    return button(texts.back(say), Action.MY_TICKETS)


def _row(say: Say, one: MyOrder, now: datetime) -> Said:
    numbers = few_numbers(one.numbers, one.ranges) + ("…" if one.count > len(one.numbers) else "")
    if one.order.state == OrderState.PAID:
        draw = [texts.draw_at(say, say.moment(one.draw_at, now))] if one.draw_at else []
        return joined([texts.paid_row(say, numbers, one.project_name), *draw], "\n")
    until = one.order.told_deadline_at
    if one.order.state != OrderState.RESERVED or until is None:
        state = words.order_state(say, one.order.state)
        return texts.ended_row(say, state, one.project_name, one.order.code)
    if one.proof_waits:
        return texts.waiting_row(say, numbers, one.project_name, one.organizer_name)
    return texts.reserved_row(say, numbers, one.project_name, say.moment(until, now))


def _label(one: MyOrder) -> str:
    sign = "📎" if one.proof_waits else words.sign_of(one.order.state)
    shown = show_among(one.numbers[:3], one.ranges) if one.numbers else one.order.code
    return f"{sign} {shown}{'…' if one.count > 3 else ''} {one.project_name}"


def _standing(say: Say, own: OwnOrder, now: datetime) -> list[Said]:
    order, currency = own.order, own.project.currency
    if order.state == OrderState.PAID:
        return [texts.paid(say, say.money(order.total, currency), order.code)]
    if order.state == OrderState.EXPIRED:
        return [texts.expired(say, order.code)]
    if order.state != OrderState.RESERVED or order.told_deadline_at is None:
        return [texts.cancelled(say, order.code)]
    until = order.told_deadline_at
    urge = texts.to_pay if until > now else texts.time_is_over
    owed = urge(say, say.money(order.owed, currency), say.moment(until, now))
    return [owed, texts.proof_waits(say, own.organizer_name)] if own.proof_waits else [owed]


def _wish_is_open(say: Say, own: OwnOrder) -> Said | None:
    is_open = own.order.state == OrderState.RESERVED and own.order.more_time == MoreTime.ASKED
    return of_wishes.waiting_for_answer(say, own.organizer_name) if is_open else None


def _how_to_pay(say: Say, own: OwnOrder) -> list[Said]:
    reference = buying.reference(say, own.order.code)
    if own.proof_waits:
        return [reference]
    if own.order.pays_by == PaymentMethod.CASH:
        return [Said(""), of_wishes.pay_in_cash(say, own.organizer_name), reference]
    how = own.how_to_pay
    told = buying.how_to_pay(say, how) if how else buying.ask_how_to_pay(say, own.organizer_name)
    return [Said(""), told, reference]


def _deeds(say: Say, own: OwnOrder, *, muted: bool) -> list[Row]:
    code, state = own.order.code, own.order.state
    is_open = own.project.state == ProjectState.OPEN
    wait = [button(of_waiting.wait_for_one(say), Action.WAIT, code)] if is_open else []
    if state == OrderState.PAID:
        return [[button(texts.ticket_again(say), Action.MY_TICKET, code)], wait]
    if state == OrderState.EXPIRED and is_open:
        return [[button(texts.take_back(say), Action.TAKE_BACK, code)], wait]
    if state != OrderState.RESERVED or not is_running(own.project):
        return [wait]
    pay = [i_have_paid(say, code)] if own.proofs_left > 0 else []
    wishes = [] if own.proof_waits else [*wish_button(say, own.order), cash_button(say, own.order)]
    release = [] if own.proof_waits else [button(texts.release(say), Action.GIVE_BACK, code)]
    remind = button(texts.allow_reminders(say) if muted else texts.stop_reminders(say), *_muting(code, muted=muted))
    return [pay, wishes, [*release, remind], wait]


def _muting(code: str, *, muted: bool) -> tuple[Action, str]:
    return (Action.UNMUTE, code) if muted else (Action.MUTE, code)


def _back(say: Say, order: Order) -> InlineKeyboardButton:
    return button(selling.back(say), Action.MINE, order.code)
