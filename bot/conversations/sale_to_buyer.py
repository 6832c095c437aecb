"""A sale that begins with its buyer: only the numbers, and how they are paid, are left to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Update

from bot.actions import Action
from bot.context import Context
from bot.conversations.sale_draft import Draft, show_numbers
from bot.screens import projects
from rules.keys import BuyerKey
from rules.misreadings import ButtonTooOld
from rules.refusals import NoProjectYet
from rules.states import ProjectState
from services.buyers import NumberedBuyer
from services.holdings import look_at_buyer
from services.projects import list_open_projects

if TYPE_CHECKING:
    from db.buyers import Buyer


async def begin_for_buyer(update: Update, context: Context) -> object:
    number, *chosen = context.pressed.numbers
    if len(chosen) > 1:
        raise ButtonTooOld
    buyer = (await look_at_buyer(context.work, BuyerKey(context.person.id, number))).buyer
    project = chosen[0] if chosen else await _project_for(context, buyer)
    if project is None:
        return None
    draft = Draft(project).for_buyer(NumberedBuyer(buyer.buyer_number))
    return await show_numbers(context, draft, anew=True)


async def _project_for(context: Context, buyer: Buyer) -> int | None:
    """The raffle that is worked on, if it sells to such people; else the only one that does. None when it was asked."""
    every = await list_open_projects(context.work, context.person.id)
    # Buyers made up for practice and real raffles never meet.
    same = [one for one in every if one.practice == buyer.practice]
    if not same:
        raise NoProjectYet
    possible = [one for one in same if one.state == ProjectState.OPEN] or same[:1]
    active = [one for one in possible if one.project_number == context.user.active_project]
    if len(active or possible) == 1:
        return (active or possible)[0].project_number
    await context.show(projects.which(context.say, possible, Action.SELL_TO, buyer.buyer_number))
    return None
