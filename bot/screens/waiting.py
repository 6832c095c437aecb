"""The screens of waiting: the place in line, the number that is kept for a while, and all that one waits for."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zlib import crc32

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.pages import in_pairs
from bot.screens.proofs import i_have_paid, to_own
from bot.screens.selling import some
from bot.texts import buying, my_tickets, words
from bot.texts import waiting as texts
from bot.texts.say import Said, Say, lines
from rules.buying import OFFERED_FOR
from rules.keys import WaitingKey
from rules.numbers import show_among
from rules.terms import minutes
from services.sales import Taken
from services.waiting import InLine, WaitedFor


def which(say: Say, project: str, code: str) -> Screen:
    return Screen(texts.which(say, project), keyboard([to_own(say, code)]))


def in_line(say: Say, line: InLine) -> Screen:
    number = show_among([line.number], line.ranges)
    told = texts.in_line(say, number, line.project.name, line.place - 1)
    kept_for = texts.told_once_free(say, words.span(say, minutes(OFFERED_FOR)))
    return Screen(lines(told, kept_for), keyboard([_to_waiting(say), _to_all(say)]))


def offered(say: Say, one: WaitedFor, until: datetime, now: datetime) -> Screen:
    told = texts.offered(say, _number(one), one.project.name)
    yours = texts.yours_until(say, say.moment(until, now))
    take = button(texts.take_it(say), Action.TAKE_OFFERED, print_of(one.key))
    stop = button(texts.stop(say), Action.STOP_WAITING, print_of(one.key))
    return Screen(lines(told, yours), keyboard([take, stop]))


def taken(say: Say, bought: Taken, organizer: str, how: str | None, now: datetime) -> Screen:
    code, until = bought.order.code, bought.order.told_deadline_at
    total = say.money(bought.order.owed, bought.project.currency)
    text = lines(
        buying.reserved(say, bought.project.name, some(bought.numbers, bought.ranges)),
        buying.to_pay(say, total, say.moment(until, now)) if until else None,
        "",
        buying.how_to_pay(say, how) if how else buying.ask_how_to_pay(say, organizer),
        buying.reference(say, code),
    )
    return Screen(text, keyboard([i_have_paid(say, code)], [to_own(say, code)]))


def all_waited_for(
    say: Say, near: Callable[[str], Say], waited_for: Sequence[WaitedFor], now: datetime, *, above: Said | None = None
) -> Screen:
    rows = [_row(near(one.organizer_zone), one, now) for one in waited_for] or [texts.nothing(say)]
    takes = [
        [button(texts.take(say, _number(one)), Action.TAKE_OFFERED, print_of(one.key))]
        for one in waited_for
        if one.offered_until is not None
    ]
    stops = [button(texts.stop_for(say, _number(one)), Action.STOP_WAITING, print_of(one.key)) for one in waited_for]
    text = lines(above, "" if above else None, texts.heading(say), "", *rows)
    return Screen(text, keyboard(*takes, *in_pairs(stops), [_to_all(say)]))


def print_of(key: WaitingKey) -> int:
    """Tells one of a person's own from another, and names nobody else."""
    return crc32(repr(tuple(key)).encode())


def _row(say: Say, one: WaitedFor, now: datetime) -> Said:
    if one.offered_until is None:
        return texts.row(say, _number(one), one.project.name)
    return texts.offered_row(say, _number(one), one.project.name, say.moment(one.offered_until, now))


def _number(one: WaitedFor) -> str:
    return show_among([one.key.raffle_number], one.ranges)


def _to_waiting(say: Say) -> InlineKeyboardButton:
    return button(texts.heading_button(say), Action.WAITING)


def _to_all(say: Say) -> InlineKeyboardButton:
    return button(my_tickets.back(say), Action.MY_TICKETS)
