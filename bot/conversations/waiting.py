"""Waiting for a number that somebody else holds: asked for, offered for a while, taken, or given up."""

from dataclasses import dataclass

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.actions import Action
from bot.context import Context
from bot.conversation import LEAVE, Conversation, GoTo, on
from bot.conversations import first_contact, settings
from bot.screens import waiting as screens
from bot.texts import waiting as texts
from bot.texts.say import Said
from rules.keys import ProjectKey
from rules.misreadings import ButtonTooOld
from rules.numbers import Chosen, read_numbers, show_among
from services.buying import buy
from services.organizers import find_organizer
from services.own_orders import OwnOrder, find_own_order, look_at_own_order
from services.strangers import Person
from services.waiting import WaitedFor, list_waited_for, stop_waiting, wait_for

WHICH = "which"


@dataclass(frozen=True)
class Draft:
    code: str
    """Of an order of theirs in the raffle where the number is."""


async def ask_which(update: Update, context: Context) -> object:
    """Or, where the button names a number, at once."""
    code, _, number = context.pressed.value.partition(".")
    own = await _own(context, code)
    if number:
        return await _wait(context, own.project.key, number)
    await context.show(screens.which(context.say, own.project.name, code))
    return GoTo(WHICH, Draft(code))


async def type_which(update: Update, context: Context) -> object:
    draft: Draft = context.draft
    own = await _own(context, draft.code)
    return await _wait(context, own.project.key, context.words)


async def show_all(update: Update, context: Context) -> object:
    await _show_all(context)
    return LEAVE


async def stop(update: Update, context: Context) -> object:
    one = await _pressed(context)
    await stop_waiting(context.work, one.project.key, one.key.raffle_number, context.person.id)
    told = texts.stopped(context.say, show_among([one.key.raffle_number], one.ranges))
    await _show_all(context, told)
    return LEAVE


async def take(update: Update, context: Context) -> object:
    """By the number that is kept for them they are known to its organizer already."""
    one = await _pressed(context)
    person = Person(context.person.id, context.person.full_name)
    bought = await buy(context.work, one.project.key, Chosen((one.key.raffle_number,)), person)
    organizer = await find_organizer(context.work, one.key.user_id)
    say, how = context.say_near(organizer.zone), organizer.payment_text
    await context.show(screens.taken(say, bought, organizer.name, how, context.work.now))
    return LEAVE


async def _wait(context: Context, key: ProjectKey, typed: str) -> object:
    (number,) = read_numbers(typed, limit=1)
    person = Person(context.person.id, context.person.full_name)
    await context.show(screens.in_line(context.say, await wait_for(context.work, key, number, person)))
    return LEAVE


async def _show_all(context: Context, above: Said | None = None) -> None:
    waited_for = await list_waited_for(context.work, context.person.id)
    now = context.work.now
    await context.show(screens.all_waited_for(context.say, context.say_near, waited_for, now, above=above))


async def _own(context: Context, code: str) -> OwnOrder:
    key = await find_own_order(context.work, context.person.id, code)
    return await look_at_own_order(context.work, key, context.person.id)


async def _pressed(context: Context) -> WaitedFor:
    """One of their own, told from the others by its print."""
    pressed = context.pressed.number
    for one in await list_waited_for(context.work, context.person.id):
        if screens.print_of(one.key) == pressed:
            return one
    raise ButtonTooOld


conversation = Conversation(
    "waiting",
    version=1,
    draft=Draft,
    entry_points=[
        on(Action.WAIT, ask_which),
        on(Action.WAITING, show_all),
        on(Action.STOP_WAITING, stop),
        on(Action.TAKE_OFFERED, take),
    ],
    steps={WHICH: [MessageHandler(filters.TEXT & ~filters.COMMAND, type_which)]},
    # Who goes home answers no more.
    fallbacks=[CommandHandler("start", first_contact.start), on(Action.HOME, settings.leave)],
)
