"""Who stops the bot, or lets it in again: noted, and never answered."""

from telegram import Update
from telegram.ext import ChatMemberHandler

from bot.context import Context
from services.reach import lose_touch


async def note(update: Update, context: Context) -> None:
    """Whoever lets us in again is reachable already: they sent this."""
    if context.has_stopped_us:
        await lose_touch(context.work, context.person.id)


handler = ChatMemberHandler(note, ChatMemberHandler.MY_CHAT_MEMBER)
