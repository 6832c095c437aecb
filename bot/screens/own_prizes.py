"""A prize before its winner: until when and how it is claimed, and that they have it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.actions import Action
from bot.buttons import button, keyboard, link
from bot.screen import Screen
from bot.screens.pages import fitting
from bot.texts import draw_letters as texts
from bot.texts import my_tickets, reminders
from bot.texts import own_prizes as prizes
from bot.texts.say import Said, Say, lines
from bot.whatsapp import link_to
from rules.numbers import show_among
from rules.states import WinnerState
from services.draw_forwarding import WinnerToTell
from services.own_prizes import OwnPrize

if TYPE_CHECKING:
    from db.winners import Winner

_NAME, _ON_BUTTON = 16, 30


def prize(say: Say, own: OwnPrize, now: datetime) -> Screen:
    """As it stands: late or twice it says the same."""
    winner = own.held.winner
    is_open = winner.state in (WinnerState.WAITING, WinnerState.HANDED)
    text = lines(
        prizes.prize_is_yours(say, own.prize),
        texts.of_project(say, own.project.name, own.organizer_name),
        prizes.with_number(say, show_among([winner.raffle_number], own.ranges)),
        "",
        prizes.passed_to_you(say) if winner.place.startswith("A") and winner.state == WinnerState.WAITING else None,
        _how(say, own, now),
        prizes.claim_code(say, winner.claim_code) if is_open and winner.claim_code else None,
    )
    have = [button(prizes.i_have_it(say), Action.GOT_PRIZE, *_wish(own))] if is_open else []
    return Screen(text, keyboard(have, [button(my_tickets.back(say), Action.MY_TICKETS)]))


def really_have_it(say: Say, own: OwnPrize) -> Screen:
    return Screen(
        prizes.do_you_have_it(say, own.prize, own.organizer_name),
        keyboard(
            [button(prizes.yes_i_have_it(say), Action.GOT_IT, *_wish(own))],
            [button(prizes.not_yet(say), Action.MY_PRIZE, *_wish(own))],
        ),
    )


def to_forward(say: Say, several: Sequence[WinnerToTell], now: datetime) -> Screen:
    """With a link for each winner, that opens WhatsApp with what they won; their code stays between us and them."""
    rows = [
        prizes.winner_row(say, fitting(one.name, _NAME), show_among([one.winner.raffle_number], one.ranges), one.prize)
        for one in several
    ]
    buttons = [
        [link(reminders.whatsapp(say, fitting(one.name, _ON_BUTTON)), link_to(one.phone_e164, _told(say, one, now)))]
        for one in several
    ]
    return Screen(lines(prizes.tell_winners(say, several[0].project_name), "", *rows), keyboard(*buttons))


def _how(say: Say, own: OwnPrize, now: datetime) -> Said:
    winner: Winner = own.held.winner
    match winner.state:
        case WinnerState.WAITING:
            return prizes.claim_until(say, own.organizer_name, say.moment(winner.claim_until or now, now))
        case WinnerState.HANDED:
            return prizes.was_handed_over(say, own.organizer_name)
        case WinnerState.CONFIRMED:
            return prizes.is_confirmed(say)
    return prizes.time_is_over(say)


def _told(say: Say, one: WinnerToTell, now: datetime) -> Said:
    number = show_among([one.winner.raffle_number], one.ranges)
    return lines(
        prizes.you_won_elsewhere(say, one.name, number, one.project_name, one.prize),
        prizes.claim_it_from_me(say, say.moment(one.winner.claim_until or now, now)),
    )


def _wish(own: OwnPrize) -> tuple[object, ...]:
    """By the order's code, which names no organizer."""
    winner = own.held.winner
    return own.code, winner.draw_number, winner.result_number, winner.place_number
