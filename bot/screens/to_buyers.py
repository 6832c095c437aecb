"""What a buyer receives, or the organizer forwards to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screens.more_time import wish_button
from bot.screens.selling import some
from bot.texts import buying, more_time, my_tickets
from bot.texts import to_buyers as texts
from bot.texts.say import Said, Say, joined, lines
from rules.numbers import show_among
from rules.states import PaymentMethod
from services.reminding import Reminder
from services.tickets import Ticket

if TYPE_CHECKING:
    from db.orders import Order

_AFAR = timedelta(days=7)


def ticket(say: Say, ticket: Ticket) -> Said:
    about = [
        texts.project(say, ticket.project_name),
        *(texts.prize(say, prize) for prize in ticket.prizes[:1]),
        *([texts.draw_at(say, when)] if (when := moment_of_draw(say, ticket)) else []),
    ]
    return lines(
        texts.practice(say) if ticket.practice else None,
        texts.ticket(say, show_among(sorted(ticket.numbers), ticket.ranges)),
        joined(about, " · "),
        texts.holder(say, ticket.holder_name, say.money(ticket.total, ticket.currency), ticket.code),
        texts.organizer(say, ticket.organizer_name) if ticket.organizer_name else None,
        texts.check_it(say) if ticket.order.check_code else None,
        texts.keep_it(say),
    )


def ticket_in_short(say: Say, ticket: Ticket) -> Said:
    """Where its words are too many to stand under the picture."""
    return texts.ticket_in_short(say, ticket.code, ticket.project_name)


def moment_of_draw(say: Say, ticket: Ticket) -> Said | None:
    """As from afar: a ticket is read on other days than that on which it was sent."""
    return say.moment(ticket.draw_at, ticket.draw_at - _AFAR) if ticket.draw_at else None


def after_reminder(say: Say, order: Order) -> InlineKeyboardMarkup:
    """What can be done about it at once."""
    paid = button(buying.i_have_paid(say), Action.CLAIM_PAID, order.code)
    release = button(my_tickets.release(say), Action.GIVE_BACK, order.code)
    stop = button(my_tickets.stop_reminders(say), Action.MUTE, order.code)
    return keyboard([paid, *wish_button(say, order)], [release, stop])


def _paying(say: Say, how: str | None, code: str) -> Said:
    return texts.how_to_pay(say, how, code) if how else texts.reference(say, code)


def reminder(say: Say, reminder: Reminder, now: datetime) -> Said:
    order = reminder.order
    numbers = some(reminder.numbers, reminder.ranges)
    owed = say.money(order.owed, reminder.currency)
    until = order.told_deadline_at
    urge = texts.pay_until if until and until > now else texts.pay_soon
    how = reminder.how_to_pay
    in_cash = order.pays_by == PaymentMethod.CASH
    return lines(
        texts.practice(say) if reminder.practice else None,
        texts.reserved_for_you(say, len(reminder.numbers), reminder.buyer_name, numbers, reminder.project_name),
        urge(say, owed, say.moment(until, now)) if until else None,
        "",
        more_time.pay_in_cash_with(say, reminder.organizer_name, order.code)
        if in_cash
        else _paying(say, how, order.code),
    )
