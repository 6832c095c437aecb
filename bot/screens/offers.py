"""A raffle as people see it who may buy: from a link, in a forwarded text, or posted in a chat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.buttons import Action, button, keyboard, link
from bot.screen import Screen
from bot.texts import cards, projects, words
from bot.texts import offers as texts
from bot.texts.say import Said, Say, joined, lines
from bot.texts.shown import few, of_range
from rules.states import DrawMethod, ProjectState
from services.shares import Offer

if TYPE_CHECKING:
    from db.projects import Project

_PRIZES = 10
"""So many are written out."""
_DRAWN_BY = {
    DrawMethod.BEACON: texts.drawn_by_beacon,
    DrawMethod.NUMBER: texts.drawn_by_number,
    DrawMethod.SEALED: texts.drawn_by_seal,
}


def opened(say: Say, offer: Offer, code: str, now: datetime) -> Screen:
    """To whoever opened its link."""
    choose = keyboard([button(texts.choose(say), Action.CHOOSE, code)])
    return Screen(offer_text(say, offer, now), choose if _is_on_sale(offer) else None)


def posted(say: Say, offer: Offer, url: str, now: datetime) -> Screen:
    """To everybody in a chat, who choose in a chat of their own."""
    return Screen(offer_text(say, offer, now), keyboard(to_choose(say, url)))


def to_choose(say: Say, url: str) -> list[InlineKeyboardButton]:
    return [link(texts.choose(say), url)]


def _is_on_sale(offer: Offer) -> bool:
    return offer.project.state == ProjectState.OPEN and bool(offer.sets)


def offer_text(say: Say, offer: Offer, now: datetime) -> Said:
    project = offer.project
    return lines(
        joined([cards.title(say, project.name), *_state(say, project)], " · "),
        joined([project.description], "") if project.description else None,
        *_prizes(say, offer.prizes),
        "",
        *_numbers(say, offer),
        projects.draw_at(say, say.moment(project.draw_at, now)) if project.draw_at else projects.no_draw_date(say),
        _DRAWN_BY[DrawMethod(project.draw_method)](say) if project.draw_method else texts.not_said_yet(say),
        texts.organizer(say, offer.organizer_name),
        "",
        cards.free(say, offer.free) if offer.sets else cards.no_numbers_yet(say),
    )


def _prizes(say: Say, prizes: Sequence[str]) -> Iterator[Said]:
    for number, name in enumerate(prizes[:_PRIZES], 1):
        yield projects.prize(say, number, name)
    if len(prizes) > _PRIZES:
        yield projects.and_more(say, len(prizes) - _PRIZES)


def _numbers(say: Say, offer: Offer) -> Iterator[Said]:
    if offer.prices is None:
        return
    shown = few(map(of_range, offer.ranges))
    lowest, highest = (say.money(price, offer.project.currency) for price in offer.prices)
    if lowest == highest:
        yield texts.numbers(say, shown, lowest)
    else:
        yield texts.numbers_of_several_prices(say, shown, lowest, highest)


def _state(say: Say, project: Project) -> Iterator[Said]:
    if project.state != ProjectState.OPEN:
        yield words.project_state(say, project.state)
