"""A report by one thing alone: by set, method, buyer, seller or day; or beside the raffle before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.buttons import keyboard
from bot.screen import Screen
from bot.screens.reports import titled, to, under
from bot.texts import comparing, words
from bot.texts import reports as texts
from bot.texts.say import Said, Say, joined, lines
from bot.texts.shown import of_range, short, so_many
from services.comparisons import Comparison
from services.pages import Page
from services.periods import Days
from services.rankings import Ranked, Sellers
from services.report_days import DayPage, DayTotal
from services.reports import Asked, View
from services.totals import SetStand

if TYPE_CHECKING:
    from db.projects import Project
    from db.totals import MethodTotal, NumberTotal

_SETS = 10
_BAR = 8


def by_sets(say: Say, project: Project, found: Sequence[SetStand], days: Days, now: datetime) -> Screen:
    told = [line for one in found[:_SETS] for line in _set(say, one, project.currency, then=not days.are_all)]
    rest = len(found) - _SETS
    more = texts.more_sets(say, rest) if rest > 0 else None
    text = lines(titled(say, project, texts.by_set(say), days, now), "", *told, more)
    return Screen(text, keyboard(*under(say, project, days)))


def by_methods(say: Say, project: Project, found: Sequence[MethodTotal], days: Days, now: datetime) -> Screen:
    told = [
        texts.method_line(say, say.money(one.amount, project.currency), words.method(say, one.method), one.payments)
        for one in found
    ]
    text = lines(titled(say, project, texts.by_method(say), days, now), "", *(told or [_nothing_paid(say, days)]))
    return Screen(text, keyboard(*under(say, project, days)))


def by_buyers(say: Say, project: Project, page: Page[Ranked], days: Days, now: datetime) -> Screen:
    told = [line for one in page.found for line in _buyer(say, one, project.currency)]
    shown = texts.page(say, page.number) if page.number > 1 or page.more else None
    text = lines(titled(say, project, texts.by_buyer(say), days, now), "", *(told or [_nobody(say, days)]), shown)
    ways = [("‹", page.number - 1, page.number > 1), ("›", page.number + 1, page.more)]
    turning = [to(label, project.project_number, Asked(View.BUYERS, days, at)) for label, at, there in ways if there]
    return Screen(text, keyboard(*under(say, project, days, *turning)))


def by_sellers(say: Say, found: Sellers, days: Days, now: datetime) -> Screen:
    project, currency = found.project, found.project.currency
    every = [(texts.you(say), found.own), *((texts.seller(say, short(one.name)), one.total) for one in found.others)]
    every.append((texts.by_link(say), found.rest))
    told = [
        line for name, total in every for line in (name, *_taken(say, total, currency)) if total.sold or total.reserved
    ]
    text = lines(titled(say, project, texts.by_seller(say), days, now), "", *(told or [_nobody(say, days)]))
    return Screen(text, keyboard(*under(say, project, days)))


def by_days(say: Say, project: Project, page: DayPage, days: Days, now: datetime) -> Screen:
    most = max((one.paid for one in page.days), default=0)
    told = []
    for one in page.days:
        told.append(texts.day_line(say, _bar(one.paid, most), say.day(one.day, say.today(now))))
        told.append(_day(say, one, project.currency))
    text = lines(titled(say, project, texts.by_day(say), days, now), "", *(told or [_nothing_paid(say, days)]))
    number, turning = project.project_number, []
    if not page.is_first:
        turning.append(to(texts.newest(say), number, Asked(View.DAYS, days)))
    if page.next_last is not None:
        turning.append(to(texts.earlier(say), number, Asked(View.DAYS, days, page.next_last.toordinal())))
    return Screen(text, keyboard(*under(say, project, days, *turning)))


def compared(say: Say, project: Project, found: Comparison | None, now: datetime) -> Screen:
    heading = titled(say, project, comparing.compared(say), Days(), now)
    told = [comparing.nothing_to_compare(say)] if found is None else list(_compared(say, found))
    return Screen(lines(heading, "", *told), keyboard(*under(say, project, Days())))


def _compared(say: Say, found: Comparison) -> Iterator[Said]:
    now, before = found.now, found.before
    yield comparing.before_is(say, before.project.name)
    yield comparing.on_day(say, say.count(found.days))
    yield Said("")
    yield comparing.sold(say, say.count(now.sold), say.count(before.sold))
    yield comparing.share_sold(say, _percent(now.sold, now.size), _percent(before.sold, before.size))
    same = now.project.currency == before.project.currency
    if same:
        amounts = (say.money(one.paid, one.project.currency) for one in (now, before))
        yield comparing.collected(say, *amounts)
    yield comparing.buyers(say, so_many(say, now.buyers), so_many(say, before.buyers))
    yield comparing.share_paid(say, now.share_paid, before.share_paid)
    if not same:
        yield comparing.other_currency(say)


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _set(say: Say, one: SetStand, currency: str, *, then: bool) -> Iterator[Said]:
    yield texts.set_line(say, of_range(one.raffle_set.numbers), say.money(one.raffle_set.unit_price, currency))
    sold, reserved, free = (say.count(count) for count in (one.sold, one.reserved, one.free))
    yield texts.set_counts_then(say, sold, reserved) if then else texts.set_counts(say, sold, reserved, free)


def _buyer(say: Say, one: Ranked, currency: str) -> Iterator[Said]:
    yield texts.ranked(say, one.place, short(one.name))
    yield from _taken(say, one.total, currency)


def _taken(say: Say, total: NumberTotal, currency: str) -> Iterator[Said]:
    """What is paid, and what waits, in one line."""
    told = []
    if total.sold:
        told.append(texts.sold_for(say, say.count(total.sold), say.money(total.sold_price, currency)))
    if total.reserved:
        told.append(texts.reserved_for(say, say.count(total.reserved), say.money(total.reserved_price, currency)))
    yield joined(told, "   ")


def _day(say: Say, one: DayTotal, currency: str) -> Said:
    told = [texts.paid_on(say, say.money(one.paid, currency))] if one.paid else []
    if one.sold:
        told.append(texts.sold_on(say, say.count(one.sold)))
    if one.reserved:
        told.append(texts.reserved_on(say, say.count(one.reserved)))
    return joined(told, "   ")


def _nothing_paid(say: Say, days: Days) -> Said:
    return texts.nothing_paid(say) if days.are_all else texts.nothing_then(say)


def _nobody(say: Say, days: Days) -> Said:
    return texts.nobody_yet(say) if days.are_all else texts.nothing_then(say)


def _bar(amount: int, most: int) -> Said:
    """Something is seen of any amount."""
    full = max(amount * _BAR // most, 1) if amount else 0
    return Said("▓" * full + "░" * (_BAR - full))
