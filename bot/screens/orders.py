"""The screens of orders: who owes, one order with all that can be done with it, and what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.home import go_home
from bot.screens.pages import fitting, in_pairs
from bot.screens.proof_rows import WaitingProofs, proof_row, to_proof
from bot.screens.selling import some
from bot.texts import more_time as of_wishes
from bot.texts import orders as texts
from bot.texts import proofs as of_proofs
from bot.texts import reminders as of_reminders
from bot.texts import selling, words
from bot.texts.say import Said, Say, joined, lines
from bot.texts.shown import numbers as few_numbers
from rules.keys import ProofKey
from rules.more_time import MoreTime
from rules.numbers import show_among
from rules.states import OrderState, PaymentMethod
from rules.terms import minutes
from services.more_time import asked_for
from services.orders import OrderPage, OrderRow, OrdersOfProject, OrderView
from services.projects import is_running

if TYPE_CHECKING:
    from db.orders import Order
    from db.projects import Project

_LABEL = 20
"""So much is read on a button when two stand in a row."""
_ON_LABEL = 3
_OF_NAME = 8

Row = list[InlineKeyboardButton]


def projects(say: Say, projects: Sequence[Project]) -> Screen:
    rows = [[button(one.name, Action.OWES, one.project_number)] for one in projects]
    return Screen(selling.which_project(say), keyboard(*rows))


def owing(say: Say, orders: OrdersOfProject, now: datetime, proofs: WaitingProofs | None = None) -> Screen:
    """Proofs first: they wait for nobody but the organizer."""
    project, sums, page = orders
    number = project.project_number
    below = [[button(texts.to_paid(say), Action.ORDERS, number)], go_home(say)]
    if not sums.orders:
        return Screen(lines(texts.who_owes(say, project.name), "", texts.nobody_owes(say)), keyboard(*below))
    summed = [texts.owing(say, sums.orders, say.money(sums.amount, project.currency))]
    if sums.overdue:
        summed.append(texts.overdue(say, sums.overdue))
    looked_at = proofs.page.found if proofs else []
    shown = {one.order_number for one in looked_at}
    rest = [row for row in page.rows if row.order.order_number not in shown]
    waiting = [proof_row(say, project, one, proofs.held) for one in looked_at] if proofs else []
    text = lines(
        texts.who_owes(say, project.name),
        joined(summed, " · "),
        "",
        *waiting,
        *(_owing_row(say, row, now) for row in rest),
    )
    to_proofs = [to_proof(project, one, proofs.held) for one in looked_at] if proofs else []
    more = [button(of_proofs.to_all(say), Action.PROOFS, number, 2)] if proofs and proofs.page.more else []
    reminders = [button(of_reminders.reminders(say), Action.REMINDERS, number)]
    rows = [*in_pairs(to_proofs), more, *_to_orders(rest), _turning(page, Action.OWES, number), reminders]
    return Screen(text, keyboard(*rows, *below))


def paid(say: Say, orders: OrdersOfProject) -> Screen:
    project, _, page = orders
    number = project.project_number
    below = [button(texts.to_who_owes(say), Action.OWES, number)]
    rows = [_paid_row(say, row) for row in page.rows] or [texts.nothing_paid(say)]
    text = lines(texts.paid_orders(say, project.name), "", *rows)
    return Screen(text, keyboard(*_to_orders(page.rows), _turning(page, Action.ORDERS, number), below, go_home(say)))


def order(
    say: Say, view: OrderView, now: datetime, *, above: Said | None = None, proof: ProofKey | None = None
) -> Screen:
    """As it stands, with what can be done with it now."""
    text = lines(above, "" if above else None, *_told(say, view, now))
    look = [button(of_proofs.to_proof(say), Action.PROOF, *proof[1:])] if proof else []
    return Screen(text, keyboard(look, *_deeds(say, view)))


def to_list(say: Say, view: OrderView) -> InlineKeyboardButton:
    project = view.order.project_number
    if view.order.state == OrderState.PAID:
        return button(texts.to_paid(say), Action.ORDERS, project)
    return button(texts.to_who_owes(say), Action.OWES, project)


def to_order(say: Say, order: Order) -> InlineKeyboardButton:
    return button(selling.order_of(say, order.code), Action.ORDER, order.project_number, order.order_number)


def back_to(say: Say, order: Order) -> InlineKeyboardButton:
    return button(selling.back(say), Action.ORDER, order.project_number, order.order_number)


def heading(say: Say, view: OrderView) -> Said:
    buyer = joined([view.buyer.name], "")
    if view.buyer.telegram_id is not None:
        buyer = texts.on_telegram(say, view.buyer.name)
    elif view.buyer.phone is not None:
        buyer = texts.with_phone(say, view.buyer.name, view.buyer.phone)
    if not view.numbers:
        return texts.title_without_numbers(say, buyer)
    return texts.title(say, some(view.numbers, view.ranges), buyer)


def money(say: Say, view: OrderView, amount: int) -> str:
    return say.money(amount, view.project.currency)


def pay_button(say: Say, order: Order, amount: int, method: PaymentMethod) -> InlineKeyboardButton:
    """It holds what is owed as it was shown: when that has changed, it does nothing."""
    label = texts.paid_by(say, words.method(say, method))
    return button(label, Action.PAY, order.project_number, order.order_number, order.owed, amount, method.value)


def _told(say: Say, view: OrderView, now: datetime) -> list[Said | None]:
    order = view.order
    paid = [f"{money(say, view, one.amount)} {words.method(say, one.method)}" for one in view.payments]
    ended = order.state in (OrderState.CANCELLED, OrderState.EXPIRED)
    return [
        heading(say, view),
        _state(say, order, now),
        _amounts(say, view),
        texts.paid_so_far(say, " + ".join(paid)) if paid else None,
        texts.to_give_back(say, money(say, view, order.paid)) if ended and order.paid else None,
        texts.reason(say, order.void_reason) if order.void_reason else None,
        of_wishes.wish_is_open(say) if _is_wishing(order) else None,
        of_wishes.pays_in_cash(say) if _is_in_cash(order) else None,
        texts.code_and_project(say, order.code, view.project.name),
    ]


def _state(say: Say, order: Order, now: datetime) -> Said:
    sign, state = words.sign_of(order.state), words.order_state(say, order.state)
    if order.state != OrderState.RESERVED or order.told_deadline_at is None:
        return texts.state(say, sign, state)
    return texts.state_and_when(say, sign, state, when(say, order.told_deadline_at, now))


def when(say: Say, deadline: datetime, now: datetime) -> Said:
    moment = say.moment(deadline, now)
    return texts.due(say, moment) if deadline > now else texts.was_due(say, moment)


def _amounts(say: Say, view: OrderView) -> Said | None:
    if view.order.state == OrderState.RESERVED:
        return texts.owed(say, money(say, view, view.order.owed), money(say, view, view.order.total))
    return texts.total(say, money(say, view, view.order.total)) if view.order.state == OrderState.PAID else None


def _deeds(say: Say, view: OrderView) -> list[Row]:
    order = view.order
    about = [_of(texts.correct(say), Action.CORRECT, order), _of(texts.history(say), Action.ORDER_HISTORY, order)]
    again: Row = []
    if order.state == OrderState.PAID:
        to_buyer = view.buyer.telegram_id is not None
        again = [_of(texts.ticket_again(say), Action.TICKET, order)]
        again += [_of(texts.ticket_to_me(say), Action.TICKET, order, 1)] if to_buyer else []
    if not is_running(view.project) or order.state not in (OrderState.RESERVED, OrderState.PAID):
        return [again, about, [to_list(say, view)]]
    hand_on = _of(texts.hand_on(say), Action.HAND_ON, order)
    rest = [about, [_of(texts.void(say), Action.VOID, order), to_list(say, view)]]
    if order.state == OrderState.PAID:
        return [again, [hand_on], *rest]
    return [*_owed_deeds(say, view), [_of(texts.release(say), Action.RELEASE, order), hand_on], *rest]


def _owed_deeds(say: Say, view: OrderView) -> list[Row]:
    order = view.order
    cash = of_wishes.not_in_cash(say) if order.pays_by else of_wishes.will_pay_in_cash(say)
    pays_by = "" if order.pays_by else PaymentMethod.CASH.value
    methods = [pay_button(say, order, order.owed, one) for one in PaymentMethod]
    return [
        answer_buttons(say, view.project, order),
        methods[:2],
        # Its name is long in Spanish and Portuguese.
        methods[2:],
        [_of(texts.part(say), Action.PART, order), _of(texts.more_time(say), Action.TIME, order)],
        [_of(texts.remind(say), Action.REMIND, order)],
        [_of(cash, Action.PAYS_BY, order, pays_by)],
    ]


def _is_wishing(order: Order) -> bool:
    return order.state == OrderState.RESERVED and order.more_time == MoreTime.ASKED


def _is_in_cash(order: Order) -> bool:
    return order.state == OrderState.RESERVED and order.pays_by == PaymentMethod.CASH


def answer_buttons(say: Say, project: Project, order: Order) -> Row:
    """To a wish for more time, while it is open."""
    if not _is_wishing(order):
        return []
    give = of_wishes.give(say, words.span(say, minutes(asked_for(project))))
    return [_of(give, Action.GIVE_TIME, order), _of(of_wishes.deny(say), Action.DENY_TIME, order)]


def _of(label: Said, action: Action, order: Order, *more: object) -> InlineKeyboardButton:
    return button(label, action, order.project_number, order.order_number, *more)


def _owing_row(say: Say, row: OrderRow, now: datetime) -> Said:
    deadline = row.order.told_deadline_at
    due = when(say, deadline, now) if deadline else Said("")
    return texts.owing_row(say, _numbers(row), row.buyer_name, say.money(row.order.owed, row.currency), due)


def _paid_row(say: Say, row: OrderRow) -> Said:
    total = say.money(row.order.total, row.currency)
    return texts.paid_row(say, _numbers(row), row.buyer_name, total, row.order.code)


def _numbers(row: OrderRow) -> str:
    return few_numbers(row.numbers, row.ranges) + ("…" if row.count > len(row.numbers) else "")


def _to_orders(rows: Sequence[OrderRow]) -> list[Row]:
    buttons = [button(_label(row), Action.ORDER, row.order.project_number, row.order.order_number) for row in rows]
    return [buttons[start : start + 2] for start in range(0, len(buttons), 2)]


def _label(row: OrderRow) -> str:
    """The name is read before the last of many numbers."""
    for most in range(_ON_LABEL, 0, -1):
        shown = show_among(row.numbers[:most], row.ranges)
        shown += "…" if row.count > most else ""
        if len(shown) + len(row.buyer_name[:_OF_NAME]) < _LABEL:
            break
    return fitting(f"{shown} {row.buyer_name}", _LABEL)


def _turning(page: OrderPage, action: Action, project: int) -> Row:
    before = [button("‹", action, project, page.number - 1)] if page.number > 1 else []
    after = [button("›", action, project, page.number + 1)] if page.more else []
    return [*before, *after]
