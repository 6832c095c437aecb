"""The words under a board, and the buttons to other pages and shapes of it, and to the photo behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.cards import project_title
from bot.texts import backdrops, cards, pictures
from bot.texts.say import Say, lines
from bot.texts.shown import of_range

if TYPE_CHECKING:
    from services.boards import BoardPage

USUAL, SQUARE, STORY = range(3)


def board(say: Say, page: BoardPage, shape: int = USUAL) -> Screen:
    several = len(page.shown) > 1
    text = lines(
        project_title(say, page.project),
        pictures.numbers_shown(say, shown(page)) if several else None,
        cards.nothing_is_real(say) if page.project.practice else None,
    )
    photo = [button(backdrops.own_photo(say), Action.BACKDROP, page.project.project_number)]
    return Screen(text, keyboard(_turning(page, shape), _shaping(say, page, shape), photo))


def shown(page: BoardPage) -> str:
    return of_range(page.shown[page.number - 1])


def _turning(page: BoardPage, shape: int) -> list[InlineKeyboardButton]:
    """What is on a page is said before it is asked for."""
    at = page.number - 1
    before = [_to(f"‹ {of_range(page.shown[at - 1])}", page, at, shape)] if at else []
    after = [_to(f"{of_range(one)} ›", page, at + 2, shape) for one in page.shown[at + 1 : at + 2]]
    return [*before, *after]


def _shaping(say: Say, page: BoardPage, shape: int) -> list[InlineKeyboardButton]:
    labels = {USUAL: pictures.usual(say), SQUARE: pictures.square(say), STORY: pictures.story(say)}
    return [_to(label, page, page.number, other) for other, label in labels.items() if other != shape]


def _to(label: str, page: BoardPage, number: int, shape: int) -> InlineKeyboardButton:
    place = (number, shape) if shape else (number,)
    return button(label, Action.BOARD, page.project.project_number, *place)
