"""How the draw is fair: what every draw proves and what none can, and the same of each way to find the winners."""

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.texts import fairness as texts
from bot.texts import home as at_home
from bot.texts import words
from bot.texts.say import Said, Say, lines
from rules.choices import DRAW_METHODS

EVERY = "all"
ANEW = "new"
"""Before the page: below what is asked, so that the question stays where it is."""

_SIGNS = {"beacon": "🌐", "number": "🎱", "sealed": "🔒"}


def page(say: Say, method: str) -> Screen:
    """One of the methods that are offered, or what holds for all of them."""
    known = method in DRAW_METHODS
    others = [button(signed_method(say, one), Action.FAIR, one.value) for one in DRAW_METHODS if one != method]
    every = [button(texts.for_every_draw(say), Action.FAIR, EVERY)] if known else []
    back = button(at_home.back(say), Action.HELP)
    return Screen(_of(say, method) if known else _of_every(say), keyboard(others[:2], others[2:], [*every, back]))


def to_read(say: Say, method: str = EVERY) -> InlineKeyboardButton:
    """From any other subject."""
    return button(texts.how_fair(say), Action.FAIR, ANEW, method)


def signed_method(say: Say, method: str) -> str:
    name = words.draw_method(say, method)
    return f"{_SIGNS[method]} {name[:1].upper()}{name[1:]}"


def _of_every(say: Say) -> Said:
    return lines(
        texts.how_fair(say),
        "",
        texts.always_proved(say),
        texts.always_proves(say),
        "",
        texts.never_proved(say),
        texts.never_proves(say),
        "",
        texts.about_all(say),
    )


def _of(say: Say, method: str) -> Said:
    return lines(
        texts.in_short(say, method),
        "",
        texts.what_is_proved(say),
        texts.proves(say, method),
        "",
        texts.what_is_not_proved(say),
        texts.does_not_prove(say, method),
    )
