"""Who buys: the buyer that was meant, found among those known or added to them; and correcting what is known."""

from typing import NamedTuple

from db.buyers import (
    Buyer,
    add_buyer,
    change_buyer,
    find_buyer,
    list_buyers_by_name,
    list_buyers_named,
    list_buyers_numbered,
    list_buyers_with_phone,
    lock_buyer,
    search_buyers,
)
from db.counters import take_numbers
from db.events import note_event
from db.orders import list_newest_holders, list_newest_holders_anywhere
from db.projects import find_project
from db.users import find_user_if_any, lock_user
from db.work import Work
from rules.buying import BuyerErased
from rules.keys import BuyerKey, ProjectKey
from rules.namesakes import who_is_meant
from rules.phones import Phone, is_phone, read_phone
from rules.refusals import NotFound
from rules.words import NAME_LIMIT, NOTE_LIMIT, clean_line, clean_text, read_email
from services.pages import PAGE_SIZE, Page, page_of, skip_to

_LOOK_BACK = 50


class NumberedBuyer(NamedTuple):
    """Typed as `#3`."""

    buyer_number: int


class TypedBuyer(NamedTuple):
    name: str
    phone: Phone | None = None


async def find_or_add_buyer(
    work: Work, user_id: int, meant: NumberedBuyer | TypedBuyer, by: int, *, practice: bool = False
) -> Buyer:
    """By number; else by equal phone; else the only one of that name, if no other phone is given; else a new one.

    A practice raffle knows made-up buyers alone, and nobody else knows them. Who was merged is who they are now.
    """
    if isinstance(meant, NumberedBuyer):
        return await _find_numbered(work, BuyerKey(user_id, meant.buyer_number), practice)
    typed = TypedBuyer(clean_line(meant.name, "name", NAME_LIMIT), meant.phone)
    known = await _find_known(work, user_id, typed, practice)
    if known is None or (typed.phone is not None and known.phone is None):
        # At this moment somebody else may be adding this buyer, or this phone: one goes first, the other looks again.
        await lock_user(work, user_id)
        known = await _find_known(work, user_id, typed, practice)
    if known is None:
        return await add_new_buyer(work, user_id, *typed, by, practice=practice)
    if typed.phone is not None and known.phone is None:
        return await correct_phone(work, known.key, typed.phone, by)
    return known


async def find_meant(
    work: Work, user_id: int, meant: NumberedBuyer | TypedBuyer, *, practice: bool = False
) -> Buyer | None:
    """None if it would be a new one."""
    if isinstance(meant, NumberedBuyer):
        return await _find_numbered(work, BuyerKey(user_id, meant.buyer_number), practice)
    typed = TypedBuyer(clean_line(meant.name, "name", NAME_LIMIT), meant.phone)
    return await _find_known(work, user_id, typed, practice)


async def as_now(work: Work, buyer: Buyer) -> Buyer:
    """The buyer that this one was merged into, or itself."""
    return buyer if buyer.merged_into is None else await find_buyer(work, BuyerKey(buyer.user_id, buyer.merged_into))


async def lock_as_now(work: Work, key: BuyerKey) -> Buyer:
    buyer = await lock_buyer(work, key)
    return buyer if buyer.merged_into is None else await lock_buyer(work, BuyerKey(key.user_id, buyer.merged_into))


def require_not_erased(buyer: Buyer) -> Buyer:
    """Before anything new is known of them."""
    if buyer.erased_at is not None:
        raise BuyerErased(buyer.buyer_number)
    return buyer


async def _find_numbered(work: Work, key: BuyerKey, practice: bool) -> Buyer:
    buyer = await as_now(work, await find_buyer(work, key))
    if buyer.practice != practice:
        raise NotFound("buyer", key.buyer_number)
    return buyer


async def _find_known(work: Work, user_id: int, typed: TypedBuyer, practice: bool) -> Buyer | None:
    name, phone = typed
    if phone is not None and (with_phone := await list_buyers_with_phone(work, user_id, phone, practice)):
        return await as_now(work, with_phone[0])
    named = [await as_now(work, buyer) for buyer in await list_buyers_named(work, user_id, name, practice)]
    return who_is_meant(name, None, named, has_phone=phone is not None)


async def add_new_buyer(
    work: Work,
    user_id: int,
    name: str,
    phone: Phone | None,
    by: int,
    *,
    practice: bool = False,
    telegram_id: int | None = None,
) -> Buyer:
    if await find_user_if_any(work, user_id) is None:
        raise NotFound("user", user_id)
    cleaned = clean_line(name, "name", NAME_LIMIT)
    (number,) = await take_numbers(work, user_id, "buyer")
    raw, e164 = phone or (None, None)
    buyer = Buyer(user_id, number, cleaned, raw, e164, None, None, telegram_id, practice)
    await add_buyer(work, buyer)
    after = {"has_phone": phone is not None, "practice": practice}
    note_event(work, "buyer.added", **buyer.key._asdict(), made_by=by, after=after)
    return buyer


async def search(
    work: Work, user_id: int, words: str, limit: int, skip: int = 0, *, practice: bool = False
) -> list[Buyer]:
    """By a part of the name, the phone as it is typed where the organizer lives, or its last four digits."""
    user = await find_user_if_any(work, user_id)
    phone = read_phone(words, user.country if user else None) if is_phone(words) else None
    return await search_buyers(work, user_id, words, phone, limit, skip, practice=practice)


async def list_buyers(work: Work, user_id: int, page: int = 1, *, practice: bool = False) -> Page[Buyer]:
    """In the order of their names."""
    return page_of(await list_buyers_by_name(work, user_id, practice, PAGE_SIZE + 1, skip_to(page)), page)


async def list_recent_buyers(work: Work, project_key: ProjectKey, limit: int = 6) -> list[Buyer]:
    """Who took numbers of the project last comes first; then those of the organizer's newest projects."""
    project = await find_project(work, project_key)
    newest = await list_newest_holders(work, project_key, _LOOK_BACK)
    if len(set(newest)) < limit:
        newest += await list_newest_holders_anywhere(work, project_key.user_id, project.practice, _LOOK_BACK)
    return await list_buyers_numbered(work, project_key.user_id, list(dict.fromkeys(newest))[:limit])


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
    buyer = require_not_erased(await lock_as_now(work, key))
    corrected = buyer._replace(**values)  # type: ignore[arg-type]
    if corrected == buyer:
        return buyer
    await change_buyer(work, buyer, corrected)
    note_event(work, "buyer.corrected", **buyer.key._asdict(), made_by=by, after={"fields": sorted(values)})
    return corrected
