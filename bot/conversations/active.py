"""The raffle that a command without a number is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions import Action
from bot.context import Context
from bot.screens import projects
from rules.refusals import NoProjectYet, ProjectUnclear
from services.projects import active_project, list_open_projects

if TYPE_CHECKING:
    from db.projects import Project


async def find_active(context: Context, action: Action, *of: object) -> Project | None:
    """None when it was asked which one; the answer is a tap on that action."""
    try:
        return await active_project(context.work, context.person.id)
    except ProjectUnclear:
        choice = await list_open_projects(context.work, context.person.id)
        await context.show(projects.which(context.say, choice, action, *of))
        return None


async def is_practising(context: Context) -> bool:
    """Whether the people one works with are made up."""
    try:
        return (await active_project(context.work, context.person.id)).practice
    except (NoProjectYet, ProjectUnclear):
        return False
