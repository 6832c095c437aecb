"""What is asked before something is done with an order: how much, how long, which numbers, whose, why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.orders import back_to, heading, money, pay_button
from bot.screens.selling import some
from bot.texts import orders as texts
from bot.texts import selling, words
from bot.texts.say import Said, Say, lines
from rules.numbers import show_among
from rules.states import PaymentMethod
from services.orders import OrderView

if TYPE_CHECKING:
    from db.buyers import Buyer
    from db.orders import Order

_TIMES = (24 * 60, 48 * 60, 72 * 60)
_MOST_TAPPED = 40
"""So many numbers stand on buttons; of more, those that are given back are typed."""

Row = list[InlineKeyboardButton]


def part(say: Say, view: OrderView) -> Screen:
    return _asked(say, view, texts.which_part(say, money(say, view, view.order.owed)))


def method(say: Say, view: OrderView, amount: int) -> Screen:
    rest = view.order.owed - amount
    asked = texts.how_rest_is_paid(say, money(say, view, amount))
    if rest:
        asked = texts.how_part_is_paid(say, money(say, view, amount), money(say, view, rest))
    return _asked(say, view, asked, *([pay_button(say, view.order, amount, one)] for one in PaymentMethod))


def time(say: Say, view: OrderView) -> Screen:
    """Each button holds the deadline as it was shown: two taps do not prolong twice."""
    told = view.order.told_deadline_at
    seen = int(told.timestamp()) if told else 0
    spans = [_of(view.order, words.span(say, one), Action.EXTEND, one, seen) for one in _TIMES]
    return _asked(say, view, texts.how_much_time(say), spans)


def release(say: Say, view: OrderView, chosen: Sequence[int]) -> Screen:
    order, numbers = view.order, view.numbers
    cells: Row = []
    if len(numbers) <= _MOST_TAPPED:
        for number in numbers:
            shown = show_among([number], view.ranges)
            label = f"•{shown}•" if number in chosen else shown
            cells.append(button(label, Action.GIVE_UP, order.project_number, order.order_number, number))
    grid = [cells[start : start + 5] for start in range(0, len(cells), 5)]
    all_ = [_of(order, texts.release_all(say, len(numbers)), Action.GIVE_UP)]
    few = len(chosen) <= 4
    label = texts.release_these(say, some(chosen, view.ranges) if few else str(len(chosen)))
    these = [_of(order, label, Action.RELEASE, 1)] if chosen else []
    return _asked(say, view, texts.which_to_release(say), *grid, these or all_)


def really_release(say: Say, view: OrderView, numbers: Sequence[int]) -> Screen:
    asked = texts.really_release(say, some(numbers, view.ranges), view.buyer.name)
    yes = _of(view.order, texts.yes_release(say), Action.RELEASED)
    return Screen(asked, keyboard([yes, back_to(say, view.order)]))


def release_typed(say: Say, project_number: int) -> Screen:
    back = button(texts.to_who_owes(say), Action.OWES, project_number)
    return Screen(texts.which_to_release_typed(say), keyboard([back]))


def really_release_typed(say: Say, one_of: OrderView, numbers: Sequence[int]) -> Screen:
    """Of whichever orders; one of them is known."""
    project = one_of.project.project_number
    yes = button(texts.yes_release(say), Action.RELEASED, project, 0)
    back = button(selling.back(say), Action.OWES, project)
    shown = some(numbers, one_of.ranges)
    return Screen(texts.really_release_typed(say, shown), keyboard([yes, back]))


def holder(say: Say, view: OrderView, buyers: Sequence[Buyer], *, searched: str | None = None,
           new: str | None = None) -> Screen:  # fmt: skip
    """Whoever holds it now is not offered."""
    others = [one for one in buyers if one.buyer_number != view.buyer.buyer_number]
    found = [_of(view.order, f"{words.BUYER} {one.name}", Action.HAND_TO, one.buyer_number) for one in others]
    rows = [found[start : start + 2] for start in range(0, len(found), 2)]
    add = [_of(view.order, selling.new_buyer(say, new), Action.HAND_NEW)] if new else []
    asked = selling.found_for(say, searched) if searched and others else texts.who_holds(say)
    if new and not others:
        asked = texts.really_new_holder(say, new)
    return _asked(say, view, asked, *rows, add)


def correct(say: Say, view: OrderView) -> Screen:
    name = _of(view.order, texts.name(say), Action.CORRECT, 1)
    phone = _of(view.order, texts.phone(say), Action.CORRECT, 2)
    return _asked(say, view, texts.what_to_correct(say), [name, phone])


def right_name(say: Say, view: OrderView) -> Screen:
    return Screen(texts.right_name(say, view.buyer.name), keyboard([back_to(say, view.order)]))


def right_phone(say: Say, view: OrderView) -> Screen:
    return Screen(texts.right_phone(say, view.buyer.phone), keyboard([back_to(say, view.order)]))


def why_void(say: Say, view: OrderView) -> Screen:
    return _asked(say, view, texts.why_void(say, view.order.code))


def really_void(say: Say, view: OrderView, reason: str) -> Screen:
    order = view.order
    asked = texts.really_void(say, order.code, reason)
    if order.paid:
        asked = texts.really_void_paid(say, order.code, reason, money(say, view, order.paid))
    return _asked(say, view, asked, [_of(order, texts.yes_void(say), Action.VOIDED)])


def _asked(say: Say, view: OrderView, question: Said, *rows: Row) -> Screen:
    return Screen(lines(heading(say, view), "", question), keyboard(*rows, [back_to(say, view.order)]))


def _of(order: Order, label: str, action: Action, *more: object) -> InlineKeyboardButton:
    return button(label, action, order.project_number, order.order_number, *more)
