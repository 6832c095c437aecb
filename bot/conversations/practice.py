"""A practice raffle: begun by one button, and taken away by one."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.actions import Action
from bot.buttons import pattern
from bot.context import Context
from bot.conversations.home import home_of
from bot.screen import Screen
from bot.texts import practice as texts
from bot.texts.say import joined
from rules.keys import ProjectKey
from services.practice import end_practice, start_practice


async def begin(update: Update, context: Context) -> None:
    say = context.say
    buyers = texts.buyers(say).split(", ")
    await start_practice(context.work, context.person.id, texts.name(say), texts.prize(say), buyers)
    await context.tell(await home_of(context))


async def end(update: Update, context: Context) -> None:
    number = context.pressed.number
    ended = await end_practice(context.work, ProjectKey(context.person.id, number), context.person.id)
    home = await home_of(context)
    await context.show(Screen(joined([texts.gone(context.say, ended.name), home.text], "\n\n"), home.keyboard))


HANDLERS = (
    CallbackQueryHandler(begin, pattern(Action.PRACTICE)),
    CallbackQueryHandler(end, pattern(Action.END_PRACTICE)),
)
