"""A file with a whole raffle, by a command or a tap; it is made by somebody else."""

from telegram import Update
from telegram.ext import CommandHandler

from bot.actions import Action
from bot.buttons import Tap
from bot.context import Context
from bot.conversation import on
from bot.conversations.active import find_active
from bot.screens import exports as screens
from bot.texts import exports as texts
from rules.choices import read_format
from rules.keys import ProjectKey
from rules.misreadings import ButtonTooOld
from rules.spreadsheets import Format
from rules.tasks import TaskKind
from services.exports import look_at_export

EXPORT = ("export", "exportar")


async def export_or_ask(update: Update, context: Context) -> None:
    wanted = [read_format(context.words)] if context.words else []
    project = await find_active(context, Action.EXPORT, *wanted)
    if project is not None:
        await _export(context, project.project_number, *wanted)


async def by_tap(update: Update, context: Context) -> None:
    number, _, word = context.pressed.value.partition(".")
    wanted = [_format(word)] if word else []
    await _export(context, Tap(Action.EXPORT, number).number, *wanted)


async def _export(context: Context, project_number: int, format_: Format | None = None) -> None:
    key = ProjectKey(context.person.id, project_number)
    exported = await look_at_export(context.work, key)
    if format_ is None:
        await context.show(screens.choose(context.say, exported.project))
        return
    await context.begin(key, TaskKind.EXPORT, format=format_.value)
    if context.incoming.callback_query is not None:
        await context.toast(texts.being_made(context.say))


def _format(word: str) -> Format:
    try:
        return Format(word)
    except ValueError:
        raise ButtonTooOld from None


HANDLERS = (CommandHandler(EXPORT, export_or_ask), on(Action.EXPORT, by_tap))
