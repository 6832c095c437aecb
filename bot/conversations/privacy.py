"""What is kept of a person: told, sent to them as a file, and erased after a second question."""

from dataclasses import dataclass

from telegram import Update
from telegram.ext import CommandHandler

from bot.actions import Action
from bot.context import Context
from bot.conversation import LEAVE, Conversation, GoTo, on
from bot.conversations import first_contact, settings
from bot.screen import Screen
from bot.screens import privacy as screens
from bot.texts import privacy as texts
from bot.texts.say import say_in
from rules.misreadings import ButtonTooOld
from services.copies import send_my_data
from services.erasing import erase
from services.opting_out import list_unwanted
from services.privacy import look_before_erasing

SURE = "sure"
PRIVACY = ("privacy", "privacidad", "privacidade")
MY_DATA = ("mydata", "misdatos", "meusdados")
DELETE = ("deletedata", "borrardatos", "apagardados")


@dataclass(frozen=True)
class Draft:
    pass


async def tell(update: Update, context: Context) -> object:
    await context.show(screens.told(context.say, await list_unwanted(context.work, context.person.id)))
    return LEAVE


async def send_data(update: Update, context: Context) -> object:
    await send_my_data(context.work, context.person.id)
    if update.callback_query is not None:
        await context.toast(texts.data_on_its_way(context.say))
    return LEAVE


async def ask(update: Update, context: Context) -> object:
    before = await look_before_erasing(context.work, context.person.id)
    await context.show(screens.before_erasing(context.say, before))
    return LEAVE if before.running else GoTo(SURE, Draft())


async def delete(update: Update, context: Context) -> object:
    if context.pressed.value:
        raise ButtonTooOld
    await erase(context.work, context.person.id, _called)
    await context.show(Screen(texts.deleted(context.say)))
    return LEAVE


async def too_old(update: Update, context: Context) -> object:
    """What was asked is answered already, or was never asked."""
    raise ButtonTooOld


def _called(language: str) -> str:
    return texts.called(say_in(language))


conversation = Conversation(
    "privacy",
    version=1,
    draft=Draft,
    entry_points=[
        CommandHandler(PRIVACY, tell),
        CommandHandler(MY_DATA, send_data),
        CommandHandler(DELETE, ask),
        on(Action.PRIVACY, tell),
        on(Action.MY_DATA, send_data),
        on(Action.ERASE, ask),
        # Only what was asked just now can be answered with yes.
        on(Action.ERASED, too_old),
    ],
    steps={SURE: [on(Action.ERASED, delete)]},
    # Who goes home answers no more.
    fallbacks=[CommandHandler("start", first_contact.start), on(Action.HOME, settings.leave)],
)
