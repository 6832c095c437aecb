"""Help: the topics, and one of them."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.actions import Action
from bot.buttons import pattern
from bot.context import Context
from bot.screens import fairness
from bot.screens import help as screens


async def show_topics(update: Update, context: Context) -> None:
    await context.tell(screens.topics(context.say))


async def show_topic(update: Update, context: Context) -> None:
    await context.show(screens.topic(context.say, context.pressed.value))


async def show_fairness(update: Update, context: Context) -> None:
    """From elsewhere as a new message, so that what is asked there stays in sight."""
    opening, _, method = context.pressed.value.rpartition(".")
    screen = fairness.page(context.say, method)
    await (context.tell(screen) if opening == fairness.ANEW else context.show(screen))


HANDLERS = (
    CommandHandler(["help", "ayuda", "ajuda"], show_topics),
    CallbackQueryHandler(show_topic, pattern(Action.HELP)),
    CallbackQueryHandler(show_fairness, pattern(Action.FAIR)),
)
