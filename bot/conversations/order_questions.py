"""What is asked before something is done with an order: how much, how much longer, who it is, why."""

from dataclasses import replace

from telegram import Update

from bot.context import Context
from bot.conversation import LEAVE, GoTo
from bot.conversations.order_deeds import pressed_order, tell_extended, tell_paid
from bot.conversations.order_draft import (
    AMOUNT,
    LIVE,
    NAME,
    PHONE,
    REASON,
    TIME,
    Draft,
    about,
    is_drafted,
    key_of,
    of_draft,
    opened,
)
from bot.screens import order_deeds as done
from bot.screens import order_questions as screens
from bot.screens import orders
from bot.texts import order_deeds as texts
from rules.choices import is_method, read_method
from rules.deadlines import read_hold
from rules.lines import split_method
from rules.misreadings import ButtonTooOld
from rules.money import read_amount
from rules.phones import read_phone
from rules.refusals import AmountAboveOwed
from rules.states import OrderState
from rules.words import REASON_LIMIT, clean_line, split_words
from services.buyers import correct_phone, rename_buyer
from services.orders import extend, find_order_view
from services.releases import void


async def ask_part(update: Update, context: Context) -> object:
    view = await opened(context, [OrderState.RESERVED])
    if view is None:
        return LEAVE
    await context.show(screens.part(context.say, view))
    return GoTo(AMOUNT, about(view))


async def type_part(update: Update, context: Context) -> object:
    """An amount, a method for the one typed before, or both at once."""
    draft: Draft = context.draft
    view = await of_draft(context)
    if draft.amount is not None and is_method(context.words):
        await tell_paid(context, view.order.key, read_method(context.words), draft.amount)
        return LEAVE
    typed, method = split_method(split_words(context.words))
    amount = read_amount(" ".join(typed), view.project.currency, context.user.language)
    if method is not None:
        await tell_paid(context, view.order.key, method, amount)
        return LEAVE
    if amount > view.order.owed:
        raise AmountAboveOwed(amount, view.order.owed, view.project.currency)
    await context.show(screens.method(context.say, view, amount))
    return GoTo(AMOUNT, replace(draft, amount=amount))


async def ask_time(update: Update, context: Context) -> object:
    view = await opened(context, [OrderState.RESERVED])
    if view is None:
        return LEAVE
    await context.show(screens.time(context.say, view))
    return GoTo(TIME, about(view))


async def type_time(update: Update, context: Context) -> object:
    key = key_of(context)
    await extend(context.work, key, read_hold(context.words), context.person.id)
    await tell_extended(context, key)
    return LEAVE


async def ask_correction(update: Update, context: Context) -> object:
    view = await pressed_order(context, more=True)
    _, _, *field = context.pressed.numbers
    match field:
        case []:
            await context.show(screens.correct(context.say, view))
            return LEAVE
        case [1]:
            await context.show(screens.right_name(context.say, view))
            return GoTo(NAME, about(view))
        case [2]:
            await context.show(screens.right_phone(context.say, view))
            return GoTo(PHONE, about(view))
    raise ButtonTooOld


async def type_name(update: Update, context: Context) -> object:
    view = await of_draft(context)
    await rename_buyer(context.work, view.buyer.key, context.words, context.person.id)
    return await _tell_corrected(context)


async def type_phone(update: Update, context: Context) -> object:
    view = await of_draft(context)
    phone = read_phone(context.words, context.user.country)
    await correct_phone(context.work, view.buyer.key, phone, context.person.id)
    return await _tell_corrected(context)


async def _tell_corrected(context: Context) -> object:
    view = await of_draft(context)
    above = texts.corrected(context.say)
    await context.tell(orders.order(context.say, view, context.work.now, above=above))
    return LEAVE


async def ask_reason(update: Update, context: Context) -> object:
    view = await opened(context, LIVE)
    if view is None:
        return LEAVE
    await context.show(screens.why_void(context.say, view))
    return GoTo(REASON, about(view))


async def type_reason(update: Update, context: Context) -> object:
    """Voiding is not undone, so it is asked once more."""
    view = await of_draft(context)
    reason = clean_line(context.words, "reason", REASON_LIMIT)
    await context.show(screens.really_void(context.say, view, reason))
    return GoTo(REASON, replace(about(view), reason=reason))


async def void_surely(update: Update, context: Context) -> object:
    view = await pressed_order(context)
    if not is_drafted(context, view) or context.draft.reason is None:
        raise ButtonTooOld
    voided = await void(context.work, view.order.key, context.draft.reason, context.person.id)
    now_empty = await find_order_view(context.work, view.order.key)
    await context.show(done.voided(context.say, now_empty, voided))
    return LEAVE
