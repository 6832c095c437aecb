"""While the list is closed: its fingerprint, what decides and when, and what is asked on the way to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.addresses import Addresses
from bot.buttons import button, keyboard, link
from bot.screen import Screen
from bot.screens.cards import project_title
from bot.screens.drawing import ways_out
from bot.texts import drawing as texts
from bot.texts import drawing_results as of_results
from bot.texts import fairness
from bot.texts.say import Said, Say, lines
from rules.draw.beacon import CHAIN, time_of
from rules.draw.reading import read_rule
from rules.lottery import plain
from services.draw_settings import lottery_of
from services.draws import DrawView
from services.readiness import is_by_beacon, is_by_lottery

if TYPE_CHECKING:
    from db.draws import Draw
    from db.projects import Project

Row = list[InlineKeyboardButton]

_FIRST = 16
"""So many digits of a fingerprint are compared by people."""
_ROUND = "https://api.drand.sh/{chain}/public/{number}"


def waiting(say: Say, view: DrawView, addresses: Addresses, now: datetime, *, several: bool) -> Screen:
    draw, project = view.draw, view.project
    text = lines(
        project_title(say, project),
        *_published(say, view),
        "",
        *(_source(say, view, now) if draw.commitment else ()),
    )
    key = draw.project_number, draw.draw_number
    back = [button(texts.take_back(say), Action.VOID_DRAW, *key)] if _may_be_void(view, now) else []
    again = [button(texts.look_again(say), Action.DRAW, *key)]
    rows = (*_next_deeds(say, view, now), [*again, *back], pages(say, project, addresses))
    return Screen(text, keyboard(*rows, *ways_out(say, project, several=several)))


def ask_signature(say: Say, draw: Draw) -> Screen:
    number = draw.beacon_round or 0
    rows = [link(texts.open_round(say), _address(number))], back_to(say, draw)
    return Screen(texts.paste_here(say, number), keyboard(*rows))


def ask_figure(say: Say, view: DrawView, now: datetime) -> Screen:
    rule = read_rule(view.draw.lottery_rule or "")
    text = lines(_lottery(say, view, now), texts.which_figure(say, rule.groups, rule.digits))
    return Screen(text, keyboard([link(texts.open_source(say), rule.url)], back_to(say, view.draw)))


def is_it_right(say: Say, view: DrawView, figure: str, now: datetime) -> Screen:
    draw, rule = view.draw, read_rule(view.draw.lottery_rule or "")
    text = lines(_lottery(say, view, now), texts.is_it(say, figure), texts.compare(say))
    key = draw.project_number, draw.draw_number
    rows = (
        [link(texts.open_source(say), rule.url)],
        [button(texts.yes_draw_with_it(say), Action.SURE, *key)],
        [button(texts.other_figure(say), Action.FIGURE, *key)],
    )
    return Screen(text, keyboard(*rows))


def ask_why_void(say: Say, draw: Draw) -> Screen:
    return Screen(texts.why_take_back(say), keyboard(back_to(say, draw)))


def surely_void(say: Say, draw: Draw, reason: str) -> Screen:
    sure = [button(texts.yes_take_back(say), Action.SURE, draw.project_number, draw.draw_number)]
    return Screen(texts.surely_take_back(say, reason), keyboard(sure, back_to(say, draw)))


def fingerprint(say: Say, whole: str) -> Said:
    first = " ".join(whole[at : at + 4] for at in range(0, _FIRST, 4))
    return texts.fingerprint(say, first, whole)


def pages(say: Say, project: Project, addresses: Addresses) -> Row:
    """A practice raffle has none: it will be gone."""
    page, verifier = addresses.page(project.slug), addresses.verifier
    if project.practice or page is None or verifier is None:
        return []
    return [link(texts.public_page(say), page), link(texts.verify(say), verifier)]


def back_to(say: Say, draw: Draw) -> Row:
    return [button(texts.back(say), Action.DRAW, draw.project_number, draw.draw_number)]


def _published(say: Say, view: DrawView) -> Iterator[Said]:
    draw = view.draw
    if draw.commitment_hash is None:
        yield texts.being_written(say)
        return
    yield texts.closed_with_people(say, draw.sold or 0, view.holders)
    yield fingerprint(say, draw.commitment_hash)
    if draw.seq is not None and not view.project.practice:
        yield texts.in_public(say, draw.seq)


def _source(say: Say, view: DrawView, now: datetime) -> Iterator[Said]:
    draw, is_due = view.draw, view.draw.due_at <= now
    if draw.redraw_of is not None:
        yield of_results.drawn_again(say, draw.redraw_of, draw.reason or "")
    if view.results:
        yield texts.finding_winners(say)
    elif is_by_beacon(draw.method):
        number = draw.beacon_round or 0
        yield texts.by_beacon(say, number, say.moment(time_of(number), now))
        yield texts.beacon_awaited(say) if is_due else texts.by_itself(say)
        if is_due:
            yield texts.beacon_by_hand(say)
    elif is_by_lottery(draw.method):
        yield _lottery(say, view, now)
        yield texts.figure_awaited(say) if is_due else texts.figure_later(say)
    else:
        yield texts.sealed_now(say) if is_due else texts.sealed_until(say, say.moment(draw.due_at, now))
        yield fairness.in_short(say, draw.method)


def _lottery(say: Say, view: DrawView, now: datetime) -> Said:
    name, what = lottery_named(view)
    return texts.by_lottery(say, name, what, say.moment(view.draw.due_at, now))


def lottery_named(view: DrawView) -> tuple[str, str]:
    """As its organizer wrote it: what is published has no accents."""
    rule, lottery = read_rule(view.draw.lottery_rule or ""), lottery_of(view.project)
    if lottery is None or (plain(lottery.name), plain(lottery.what)) != (rule.name, rule.what):
        return rule.name, rule.what
    return lottery.name, lottery.what


def _next_deeds(say: Say, view: DrawView, now: datetime) -> list[Row]:
    """What brings the draw about, once its moment has come."""
    draw = view.draw
    key = draw.project_number, draw.draw_number
    if draw.commitment is None or view.results or draw.due_at > now:
        return []
    if is_by_beacon(draw.method):
        return [
            [
                link(texts.open_round(say), _address(draw.beacon_round or 0)),
                button(texts.paste(say), Action.PASTE, *key),
            ]
        ]
    if is_by_lottery(draw.method):
        return [
            [link(texts.open_source(say), read_rule(draw.lottery_rule or "").url)],
            [button(texts.enter_figure(say), Action.FIGURE, *key)],
        ]
    return [[button(texts.draw_now(say), Action.DRAW_NOW, *key)]]


def _may_be_void(view: DrawView, now: datetime) -> bool:
    return not view.results and not (is_by_beacon(view.draw.method) and view.draw.due_at <= now)


def _address(number: int) -> str:
    return _ROUND.format(chain=CHAIN, number=number)
