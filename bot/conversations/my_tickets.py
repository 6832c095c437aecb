"""What a person holds as a buyer, with whatever organizer: looked at, given back, taken back, muted."""

from telegram import Update
from telegram.ext import CommandHandler

from bot.actions import Action
from bot.context import Context
from bot.conversation import on
from bot.screens import my_tickets as screens
from bot.screens.selling import some
from bot.texts import my_tickets as texts
from bot.texts.say import Said
from rules.keys import OrderKey
from rules.misreadings import ButtonTooOld
from rules.numbers import LARGEST_NUMBER
from rules.refusals import NumbersTaken
from services.checks import check_ticket
from services.muting import allow_reminders, is_muted, stop_reminders
from services.my_tickets import my_tickets
from services.own_orders import OwnOrder, find_own_order, look_at_own_order, release_by_buyer, take_back
from services.tickets import send_again
from services.waiting import list_waited_for

MY_TICKETS = ("mytickets", "misboletos", "meusbilhetes")
_ALL = "all"


async def show_all(update: Update, context: Context) -> None:
    await _show_all(context, 1)


async def turn_page(update: Update, context: Context) -> None:
    await _show_all(context, context.pressed.number if context.pressed.value else 1)


async def show_one(update: Update, context: Context) -> None:
    await show_own(context, await _own(context, context.pressed.value))


async def ask_release(update: Update, context: Context) -> None:
    """Which one, where there are several; and in any case once more."""
    code, wish = _wish(context)
    own = await _own(context, code)
    if len(own.numbers) > 1 and not wish:
        await context.show(screens.which_to_release(context.say, own))
        return
    chosen = own.numbers if wish in ("", _ALL) else (_number(wish),)
    await context.show(screens.really_release(context.say, own, chosen, wish or str(own.numbers[0])))


async def release(update: Update, context: Context) -> None:
    code, wish = _wish(context)
    own = await _own(context, code)
    numbers = own.numbers if wish == _ALL else (_number(wish),)
    released = await release_by_buyer(context.work, own.order.key, numbers, context.person.id)
    told = texts.released(context.say, some(released.numbers, own.ranges))
    await show_own(context, await _own(context, code), told)


async def send_ticket(update: Update, context: Context) -> None:
    own = await _own(context, context.pressed.value)
    await send_again(context.work, own.order.key)
    await context.toast(texts.ticket_on_its_way(context.say))


async def regain(update: Update, context: Context) -> None:
    own = await _own(context, context.pressed.value)
    try:
        async with context.work.part():
            taken = await take_back(context.work, own.order.key, context.person.id)
    except NumbersTaken as refused:
        await context.show(screens.cannot_take_back(context.say, own, refused))
        return
    told = texts.taken_back(context.say, some(taken.numbers, taken.ranges))
    await show_own(context, await _own(context, own.order.code), told)


async def ask_what_to_mute(update: Update, context: Context) -> None:
    await context.show(screens.stop_which(context.say, await _own(context, context.pressed.value)))


async def mute(update: Update, context: Context) -> None:
    if context.pressed.value == _ALL:
        await stop_reminders(context.work, context.person.id)
        await context.toast(texts.reminders_stopped(context.say))
        await _show_all(context, 1)
        return
    own = await _own(context, context.pressed.value)
    await stop_reminders(context.work, context.person.id, own.order.key)
    await show_own(context, own, texts.reminders_stopped(context.say))


async def unmute(update: Update, context: Context) -> None:
    own = await _own(context, context.pressed.value)
    await allow_reminders(context.work, context.person.id)
    await show_own(context, await _own(context, own.order.code), texts.reminders_allowed(context.say))


async def show_own(context: Context, own: OwnOrder, above: Said | None = None) -> None:
    muted = await is_muted(context.work, own.order.key)
    say = context.say_near(own.organizer_zone)
    await context.show(screens.order(say, own, context.work.now, muted=muted, above=above))


async def check(context: Context, code: str) -> None:
    """Whoever holds the link of a ticket may know whether it is good."""
    found = await check_ticket(context.work, code)
    await context.tell(screens.checked(context.say_near(found.organizer_zone), found, context.work.now))


async def _show_all(context: Context, page: int) -> None:
    held = await my_tickets(context.work, context.person.id, page)
    waited_for = await list_waited_for(context.work, context.person.id)
    await context.show(screens.all_of_them(context.say, context.say_near, held, len(waited_for), context.work.now))


async def _own(context: Context, code: str) -> OwnOrder:
    key: OrderKey = await find_own_order(context.work, context.person.id, code)
    return await look_at_own_order(context.work, key, context.person.id)


def _wish(context: Context) -> tuple[str, str]:
    """A code, and perhaps a number or all of them."""
    code, _, wish = context.pressed.value.partition(".")
    return code, wish


def _number(wish: str) -> int:
    if not (wish.isascii() and wish.isdigit()) or int(wish[:20]) > LARGEST_NUMBER:
        raise ButtonTooOld
    return int(wish)


HANDLERS = (
    CommandHandler(MY_TICKETS, show_all),
    on(Action.MY_TICKETS, turn_page),
    on(Action.MINE, show_one),
    on(Action.GIVE_BACK, ask_release),
    on(Action.GIVEN_BACK, release),
    on(Action.MY_TICKET, send_ticket),
    on(Action.TAKE_BACK, regain),
    on(Action.MUTE, ask_what_to_mute),
    on(Action.MUTED, mute),
    on(Action.UNMUTE, unmute),
)
