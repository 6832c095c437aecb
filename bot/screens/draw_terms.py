"""The terms of a draw: what holds for its winners, and the buttons that change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.cards import project_title
from bot.texts import draw_terms as texts
from bot.texts import home as at_home
from bot.texts.say import Said, Say, lines
from rules.states import DrawMethod
from services.draw_settings import alternates_of, claim_days_of, per_holder_of

if TYPE_CHECKING:
    from db.projects import Project

ALTERNATES, DAYS = (0, 1, 2, 3, 5, 10), (1, 3, 7, 14, 30, 60)


def terms(say: Say, project: Project, done: Said | None = None) -> Screen:
    """Where a lottery's number wins, only how long a prize waits is left to say."""
    by_number = project.draw_method == DrawMethod.NUMBER
    number = project.project_number
    told = texts.once_each(say) if per_holder_of(project) else texts.several_each(say)
    text = lines(
        *([done, Said("")] if done else []),
        project_title(say, project),
        texts.about(say),
        "",
        *([texts.no_alternates(say)] if by_number else [texts.alternates(say, alternates_of(project)), told]),
        texts.claim_days(say, claim_days_of(project)),
    )
    chosen = [
        button(texts.set_alternates(say), Action.EDIT, number, "spare"),
        button(texts.set_once(say), Action.EDIT, number, "once"),
    ]
    days = [button(texts.set_days(say), Action.EDIT, number, "claim")]
    back = [button(at_home.back(say), Action.EDIT, number)]
    return Screen(text, keyboard([] if by_number else chosen, days, back))
