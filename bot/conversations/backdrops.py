"""An own photo behind the numbers of a board: asked for by a button under it, sent, taken away again."""

from dataclasses import dataclass

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.actions import Action
from bot.backdrops_due import LARGEST_SENT
from bot.context import Context
from bot.conversation import LEAVE, Conversation, GoTo, on
from bot.conversations import first_contact, settings
from bot.screen import Screen
from bot.screens import backdrops as screens
from bot.texts import backdrops as texts
from bot.texts import greetings
from rules.keys import ProjectKey
from services.backdrops import look_at_backdrop, take_backdrop_away

PHOTO = "photo"


@dataclass(frozen=True)
class Draft:
    project_number: int = 0


async def ask(update: Update, context: Context) -> object:
    """Below the board, which stays."""
    key = ProjectKey(context.person.id, context.pressed.number)
    project, has_one = await look_at_backdrop(context.work, key)
    await context.tell(screens.ask(context.say, project, has_one=has_one))
    return GoTo(PHOTO, Draft(key.project_number))


async def send_photo(update: Update, context: Context) -> object:
    """Nothing of it is loaded here: that is done while nobody waits in line."""
    draft: Draft = context.draft
    photo = context.message.photo[-1] if context.message.photo else context.message.document
    if photo is None:
        return await ask_for_photo(update, context)
    if (photo.file_size or 0) > LARGEST_SENT:
        await context.tell(Screen(texts.too_large(context.say, LARGEST_SENT // 10**6)))
        return None
    await context.send_backdrop(ProjectKey(context.person.id, draft.project_number), photo.file_id)
    await context.tell(Screen(texts.on_its_way(context.say)))
    return LEAVE


async def ask_for_photo(update: Update, context: Context) -> object:
    await context.tell(Screen(texts.only_a_photo(context.say)))
    return None


async def take_away(update: Update, context: Context) -> object:
    key = ProjectKey(context.person.id, context.pressed.number)
    await take_backdrop_away(context.work, key, context.person.id)
    await context.show(Screen(texts.taken_away(context.say)))
    await context.tell_board(key, 1)
    return LEAVE


async def dismiss(update: Update, context: Context) -> object:
    await context.tap.edit_message_text(greetings.cancelled(context.say))
    return LEAVE


_photo = filters.PHOTO | filters.Document.IMAGE
_other = filters.UpdateType.MESSAGE & ~filters.COMMAND & ~filters.StatusUpdate.ALL

conversation = Conversation(
    "backdrop",
    version=1,
    draft=Draft,
    entry_points=[on(Action.BACKDROP, ask), on(Action.NO_BACKDROP, take_away)],
    steps={
        PHOTO: [
            MessageHandler(filters.UpdateType.MESSAGE & _photo, send_photo),
            MessageHandler(_other, ask_for_photo),
            on(Action.CANCEL, dismiss),
        ]
    },
    # Who goes home answers no more.
    fallbacks=[CommandHandler("start", first_contact.start), on(Action.HOME, settings.leave)],
)
