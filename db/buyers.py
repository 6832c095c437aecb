"""The door to buyers: found by number, by phone, by name, or by a part of either."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, bindparam, insert, select, union, update
from sqlalchemy.orm import InstrumentedAttribute, aliased

from db.tables import Buyers
from db.work import Work, columns
from rules.keys import BuyerKey
from rules.phones import Phone
from rules.refusals import NotFound
from rules.words import fold


class Buyer(NamedTuple):
    user_id: int
    buyer_number: int
    name: str
    phone: str | None
    phone_e164: str | None
    email: str | None
    notes: str | None
    telegram_id: int | None
    practice: bool = False
    merged_into: int | None = None
    reminders_off_at: datetime | None = None
    erased_at: datetime | None = None

    @property
    def key(self) -> BuyerKey:
        return BuyerKey(self.user_id, self.buyer_number)


_ALL = select(*columns(Buyers, Buyer)).where(Buyers.user_id == bindparam("user_id"))
_FIND = _ALL.where(Buyers.buyer_number == bindparam("buyer_number"))
_LOCK = _FIND.with_for_update(key_share=True)
# The made-up buyers of a practice raffle and real ones never meet.
_OF_WORLD = _ALL.where(Buyers.practice == bindparam("practice"))
_BY_PHONE = (
    _OF_WORLD.where(Buyers.phone_print == bindparam("phone_print"))
    .with_hint(Buyers, "INDEXED BY ix_buyers_user_id_phone_print", "sqlite")
    .order_by(Buyers.buyer_number)
    .limit(1)
)
_BY_NAME = (
    _OF_WORLD.where(Buyers.name_key == bindparam("name_key"))
    .with_hint(Buyers, "INDEXED BY ix_buyers_user_id_name_key", "sqlite")
    .order_by(Buyers.buyer_number)
)
_PRESENT = _OF_WORLD.where(Buyers.merged_into.is_(None))
_LIST = _PRESENT.order_by(Buyers.name_key, Buyers.buyer_number)
_NUMBERED = _ALL.where(Buyers.buyer_number.in_(bindparam("numbers", expanding=True)))
_ON_TELEGRAM = _ALL.where(Buyers.telegram_id == bindparam("telegram_id"))
_its = aliased(Buyers)


def _printed(column: InstrumentedAttribute[str | None], value: str) -> Select[int]:
    index = f"INDEXED BY ix_buyers_user_id_{column.key}"
    rows = select(_its.buyer_number).where(_its.user_id == bindparam("user_id"), column == bindparam(value))
    return rows.with_hint(_its, index, "sqlite")


_WITH_DIGITS = union(_printed(_its.phone_print, "phone_print"), _printed(_its.phone_tail_print, "tail_print"))
_BY_DIGITS = _PRESENT.where(Buyers.buyer_number.in_(_WITH_DIGITS)).order_by(Buyers.buyer_number)
_BY_PART = _PRESENT.where(Buyers.name_key.contains(bindparam("part"), escape="/")).order_by(Buyers.buyer_number)
_ADD = insert(Buyers)
_CHANGE = update(Buyers).where(Buyers.user_id == bindparam("owner"), Buyers.buyer_number == bindparam("number"))


async def find_buyer(work: Work, key: BuyerKey) -> Buyer:
    found = await work.row(Buyer, _FIND, key._asdict())
    if found is None:
        raise NotFound("buyer", key.buyer_number)
    return found


async def lock_buyer(work: Work, key: BuyerKey) -> Buyer:
    """Before it is changed: two corrections at once are both kept."""
    found = await work.row(Buyer, _LOCK, key._asdict())
    if found is None:
        raise NotFound("buyer", key.buyer_number)
    return found


async def find_on_telegram_if_any(work: Work, user_id: int, telegram_id: int) -> Buyer | None:
    return await work.row(Buyer, _ON_TELEGRAM, {"user_id": user_id, "telegram_id": telegram_id})


async def list_buyers_by_name(work: Work, user_id: int, practice: bool, limit: int, skip: int = 0) -> list[Buyer]:
    """In the order of their names."""
    return await work.rows(Buyer, _LIST.limit(limit).offset(skip), {"user_id": user_id, "practice": practice})


async def list_buyers_numbered(work: Work, user_id: int, numbers: Sequence[int]) -> list[Buyer]:
    """In the order that is asked for."""
    found = await work.rows(Buyer, _NUMBERED, {"user_id": user_id, "numbers": list(numbers)})
    return sorted(found, key=lambda buyer: numbers.index(buyer.buyer_number))


async def list_buyers_with_phone(work: Work, user_id: int, phone: Phone, practice: bool) -> list[Buyer]:
    """Among them those that were merged: they tell who is meant."""
    values = {"user_id": user_id, "phone_print": _phone_print(work, user_id, phone.digits), "practice": practice}
    return await work.rows(Buyer, _BY_PHONE, values)


async def list_buyers_named(work: Work, user_id: int, name: str, practice: bool) -> list[Buyer]:
    """Case, accents and spaces aside. Among them those that were merged: they tell who is meant."""
    return await work.rows(Buyer, _BY_NAME, {"user_id": user_id, "name_key": fold(name), "practice": practice})


async def search_buyers(
    work: Work, user_id: int, words: str, phone: Phone | None, limit: int, skip: int = 0, *, practice: bool = False
) -> list[Buyer]:
    """By the phone or its last four digits; where nobody has it, by a part of the name."""
    digits = "".join(character for character in words if character in "0123456789")
    values = {
        "user_id": user_id,
        "practice": practice,
        "part": fold(words).replace("/", "//").replace("%", "/%").replace("_", "/_"),
        "phone_print": _phone_print(work, user_id, phone.digits if phone else digits),
        "tail_print": _tail_print(work, user_id, digits),
    }
    by_digits = digits and (await work.execute(_BY_DIGITS.limit(1), values)).first() is not None
    return await work.rows(Buyer, (_BY_DIGITS if by_digits else _BY_PART).limit(limit).offset(skip), values)


async def add_buyer(work: Work, buyer: Buyer) -> None:
    await work.execute(_ADD, {**stored_buyer(work, buyer), "created_at": work.now})


async def change_buyer(work: Work, before: Buyer, after: Buyer) -> None:
    """Only what differs: what cannot be read here (its key may be elsewhere) stays as it is."""
    stored = stored_buyer(work, after)
    changed = {name for name in Buyer._fields if getattr(before, name) != getattr(after, name)}
    changed |= {column for column, sources in _DERIVED.items() if sources & changed}
    values = {name: stored[name] for name in changed}
    await work.execute(
        _CHANGE, {**values, "owner": after.user_id, "number": after.buyer_number, "updated_at": work.now}
    )


# A phone's prints are made of both of its columns.
_DERIVED = {"name_key": {"name"}, "phone_print": {"phone", "phone_e164"}, "phone_tail_print": {"phone", "phone_e164"}}


def stored_buyer(work: Work, buyer: Buyer) -> dict[str, object]:
    """With what it is found by."""
    phone = None if buyer.phone is None else Phone(buyer.phone, buyer.phone_e164)
    return {
        **buyer._asdict(),
        "name_key": fold(buyer.name),
        "phone_print": phone and _phone_print(work, buyer.user_id, phone.digits),
        "phone_tail_print": phone and _tail_print(work, buyer.user_id, phone.tail),
        "updated_at": work.now,
    }


def print_phone(work: Work, user_id: int, phone: Phone) -> str:
    """By which it is found."""
    return _phone_print(work, user_id, phone.digits)


def _phone_print(work: Work, user_id: int, phone_key: str) -> str:
    return work.sealing.fingerprint(user_id, "phone", phone_key)


def _tail_print(work: Work, user_id: int, tail: str) -> str:
    return work.sealing.fingerprint(user_id, "phone tail", tail)
