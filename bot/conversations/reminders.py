"""Reminders: which are planned, and everybody reminded at one tap."""

from telegram import Update
from telegram.ext import CommandHandler

from bot.actions import Action
from bot.buttons import Tap
from bot.context import Context
from bot.conversation import on
from bot.conversations.active import find_active
from bot.screens import reminders as screens
from bot.texts.say import Said
from rules.keys import ProjectKey
from rules.misreadings import ButtonTooOld
from services.digests import tick_off as tick_off_buyer
from services.reminders import list_planned
from services.reminding_all import remind_all

REMIND = ("remind", "recordar", "lembrar")


async def show(update: Update, context: Context) -> None:
    project = await find_active(context, Action.REMINDERS)
    if project is not None:
        await _show(context, project.key, 1)


async def turn(update: Update, context: Context) -> None:
    number, *page = context.pressed.numbers
    if len(page) > 1:
        raise ButtonTooOld
    await _show(context, ProjectKey(context.person.id, number), page[0] if page else 1)


async def remind_everybody(update: Update, context: Context) -> None:
    key = ProjectKey(context.person.id, context.pressed.number)
    done = await remind_all(context.work, key, context.person.id)
    await _show(context, key, 1, screens.reminded_all(context.say, done))


async def tick_off(update: Update, context: Context) -> None:
    """The organizer has written to them themselves."""
    mark, _, number = context.pressed.value.partition(".")
    buyer = Tap(context.pressed.action, number).number
    buyers = await tick_off_buyer(context.work, context.person.id, mark, buyer)
    await context.show(screens.to_forward(context.say, mark, buyers, context.work.now))


async def _show(context: Context, key: ProjectKey, number: int, above: Said | None = None) -> None:
    project, page = await list_planned(context.work, key, number)
    await context.show(screens.planned(context.say, project, page, context.work.now, above))


HANDLERS = (
    CommandHandler(REMIND, show),
    on(Action.REMINDERS, turn),
    on(Action.REMIND_ALL, remind_everybody),
    on(Action.PASSED_ON, tick_off),
)
