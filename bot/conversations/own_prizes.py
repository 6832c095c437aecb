"""A prize that somebody won, with whatever organizer: looked at, and confirmed when they have it in their hands."""

from telegram import Update

from bot.actions import Action
from bot.context import Context
from bot.conversation import on
from bot.screens import own_prizes as screens
from rules.keys import WinnerKey
from rules.misreadings import ButtonTooOld
from rules.states import WinnerState
from services.own_prizes import OwnPrize, find_own_prize, look_at_own_prize
from services.winners import confirm_own

_OPEN = (WinnerState.WAITING, WinnerState.HANDED)
_PARTS, _LONGEST = 4, 9


async def show(update: Update, context: Context) -> None:
    await _show(context, await _own(context))


async def ask(update: Update, context: Context) -> None:
    own = await _own(context)
    if own.held.winner.state not in _OPEN:
        await _show(context, own)
        return
    await context.show(screens.really_have_it(context.say, own))


async def confirm(update: Update, context: Context) -> None:
    """Twice is as once; what went to somebody else meanwhile is said to be so."""
    own = await _own(context)
    if own.held.winner.state in _OPEN:
        await confirm_own(context.work, own.held.winner.key, context.person.id)
    await _show(context, await _own(context))


async def _show(context: Context, own: OwnPrize) -> None:
    say = context.say_near(own.organizer_zone)
    await context.show(screens.prize(say, own, context.work.now))


async def _own(context: Context) -> OwnPrize:
    code, *numbers = context.pressed.value.split(".")
    if len(numbers) + 1 != _PARTS or not all(one.isascii() and one.isdigit() for one in numbers):
        raise ButtonTooOld
    if any(len(one) > _LONGEST for one in numbers):
        raise ButtonTooOld
    draw, result, place = map(int, numbers)
    key: WinnerKey = await find_own_prize(context.work, context.person.id, code, draw, result, place)
    return await look_at_own_prize(context.work, key, context.person.id)


HANDLERS = (
    on(Action.MY_PRIZE, show),
    on(Action.GOT_PRIZE, ask),
    on(Action.GOT_IT, confirm),
)
