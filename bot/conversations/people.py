"""Buyers: all of them, searched by what is typed, added; and the way to each of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zlib import crc32

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.actions import Action
from bot.context import Context
from bot.conversation import Conversation, GoTo, on
from bot.conversations import first_contact, settings
from bot.conversations import people_deeds as deeds
from bot.conversations.active import is_practising
from bot.conversations.contacts import named_in, shared_contact
from bot.conversations.people_draft import AMENDING, JOINING, SEARCHING, SURE, Draft, show_person
from bot.oneline.buyers import read_buyers
from bot.oneline.sales import is_bare_sale
from bot.screens import people as screens
from bot.texts import people as texts
from rules.keys import BuyerKey
from rules.misreadings import ButtonTooOld
from rules.phones import Phone
from rules.refusals import BuyerAmbiguous
from rules.words import NAME_LIMIT
from services.buyers import NumberedBuyer, TypedBuyer, add_new_buyer, find_meant, list_buyers, search
from services.pages import PAGE_SIZE, Page, page_of, skip_to

if TYPE_CHECKING:
    from db.buyers import Buyer

BUYERS = ("buyers", "compradores")


async def begin(update: Update, context: Context) -> object:
    return await answer(update, context) if context.words else await _show_all(context, 1)


async def show_all(update: Update, context: Context) -> object:
    return await _show_all(context, context.pressed.number if context.pressed.value else 1)


async def answer(update: Update, context: Context) -> object:
    """`#3` is looked at, `add Luis` is added, anything else is searched for; what is found by digits is no newcomer."""
    meant = read_buyers(context.words, context.user.country)
    if isinstance(meant, NumberedBuyer):
        return await show_person(context, BuyerKey(context.person.id, meant.buyer_number))
    if isinstance(meant, TypedBuyer):
        return await _add(context, meant)
    known = named_in(context)
    new = known if isinstance(known, TypedBuyer) else None
    draft = Draft(words=meant.words).for_newcomer(new)
    page = await _search(context, draft, 1)
    if len(page.found) == 1 and new is None:
        return await show_person(context, page.found[0].key)
    return await _show_found(context, draft, page)


async def turn_found(update: Update, context: Context) -> object:
    draft: Draft | None = context.draft
    if draft is None or not draft.words:
        raise ButtonTooOld
    return await _show_found(context, draft, await _search(context, draft, context.pressed.number))


async def share_contact(update: Update, context: Context) -> object:
    return await _add(context, shared_contact(context))


async def add_typed(update: Update, context: Context) -> object:
    """Whoever the button was shown for, whoever else has the name."""
    draft: Draft | None = context.draft
    if draft is None or draft.name is None or context.pressed.number != _check(draft):
        raise ButtonTooOld
    phone = Phone(*draft.phone) if draft.phone else None
    return await _add_new(context, TypedBuyer(draft.name, phone))


async def show_one(update: Update, context: Context) -> object:
    return await show_person(context, BuyerKey(context.person.id, context.pressed.number))


async def _show_all(context: Context, number: int) -> object:
    practice = await is_practising(context)
    page = await list_buyers(context.work, context.person.id, number, practice=practice)
    await context.show(screens.everybody(context.say, page, practice=practice))
    return GoTo(SEARCHING, Draft())


async def _search(context: Context, draft: Draft, number: int) -> Page[Buyer]:
    by, practice = context.person.id, await is_practising(context)
    found = await search(context.work, by, draft.words, PAGE_SIZE + 1, skip_to(number), practice=practice)
    return page_of(found, number)


async def _show_found(context: Context, draft: Draft, page: Page[Buyer]) -> object:
    await context.show(screens.found(context.say, page, draft.words, _newcomer(draft)))
    return GoTo(SEARCHING, draft)


async def _add(context: Context, new: TypedBuyer) -> object:
    """At once, unless it may be somebody who is known."""
    practice = await is_practising(context)
    try:
        known = await find_meant(context.work, context.person.id, new, practice=practice)
    except BuyerAmbiguous:
        similar = await search(context.work, context.person.id, new.name, PAGE_SIZE, practice=practice)
    else:
        if known is None:
            return await _add_new(context, new)
        if new.phone is not None and known.phone is not None:
            return await show_person(context, known.key, above=texts.phone_known(context.say, known.name))
        similar = [known]
    draft = Draft().for_newcomer(new)
    await context.show(screens.similar(context.say, similar, screens.Newcomer(new.name, _check(draft))))
    return GoTo(SEARCHING, replace(draft, words=new.name[:NAME_LIMIT]))


async def _add_new(context: Context, new: TypedBuyer) -> object:
    by, practice = context.person.id, await is_practising(context)
    added = await add_new_buyer(context.work, by, new.name, new.phone, by, practice=practice)
    return await show_person(context, added.key, above=texts.added(context.say))


def _newcomer(draft: Draft) -> screens.Newcomer | None:
    return screens.Newcomer(draft.name, _check(draft)) if draft.name else None


def _check(draft: Draft) -> int:
    """Tells the button of one newcomer from that of another who was typed before."""
    return crc32(f"{draft.name}/{draft.phone and draft.phone[0]}".encode())


async def too_old(update: Update, context: Context) -> object:
    """What was asked is answered already, or was never asked."""
    raise ButtonTooOld


class _IsAnAnswer(filters.MessageFilter):
    """What reads like a sale is no search."""

    def filter(self, message: Message) -> bool:
        return not is_bare_sale(message.text or "")


_typed = filters.TEXT & ~filters.COMMAND

conversation = Conversation(
    "people",
    version=1,
    draft=Draft,
    # The buttons of a buyer go on working when whatever was asked is long forgotten.
    entry_points=[
        CommandHandler(BUYERS, begin),
        on(Action.PEOPLE, show_all),
        on(Action.PERSON, show_one),
        on(Action.AMEND, deeds.ask),
        on(Action.FORGET, deeds.forget),
        on(Action.THEIR_ORDERS, deeds.show_orders),
        on(Action.THEIR_PAST, deeds.show_past),
        on(Action.CLAIM, deeds.invite),
        on(Action.UNLINK, deeds.take_back_link),
        on(Action.MERGE, deeds.ask_who_is_the_same),
        on(Action.MERGE_WITH, deeds.ask_really),
        on(Action.FOUND, turn_found),
        on(Action.ADD_PERSON, add_typed),
        # Only what was asked just now can be answered with yes.
        on(Action.MERGED, too_old),
    ],
    steps={
        SEARCHING: [
            MessageHandler(filters.CONTACT, share_contact),
            MessageHandler(_typed & _IsAnAnswer(), answer),
        ],
        AMENDING: [MessageHandler(_typed, deeds.type_)],
        JOINING: [MessageHandler(_typed, deeds.type_who_is_the_same)],
        SURE: [on(Action.MERGED, deeds.join), MessageHandler(_typed, deeds.type_who_is_the_same)],
    },
    # Who goes home answers no more.
    fallbacks=[CommandHandler("start", first_contact.start), on(Action.HOME, settings.leave)],
)
