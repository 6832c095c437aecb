"""The door through which many orders come at once, of many buyers, and go again: a few statements for all of them.

Whoever uses it holds the project's lock, and has numbered them in one go.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Text, TextClause, bindparam, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY

from db.arrays import EACH_NUMBER, EACH_PAIR, array_parameters, numbers_value, pairs_value
from db.blocks import free_bits, take_bits
from db.buyers import Buyer, print_phone, stored_buyer
from db.declaring import Base
from db.orders import Order
from db.payments import Payment
from db.sets import RaffleSet
from db.slices import SLICE, add_many, give_way, slices
from db.tables import Buyers, Orders, Payments
from db.types import UtcTime
from db.work import Work, columns
from rules.codes import order_code
from rules.keys import ProjectKey
from rules.phones import Phone


class Claimed(NamedTuple):
    """A number, and for which order."""

    raffle_number: int
    set_number: int
    order_number: int
    buyer_number: int
    unit_price: int
    payment_method: str | None
    receipt: str | None


class Namesake(NamedTuple):
    """Somebody who is known by a name or a phone, without the phone itself."""

    buyer_number: int
    name_key: str
    phone_print: str | None
    merged_into: int | None


class Freed(NamedTuple):
    raffle_number: int
    set_number: int
    order_number: int


class Undone(NamedTuple):
    order_number: int
    payment_number: int


_BUYERS, _ORDERS, _PAYMENTS = (Base.metadata.tables[table.__tablename__] for table in (Buyers, Orders, Payments))
_LISTED = "SELECT b.buyer_number, b.name_key, b.phone_print, b.merged_into FROM"
_WORLD = "b.practice = :practice AND b.erased_at IS NULL"


def _namesakes(dialect: str, key: str) -> TextClause:
    # The list leads: nothing tells SQLite that it is shorter than the table.
    join = "CROSS JOIN" if dialect == "sqlite" else "JOIN"
    on = "WHERE" if dialect == "sqlite" else "ON"
    is_theirs = f"b.user_id = :owner AND b.{key} = each.word AND {_WORLD}"
    is_theirs = f"b.user_id = :owner AND b.{key} = each.word AND {_WORLD}"
    statement = f"{_LISTED} {EACH_PAIR[dialect]} {join} buyers AS b {on} {is_theirs}"
    arrays = array_parameters(dialect)
    return text(statement).bindparams(*(arrays[name] for name in arrays if f":{name}" in statement))


_BY_NAME = {dialect: _namesakes(dialect, "name_key") for dialect in EACH_PAIR}
_BY_PHONE = {dialect: _namesakes(dialect, "phone_print") for dialect in EACH_PAIR}
_ON_TELEGRAM = select(Buyers.buyer_number, Buyers.telegram_id).where(
    Buyers.user_id == bindparam("owner"), Buyers.telegram_id.is_not(None)
)
_NUMBERED = select(*columns(Buyers, Namesake)).where(
    Buyers.user_id == bindparam("owner"), Buyers.buyer_number.in_(bindparam("numbers", expanding=True))
)
_AMONG = (
    Orders.user_id == bindparam("owner"),
    Orders.project_number == bindparam("project"),
    Orders.order_number.between(bindparam("first"), bindparam("last")),
)
_LIST = select(*columns(Orders, Order)).where(*_AMONG).order_by(Orders.order_number)
_CODES = select(Orders.code).where(Orders.user_id == bindparam("owner"))
_CANCEL = update(Orders).where(*_AMONG).values(state="cancelled", paid=0, updated_at=bindparam("now"))

_CLAIM_TYPES: Mapping[str, Any] = dict.fromkeys(Claimed._fields[:5], BigInteger) | dict.fromkeys(
    Claimed._fields[5:], Text
)
_EACH_CLAIM = {
    "sqlite": "(SELECT "
    + ", ".join(f"json_extract(value, '$[{place}]') AS {name}" for place, name in enumerate(Claimed._fields))
    + " FROM json_each(:claims)) AS each",
    "postgresql": f"unnest({', '.join(f':{name}' for name in Claimed._fields)}) AS each({', '.join(Claimed._fields)})",
}


def _claim(dialect: str) -> TextClause:
    statement = text(
        "INSERT INTO raffles (user_id, project_number, raffle_number, set_number, order_number, buyer_number,"
        " state, payment_method, unit_price, receipt, created_at, updated_at)"
        " SELECT :owner, :project, each.raffle_number, each.set_number, each.order_number, each.buyer_number,"
        " CASE WHEN each.payment_method IS NULL THEN 'reserved' ELSE 'sold' END, each.payment_method,"
        f" each.unit_price, each.receipt, :now, :now FROM {_EACH_CLAIM[dialect]} WHERE true"
        " ON CONFLICT (user_id, project_number, raffle_number) DO UPDATE SET set_number = excluded.set_number,"
        " order_number = excluded.order_number, buyer_number = excluded.buyer_number, state = excluded.state,"
        " payment_method = excluded.payment_method, unit_price = excluded.unit_price, receipt = excluded.receipt,"
        " updated_at = excluded.updated_at WHERE raffles.state = 'available' RETURNING raffle_number"
    )
    plain = [bindparam("owner", type_=BigInteger), bindparam("project", type_=BigInteger)]
    arrays = (
        [bindparam("claims", type_=Text)]
        if dialect == "sqlite"
        else [bindparam(name, type_=ARRAY(kind)) for name, kind in _CLAIM_TYPES.items()]
    )
    return statement.bindparams(*plain, *arrays, bindparam("now", type_=UtcTime()))


_CLAIM = {dialect: _claim(dialect) for dialect in _EACH_CLAIM}
_BETWEEN = " WHERE user_id = :owner AND project_number = :project AND order_number BETWEEN :first AND :last"


def _among(statement: str) -> TextClause:
    names = [bindparam(name, type_=BigInteger) for name in ("owner", "project", "first", "last")]
    return text(statement + _BETWEEN).bindparams(*names, bindparam("now", type_=UtcTime()))


def _free(dialect: str) -> TextClause:
    names = [bindparam(name, type_=BigInteger) for name in ("owner", "project", "first", "last")]
    return text(
        "UPDATE raffles SET state = 'available', order_number = NULL, buyer_number = NULL, payment_method = NULL,"
        f" unit_price = NULL, receipt = NULL, updated_at = :now FROM {EACH_NUMBER[dialect]}{_BETWEEN}"
        " AND raffle_number = each.number"
    ).bindparams(*names, array_parameters(dialect)["numbers"], bindparam("now", type_=UtcTime()))


_AT_ONCE = {"sqlite": SLICE, "postgresql": 2500}
"""Where the server does it nobody here waits for a statement."""
_PLAN_ANEW = text("DISCARD PLANS")
_FREE = {dialect: _free(dialect) for dialect in EACH_NUMBER}
_HELD = text(
    f"SELECT raffle_number, set_number, order_number FROM raffles{_BETWEEN} ORDER BY raffle_number"
).bindparams(*(bindparam(name, type_=BigInteger) for name in ("owner", "project", "first", "last")))
_UNDO_PAYMENTS = _among("UPDATE payments SET undone_at = :now, updated_at = :now")
_STANDING = select(Payments.order_number, Payments.payment_number).where(
    Payments.user_id == bindparam("owner"),
    Payments.project_number == bindparam("project"),
    Payments.order_number.between(bindparam("first"), bindparam("last")),
    Payments.undone_at.is_(None),
)
_DROP_REMINDERS = _among("UPDATE reminders SET state = 'dropped', updated_at = :now")


async def prepare_for_many(work: Work) -> None:
    """What keeps the totals was planned for single rows of small tables, and would be very slow for thousands."""
    if work.dialect == "postgresql":
        await work.execute(_PLAN_ANEW)


async def list_namesakes(work: Work, user_id: int, names: Iterable[str], practice: bool) -> list[Namesake]:
    """Whoever is known by one of these names, as they are folded; nobody who was erased."""
    return await _known(work, _BY_NAME, user_id, names, practice)


async def list_with_phones(work: Work, user_id: int, phones: Iterable[Phone], practice: bool) -> list[Namesake]:
    return await _known(work, _BY_PHONE, user_id, [print_phone(work, user_id, one) for one in phones], practice)


async def list_merged(work: Work, user_id: int, numbers: Iterable[int]) -> list[Namesake]:
    """Those into whom others were merged."""
    wanted = sorted(set(numbers))
    return await work.rows(Namesake, _NUMBERED, {"owner": user_id, "numbers": wanted}) if wanted else []


async def list_on_telegram(work: Work, user_id: int) -> dict[int, int]:
    """The organizer's buyers who are, with their number there."""
    found = await work.execute(_ON_TELEGRAM, {"owner": user_id})
    return {number: telegram_id for number, telegram_id in found.all()}  # noqa: C416  rows are no pairs to mypy


async def add_buyers(work: Work, buyers: Sequence[Buyer]) -> None:
    rows = []
    for some in slices(buyers):
        rows += [{**stored_buyer(work, buyer), "created_at": work.now} for buyer in some]
        await give_way()
    await add_many(work, _BUYERS, rows)


async def add_orders(work: Work, orders: Sequence[Order]) -> list[Order]:
    """Each with a code of its own: chance proposes until the organizer has none like it."""
    times = {"created_at": work.now, "updated_at": work.now}
    known = set((await work.execute(_CODES, {"owner": orders[0].user_id})).scalars())
    coded = []
    for order in orders:
        code = order_code(work.chance, order.order_number)
        while code in known:
            code = order_code(work.chance, order.order_number)
        known.add(code)
        coded.append(order._replace(code=code))
    await add_many(work, _ORDERS, [{**one._asdict(), **times} for one in coded])
    return coded


async def claim_for_many(work: Work, project: ProjectKey, sets: Sequence[RaffleSet], claims: Sequence[Claimed]) -> bool:
    """All of them; or it is not so, and the unit must not be kept."""
    mine = {"owner": project.user_id, "project": project.project_number, "now": work.now}
    for some in slices(claims, _AT_ONCE[work.dialect]):
        values = {**mine, **_claims_value(work.dialect, some)}
        if len((await work.execute(_CLAIM[work.dialect], values)).all()) < len(some):
            return False
    for raffle_set in sets:
        taken = [claim.raffle_number for claim in claims if claim.set_number == raffle_set.set_number]
        if taken:
            await take_bits(work, raffle_set, taken)
    return True


async def add_payments(work: Work, payments: Sequence[Payment]) -> None:
    times = {"created_at": work.now, "updated_at": work.now}
    await add_many(work, _PAYMENTS, [{**one._asdict(), **times} for one in payments])


async def list_orders_between(work: Work, project: ProjectKey, first: int, last: int) -> list[Order]:
    return await work.rows(Order, _LIST, _range(project, first, last))


async def cancel_orders(
    work: Work, project: ProjectKey, sets: Sequence[RaffleSet], first: int, last: int
) -> tuple[list[Freed], list[Undone]]:
    """As though they had never been made: the numbers that are free, and the payments that count no more."""
    among = _range(project, first, last)
    freed = await work.rows(Freed, _HELD, among)
    standing = await work.rows(Undone, _STANDING, among)
    for some in slices([one.raffle_number for one in freed], _AT_ONCE[work.dialect]):
        values = {**among, **numbers_value(work.dialect, some), "now": work.now}
        await work.execute(_FREE[work.dialect], values)
        await give_way()
    for statement in (_UNDO_PAYMENTS, _CANCEL, _DROP_REMINDERS):
        await work.execute(statement, {**among, "now": work.now})
    for raffle_set in sets:
        numbers = [one.raffle_number for one in freed if one.set_number == raffle_set.set_number]
        if numbers:
            await free_bits(work, raffle_set, numbers)
    return freed, standing


async def _known(
    work: Work, statements: Mapping[str, TextClause], user_id: int, words: Iterable[str], practice: bool
) -> list[Namesake]:
    found: list[Namesake] = []
    for some in slices(sorted(set(words)), 2000):
        values = {"owner": user_id, "practice": practice, **pairs_value(work.dialect, dict(enumerate(some)))}
        found += await work.rows(Namesake, statements[work.dialect], values)
    return found


def _claims_value(dialect: str, claims: Sequence[Claimed]) -> dict[str, object]:
    if dialect == "sqlite":
        return {"claims": json.dumps(claims)}
    return {name: [claim[place] for claim in claims] for place, name in enumerate(Claimed._fields)}


def _range(project: ProjectKey, first: int, last: int) -> dict[str, int]:
    return {"owner": project.user_id, "project": project.project_number, "first": first, "last": last}
