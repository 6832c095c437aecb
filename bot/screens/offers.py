"""A raffle as people see it who may buy: from a link, in a forwarded text, or posted in a chat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard, link
from bot.screen import Screen
from bot.screens import lottery
from bot.screens.fairness import to_read
from bot.texts import cards, operators, pictures, projects, words
from bot.texts import offers as texts
from bot.texts.say import Said, Say, joined, lines
from bot.texts.shown import few, of_range
from rules.states import DrawMethod, ProjectState
from services.draw_settings import lottery_of
from services.shares import Offer

if TYPE_CHECKING:
    from db.projects import Project

_AFAR = timedelta(days=7)
_PRIZES = 10
"""So many are written out."""
_DRAWN_BY = {
    DrawMethod.BEACON: texts.drawn_by_beacon,
    DrawMethod.NUMBER: texts.drawn_by_number,
    DrawMethod.SEALED: texts.drawn_by_seal,
}


def opened(say: Say, offer: Offer, code: str, now: datetime, *, reports: bool = False) -> Screen:
    """To whoever opened its link; with the way to report it, where there is somebody to look at that."""
    choose = [button(texts.choose(say), Action.CHOOSE, code)] if is_on_sale(offer) else []
    fair = [to_read(say, offer.project.draw_method)] if offer.project.draw_method else []
    report = [button(operators.report(say), Action.REPORT_ABUSE, code)] if reports else []
    return Screen(offer_text(say, offer, now), keyboard(choose, fair, report))


def posted(say: Say, offer: Offer, url: str, now: datetime) -> Screen:
    """To everybody in a chat, who choose in a chat of their own."""
    return Screen(offer_text(say, offer, now), keyboard(to_choose(say, url)))


def to_choose(say: Say, url: str) -> list[InlineKeyboardButton]:
    return [link(texts.choose(say), url)]


def moment_from_afar(say: Say, at: datetime | None) -> Said | None:
    """For what is looked at on other days than today."""
    return say.moment(at, at - _AFAR) if at else None


def price_between(say: Say, prices: tuple[int, int], currency: str) -> str:
    """The lowest and the highest, where they differ."""
    lowest, highest = (say.money(price, currency) for price in prices)
    return lowest if lowest == highest else pictures.prices_from_to(say, lowest, highest)


def drawn_by(say: Say, method: str) -> Said:
    told = _DRAWN_BY.get(DrawMethod(method))
    return told(say) if told else words.draw_method(say, method)


def is_on_sale(offer: Offer) -> bool:
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
        *_found_by(say, offer),
        texts.organizer(say, offer.organizer_name),
        "",
        cards.free(say, offer.free) if offer.sets else cards.no_numbers_yet(say),
    )


def _found_by(say: Say, offer: Offer) -> list[Said]:
    """The rule that people buy on."""
    project = offer.project
    if project.draw_method is None:
        return [texts.not_said_yet(say)]
    decides = lottery_of(project) if project.draw_method == DrawMethod.NUMBER else None
    if decides is None:
        return [drawn_by(say, project.draw_method)]
    return [*lottery.rule_lines(say, decides), *lottery.hopeless(say, decides, offer.ranges)]


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
