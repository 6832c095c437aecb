"""How a raffle stands, in words: its numbers by set, its money by method and day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.cards import project_card
from bot.screens.home import go_home
from bot.texts import reports as texts
from bot.texts import words
from bot.texts.say import Said, Say, joined, lines
from bot.texts.shown import of_range
from services.totals import SetStand, Stand

if TYPE_CHECKING:
    from db.projects import Project

_DAYS = 7
_SETS = 10
_BAR = 8


def report(say: Say, stand: Stand, now: datetime) -> Said:
    parts = [lines(texts.title(say), project_card(say, stand, now))]
    if len(stand.sets) > 1:
        parts.append(lines(texts.by_set(say), *_sets(say, stand)))
    if stand.by_method:
        parts.append(lines(texts.by_method(say), *_methods(say, stand)))
    parts.append(lines(texts.by_day(say), *_days(say, stand, now)) if stand.by_day else texts.nothing_paid(say))
    return joined(parts, "\n\n")


def screen(say: Say, stand: Stand, now: datetime) -> Screen:
    number = stand.project.project_number
    again = button(texts.again(say), Action.REPORT, number)
    more = [
        button(texts.to_history(say), Action.HISTORY, number),
        button(texts.to_find(say), Action.FIND_WHAT, number),
    ]
    return Screen(report(say, stand, now), keyboard([again], more, go_home(say)))


def later(say: Say, project: Project) -> Screen:
    return Screen(texts.being_added_up(say, project.name), keyboard(go_home(say)))


def _sets(say: Say, stand: Stand) -> Iterator[Said]:
    for one in stand.sets[:_SETS]:
        yield from _set(say, one, stand.project.currency)
    rest = len(stand.sets) - _SETS
    if rest > 0:
        yield texts.more_sets(say, rest)


def _set(say: Say, one: SetStand, currency: str) -> Iterator[Said]:
    yield texts.set_line(say, of_range(one.raffle_set.numbers), say.money(one.raffle_set.unit_price, currency))
    yield texts.set_counts(say, *(say.count(count) for count in (one.sold, one.reserved, one.free)))


def _methods(say: Say, stand: Stand) -> Iterator[Said]:
    """What brought most comes first."""
    for method, amount in sorted(stand.by_method.items(), key=lambda item: (-item[1], item[0])):
        yield texts.method_line(say, say.money(amount, stand.project.currency), words.method(say, method))


def _days(say: Say, stand: Stand, now: datetime) -> Iterator[Said]:
    """The last ones on which something was paid, the newest first."""
    days = sorted(stand.by_day, reverse=True)
    shown, today = days[:_DAYS], say.today(now)
    most = max(stand.by_day[day] for day in shown)
    for day in shown:
        amount = stand.by_day[day]
        yield texts.day_line(say, _bar(amount, most), say.money(amount, stand.project.currency), say.day(day, today))
    if before := sum(stand.by_day[day] for day in days[_DAYS:]):
        yield texts.before_that(say, say.money(before, stand.project.currency))


def _bar(amount: int, most: int) -> Said:
    """Something is seen of any amount."""
    full = max(amount * _BAR // most, 1)
    return Said("▓" * full + "░" * (_BAR - full))
