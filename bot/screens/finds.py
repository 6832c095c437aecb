"""Numbers that were looked up: what can be asked for by a tap, and a page of what was found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.carried import carry
from bot.screen import Screen
from bot.screens.cards import project_title
from bot.screens.home import go_home
from bot.screens.pages import in_pairs
from bot.texts import finds as texts
from bot.texts import words
from bot.texts.say import Said, Say, joined, lines
from bot.texts.shown import of_range, short
from rules.numbers import show_among
from rules.states import PaymentMethod, RaffleState
from services.lists import Filter, Page
from services.sets import SetsOf

if TYPE_CHECKING:
    from db.finds import Found

_MOST_SETS = 10
"""So many are offered by a tap."""


def usual(say: Say, where: SetsOf) -> Screen:
    number = where.project.project_number
    states = [
        _filter(f"{words.sign_of(state)} {words.raffle_state(say, state)}", number, Filter(state=state))
        for state in (RaffleState.SOLD, RaffleState.RESERVED, RaffleState.AVAILABLE)
    ]
    methods = [_filter(words.method(say, one), number, Filter(method=one)) for one in PaymentMethod]
    sets = where.sets[:_MOST_SETS] if len(where.sets) > 1 else []
    of_sets = [_filter(f"🎟 {of_range(one.numbers)}", number, Filter(set_number=one.set_number)) for one in sets]
    every = [_filter(texts.held(say), number, Filter())]
    text = lines(project_title(say, where.project), texts.what_to_find(say))
    return Screen(text, keyboard(*in_pairs(states + every), *in_pairs(methods), *in_pairs(of_sets), go_home(say)))


def found(say: Say, where: SetsOf, wanted: Filter, page: Page, now: datetime) -> Screen:
    number = where.project.project_number
    title = texts.found(say, _asked(say, where, wanted), where.project.name)
    if page.found:
        told = list(_lines(say, where, page, now))
        turn = _turning(number, wanted, page)
    else:
        told = [texts.none(say) if page.number == 1 else texts.none_on_this_page(say)]
        turn = [] if page.number == 1 else [_filter(texts.from_the_start(say), number, wanted._replace(page=1))]
    shown = texts.page(say, page.number) if page.found and (page.number > 1 or page.more) else None
    other = [button(texts.others(say), Action.FIND_WHAT, number)]
    return Screen(lines(title, "", *told, shown), keyboard(turn, other, go_home(say)))


def _asked(say: Say, where: SetsOf, wanted: Filter) -> Said:
    """In words, from the first to the last that was said."""
    numbers = next((one.numbers for one in where.sets if one.set_number == wanted.set_number), None)
    said = [
        words.raffle_state(say, wanted.state) if wanted.state else texts.held(say),
        texts.of_set(say, of_range(numbers)) if numbers else None,
        texts.of_buyer(say, wanted.buyer_number) if wanted.buyer_number is not None else None,
        words.method(say, wanted.method) if wanted.method else None,
        texts.since(say, wanted.first_day.isoformat()) if wanted.first_day else None,
        texts.until(say, wanted.last_day.isoformat()) if wanted.last_day else None,
    ]
    return joined([one for one in said if one is not None], ", ")


def _lines(say: Say, where: SetsOf, page: Page, now: datetime) -> Iterator[Said]:
    """Neighbours that are alike share one."""
    for _, together in groupby(page.found, lambda one: (one.state, one.order_number, one.payment_method)):
        alike = list(together)
        yield _line(say, show_among([one.raffle_number for one in alike], where.ranges), alike[0], now)


def _line(say: Say, numbers: str, one: Found, now: datetime) -> Said:
    if one.changed_at is None or one.buyer_name is None:
        return texts.free(say, numbers)
    name, day = short(one.buyer_name), say.day_of(one.changed_at, now)
    if one.payment_method is None:
        return texts.reserved(say, numbers, name, day)
    return texts.sold(say, numbers, name, words.method(say, one.payment_method), day)


def _turning(number: int, wanted: Filter, page: Page) -> list[InlineKeyboardButton]:
    before = [_filter("‹", number, wanted._replace(page=page.number - 1))] if page.number > 1 else []
    after = [_filter("›", number, wanted._replace(page=page.number + 1))] if page.more else []
    return [*before, *after]


def _filter(label: str, project: int, wanted: Filter) -> InlineKeyboardButton:
    return button(label, Action.FIND, carry(project, wanted))
