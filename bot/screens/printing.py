"""Which tickets are to be printed: a set where there are several, then so many of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.texts import printing as texts
from bot.texts import tasks
from bot.texts.say import Say, lines
from bot.texts.shown import of_range
from rules.numbers import NumberRange
from rules.paper import MOST_PRINTED
from rules.states import SetType

if TYPE_CHECKING:
    from db.projects import Project
    from db.sets import RaffleSet
    from services.paper import PaperSets

_FEW = 200
"""Numbers on a button: 25 pages, what a printer holds and a person cuts in one go."""
_BUTTONS = 6
_MOST_SETS = 40


def which_set(say: Say, found: PaperSets) -> Screen:
    project = found.project
    rows = [
        [button(_set_label(say, project, one), Action.PRINT, project.project_number, one.set_number)]
        for one in found.sets[:_MOST_SETS]
    ]
    return Screen(lines(tasks.of_raffle(say, tasks.print_(say), project.name), texts.which_set(say)), keyboard(*rows))


def which_numbers(say: Say, project: Project, one: RaffleSet, page: int) -> Screen:
    """Pages count from 1; the last one where there are fewer."""
    step = _FEW if one.size <= MOST_PRINTED else MOST_PRINTED
    first = [NumberRange(one.init, min(one.init + step - 1, one.final), one.width)]
    text = lines(
        tasks.of_raffle(say, tasks.print_(say), project.name),
        texts.which_numbers(say, of_range(first[0])),
        texts.how_to_cut(say),
    )
    number = project.project_number
    whole = [_to_print(texts.all_of(say, of_range(one.numbers)), number, one.numbers)] if step == _FEW else []
    pages = -(-one.size // (step * _BUTTONS))
    at = min(max(page, 1), pages)
    parts = _parts(one, step, at) if one.size > step else []
    pairs = [[_to_print(of_range(part), number, part) for part in parts[row : row + 2]] for row in range(0, 6, 2)]
    return Screen(text, keyboard(whole, *pairs, _turning(number, one, at, pages)))


def to_print(say: Say, project: Project, sets: Sequence[RaffleSet]) -> list[InlineKeyboardButton]:
    possible = any(one.type == SetType.PHYSICAL for one in sets) and project.state in ("open", "closed")
    return [button(texts.to_print(say), Action.PRINT, project.project_number)] if possible else []


def _set_label(say: Say, project: Project, one: RaffleSet) -> str:
    return texts.of_set(say, of_range(one.numbers), say.money(one.unit_price, project.currency))


def _parts(one: RaffleSet, step: int, page: int) -> list[NumberRange]:
    begin = one.init + (page - 1) * step * _BUTTONS
    starts = range(begin, min(begin + step * _BUTTONS, one.final + 1), step)
    return [NumberRange(first, min(first + step - 1, one.final), one.width) for first in starts]


def _to_print(label: str, project_number: int, numbers: NumberRange) -> InlineKeyboardButton:
    return button(label, Action.PRINT_RANGE, project_number, numbers.init, numbers.final)


def _turning(project_number: int, one: RaffleSet, page: int, pages: int) -> list[InlineKeyboardButton]:
    before = [button("‹", Action.PRINT, project_number, one.set_number, page - 1)] if page > 1 else []
    after = [button("›", Action.PRINT, project_number, one.set_number, page + 1)] if page < pages else []
    return [*before, *after]
