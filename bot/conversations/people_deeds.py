"""What is done with one buyer: corrected, joined with another, invited by a link; their orders and their past."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from telegram import Update

from bot.context import Context
from bot.conversation import LEAVE, GoTo
from bot.conversations.people_draft import AMENDING, JOINING, SURE, Draft, show_person
from bot.screen import Screen
from bot.screens import histories
from bot.screens import people as screens
from bot.texts import people as texts
from rules.keys import BuyerKey
from rules.misreadings import ButtonTooOld, BuyerMissing
from rules.phones import read_phone
from services.buyers import (
    NumberedBuyer,
    correct_email,
    correct_phone,
    find_meant,
    rename_buyer,
    search,
    write_notes,
)
from services.histories import find_places, list_buyer_history
from services.holdings import look_at_buyer
from services.links import claim_link, revoke_link
from services.merges import merge_buyers
from services.orders import list_orders_of_buyer

if TYPE_CHECKING:
    from db.buyers import Buyer

_OFFERED = 8

Correction = Callable[[Context, BuyerKey, str | None], Awaitable["Buyer"]]


async def _rename(context: Context, key: BuyerKey, words: str | None) -> Buyer:
    if words is None:
        raise ButtonTooOld
    return await rename_buyer(context.work, key, words, context.person.id)


async def _correct_phone(context: Context, key: BuyerKey, words: str | None) -> Buyer:
    phone = None if words is None else read_phone(words, context.user.country)
    return await correct_phone(context.work, key, phone, context.person.id)


async def _correct_email(context: Context, key: BuyerKey, words: str | None) -> Buyer:
    return await correct_email(context.work, key, words, context.person.id)


async def _write_notes(context: Context, key: BuyerKey, words: str | None) -> Buyer:
    return await write_notes(context.work, key, words, context.person.id)


CORRECTIONS: Mapping[int, Correction] = {
    screens.NAME: _rename,
    screens.PHONE: _correct_phone,
    screens.EMAIL: _correct_email,
    screens.NOTES: _write_notes,
}
"""By what was typed; nothing takes away what was known."""


async def ask(update: Update, context: Context) -> object:
    number, field = context.pressed.take(2)
    if field not in CORRECTIONS:
        raise ButtonTooOld
    buyer = await _look(context, number)
    await context.show(screens.ask(context.say, buyer, field))
    return GoTo(AMENDING, Draft(buyer.buyer_number, field))


async def type_(update: Update, context: Context) -> object:
    draft: Draft = context.draft
    return await _correct(context, draft.buyer_number, draft.field, context.words)


async def forget(update: Update, context: Context) -> object:
    number, field = context.pressed.take(2)
    if field not in CORRECTIONS:
        raise ButtonTooOld
    return await _correct(context, number, field, None)


async def ask_who_is_the_same(update: Update, context: Context) -> object:
    """Those of the same name are offered."""
    buyer = await _look(context, context.pressed.number)
    await context.show(screens.who_is_the_same(context.say, buyer, await _others(context, buyer, buyer.name)))
    return GoTo(JOINING, Draft(buyer.buyer_number))


async def type_who_is_the_same(update: Update, context: Context) -> object:
    buyer = await _look(context, context.draft.buyer_number)
    others = await _others(context, buyer, context.words)
    if not others:
        raise BuyerMissing(context.words)
    await context.show(screens.who_is_the_same(context.say, buyer, others))
    return GoTo(JOINING, Draft(buyer.buyer_number))


async def ask_really(update: Update, context: Context) -> object:
    keep, gone = [await _look(context, number) for number in context.pressed.take(2)]
    await context.show(screens.really_join(context.say, keep, gone))
    return GoTo(SURE, Draft(keep.buyer_number, other=gone.buyer_number))


async def join(update: Update, context: Context) -> object:
    keep, gone = context.pressed.take(2)
    if context.draft != Draft(keep, other=gone):
        raise ButtonTooOld
    by = context.person.id
    await merge_buyers(context.work, BuyerKey(by, keep), BuyerKey(by, gone), by)
    return await show_person(context, BuyerKey(by, keep), above=texts.joined_now(context.say, gone))


async def invite(update: Update, context: Context) -> object:
    """The words that take the buyer here stand alone, so that they can be forwarded."""
    buyer = await _look(context, context.pressed.number)
    code = await claim_link(context.work, buyer.key, context.person.id)
    url = f"https://t.me/{context.bot.username}?start={code}"
    words = texts.invitation(context.say, buyer.name, context.user.name, url)
    await context.show(screens.invitation(context.say, buyer, words))
    await context.tell(Screen(words))
    return LEAVE


async def take_back_link(update: Update, context: Context) -> object:
    buyer = await _look(context, context.pressed.number)
    await revoke_link(context.work, buyer.key, context.person.id)
    return await show_person(context, buyer.key, above=texts.taken_back(context.say))


async def show_orders(update: Update, context: Context) -> object:
    number, page = _with_page(context)
    buyer = await _look(context, number)
    orders = await list_orders_of_buyer(context.work, buyer.key, page)
    await context.show(screens.their_orders(context.say, buyer, orders))
    return LEAVE


async def show_past(update: Update, context: Context) -> object:
    number, page = _with_page(context)
    buyer = await _look(context, number)
    past = await list_buyer_history(context.work, buyer.key, page)
    places = await find_places(context.work, buyer.user_id, past.found)
    await context.show(histories.of_buyer(context.say, buyer, past, places, context.work.now))
    return LEAVE


async def _correct(context: Context, number: int, field: int, words: str | None) -> object:
    buyer = await CORRECTIONS[field](context, BuyerKey(context.person.id, number), words)
    return await show_person(context, buyer.key, above=texts.corrected(context.say))


async def _look(context: Context, number: int) -> Buyer:
    return (await look_at_buyer(context.work, BuyerKey(context.person.id, number))).buyer


async def _others(context: Context, buyer: Buyer, words: str) -> list[Buyer]:
    """`#8`, or whoever is found."""
    number = words.removeprefix("#")
    if words.startswith("#") and number.isascii() and number.isdigit() and len(number) < 19:
        meant = NumberedBuyer(int(number))
        one = await find_meant(context.work, context.person.id, meant, practice=buyer.practice)
        found = [] if one is None else [one]
    else:
        found = await search(context.work, buyer.user_id, words, _OFFERED + 1, practice=buyer.practice)
    return [one for one in found if one.key != buyer.key][:_OFFERED]


def _with_page(context: Context) -> tuple[int, int]:
    number, *page = context.pressed.numbers
    if len(page) > 1:
        raise ButtonTooOld
    return number, page[0] if page else 1
