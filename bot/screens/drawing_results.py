"""A draw that is over: its winners and what became of their prizes, who stands in line, and all draws of a raffle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.addresses import Addresses
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.cards import project_title
from bot.screens.drawing import ways_out
from bot.screens.drawing_waiting import back_to, fingerprint, lottery_named, pages
from bot.screens.home import go_home
from bot.screens.pages import fitting
from bot.texts import changing, drawing, words
from bot.texts import drawing_results as texts
from bot.texts import projects as of_projects
from bot.texts.say import Said, Say, joined, lines
from rules.numbers import show_among
from rules.states import DrawState, ProjectState, WinnerState
from services.draws import BEACON_SILENT, DrawView
from services.readiness import is_by_lottery

if TYPE_CHECKING:
    from db.buyers import Buyer
    from db.draws import Draw
    from db.projects import Project
    from db.winners import HeldBy

Row = list[InlineKeyboardButton]

_A_PAGE, _IN_LINE, _DRAWS, _LABEL = 8, 10, 20, 20
_HANDED = (WinnerState.HANDED, WinnerState.CONFIRMED)


def drawn(say: Say, view: DrawView, addresses: Addresses, now: datetime, page: int, *, several: bool) -> Screen:
    """Some prizes at a time; who stands in line is on the first page."""
    draw, project, shown = view.draw, view.project, _prizes(view)
    of_page = shown[(page - 1) * _A_PAGE : page * _A_PAGE]
    text = lines(
        texts.title(say, project.name),
        *([texts.numbered(say, draw.draw_number)] if several else []),
        *(line for prize in of_page for line in ("", *_prize(say, view, prize, now))),
        *(_line(say, view) if page == 1 else []),
        "",
        *_how(say, view),
    )
    winners = [_to_winner(say, view, one) for prize in of_page for one in _of_prize(view, prize) if _is_open(one)]
    key = draw.project_number, draw.draw_number
    turning = [
        *([button("‹", Action.DRAW, *key, page - 1)] if page > 1 else []),
        *([button("›", Action.DRAW, *key, page + 1)] if len(shown) > page * _A_PAGE else []),
    ]
    proof = [button(texts.proof_file(say), Action.DRAW_PROOF, *key)]
    rows = ([[one] for one in winners], [turning, proof, pages(say, project, addresses), _otherwise(say, view)])
    return Screen(text, keyboard(*rows[0], *rows[1], *ways_out(say, project, several=several)))


def winner(say: Say, view: DrawView, held: HeldBy, buyer: Buyer, now: datetime) -> Screen:
    one = held.winner
    key = one.project_number, one.draw_number, one.result_number, one.place_number
    text = lines(
        *_won(say, view, held, now),
        texts.phone(say, buyer.phone) if buyer.phone else None,
        *([""] if _is_open(held) else []),
        *_how_to_hand(say, held),
    )
    hand = [button(texts.hand_over(say), Action.HANDED, *key)] if one.state == WinnerState.WAITING else []
    coded = _is_open(held) and held.telegram_id is not None and not view.project.practice
    code = [button(texts.enter_code(say), Action.CLAIM_CODE, *key)] if coded else []
    them = [button(f"{words.BUYER} {fitting(held.buyer_name)}", Action.PERSON, held.buyer.buyer_number)]
    return Screen(text, keyboard(hand, code, them, back_to(say, view.draw)))


def ask_code(say: Say, view: DrawView, held: HeldBy) -> Screen:
    text = lines(_name_with_number(say, view, held), texts.which_code(say))
    return Screen(text, keyboard(back_to(say, view.draw)))


def taken_back(say: Say, view: DrawView, now: datetime, *, several: bool) -> Screen:
    """A void draw, as it stays to be seen."""
    draw, project = view.draw, view.project
    may_go_on = project.state == ProjectState.CLOSED and project.locked_at is None
    text = lines(
        project_title(say, project),
        drawing.taken_back(say, draw.draw_number),
        _why_void(say, draw),
        *([fingerprint(say, draw.commitment_hash)] if draw.commitment_hash else []),
        *(["", drawing.sales_may_go_on(say)] if may_go_on else []),
    )
    number = project.project_number
    again = [button(changing.reopen(say), Action.CHANGE, number, "open", 0, "")] if may_go_on else []
    return Screen(
        text,
        keyboard(again, [button(drawing.back(say), Action.DRAW, number)], *ways_out(say, project, several=several)),
    )


def ask_why_correct(say: Say, draw: Draw, figure: str) -> Screen:
    return Screen(texts.why_correct(say, figure), keyboard(back_to(say, draw)))


def surely_correct(say: Say, view: DrawView, figure: str, reason: str) -> Screen:
    draw, before = view.draw, (view.result.value or "") if view.result else ""
    sure = [button(texts.yes_correct(say), Action.SURE, draw.project_number, draw.draw_number)]
    return Screen(texts.surely_correct(say, before, figure, reason), keyboard(sure, back_to(say, draw)))


def ask_why_again(say: Say, draw: Draw) -> Screen:
    return Screen(texts.why_again(say), keyboard(back_to(say, draw)))


def surely_again(say: Say, draw: Draw, reason: str) -> Screen:
    text = lines(texts.surely_again(say, reason), texts.stays_visible(say), drawing.what_it_means(say))
    sure = [button(texts.yes_again(say), Action.SURE, draw.project_number, draw.draw_number)]
    return Screen(text, keyboard(sure, back_to(say, draw)))


def all_draws(say: Say, project: Project, draws: Sequence[Draw], now: datetime) -> Screen:
    """The newest first, as many as fit."""
    shown = list(reversed(draws))[:_DRAWS]
    told = [line for draw in shown for line in ("", *_of_list(say, draw, now))]
    number = project.project_number
    buttons = [
        button(texts.one_draw(say, draw.draw_number), Action.DRAW, number, draw.draw_number) for draw in shown[:6]
    ]
    rows = [buttons[start : start + 3] for start in range(0, len(buttons), 3)]
    return Screen(lines(texts.draws_of(say, project.name), *told), keyboard(*rows, go_home(say)))


def _of_list(say: Say, draw: Draw, now: datetime) -> Iterator[Said | None]:
    number = draw.draw_number
    if draw.state == DrawState.DRAWN and draw.drawn_at is not None:
        yield texts.drawn(say, number, say.moment(draw.drawn_at, now))
    elif draw.state == DrawState.VOID and draw.voided_at is not None:
        yield texts.void(say, number, say.moment(draw.voided_at, now))
        yield _why_void(say, draw)
    else:
        yield texts.locked(say, number, say.moment(draw.due_at, now))
    if draw.redraw_of is not None and draw.reason is not None:
        yield texts.drawn_again(say, draw.redraw_of, draw.reason)


def _why_void(say: Say, draw: Draw) -> Said:
    if draw.void_reason == BEACON_SILENT:
        return texts.beacon_silent(say)
    return texts.because(say, draw.void_reason or "")


def _prizes(view: DrawView) -> list[int]:
    """Those of the draw, also the ones that nobody won."""
    return sorted(view.prizes)[: view.draw.prizes]


def _of_prize(view: DrawView, prize: int) -> list[HeldBy]:
    """Whoever did not come in time first, then who stepped in."""
    return [one for one in view.winners if one.winner.prize_number == prize]


def _prize(say: Say, view: DrawView, prize: int, now: datetime) -> Iterator[Said]:
    yield of_projects.prize(say, prize, view.prizes[prize])
    winners = _of_prize(view, prize)
    if not winners:
        yield texts.nobody(say)
    for held in winners:
        yield _name_with_number(say, view, held)
        yield _became(say, held, now)


def _won(say: Say, view: DrawView, held: HeldBy, now: datetime) -> Iterator[Said]:
    prize = held.winner.prize_number
    if prize is not None:
        yield of_projects.prize(say, prize, view.prizes.get(prize, ""))
    yield _name_with_number(say, view, held)
    yield _became(say, held, now)


def _name_with_number(say: Say, view: DrawView, held: HeldBy) -> Said:
    number = show_among([held.winner.raffle_number], view.ranges)
    return texts.winning(say, number, _name(say, held))


def _name(say: Say, held: HeldBy) -> Said:
    """For whom it was bought comes before who bought it."""
    if held.holder_name:
        return texts.bought_for(say, held.buyer_name, held.holder_name)
    return joined([held.buyer_name], "")


def _became(say: Say, held: HeldBy, now: datetime) -> Said:
    one = held.winner
    match one.state:
        case WinnerState.HANDED:
            told = texts.handed(say)
        case WinnerState.CONFIRMED:
            told = texts.confirmed(say)
        case WinnerState.PASSED:
            return texts.passed(say)
        case _:
            until = one.claim_until
            told = texts.waiting(say) if until is None else texts.waiting_until(say, say.day_of(until, now))
    return told if one.place.startswith("P") else joined([told, texts.stepped_in(say)], " · ")


def _line(say: Say, view: DrawView) -> Iterator[Said]:
    alternates = [one for one in view.winners if one.winner.state == WinnerState.ALTERNATE]
    if not alternates:
        return
    yield Said("")
    yield texts.in_line(say)
    for place, held in enumerate(alternates[:_IN_LINE], 1):
        yield texts.line(say, place, show_among([held.winner.raffle_number], view.ranges), _name(say, held))


def _how(say: Say, view: DrawView) -> Iterator[Said]:
    draw, result = view.draw, view.result
    if draw.beacon_round is not None:
        yield texts.from_round(say, draw.beacon_round)
    elif result is not None and result.value is not None:
        yield texts.from_figure(say, result.value, lottery_named(view)[0])
    else:
        yield texts.from_secret(say)
    for before, after in zip(view.results, view.results[1:], strict=False):
        yield texts.corrected(say, before.value or "", after.reason or "")
    if draw.redraw_of is not None:
        yield texts.drawn_again(say, draw.redraw_of, draw.reason or "")


def _is_open(held: HeldBy) -> bool:
    return held.winner.state in (WinnerState.WAITING, WinnerState.HANDED)


def _to_winner(say: Say, view: DrawView, held: HeldBy) -> InlineKeyboardButton:
    one = held.winner
    number = show_among([one.raffle_number], view.ranges)
    label = texts.of_winner(say, number, fitting(held.holder_name or held.buyer_name, _LABEL))
    return button(label, Action.WINNER, one.project_number, one.draw_number, one.result_number, one.place_number)


def _how_to_hand(say: Say, held: HeldBy) -> Iterator[Said]:
    if _is_open(held):
        yield texts.has_no_telegram(say) if held.telegram_id is None else texts.has_code(say)


def _otherwise(say: Say, view: DrawView) -> Row:
    """What is seldom: a figure that was typed wrongly, or a second draw."""
    draw, project = view.draw, view.project
    if project.locked_at is not None:
        return []
    key = draw.project_number, draw.draw_number
    handed = any(one.winner.state in _HANDED for one in view.winners)
    correct = [button(texts.correct_figure(say), Action.FIGURE, *key)] if is_by_lottery(draw.method) else []
    return [*([] if handed else correct), button(texts.draw_again(say), Action.REDRAW, *key)]
