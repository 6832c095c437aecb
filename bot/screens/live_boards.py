"""A board as it stands in a group or channel, and how its organizer brings it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.cards import project_title
from bot.screens.offers import to_choose
from bot.texts import cards, home, pictures, projects
from bot.texts import live_boards as texts
from bot.texts.say import Said, Say, joined, lines
from bot.texts.shown import of_range
from rules.states import ProjectState
from services.projects import is_running

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from db.live_boards import LiveBoard
    from db.projects import Project
    from services.boards import BoardPage

_PLACES = 3


def live_board(say: Say, page: BoardPage, url: str | None, now: datetime) -> Screen:
    """To everybody there: how many are free, and the way to choose among them in a chat of one's own."""
    project, several = page.project, len(page.shown) > 1
    taken = (cards.reserved(say, page.reserved), texts.sold(say, page.sold))
    text = lines(
        project_title(say, project),
        cards.free(say, page.free),
        joined(taken, " · "),
        projects.draw_at(say, say.moment(project.draw_at, now)) if project.draw_at else None,
        pictures.numbers_shown(say, _on_page(page, page.number)) if several else None,
        None if is_running(project) else texts.over(say),
    )
    choose = to_choose(say, url) if url is not None and project.state == ProjectState.OPEN else []
    return Screen(text, keyboard(choose, _turning(page)))


def how(say: Say, project: Project, boards: Sequence[LiveBoard], bot: str) -> Screen:
    text = lines(
        texts.what_it_is(say, project.name),
        "",
        texts.in_a_group(say, bot),
        texts.in_a_channel(say),
        texts.pinned_for_leaders(say),
        *_places(say, boards),
    )
    channel = button(texts.to_channel(say), Action.IN_CHANNEL, project.project_number)
    back = button(home.back(say), Action.SHARE, project.project_number, 1)
    return Screen(text, keyboard([channel], [back]))


def _places(say: Say, boards: Sequence[LiveBoard]) -> list[Said | str]:
    if not boards:
        return []
    named = ", ".join(board.place or "…" for board in boards[:_PLACES])
    more = len(boards) - _PLACES
    return ["", texts.and_in_more(say, named, more) if more > 0 else texts.stands_in(say, len(boards), named)]


def _on_page(page: BoardPage, number: int) -> str:
    return of_range(page.shown[number - 1])


def _turning(page: BoardPage) -> list[InlineKeyboardButton]:
    """What is on a page is said before anybody turns to it."""
    before = [page.number - 1] if page.number > 1 else []
    after = [page.number + 1] if page.number < len(page.shown) else []
    return [
        *(button(f"‹ {_on_page(page, number)}", Action.TURN_BOARD, number) for number in before),
        *(button(f"{_on_page(page, number)} ›", Action.TURN_BOARD, number) for number in after),
    ]
