"""Buying by a link: the numbers, a name and a phone where they are not known yet, the summary, and how to pay."""

from dataclasses import replace

from telegram import ReplyKeyboardRemove, Update
from telegram.constants import ChatType
from telegram.ext import MessageHandler, filters

from bot.actions import Action
from bot.context import Context
from bot.conversation import LEAVE, Conversation, on
from bot.conversations.buy_draft import (
    HOLDER,
    NAME,
    PHONE,
    SUMMARY,
    Draft,
    go_on,
    keep_phone,
    look,
    organizer_of,
    own_name,
    person_of,
    picker,
    said_to_buyer,
    show_holder,
    show_name,
    show_phone,
    show_summary,
)
from bot.conversations.contacts import phone_of
from bot.conversations.picker import ACTIONS, NUMBERS
from bot.screen import Screen
from bot.screens import buying as screens
from bot.screens import waiting
from bot.texts import buying as texts
from bot.texts import greetings
from bot.texts.say import say_in
from rules.buying import NumbersKept
from rules.choices import LANGUAGES
from rules.misreadings import ButtonTooOld
from rules.numbers import Chosen
from rules.phones import read_phone
from rules.refusals import NumbersTaken
from rules.words import NAME_LIMIT, clean_line
from services.buying import buy
from services.cards import Occasion
from services.sales import Taken
from services.shares import open_share
from services.waiting import wait_for


async def show_offer(context: Context, code: str) -> None:
    """In a group one is sent to a chat of one's own: there the rest is asked."""
    await open_share(context.work, code)
    is_private = context.message.chat.type == ChatType.PRIVATE
    await context.tell_card(code, Occasion.OPENED if is_private else Occasion.IN_A_GROUP)


async def begin(update: Update, context: Context) -> object:
    if context.message.chat.type != ChatType.PRIVATE:
        raise ButtonTooOld
    with context.wrong_links.counted(context.person.id, context.work.now):
        project = (await open_share(context.work, context.pressed.value)).project
    return await picker.show(context, Draft(project.user_id, project.project_number), anew=True)


async def take_own_name(update: Update, context: Context) -> object:
    name = own_name(context)
    if name is None:
        raise ButtonTooOld
    return await go_on(context, replace(context.draft, name=name))


async def type_name(update: Update, context: Context) -> object:
    return await go_on(context, replace(context.draft, name=clean_line(context.words, "name", NAME_LIMIT)))


async def share_contact(update: Update, context: Context) -> object:
    """Nobody gives the phone of another as their own."""
    contact = context.message.contact
    if contact is None or contact.user_id != context.person.id:
        await context.tell(Screen(texts.not_your_own(context.say)))
        return None
    return await keep_phone(context, context.draft, phone_of(contact, context.user.country))


async def type_phone(update: Update, context: Context) -> object:
    if context.words in {texts.skip(say_in(language)) for language in LANGUAGES}:
        return await keep_phone(context, context.draft, None)
    country = context.user.country or (await organizer_of(context, context.draft)).country
    return await keep_phone(context, context.draft, read_phone(context.words, country))


async def ask_holder(update: Update, context: Context) -> object:
    return await show_holder(context, context.draft)


async def type_holder(update: Update, context: Context) -> object:
    return await show_summary(context, replace(context.draft, holder=clean_line(context.words, "name", NAME_LIMIT)))


async def hold_oneself(update: Update, context: Context) -> object:
    return await show_summary(context, replace(context.draft, holder=None))


async def book(update: Update, context: Context) -> object:
    """What was taken meanwhile is out of the choice, and the rest waits for another tap."""
    draft: Draft = context.draft
    if context.pressed.value != draft.mark:
        return await show_present(update, context)
    taken = None if (await look(context, draft)).gone else await _buy(context, draft)
    if taken is None:
        return await show_summary(context, draft)
    organizer = await organizer_of(context, draft)
    say = await said_to_buyer(context, draft)
    await context.show(screens.reserved(say, taken, organizer.name, organizer.payment_text, context.work.now))
    return LEAVE


async def wait_for_number(update: Update, context: Context) -> object:
    """The choice stays open."""
    draft: Draft = context.draft
    person = await person_of(context, draft)
    line = await wait_for(context.work, draft.key, context.pressed.number, person)
    await context.tell(waiting.in_line(context.say, line))
    return None


async def back(update: Update, context: Context) -> object:
    if context.step == HOLDER:
        return await show_summary(context, context.draft)
    return await picker.show(context, context.draft)


async def cancel(update: Update, context: Context) -> object:
    """The keyboard that asks for the phone goes too."""
    words = greetings.cancelled(context.say)
    if context.step == PHONE:
        await context.bot.send_message(context.person.id, words, reply_markup=ReplyKeyboardRemove())
    else:
        await context.tap.edit_message_text(words)
    return LEAVE


async def repeat_summary(update: Update, context: Context) -> object:
    return await show_summary(context, context.draft)


async def show_present(update: Update, context: Context) -> object:
    """A button of another step: where things stand now is shown in its place."""
    await context.toast(greetings.old_button(context.say))
    return await _SHOWN[context.step](context, context.draft)


async def _buy(context: Context, draft: Draft) -> Taken | None:
    """None when somebody was faster by a moment: then nothing has happened."""
    person = await person_of(context, draft)
    try:
        async with context.work.part():
            return await buy(context.work, draft.key, Chosen(draft.numbers), person, draft.holder)
    except (NumbersTaken, NumbersKept):
        return None


_SHOWN = {
    NUMBERS: picker.show,
    NAME: show_name,
    PHONE: show_phone,
    HOLDER: show_holder,
    SUMMARY: show_summary,
}
_typed = filters.TEXT & ~filters.COMMAND
_OF_STEPS = (
    *ACTIONS, Action.MY_NAME, Action.HOLDER, Action.FOR_ME, Action.BOOK, Action.BACK,
)  # fmt: skip

conversation = Conversation(
    "buy",
    version=1,
    draft=Draft,
    entry_points=[on(Action.CHOOSE, begin)],
    steps={
        NUMBERS: [*picker.handlers, on(Action.TELL_ME, wait_for_number)],
        NAME: [on(Action.MY_NAME, take_own_name), on(Action.BACK, back), MessageHandler(_typed, type_name)],
        PHONE: [MessageHandler(filters.CONTACT, share_contact), MessageHandler(_typed, type_phone)],
        HOLDER: [on(Action.BACK, back), MessageHandler(_typed, type_holder)],
        SUMMARY: [
            on(Action.BOOK, book),
            on(Action.HOLDER, ask_holder),
            on(Action.FOR_ME, hold_oneself),
            on(Action.BACK, back),
            MessageHandler(_typed, repeat_summary),
        ],
    },
    fallbacks=[on(Action.CANCEL, cancel), *(on(action, show_present) for action in _OF_STEPS)],
)
