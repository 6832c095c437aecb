"""The screens of an organizer's own photo behind the numbers of a board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.cards import project_title
from bot.texts import backdrops as texts
from bot.texts import selling
from bot.texts.say import Say, lines

if TYPE_CHECKING:
    from db.projects import Project


def ask(say: Say, project: Project, *, has_one: bool) -> Screen:
    text = texts.send_another(say) if has_one else texts.send_one(say)
    away = [button(texts.take_away(say), Action.NO_BACKDROP, project.project_number)] if has_one else []
    dismiss = [button(selling.cancel(say), Action.CANCEL)]
    return Screen(lines(project_title(say, project), text), keyboard(away, dismiss))
