"""Handing an order on: who it is for is searched, typed or shared, and confirmed by a tap."""

from dataclasses import replace

from telegram import Update

from bot.context import Context
from bot.conversation import LEAVE, GoTo
from bot.conversations.contacts import named_in, shared_contact
from bot.conversations.order_deeds import hand_on, pressed_order
from bot.conversations.order_draft import HOLDER, LIVE, Draft, about, is_drafted, of_draft, opened
from bot.screens import order_questions as screens
from rules.misreadings import ButtonTooOld, BuyerMissing
from rules.phones import Phone
from rules.words import NAME_LIMIT
from services.buyers import NumberedBuyer, TypedBuyer, add_new_buyer, find_meant, list_recent_buyers, search
from services.orders import OrderView

_FOUND = 8


async def ask_holder(update: Update, context: Context) -> object:
    view = await opened(context, LIVE)
    if view is None:
        return LEAVE
    recent = await list_recent_buyers(context.work, view.project.key)
    await context.show(screens.holder(context.say, view, recent))
    return GoTo(HOLDER, about(view))


async def type_holder(update: Update, context: Context) -> object:
    """Whoever is known is offered, and the name as a new one beside them; nothing is done before a tap."""
    view, by = await of_draft(context), context.person.id
    practice = view.project.practice
    meant = named_in(context)
    if isinstance(meant, NumberedBuyer):
        found = [known] if (known := await find_meant(context.work, by, meant, practice=practice)) else []
        meant = None
    else:
        found = await search(context.work, by, context.words, _FOUND, practice=practice)
    if meant is None and not found:
        raise BuyerMissing(context.words)
    searched = context.words[:NAME_LIMIT]
    await context.show(screens.holder(context.say, view, found, searched=searched, new=meant and meant.name))
    return GoTo(HOLDER, _with_holder(view, meant))


async def share_holder(update: Update, context: Context) -> object:
    view, meant = await of_draft(context), shared_contact(context)
    known = await find_meant(context.work, context.person.id, meant, practice=view.project.practice)
    found = [known] if known else []
    await context.show(screens.holder(context.say, view, found, new=None if known else meant.name))
    return GoTo(HOLDER, _with_holder(view, meant))


async def hand_on_to_new(update: Update, context: Context) -> object:
    """As they were typed, whoever else has the name."""
    view = await pressed_order(context)
    draft: Draft = context.draft
    if not is_drafted(context, view) or draft.name is None:
        raise ButtonTooOld
    phone = Phone(*draft.phone) if draft.phone else None
    by, practice = context.person.id, view.project.practice
    added = await add_new_buyer(context.work, by, draft.name, phone, by, practice=practice)
    await hand_on(context, view.order.key, NumberedBuyer(added.buyer_number))
    return LEAVE


def _with_holder(view: OrderView, meant: TypedBuyer | None) -> Draft:
    if meant is None:
        return about(view)
    phone = None if meant.phone is None else (meant.phone.raw, meant.phone.e164)
    return replace(about(view), name=meant.name, phone=phone)
