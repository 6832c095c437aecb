"""The first screen: hello, the country, and the two ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.home import beginnings
from bot.texts import countries, greetings
from bot.texts import first_contact as texts
from bot.texts import home as at_home
from bot.texts.say import Say, joined
from rules.countries import country_defaults

if TYPE_CHECKING:
    from db.users import User

_LIKELY = ("MX", "CO", "AR", "PE", "VE", "CL", "EC", "GT", "BO", "ES", "BR", "US")
_FIRST = {"pt_BR": "BR", "en": "US"}
_ROW = 3


def hello(say: Say, *, buys: bool = False) -> Screen:
    text = joined([greetings.hello(say), texts.which_country(say)], "\n\n")
    another = [button(texts.another_country(say), Action.COUNTRY)]
    return Screen(text, keyboard(*_countries(say), another, *beginnings(say, buys=buys)))


def write_country(say: Say) -> Screen:
    return Screen(texts.write_country(say), keyboard([button(at_home.back(say), Action.BACK)]))


def chosen(say: Say, user: User) -> Screen:
    country = country_defaults(user.country or "")
    text = texts.country_chosen(
        say, countries.country(say, country.iso), user.currency, country.phone_prefix, countries.city(say, user.zone)
    )
    return Screen(text, keyboard(*beginnings(say)))


def _countries(say: Say) -> list[list[InlineKeyboardButton]]:
    first = _FIRST.get(say.language, _LIKELY[0])
    ordered = [first, *(iso for iso in _LIKELY if iso != first)]
    buttons = [button(countries.short_country(say, iso), Action.COUNTRY, iso) for iso in ordered]
    return [buttons[start : start + _ROW] for start in range(0, len(buttons), _ROW)]
