"""What is sold of one raffle, a moment after the other: orders of all kinds, with everything that they leave behind."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from bench.places import ORGANIZER, PRICE
from db.blocks import take_bits
from db.counters import take_numbers
from db.declaring import Base
from db.events import note_event
from db.many_orders import prepare_for_many
from db.orders import Order
from db.payments import Payment
from db.projects import find_project
from db.proofs import Proof, add_proof
from db.reminders import add_many_planned
from db.sets import RaffleSet
from db.store import Store
from db.waiting import Waiter, add_waiter
from db.work import Work
from rules.codes import order_code, receipt
from rules.keys import ProjectKey
from rules.numbers import NumberRange
from rules.reminding import Planned
from services.errands import plan_asking_for_proofs
from services.projects import create_project
from services.sets import add_set_to
from services.shares import share_link

ON_TELEGRAM = 700_000_000
"""Who is has this and their number as their number there: every third buyer."""
EACH = 10
"""So many orders are a buyer's, and so many numbers of a set are for an order."""
_COUNTS = (1, 1, 2, 3, 3, 3, 5, 6)
_METHODS = ("cash", "cash", "cash", "transfer", "transfer", "card")
_KINDS = {"sold": 50, "paid": 10, "reserved": 22, "expired": 12, "voided": 6}
_LIVE = ("reserved", "paid")


class Tenant(NamedTuple):
    key: ProjectKey
    """Of the raffle that is worked on."""
    reserved: Order
    numbers: Sequence[int]
    """That it holds."""
    size: int
    """Of its set."""
    share_code: str
    slug: str
    now: datetime

    @property
    def telegram_id(self) -> int:
        """Of who holds it."""
        return ON_TELEGRAM + self.reserved.buyer_number


class _Sold(NamedTuple):
    order: Order
    numbers: Sequence[int]
    payment: Payment | None

    @property
    def lives(self) -> bool:
        return self.order.state in _LIVE


class Town(NamedTuple):
    chance: Random
    buyers: int
    codes: set[str]
    """Of all orders so far."""


class Sale:
    """Of one project, a moment after the other."""

    def __init__(self, store: Store, town: Town, raffle_set: RaffleSet) -> None:
        self._store = store
        self._chance = town.chance
        self._buyers = town.buyers
        self._codes = town.codes
        self._set = raffle_set
        self._last: _Sold | None = None

    @classmethod
    async def begin(cls, store: Store, town: Town, name: str, orders: int) -> "Sale":
        async with store.work() as work:
            project = await create_project(work, ORGANIZER, name)
            numbers = NumberRange(0, orders * EACH - 1, 0)
            raffle_set = await add_set_to(work, project.key, numbers, PRICE, ORGANIZER)
            work.keep()
        return cls(store, town, raffle_set)

    async def go_on(self, first: int, last: int, end: datetime) -> None:
        """These orders, in a unit of their own. What is taken at one moment lies near each other."""
        if first == last:
            return
        free = list(range(first * EACH, last * EACH))
        self._chance.shuffle(free)
        async with self._store.work() as work:
            await prepare_for_many(work)
            sold = [self._sell(work, free, end) for _ in range(first, last)]
            sold = await self._numbered(work, sold)
            await self._write(work, sold)
            for one in sold:
                _note(work, one)
            await self._add_what_waits(work, sold, end)
            work.keep()

    def _sell(self, work: Work, free: list[int], end: datetime) -> _Sold:
        """Not numbered yet."""
        chance = self._chance
        (kind,) = chance.choices(list(_KINDS), list(_KINDS.values()))
        numbers = [free.pop() for _ in range(chance.choice(_COUNTS))]
        total, buyer = PRICE * len(numbers), chance.randrange(self._buyers) + 1
        by_themselves = buyer % 3 == 1 and chance.random() < 0.3
        told_at = None if kind in ("sold", "voided") else work.now + timedelta(hours=48)
        if kind == "reserved":
            told_at = end + timedelta(hours=chance.uniform(-8, 60))
        paid = total if kind in ("sold", "paid", "voided") else 0
        if kind == "reserved" and len(numbers) > 1 and chance.random() < 0.2:
            paid = PRICE
        order = Order(
            user_id=ORGANIZER,
            project_number=self._set.project_number,
            order_number=0,
            buyer_number=buyer,
            state={"sold": "paid", "voided": "cancelled"}.get(kind, kind),
            code="",
            total=total,
            paid=paid,
            made_by=ON_TELEGRAM + buyer if by_themselves else ORGANIZER,
            told_deadline_at=told_at,
            release_at=told_at and told_at + timedelta(hours=12),
            void_reason=None,
            check_code=receipt(chance) if paid == total else None,
            numbers=len(numbers),
        )
        payment = Payment(*order.key, 0, paid, chance.choice(_METHODS), order.made_by) if paid else None
        return _Sold(order, numbers, payment)

    async def _numbered(self, work: Work, sold: Sequence[_Sold]) -> list[_Sold]:
        scope, paid = f"project:{self._set.project_number}", [one for one in sold if one.payment]
        payments = iter(await take_numbers(work, ORGANIZER, f"{scope}:payment", len(paid)) if paid else ())
        numbered = []
        for number, one in zip(await take_numbers(work, ORGANIZER, f"{scope}:order", len(sold)), sold, strict=True):
            order = one.order._replace(order_number=number, code=self._code(number))
            payment = one.payment and one.payment._replace(order_number=number, payment_number=next(payments))
            numbered.append(_Sold(order, one.numbers, payment))
        return numbered

    def _code(self, number: int) -> str:
        code = order_code(self._chance, number)
        while code in self._codes:
            code = order_code(self._chance, number)
        self._codes.add(code)
        return code

    async def _write(self, work: Work, sold: Sequence[_Sold]) -> None:
        await _add(work, "orders", [one.order._asdict() for one in sold])
        rows = [row for one in sold for row in self._raffles(one)]
        await _add(work, "raffles", sorted(rows, key=lambda row: row["raffle_number"]))
        await _add(work, "payments", [one.payment._asdict() for one in sold if one.payment])
        taken = [number for one in sold if one.lives for number in one.numbers]
        if taken:
            await take_bits(work, self._set, taken)

    def _raffles(self, one: _Sold) -> list[dict[str, Any]]:
        key = {**self._set.key._asdict(), "state": "available"}
        if one.lives:
            is_paid = one.order.state == "paid"
            method = one.payment.method if is_paid and one.payment else None
            key |= {"order_number": one.order.order_number, "buyer_number": one.order.buyer_number}
            key |= {"state": "sold" if is_paid else "reserved", "payment_method": method, "unit_price": PRICE}
        mark = receipt if one.order.state == "paid" else lambda _: None
        return [{**key, "raffle_number": number, "receipt": mark(self._chance)} for number in one.numbers]

    async def _add_what_waits(self, work: Work, sold: Sequence[_Sold], end: datetime) -> None:
        reserved = [one for one in sold if one.order.state == "reserved"]
        await add_many_planned(
            work,
            [
                (one.order.key, Planned(f"{hours}h", one.order.told_deadline_at - timedelta(hours=hours)))
                for one in reserved
                for hours in (24, 3)
                if one.order.told_deadline_at and one.order.told_deadline_at - timedelta(hours=hours + 1) > end
            ],
        )
        scope = f"project:{self._set.project_number}"
        for one in reserved[:: 2 * EACH]:
            (number,) = await take_numbers(work, ORGANIZER, f"{scope}:proof")
            name = f"{one.order.order_number}"
            await add_proof(
                work, Proof(*one.order.key, number, "photo", "waiting", name, name, None, one.order.made_by)
            )
        for one in [one for one in sold if one.lives][:: 10 * EACH]:
            (number,) = await take_numbers(work, ORGANIZER, f"{scope}:waiting")
            buyer = one.order.buyer_number % self._buyers + 1
            await add_waiter(work, Waiter(*self._set.key.project, one.numbers[0], number, buyer, "waiting", None))
        on_telegram = [one for one in reserved if one.order.buyer_number % 3 == 1]
        self._last = on_telegram[-1] if on_telegram else self._last

    async def tell(self) -> Tenant:
        if self._last is None:
            raise RuntimeError("nothing is reserved by anybody on Telegram")
        key = self._set.key.project
        async with self._store.work() as work:
            await plan_asking_for_proofs(work, ORGANIZER)
            code = await share_link(work, key, ORGANIZER)
            project = await find_project(work, key)
            work.keep()
        return Tenant(key, self._last.order, self._last.numbers, self._set.size, code, project.slug or "", work.now)


async def _add(work: Work, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """As the doors write them, but many at once."""
    table, times = Base.metadata.tables[name], {"created_at": work.now, "updated_at": work.now}
    columns = table.columns.keys()
    if rows:
        await work.add_rows(table, [tuple({**row, **times}.get(column) for column in columns) for row in rows])


def _note(work: Work, one: _Sold) -> None:
    """As it came about: sold at once, or reserved and then something else."""
    order, payment = one.order, one.payment.facts if one.payment else {}
    at_first = {"numbers": one.numbers}
    if order.told_deadline_at is None:
        sold = order.facts | {"state": "paid"}
        _note_one(work, order, "sold", {}, sold | at_first | payment)
        if not one.lives:
            _note_one(work, order, "voided", sold, order.facts | {"freed": sorted(one.numbers)})
        return
    reserved = order.facts | {"state": "reserved", "paid": 0}
    _note_one(work, order, "reserved", {}, reserved | at_first)
    if payment:
        _note_one(work, order, "paid" if order.state == "paid" else "paid_in_part", reserved, order.facts | payment)
    if order.state == "expired":
        _note_one(work, order, "expired", reserved, order.facts | {"freed": sorted(one.numbers)})


def _note_one(work: Work, order: Order, kind: str, before: Mapping[str, object], after: Mapping[str, object]) -> None:
    about = {**order.key._asdict(), "buyer_number": order.buyer_number, "made_by": order.made_by}
    note_event(work, f"order.{kind}", **about, before=before, after=after)
