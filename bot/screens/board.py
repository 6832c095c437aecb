"""The words under a board, and the buttons to other pages, shapes and looks of it, and to the photo behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.pictures.shapes import PORTRAIT, SHAPES, SQUARE, STORY, Shape
from bot.screen import Screen
from bot.screens.cards import project_title
from bot.texts import backdrops, cards, pictures
from bot.texts.say import Say, lines
from bot.texts.shown import of_range

if TYPE_CHECKING:
    from services.boards import BoardPage


def board(say: Say, page: BoardPage, shape: Shape = PORTRAIT) -> Screen:
    several = len(page.shown) > 1
    text = lines(
        project_title(say, page.project),
        pictures.numbers_shown(say, shown(page)) if several else None,
        cards.nothing_is_real(say) if page.project.practice else None,
    )
    photo = button(backdrops.own_photo(say), Action.BACKDROP, page.project.project_number)
    looks = [_to_other_look(say, page, shape), photo]
    return Screen(text, keyboard(_turning(page, shape), _shaping(say, page, shape), looks))


def shown(page: BoardPage) -> str:
    return of_range(page.shown[page.number - 1])


def _turning(page: BoardPage, shape: Shape) -> list[InlineKeyboardButton]:
    """What is on a page is said before it is asked for."""
    at = page.number - 1
    before = [_to(f"‹ {of_range(page.shown[at - 1])}", page, at, shape)] if at else []
    after = [_to(f"{of_range(one)} ›", page, at + 2, shape) for one in page.shown[at + 1 : at + 2]]
    return [*before, *after]


def _shaping(say: Say, page: BoardPage, shape: Shape) -> list[InlineKeyboardButton]:
    labels = {PORTRAIT: pictures.usual(say), SQUARE: pictures.square(say), STORY: pictures.story(say)}
    return [_to(labels[other], page, page.number, other) for other in SHAPES if other != shape]


def _to_other_look(say: Say, page: BoardPage, shape: Shape) -> InlineKeyboardButton:
    label = pictures.light(say) if page.project.is_dark else pictures.dark(say)
    place = (page.project.project_number, page.number, SHAPES.index(shape))
    return button(label, Action.LOOK, *place, int(not page.project.is_dark))


def _to(label: str, page: BoardPage, number: int, shape: Shape) -> InlineKeyboardButton:
    place = (number,) if shape is PORTRAIT else (number, SHAPES.index(shape))
    return button(label, Action.BOARD, page.project.project_number, *place)
