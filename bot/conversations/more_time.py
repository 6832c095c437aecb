"""More time to pay, asked for by a buyer and given or not by their organizer; and who means to pay in cash."""

from telegram import Update

from bot.actions import Action
from bot.buttons import Tap
from bot.context import Context
from bot.conversation import on
from bot.conversations.my_tickets import show_own
from bot.conversations.order_deeds import tell_extended
from bot.screens import more_time as screens
from bot.screens import orders
from bot.texts import more_time as texts
from bot.texts.say import Said
from rules.keys import OrderKey
from rules.misreadings import ButtonTooOld
from rules.refusals import NotAsShown
from rules.states import PaymentMethod
from services.more_time import Wished, grant_more_time, refuse_more_time, wish_more_time
from services.orders import find_order_view
from services.own_orders import OwnOrder, find_own_order, look_at_own_order
from services.paying_by import choose_to_pay_by, note_paying_by
from services.proofs import find_waiting_proof

_CASH, _NO_MATTER = "cash", ""


async def wish(update: Update, context: Context) -> None:
    """Where the deadline is another one by now, it is shown."""
    code, _, seen = context.pressed.value.partition(".")
    key = await find_own_order(context.work, context.person.id, code)
    told = None
    try:
        wished = await wish_more_time(context.work, key, context.person.id, Tap(context.pressed.action, seen).number)
        told = await _said(context, wished)
    except NotAsShown:
        pass
    await show_own(context, await look_at_own_order(context.work, key, context.person.id), told)


async def give(update: Update, context: Context) -> None:
    key = _pressed(context)
    await grant_more_time(context.work, key, context.person.id)
    await tell_extended(context, key)


async def deny(update: Update, context: Context) -> None:
    key = _pressed(context)
    await refuse_more_time(context.work, key, context.person.id)
    await context.show(screens.denied(context.say, await find_order_view(context.work, key)))


async def choose_cash(update: Update, context: Context) -> None:
    """By the buyer; or not in cash after all."""
    code, _, word = context.pressed.value.partition(".")
    key = await find_own_order(context.work, context.person.id, code)
    await choose_to_pay_by(context.work, key, context.person.id, _method(word))
    own: OwnOrder = await look_at_own_order(context.work, key, context.person.id)
    await show_own(context, own, texts.noted(context.say))


async def note_cash(update: Update, context: Context) -> None:
    """By the organizer."""
    head, _, word = context.pressed.value.rpartition(".")
    key = OrderKey(context.person.id, *Tap(context.pressed.action, head).take(2))
    await note_paying_by(context.work, key, context.person.id, _method(word))
    view, proof = await find_order_view(context.work, key), await find_waiting_proof(context.work, key)
    await context.show(orders.order(context.say, view, context.work.now, proof=proof))


async def _said(context: Context, wished: Wished) -> Said:
    own = await look_at_own_order(context.work, wished.order.key, context.person.id)
    if not wished.is_taken:
        return texts.asked(context.say, own.organizer_name)
    until = own.order.told_deadline_at or context.work.now
    return texts.taken(context.say, context.say.moment(until, context.work.now))


def _pressed(context: Context) -> OrderKey:
    return OrderKey(context.person.id, *context.pressed.take(2))


def _method(word: str) -> PaymentMethod | None:
    if word not in (_CASH, _NO_MATTER):
        raise ButtonTooOld
    return PaymentMethod.CASH if word == _CASH else None


HANDLERS = (
    on(Action.WISH_TIME, wish),
    on(Action.GIVE_TIME, give),
    on(Action.DENY_TIME, deny),
    on(Action.PAY_BY, choose_cash),
    on(Action.PAYS_BY, note_cash),
)
