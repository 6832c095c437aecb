"""What a buyer receives, or the organizer forwards to them."""

from datetime import datetime

from bot.screens.selling import some
from bot.texts import to_buyers as texts
from bot.texts.say import Said, Say, joined, lines
from services.reminding import Reminder
from services.tickets import Ticket


def ticket(say: Say, ticket: Ticket, now: datetime) -> Said:
    about = [
        texts.project(say, ticket.project_name),
        *(texts.prize(say, prize) for prize in ticket.prizes[:1]),
        *([texts.draw_at(say, say.moment(ticket.draw_at, now))] if ticket.draw_at else []),
    ]
    return lines(
        texts.practice(say) if ticket.practice else None,
        texts.ticket(say, some(ticket.numbers, ticket.ranges)),
        joined(about, " · "),
        texts.holder(say, ticket.holder_name, say.money(ticket.total, ticket.currency), ticket.code),
        texts.organizer(say, ticket.organizer_name) if ticket.organizer_name else None,
        texts.keep_it(say),
    )


def reminder(say: Say, reminder: Reminder, now: datetime) -> Said:
    order = reminder.order
    numbers = some(reminder.numbers, reminder.ranges)
    owed = say.money(order.owed, reminder.currency)
    until = order.told_deadline_at
    urge = texts.pay_until if until and until > now else texts.pay_soon
    how = reminder.how_to_pay
    return lines(
        texts.practice(say) if reminder.practice else None,
        texts.reserved_for_you(say, len(reminder.numbers), reminder.buyer_name, numbers, reminder.project_name),
        urge(say, owed, say.moment(until, now)) if until else None,
        "",
        texts.how_to_pay(say, how, order.code) if how else texts.reference(say, order.code),
    )
