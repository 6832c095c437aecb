"""How a raffle stands, in words: as a whole, and each time by one thing alone, for all days or for some."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.asked import ask
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.cards import project_card, project_title
from bot.screens.home import go_home
from bot.screens.pages import in_pairs
from bot.texts import charts, comparing
from bot.texts import reports as texts
from bot.texts.say import Said, Say, joined, lines
from services.periods import Days
from services.reports import Asked, View, Whole

if TYPE_CHECKING:
    from db.projects import Project

Row = list[InlineKeyboardButton]
_WEEK = timedelta(days=6)


def whole(say: Say, found: Whole, days: Days, now: datetime) -> Screen:
    project, number = found.glance.project, found.glance.project.project_number
    if days.are_all:
        text = joined([texts.title(say), project_card(say, found.glance, now)], "\n")
    else:
        text = lines(titled(say, project, texts.report(say), days, now), "", *_then(say, found))
    views = [
        (texts.by_set(say), View.SETS, found.several_sets),
        (texts.by_buyer(say), View.BUYERS, True),
        (texts.by_method(say), View.METHODS, True),
        (texts.by_day(say), View.DAYS, True),
        (texts.by_seller(say), View.SELLERS, found.several_sellers),
        (comparing.to_compare(say), View.COMPARED, found.one_before),
    ]
    rows = in_pairs([to(label, number, Asked(view, days)) for label, view, there in views if there])
    chart = button(charts.to_chart(say), Action.CHART, ask(number, Asked(days=days)))
    again = to(texts.again(say), number, Asked(days=days))
    history = button(texts.to_history(say), Action.HISTORY, number)
    below = [[chart, _to_days(say, number)], [again, history], [_to_find(say, number), *go_home(say)]]
    return Screen(text, keyboard(*rows, *below))


def periods(say: Say, project: Project, now: datetime) -> Screen:
    """Days are counted from the one on which the button is drawn; the report says which they are."""
    today, number = say.today(now), project.project_number
    choices = (
        (texts.today(say), Days(today, today)),
        (texts.last_seven(say), Days(today - _WEEK, today)),
        (texts.this_month(say), Days(today.replace(day=1), today)),
        (texts.all_days(say), Days()),
    )
    rows = in_pairs([to(label, number, Asked(days=days)) for label, days in choices])
    return Screen(lines(project_title(say, project), texts.which_days(say)), keyboard(*rows, go_home(say)))


def later(say: Say, project: Project) -> Screen:
    return Screen(texts.being_added_up(say, project.name), keyboard(go_home(say)))


def titled(say: Say, project: Project, what: str, days: Days, now: datetime) -> Said:
    return lines(texts.titled(say, what, days_said(say, days, say.today(now))), project_title(say, project))


def days_said(say: Say, days: Days, today: date) -> Said | None:
    """None where they are all."""
    first, last = (None if day is None else say.day(day, today) for day in days)
    if first is None:
        return None if last is None else texts.up_to(say, last)
    if last is None:
        return texts.from_on(say, first)
    return first if first == last else texts.from_to(say, first, last)


def under(say: Say, project: Project, days: Days, *turning: InlineKeyboardButton) -> Sequence[Row]:
    """What stands below each view: its other pages, and the way back."""
    back = to(texts.back(say), project.project_number, Asked(days=days))
    return [*([[*turning]] if turning else []), [back, _to_days(say, project.project_number)], go_home(say)]


def to(label: str, number: int, asked: Asked) -> InlineKeyboardButton:
    return button(label, Action.REPORT, ask(number, asked))


def _then(say: Say, found: Whole) -> list[Said]:
    """In some days."""
    currency, taken = found.glance.project.currency, found.taken
    told = [texts.taken_then(say)] if taken.sold or taken.reserved else []
    if taken.sold:
        told.append(texts.sold(say, taken.sold, say.money(taken.sold_price, currency)))
    if taken.reserved:
        told.append(texts.reserved(say, taken.reserved, say.money(taken.reserved_price, currency)))
    if found.paid:
        told.append(texts.came_in(say, say.money(found.paid, currency)))
    return told or [texts.nothing_then(say)]


def _to_days(say: Say, number: int) -> InlineKeyboardButton:
    return button(texts.to_days(say), Action.REPORT_DAYS, number)


def _to_find(say: Say, number: int) -> InlineKeyboardButton:
    return button(texts.to_find(say), Action.FIND_WHAT, number)
