"""What an organizer is told by itself, each with the buttons that bring it further."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.cards import project_title
from bot.screens.home import go_home
from bot.screens.pages import fitting, in_pairs
from bot.texts import changing
from bot.texts import errands as texts
from bot.texts import home as at_home
from bot.texts import orders as of_orders
from bot.texts import projects as of_projects
from bot.texts.say import Said, Say, joined, lines
from rules.states import ProjectState
from services.checklists import Checklist
from services.summaries import Part
from services.totals import Glance

if TYPE_CHECKING:
    from db.checklists import WaitingProofs

Row = list[InlineKeyboardButton]

_NAMES, _PARTS, _RAFFLES = 4, 8, 8
_LABEL, _HALF_LABEL = 28, 14
_A_MOMENT = timedelta(microseconds=1)


def sales_closed(say: Say, seen: Glance, now: datetime) -> Screen:
    project = seen.project
    text = lines(
        texts.sales_closed(say, project.name),
        texts.taken(say, seen.sold + seen.reserved, seen.size),
        of_projects.draw_at(say, say.moment(project.draw_at, now)) if project.draw_at else None,
        lines(texts.unpaid(say, seen.owing), texts.payments_go_on(say)) if seen.owing else None,
    )
    again = button(changing.reopen(say), Action.CHANGE, project.project_number, "open", 0, "")
    owes = [_who_owes(say, project.project_number, seen.owing)] if seen.owing else []
    return Screen(text, keyboard(owes, [again], go_home(say)))


def missing(say: Say, found: Checklist, draw_at: datetime, now: datetime) -> Screen:
    """Only what there is, and under it what solves it."""
    project, number = found.project, found.project.project_number
    told = [
        say_it(say, count)
        for say_it, count in (
            (texts.proofs, found.proofs),
            (texts.unpaid, found.unpaid),
            (texts.nameless, len(found.nameless)),
            (texts.unsold, found.unsold),
        )
        if count
    ]
    proofs = [button(texts.look_at_proofs(say, found.proofs), Action.PROOFS, number)] if found.proofs else []
    owes = [_who_owes(say, number, found.unpaid)] if found.unpaid else []
    sells = found.unsold and project.state == ProjectState.OPEN
    sell = [button(at_home.sell(say), Action.SELL, number)] if sells else []
    names = [
        button(
            texts.give_a_name(say, fitting(one.name, _HALF_LABEL), one.buyer_number), Action.PERSON, one.buyer_number
        )
        for one in found.nameless[:_NAMES]
    ]
    text = lines(texts.draw_is(say, project.name, say.moment(draw_at, now)), "", texts.still_open(say), *told)
    return Screen(text, keyboard(proofs, owes, *in_pairs(names), sell, go_home(say)))


def proofs_wait(say: Say, waiting: Sequence[WaitingProofs]) -> Screen:
    """All of them in one message, a button for each raffle."""
    count = sum(one.proofs for one in waiting)
    text = lines(
        texts.proofs_wait(say, count),
        *(texts.of_raffle(say, one.project_name, one.proofs) for one in waiting[:_RAFFLES]),
        "",
        texts.until_you_look(say),
    )
    rows = [
        [button(texts.whose_proofs(say, fitting(one.project_name, _LABEL), one.proofs), Action.PROOFS, number)]
        for one in waiting[:_RAFFLES]
        for number in [one.project_number]
    ]
    return Screen(text, keyboard(*rows, go_home(say)))


def summary(say: Say, parts: Sequence[Part], since: datetime, until: datetime, now: datetime) -> Screen:
    first, last = say.day_of(since, now), say.day_of(until - _A_MOMENT, now)
    heading = texts.yesterday(say, last) if first == last else texts.days(say, first, last)
    told = [lines(project_title(say, part.project), *_told(say, part)) for part in parts[:_PARTS]]
    rows = _deeds(say, parts[0]) if len(parts) == 1 else [_short_deeds(say, part) for part in parts[:_PARTS]]
    off = [button(texts.no_more(say), Action.SET_TO, "summary", "no")]
    return Screen(joined([heading, *told], "\n\n"), keyboard(*rows, go_home(say), off))


def _told(say: Say, part: Part) -> Iterator[Said]:
    if part.sold:
        yield texts.sold(say, part.sold)
    if part.money:
        yield texts.received(say, say.money(part.money, part.project.currency))
    if not part.sold and not part.money:
        yield texts.nothing_new(say)
    if part.expired:
        yield texts.expired(say, part.expired)
    if part.owing.orders:
        late = [of_orders.overdue(say, part.owing.overdue)] if part.owing.overdue else []
        amount = say.money(part.owing.amount, part.project.currency)
        yield joined([texts.owe(say, part.owing.orders, amount), *late], " · ")
    if part.proofs:
        yield texts.proofs(say, part.proofs)


def _deeds(say: Say, part: Part) -> list[Row]:
    number = part.project.project_number
    proofs = [button(texts.look_at_proofs(say, part.proofs), Action.PROOFS, number)] if part.proofs else []
    return [proofs, [_who_owes(say, number, part.owing.orders)] if part.owing.orders else []]


def _short_deeds(say: Say, part: Part) -> Row:
    """Of one raffle among several."""
    number, name = part.project.project_number, fitting(part.project.name, _HALF_LABEL)
    return [
        *([button(texts.who_owes(say, name), Action.OWES, number)] if part.owing.orders else []),
        *([button(texts.so_many_proofs(say, part.proofs), Action.PROOFS, number)] if part.proofs else []),
    ]


def _who_owes(say: Say, project: int, count: int) -> InlineKeyboardButton:
    return button(at_home.who_owes(say, count), Action.OWES, project)
