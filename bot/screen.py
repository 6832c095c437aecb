"""What stands before a person at one time: a text, and the buttons under it."""

from typing import NamedTuple

from telegram import InlineKeyboardMarkup

from bot.texts.say import Said


class Screen(NamedTuple):
    text: Said
    keyboard: InlineKeyboardMarkup | None = None
