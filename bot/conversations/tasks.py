"""The button that stops what takes long."""

from telegram import Update

from bot.actions import Action
from bot.context import Context
from bot.conversation import on
from bot.texts import tasks as texts
from rules.keys import TaskKey
from services.tasks import cancel_task


async def stop_task(update: Update, context: Context) -> None:
    """Its message is edited by itself."""
    await cancel_task(context.work, TaskKey(context.person.id, context.pressed.number))
    await context.toast(texts.stopping(context.say))


HANDLERS = (on(Action.STOP_TASK, stop_task),)
