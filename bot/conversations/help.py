"""Help: the topics, and one of them."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.buttons import Action, pattern
from bot.context import Context
from bot.screens import help as screens


async def show_topics(update: Update, context: Context) -> None:
    await context.tell(screens.topics(context.say))


async def show_topic(update: Update, context: Context) -> None:
    """A topic of another time is all of them."""
    name = context.pressed.value
    await context.show(screens.topic(context.say, name) if name in screens.TOPICS else screens.topics(context.say))


HANDLERS = (
    CommandHandler(["help", "ayuda", "ajuda"], show_topics),
    CallbackQueryHandler(show_topic, pattern(Action.HELP)),
)
