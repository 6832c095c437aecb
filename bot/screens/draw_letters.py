"""What is told of a draw by itself: the list that is closed, who won, what was taken back; and a prize that is won."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.addresses import Addresses
from bot.buttons import button, keyboard, link
from bot.screen import Screen
from bot.screens.pages import fitting
from bot.screens.selling import some
from bot.texts import draw_letters as texts
from bot.texts import drawing, to_buyers, words
from bot.texts import own_prizes as prizes
from bot.texts.say import Said, Say, lines
from rules.draw.reading import read_rule
from rules.numbers import NumberRange, show_among
from rules.terms import minutes
from services.countdowns import count_reveals
from services.draw_news import DrawNews
from services.draws import BEACON_SILENT, DrawView

if TYPE_CHECKING:
    from db.draws import Draw
    from db.projects import Project
    from db.winners import HeldBy

_PRIZES = 10
_NAME = 16

Row = list[InlineKeyboardButton]


def closed(say: Say, news: DrawNews, addresses: Addresses, now: datetime) -> Screen:
    """To a buyer."""
    draw, count = news.draw, len(news.numbers)
    text = lines(
        texts.of_project(say, news.project.name, news.organizer_name),
        _again(say, draw),
        "",
        lines(texts.closed(say, draw.sold or 0), texts.yours(say, count, some(news.numbers, news.ranges))),
        _source(say, draw, now),
        "",
        texts.fingerprint(say, draw.commitment_hash or ""),
        texts.keep_it(say),
    )
    return Screen(text, keyboard(*_pages(say, news.project, addresses, texts.see_the_page(say))))


def published(say: Say, view: DrawView, organizer: str, addresses: Addresses, now: datetime) -> Screen:
    """To the organizer, as everybody may read it: it is there to be forwarded."""
    draw, project = view.draw, view.project
    text = lines(
        to_buyers.practice(say) if project.practice else None,
        texts.of_project(say, project.name, organizer),
        _again(say, draw),
        "",
        texts.closed(say, draw.sold or 0),
        _source(say, draw, now),
        "",
        texts.fingerprint(say, draw.commitment_hash or ""),
    )
    return Screen(text, keyboard(*_pages(say, project, addresses, texts.see_the_page(say))))


def countdown(say: Say, draw: Draw, now: datetime, *, practice: bool) -> Said:
    """How long it is until then. Without a button, for it is edited while somebody may be elsewhere."""
    left = draw.due_at - now
    if left.total_seconds() < 1:
        return moment_has_come(say)
    moment = say.moment(draw.due_at, now)
    near = minutes(left) >= 1
    told = texts.draw_in(say, words.span(say, minutes(left)), moment) if near else texts.draw_at(say, moment)
    return lines(told, None if practice else texts.forward_it(say))


def moment_has_come(say: Say) -> Said:
    return texts.moment_has_come(say)


def no_longer_awaited(say: Say) -> Said:
    return texts.no_longer_awaited(say)


def drawn(say: Say, news: DrawNews, view: DrawView, addresses: Addresses) -> Screen:
    """To a buyer: what their numbers won, and everybody's winning numbers without a name."""
    text = lines(
        texts.drawn(say, news.project.name),
        _again(say, news.draw),
        _corrected(say, view),
        "",
        *_own(say, news, view),
        "",
        texts.winning_numbers(say),
        *_prizes(say, view, named=False),
        "",
        _came_from(say, view),
        texts.same_fingerprint(say, news.draw.commitment_hash or ""),
        None if addresses.root else texts.ask_for_proof(say, news.organizer_name),
    )
    return Screen(text, keyboard(*_pages(say, news.project, addresses, texts.check_the_draw(say))))


def drawn_for_all(say: Say, view: DrawView, addresses: Addresses) -> Screen:
    """Where a commitment was posted: the winning numbers, without a name."""
    text = lines(
        texts.drawn(say, view.project.name),
        _again(say, view.draw),
        _corrected(say, view),
        "",
        texts.winning_numbers(say),
        *_prizes(say, view, named=False),
        "",
        _came_from(say, view),
        texts.same_fingerprint(say, view.draw.commitment_hash or ""),
    )
    return Screen(text, keyboard(*_pages(say, view.project, addresses, texts.check_the_draw(say))))


def void_for_all(say: Say, view: DrawView, addresses: Addresses) -> Screen:
    told = (texts.void(say, view.project.name), _why_void(say, view.draw), texts.new_one_is_announced(say))
    return Screen(lines(*told), keyboard(*_pages(say, view.project, addresses, texts.see_the_page(say))))


def revealed(say: Say, view: DrawView, step: int) -> Screen:
    """To the organizer, so far: the last prizes first, and with the first prize all that is to be done."""
    last, project = count_reveals(view.draw.prizes), view.project
    head = to_buyers.practice(say) if project.practice else None
    if step >= last:
        text = lines(
            head,
            texts.drawn(say, project.name),
            _corrected(say, view),
            "",
            *_prizes(say, view, named=True),
            "",
            _came_from(say, view),
        )
        return Screen(text, keyboard(to_draw(view.draw, texts.see_winners(say))))
    rows = _prizes(say, view, named=True, first=last - step) if step else [texts.last_first(say, view.draw.prizes)]
    return Screen(lines(head, texts.being_drawn(say, project.name), "", *rows, "", texts.and_now(say)))


def void(say: Say, news: DrawNews, addresses: Addresses) -> Screen:
    """To a buyer."""
    text = lines(
        texts.void(say, news.project.name),
        _why_void(say, news.draw),
        texts.still_yours(say, len(news.numbers), some(news.numbers, news.ranges)),
        texts.new_one_is_announced(say),
    )
    return Screen(text, keyboard(*_pages(say, news.project, addresses, texts.see_the_page(say))))


def void_to_organizer(say: Say, view: DrawView) -> Screen:
    text = lines(texts.void(say, view.project.name), _why_void(say, view.draw), texts.close_it_again(say))
    return Screen(text, keyboard(to_draw(view.draw, texts.see_draw(say))))


def figure_wanted(say: Say, view: DrawView) -> Screen:
    rule = read_rule(view.draw.lottery_rule or "")
    text = lines(
        to_buyers.practice(say) if view.project.practice else None,
        texts.figure_is_wanted(say, view.project.name),
        texts.look_it_up(say, rule.name),
    )
    source = [link(drawing.open_source(say), rule.url)] if rule.url.startswith("https://") else []
    return Screen(text, keyboard(to_draw(view.draw, drawing.enter_figure(say)), source))


def prize_passed(say: Say, view: DrawView, held: HeldBy, following: HeldBy | None, now: datetime) -> Screen:
    prize = prize_of(view, held)
    text = lines(
        to_buyers.practice(say) if view.project.practice else None,
        prizes.not_claimed(say, prize, _number(held, view.ranges), _named(held)),
        prizes.nobody_is_next(say) if following is None else _next(say, view, following, now),
    )
    return Screen(text, keyboard(to_draw(view.draw, texts.see_winners(say))))


def prize_confirmed(say: Say, view: DrawView, held: HeldBy) -> Screen:
    text = prizes.winner_confirmed(say, _named(held), prize_of(view, held))
    return Screen(text, keyboard(to_draw(view.draw, texts.see_winners(say))))


def prize_of(view: DrawView, held: HeldBy) -> str:
    return view.prizes[held.winner.prize_number or 0]


def to_draw(draw: Draw, label: Said) -> Row:
    return [button(label, Action.DRAW, draw.project_number, draw.draw_number)]


def _pages(say: Say, project: Project, addresses: Addresses, label: Said) -> list[Row]:
    page = addresses.page(project.slug)
    return [] if page is None else [[link(label, page)]]


def _again(say: Say, draw: Draw) -> Said | None:
    return None if draw.redraw_of is None else texts.drawn_again(say, draw.redraw_of, draw.reason or "…")


def _source(say: Say, draw: Draw, now: datetime) -> Said:
    moment = say.moment(draw.due_at, now)
    if draw.beacon_round is not None:
        return drawing.by_beacon(say, draw.beacon_round, moment)
    if draw.lottery_rule is not None:
        rule = read_rule(draw.lottery_rule)
        return drawing.by_lottery(say, rule.name, rule.what, moment)
    return drawing.sealed_until(say, moment)


def _came_from(say: Say, view: DrawView) -> Said:
    if view.draw.beacon_round is not None:
        return texts.came_from_round(say, view.draw.beacon_round)
    if view.draw.lottery_rule is not None and view.result is not None:
        return texts.came_from_figure(say, read_rule(view.draw.lottery_rule).name, view.result.value or "…")
    return texts.came_from_secret(say)


def _corrected(say: Say, view: DrawView) -> Said | None:
    if len(view.results) < 2:
        return None
    return texts.corrected(say, view.results[-2].value or "…", view.results[-1].reason or "…")


def _own(say: Say, news: DrawNews, view: DrawView) -> list[Said]:
    won = [one for one in news.won if one.winner.prize_number is not None]
    in_line = [one for one in news.won if one.winner.prize_number is None]
    if not won:
        lost = texts.you_did_not_win(say, len(news.numbers), some(news.numbers, news.ranges))
        return [lost, *(texts.you_stand_in_line(say, _number(one, news.ranges)) for one in in_line[:1])]
    shown = [texts.you_won(say, _number(one, news.ranges), prize_of(view, one)) for one in won[:_PRIZES]]
    return [*shown, *_left_out(say, len(won)), texts.code_comes_apart(say)]


def _prizes(say: Say, view: DrawView, *, named: bool, first: int = 0) -> list[Said]:
    """In their order, from the one after so many on; who stepped in stands where the other stood."""
    holding = {one.winner.prize_number: one for one in view.winners if one.winner.prize_number is not None}
    prizes = list(view.prizes.items())[: view.draw.prizes]
    rows = [_prize(say, view, name, holding.get(number), named=named) for number, name in prizes[first:]]
    return [*rows[:_PRIZES], *_left_out(say, len(rows))]


def _left_out(say: Say, count: int) -> list[Said]:
    return [texts.more_prizes(say, count - _PRIZES)] if count > _PRIZES else []


def _prize(say: Say, view: DrawView, prize: str, held: HeldBy | None, *, named: bool) -> Said:
    if held is None:
        return texts.prize_goes_to_nobody(say, prize)
    number = _number(held, view.ranges)
    return (
        texts.prize_goes_to_whom(say, prize, number, _named(held)) if named else texts.prize_goes_to(say, prize, number)
    )


def _next(say: Say, view: DrawView, following: HeldBy, now: datetime) -> Said:
    until = say.moment(following.winner.claim_until or now, now)
    return prizes.next_is(say, _number(following, view.ranges), _named(following), until)


def _why_void(say: Say, draw: Draw) -> Said:
    if draw.void_reason == BEACON_SILENT:
        return texts.beacon_was_silent(say)
    return texts.why(say, draw.void_reason or "…")


def _number(held: HeldBy, ranges: Sequence[NumberRange]) -> str:
    return show_among([held.winner.raffle_number], ranges)


def _named(held: HeldBy) -> str:
    return fitting(held.holder_name or held.buyer_name, _NAME)
