"""Who buys: the buyer that was meant, found among those known or added to them; and correcting what is known."""

from typing import NamedTuple

from db.buyers import (
    Buyer,
    add_buyer,
    change_buyer,
    find_buyer,
    list_buyers_named,
    list_buyers_with_phone,
    lock_buyer,
    search_buyers,
)
from db.counters import take_numbers
from db.events import note_event
from db.users import find_user_if_any, lock_user
from db.work import Work
from rules.keys import BuyerKey
from rules.phones import Phone, is_phone, read_phone
from rules.refusals import BuyerAmbiguous, NotFound
from rules.words import NAME_LIMIT, NOTE_LIMIT, clean_line, clean_text, read_email


class NumberedBuyer(NamedTuple):
    """Typed as `#3`."""

    buyer_number: int


class TypedBuyer(NamedTuple):
    name: str
    phone: Phone | None = None


async def find_or_add_buyer(work: Work, user_id: int, meant: NumberedBuyer | TypedBuyer, by: int) -> Buyer:
    """By number; else by equal phone; else the only one of that name, if no other phone is given; else a new one."""
    if isinstance(meant, NumberedBuyer):
        return await find_buyer(work, BuyerKey(user_id, meant.buyer_number))
    typed = TypedBuyer(clean_line(meant.name, "name", NAME_LIMIT), meant.phone)
    known = await _find_known(work, user_id, typed)
    if known is None or (typed.phone is not None and known.phone is None):
        # At this moment somebody else may be adding this buyer, or this phone: one goes first, the other looks again.
        await lock_user(work, user_id)
        known = await _find_known(work, user_id, typed)
    if known is None:
        return await add_new_buyer(work, user_id, *typed, by)
    if typed.phone is not None and known.phone is None:
        return await correct_phone(work, known.key, typed.phone, by)
    return known


async def _find_known(work: Work, user_id: int, typed: TypedBuyer) -> Buyer | None:
    name, phone = typed
    if phone is not None and (with_phone := await list_buyers_with_phone(work, user_id, phone)):
        return with_phone[0]
    named = await list_buyers_named(work, user_id, name)
    possible = [buyer for buyer in named if phone is None or buyer.phone is None]
    if len(possible) > 1:
        raise BuyerAmbiguous(name, tuple(buyer.buyer_number for buyer in possible))
    return possible[0] if possible else None


async def add_new_buyer(work: Work, user_id: int, name: str, phone: Phone | None, by: int) -> Buyer:
    if await find_user_if_any(work, user_id) is None:
        raise NotFound("user", user_id)
    cleaned = clean_line(name, "name", NAME_LIMIT)
    (number,) = await take_numbers(work, user_id, "buyer")
    raw, e164 = phone or (None, None)
    buyer = Buyer(user_id, number, cleaned, raw, e164, email=None, notes=None, telegram_id=None)
    await add_buyer(work, buyer)
    note_event(work, "buyer.added", **buyer.key._asdict(), made_by=by, after={"has_phone": phone is not None})
    return buyer


async def search(work: Work, user_id: int, words: str, limit: int, skip: int = 0) -> list[Buyer]:
    """By a part of the name, the phone as it is typed where the organizer lives, or its last four digits."""
    user = await find_user_if_any(work, user_id)
    phone = read_phone(words, user.country if user else None) if is_phone(words) else None
    return await search_buyers(work, user_id, words, phone, limit, skip)


async def rename_buyer(work: Work, key: BuyerKey, name: str, by: int) -> Buyer:
    cleaned = clean_line(name, "name", NAME_LIMIT)
    return await _correct(work, key, by, name=cleaned)


async def correct_phone(work: Work, key: BuyerKey, phone: Phone | None, by: int) -> Buyer:
    raw, e164 = phone or (None, None)
    return await _correct(work, key, by, phone=raw, phone_e164=e164)


async def correct_email(work: Work, key: BuyerKey, email: str | None, by: int) -> Buyer:
    return await _correct(work, key, by, email=email and read_email(email))


async def write_notes(work: Work, key: BuyerKey, notes: str | None, by: int) -> Buyer:
    cleaned = notes and clean_text(notes, "notes", NOTE_LIMIT)
    return await _correct(work, key, by, notes=cleaned)


async def _correct(work: Work, key: BuyerKey, by: int, **values: str | None) -> Buyer:
    buyer = await lock_buyer(work, key)
    corrected = buyer._replace(**values)  # type: ignore[arg-type]
    if corrected == buyer:
        return buyer
    await change_buyer(work, buyer, corrected)
    note_event(work, "buyer.corrected", **buyer.key._asdict(), made_by=by, after={"fields": sorted(values)})
    return corrected
