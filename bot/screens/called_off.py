"""A raffle that was called off, as its buyers read it, and as their organizer passes it on."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.buttons import keyboard, link
from bot.screen import Screen
from bot.screens.pages import fitting
from bot.texts import called_off as texts
from bot.texts import offers, reminders
from bot.texts.say import Said, Say, lines
from bot.whatsapp import link_to
from rules.numbers import show_among
from services.called_off import CalledOff, Told

_NAME = 16


def to_buyer(say: Say, one: CalledOff) -> Said:
    name = one.project.name
    if not one.size and not one.paid:
        return lines(texts.no_draw(say, one.buyer.name, name), texts.no_longer_waiting(say))
    return lines(
        texts.no_draw(say, one.buyer.name, name),
        "",
        texts.your_numbers(say, one.size, _numbers(one)) if one.size else None,
        texts.money_back(say, _paid(say, one), one.organizer_name) if one.paid else texts.nothing_to_pay(say),
        None if one.paid else offers.organizer(say, one.organizer_name),
    )


def to_forward(say: Say, several: Sequence[CalledOff]) -> Screen:
    """With a link for each buyer, that opens WhatsApp with what they are to know."""
    buttons: list[list[InlineKeyboardButton]] = []
    for one in several:
        address = link_to(one.buyer.phone_e164, to_buyer(say, one))
        buttons.append([link(reminders.whatsapp(say, fitting(one.buyer.name, 30)), address)])
    rows = [_row(say, one) for one in several]
    return Screen(lines(texts.tell_them(say, several[0].project.name), "", *rows), keyboard(*buttons))


def told(say: Say, done: Told) -> list[Said]:
    return [
        *([texts.told(say, done.by_us)] if done.by_us else []),
        *([texts.to_tell(say, done.by_organizer)] if done.by_organizer else []),
    ]


def _row(say: Say, one: CalledOff) -> Said:
    name, numbers = fitting(one.buyer.name, _NAME), _numbers(one)
    return texts.row_paid(say, name, numbers, _paid(say, one)) if one.paid else texts.row(say, name, numbers)


def _numbers(one: CalledOff) -> str:
    rest = one.size - len(one.numbers)
    return show_among(one.numbers, one.ranges) + (f" … +{rest}" if rest > 0 else "")


def _paid(say: Say, one: CalledOff) -> str:
    return say.money(one.paid, one.project.currency)
