"""Who stops the bot, or lets it in again, and which chats it is removed from: noted, and never answered."""

from telegram import Update
from telegram.constants import ChatMemberStatus
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.context import Context
from services.live_boards import follow_group, leave_chat
from services.reach import lose_touch

_OUTSIDE = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})


async def note(update: Update, context: Context) -> None:
    """Whoever lets us in again is reachable already: they sent this."""
    if context.has_stopped_us:
        await lose_touch(context.work, context.person.id)
    change = update.my_chat_member
    if change is not None and change.new_chat_member.status in _OUTSIDE:
        await leave_chat(context.work, change.chat.id)


async def follow(update: Update, context: Context) -> None:
    """A group has become a supergroup: both say so."""
    here = context.message.chat.id
    if (new := context.message.migrate_to_chat_id) is not None:
        await follow_group(context.work, here, new)
    elif (old := context.message.migrate_from_chat_id) is not None:
        await follow_group(context.work, old, here)


HANDLERS = (
    ChatMemberHandler(note, ChatMemberHandler.MY_CHAT_MEMBER),
    MessageHandler(filters.StatusUpdate.MIGRATE, follow),
)
