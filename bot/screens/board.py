"""The words under a board, and the buttons to the pages before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.cards import project_title
from bot.texts import cards, pictures
from bot.texts.say import Say, lines
from bot.texts.shown import of_range

if TYPE_CHECKING:
    from services.boards import BoardPage


def board(say: Say, page: BoardPage) -> Screen:
    several = len(page.shown) > 1
    text = lines(
        project_title(say, page.project),
        pictures.numbers_shown(say, shown(page)) if several else None,
        cards.nothing_is_real(say) if page.project.practice else None,
    )
    return Screen(text, keyboard(_turning(page)))


def shown(page: BoardPage) -> str:
    return of_range(page.shown[page.number - 1])


def _turning(page: BoardPage) -> list[InlineKeyboardButton]:
    """What is on a page is said before it is asked for."""
    project, at = page.project.project_number, page.number - 1
    before = [button(f"‹ {of_range(page.shown[at - 1])}", Action.BOARD, project, at)] if at else []
    after = [button(f"{of_range(one)} ›", Action.BOARD, project, at + 2) for one in page.shown[at + 1 : at + 2]]
    return [*before, *after]
