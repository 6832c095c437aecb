"""A raffle that is being changed: what can be, its numbers and prizes one by one, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens import called_off as of_called_off
from bot.screens.cards import project_title
from bot.screens.home import go_home
from bot.screens.projects import set_line, sheet_text
from bot.texts import changing as texts
from bot.texts import creating, reminders, selling, words
from bot.texts import draw_terms as of_terms
from bot.texts import home as at_home
from bot.texts import more_time as of_wishes
from bot.texts import projects as of_projects
from bot.texts.called_off import everybody_is_told
from bot.texts.say import Said, Say, lines
from bot.texts.shown import of_range
from rules.buying import MOST_PER_ORDER
from rules.more_time import more_time_kept
from rules.numbers import show_number
from rules.states import ProjectState
from rules.terms import minutes
from services.endings import Cancelled
from services.overviews import Sheet
from services.pages import Page
from services.projects import is_running
from services.totals import Glance

if TYPE_CHECKING:
    from db.endings import Refund
    from db.prizes import Prize
    from db.projects import Project
    from db.sets import RaffleSet

Row = list[InlineKeyboardButton]
ListedT = TypeVar("ListedT")

_LISTED = 8
_LABEL = 30
_EXAMPLE = 7
"""Of a number, or the nearest that there is."""


def menu(say: Say, seen: Sheet, now: datetime, done: Said | None = None) -> Screen:
    project = seen.glance.project
    text = lines(*_above(done), sheet_text(say, seen, now), "", texts.what_to_change(say))
    rows = _all_deeds(say, project) if is_running(project) else _last_deeds(say, project)
    return Screen(text, keyboard(*rows, [button(at_home.back(say), Action.PROJECT, project.project_number)]))


def sets(say: Say, seen: Sheet, page: int, done: Said | None = None) -> Screen:
    project = seen.glance.project
    labels = [(f"{_short(one.name)} · {say.money(one.unit_price, project.currency)}", one) for one in seen.sets]
    rows = [[_go(label, project, "set", one.set_number)] for label, one in _of_page(labels, page)]
    told = texts.which_set(say) if seen.sets else texts.no_set_yet(say)
    text = lines(*_above(done), project_title(say, project), told, texts.only_untouched(say))
    add = [_go(creating.add_numbers(say), project, "numbers")]
    return Screen(text, keyboard(*rows, _turning(project, "sets", page, len(labels)), add, _back(say, project)))


def one_set(say: Say, project: Project, one: RaffleSet) -> Screen:
    text = lines(project_title(say, project), set_line(say, project, one))
    price = _go(texts.price(say), project, "price", one.set_number)
    grow = _go(texts.grow(say), project, "grow", one.set_number)
    remove = _do(texts.remove(say), project, "drop_set", one.set_number)
    return Screen(text, keyboard([price, grow], [remove], _back(say, project, "sets")))


def prizes(say: Say, seen: Sheet, page: int, done: Said | None = None) -> Screen:
    project = seen.glance.project
    labels = [(f"🏆 {one.prize_number}. {_short(one.name)}", one) for one in seen.prizes]
    rows = [[_go(label, project, "won", one.prize_number)] for label, one in _of_page(labels, page)]
    told = texts.which_prize(say) if seen.prizes else texts.no_prize_yet(say)
    text = lines(*_above(done), project_title(say, project), told, texts.only_untouched(say))
    add = [_go(creating.add_prize(say), project, "prize")]
    return Screen(text, keyboard(*rows, _turning(project, "prizes", page, len(labels)), add, _back(say, project)))


def one_prize(say: Say, project: Project, one: Prize) -> Screen:
    text = lines(project_title(say, project), of_projects.prize(say, one.prize_number, one.name))
    rename = _go(texts.rename(say), project, "rename", one.prize_number)
    remove = _do(texts.remove(say), project, "drop_prize", one.prize_number)
    return Screen(text, keyboard([rename, remove], _back(say, project, "prizes")))


def limits(say: Say, project: Project, done: Said | None = None) -> Screen:
    per_order = say.count(project.most_per_order or MOST_PER_ORDER)
    kept = minutes(more_time_kept(project.more_time_minutes))
    longer = words.span(say, kept) if kept else of_wishes.never(say)
    per_buyer = say.count(project.most_per_buyer) if project.most_per_buyer else texts.no_limit(say)
    text = lines(
        *_above(done),
        project_title(say, project),
        texts.about_limits(say),
        "",
        texts.limit_per_order(say, per_order),
        texts.limit_per_buyer(say, per_buyer),
        of_wishes.by_themselves(say, longer),
    )
    more_time = [_go(of_wishes.set_more_time(say), project, "more_time")]
    change = [_go(texts.per_order(say), project, "per_order"), _go(texts.per_buyer(say), project, "per_buyer")]
    return Screen(text, keyboard(change, more_time, _back(say, project)))


def which_project(say: Say, projects: Sequence[Project], page: str) -> Screen:
    rows = [[_go(_short(one.name), one, page)] for one in projects]
    return Screen(selling.which_project(say), keyboard(*rows, go_home(say)))


def set_added(say: Say, project: Project, added: RaffleSet) -> Screen:
    price, type_ = say.money(added.unit_price, project.currency), words.set_type(say, added.type)
    told = creating.set_added(say, added.name, of_range(added.numbers), added.size, price, type_)
    sell = button(at_home.sell(say), Action.SELL, project.project_number)
    more = _go(creating.add_numbers(say), project, "numbers")
    prize = _go(creating.add_prize(say), project, "prize")
    example = show_number(min(max(_EXAMPLE, added.init), added.final), added.width)
    text = lines(told, selling.of_project(say, project.name), "", creating.next_sell(say, example))
    return Screen(text, keyboard([sell, more], [prize], go_home(say)))


def prizes_added(say: Say, project: Project, added: Sequence[Prize]) -> Screen:
    told = [of_projects.prize(say, one.prize_number, one.name) for one in added]
    text = lines(
        creating.prizes_added(say, len(added)),
        *told,
        selling.of_project(say, project.name),
        "",
        creating.next_prize(say),
    )
    return Screen(text, keyboard([_go(creating.add_prize(say), project, "prize")], go_home(say)))


def closed(say: Say, project: Project) -> Screen:
    again = [_do(texts.reopen(say), project, "open")]
    return Screen(texts.closed(say, project.name), keyboard(again, go_home(say)))


def ask_call_off(say: Say, seen: Glance) -> Screen:
    project = seen.project
    money = seen.money_in + seen.to_refund
    told = [
        *([texts.reservations_end(say, seen.owing)] if seen.owing else []),
        *([texts.money_goes_back(say, say.money(money, project.currency))] if money else []),
        *([everybody_is_told(say)] if seen.sold + seen.reserved and not project.practice else []),
    ]
    text = lines(texts.call_it_off(say, project.name), *(told or [texts.nobody_is_concerned(say)]), texts.for_ever(say))
    yes = [button(texts.yes_call_off(say), Action.CALL_OFF, project.project_number)]
    return Screen(text, keyboard(yes, _back(say, project)))


def called_off(say: Say, done: Cancelled) -> Screen:
    project = done.project
    money = say.money(done.to_refund, project.currency)
    text = lines(
        texts.is_called_off(say, project.name),
        texts.reservations_ended(say, done.ended) if done.ended else None,
        texts.give_back(say, money) if done.to_refund else texts.nothing_to_give_back(say),
        *of_called_off.told(say, done.told),
    )
    return Screen(text, keyboard(_refunds(say, project) if done.to_refund else [], go_home(say)))


def refunds(say: Say, project: Project, page: Page[Refund]) -> Screen:
    number = project.project_number
    told = [
        texts.refund(say, _short(one.buyer_name), say.money(one.paid, project.currency), one.code) for one in page.found
    ]
    orders = [
        button(texts.order_of(say, one.code, _short(one.buyer_name, 10)), Action.ORDER, number, one.order_number)
        for one in page.found
    ]
    turning = [
        *([button("‹", Action.REFUNDS, number, page.number - 1)] if page.number > 1 else []),
        *([button("›", Action.REFUNDS, number, page.number + 1)] if page.more else []),
    ]
    text = lines(project_title(say, project), *(told or [texts.nothing_to_give_back(say)]))
    return Screen(text, keyboard(*_in_pairs(orders), turning, _back(say, project)))


def _all_deeds(say: Say, project: Project) -> list[Row]:
    is_open = project.state == ProjectState.OPEN
    flip = _do(texts.close(say), project, "close") if is_open else _do(texts.reopen(say), project, "open")
    return [
        [_go(texts.name(say), project, "name"), _go(texts.about(say), project, "about")],
        [_go(texts.date(say), project, "date"), _go(texts.method(say), project, "method")],
        [_go(texts.numbers(say), project, "sets")],
        [_go(texts.prizes(say), project, "prizes"), _go(of_terms.terms(say), project, "terms")],
        [_go(texts.hold(say), project, "hold"), _go(texts.grace(say), project, "grace")],
        [_go(texts.limits(say), project, "limits"), _go(texts.clone(say), project, "clone")],
        [] if project.practice else [_go(reminders.reminders(say), project, "remind"), _closing(say, project)],
        [flip, _go(texts.call_off(say), project, "off")],
    ]


def _closing(say: Say, project: Project) -> InlineKeyboardButton:
    return _go(texts.closing(say), project, "closing")


def _last_deeds(say: Say, project: Project) -> list[Row]:
    """What is left when it has ended."""
    refunds = _refunds(say, project) if project.state == ProjectState.CANCELLED else []
    return [refunds, [_go(texts.clone(say), project, "clone")]]


def _refunds(say: Say, project: Project) -> Row:
    return [button(texts.who_gets_money(say), Action.REFUNDS, project.project_number, 1)]


def _go(label: str, project: Project, *page: object) -> InlineKeyboardButton:
    return button(label, Action.EDIT, project.project_number, *page)


def _do(label: str, project: Project, field: str, item: int = 0) -> InlineKeyboardButton:
    return button(label, Action.CHANGE, project.project_number, field, item, "")


def _back(say: Say, project: Project, *page: str) -> Row:
    return [_go(at_home.back(say), project, *page)]


def _of_page(labels: Sequence[ListedT], page: int) -> Sequence[ListedT]:
    return labels[(page - 1) * _LISTED : page * _LISTED]


def _turning(project: Project, name: str, page: int, count: int) -> Row:
    return [
        *([_go("‹", project, name, page - 1)] if page > 1 else []),
        *([_go("›", project, name, page + 1)] if page * _LISTED < count else []),
    ]


def _above(done: Said | None) -> list[Said]:
    return [done, Said("")] if done else []


def _short(name: str, length: int = _LABEL) -> str:
    return name if len(name) <= length else f"{name[: length - 1]}…"


def _in_pairs(buttons: Sequence[InlineKeyboardButton]) -> list[Sequence[InlineKeyboardButton]]:
    return [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
