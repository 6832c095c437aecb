"""Long histories of whatever may happen, right and wrong: after each step the store says what a notebook says."""

import json
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from random import Random
from typing import Any

from db.events import list_events
from db.invariants import check
from db.orders import find_order
from db.raffles import Raffle, list_numbers_of
from db.work import Work
from rules.keys import OrderKey, ProjectKey, SetKey
from rules.numbers import AtRandom, Chosen
from rules.refusals import MoveNotAllowed
from rules.states import PaymentMethod, RaffleState
from services.buyers import TypedBuyer
from services.holders import change_holder
from services.lists import PAGE_SIZE, Filter, find_numbers
from services.orders import extend
from services.payments import pay
from services.projects import close_project
from services.releases import release, void
from services.reopening import reopen_project
from services.sales import reserve, sell
from services.sets import grow_set
from services.totals import stand_of
from services.undo import undo
from tests.cast import ANA, House
from tests.services.notebook import Notebook, Refused

STEPS = 90

NAMES = ("Luis", "Marta", "Zoe", "Íñigo")
SETS = [(0, 29, 500), (100, 119, 130)]


class History:
    def __init__(self, house: House, key: ProjectKey, chance: Random) -> None:
        self.house, self.key, self.chance = house, key, chance
        self.notebook = Notebook(list(SETS))
        self.receipts: dict[str, tuple[int, ...]] = {}
        self.undone = 0

    async def step(self) -> None:
        self.house.clock.pass_(timedelta(minutes=self.chance.choice((1, 2, 3, self.chance.randrange(1, 600)))))
        weights = {self.take: 10, self.take_any: 3, self.pay: 9, self.release: 7, self.void: 2, self.hand_on: 3}
        weights |= {self.grow: 1, self.move: 1 if self.notebook.is_open else 6, self.extend: 2, self.undo: 12}
        (happening,) = self.chance.choices(list(weights), weights=list(weights.values()))
        await happening()
        await self.house.look(self.compare)

    async def attempt(self, refused: Refused, use_case: Callable[..., Awaitable[Any]], *values: object) -> Any:
        """The result, or nothing if it had to be refused and was."""
        print(use_case.__name__, values, "->", refused)  # shown when it fails
        if refused is None:
            return await self.house.do(use_case, *values)
        return await self.house.refuses(refused, use_case, *values) and None

    async def take(self) -> None:
        reach = range(-1, 125) if self.chance.random() < 0.2 else self.notebook.free() or range(125)
        numbers = self.chance.choices(reach, k=self.chance.randint(1, 3))
        await self.taken(self.notebook.why_not_take(numbers), Chosen(tuple(numbers)))

    async def take_any(self) -> None:
        count = self.chance.choice((1, 2, 5, 40))
        await self.taken(self.notebook.why_not_take_any(count), AtRandom(count))

    async def taken(self, refused: Refused, choice: Chosen | AtRandom) -> None:
        name, method = self.chance.choice(NAMES), self.chance.choice((None, None, None, *PaymentMethod))
        if method is None:
            taken = await self.attempt(refused, reserve, self.key, choice, TypedBuyer(name), self.key.user_id)
        else:
            taken = await self.attempt(refused, sell, self.key, choice, TypedBuyer(name), self.key.user_id, method)
        if taken:
            assert set(taken.numbers) <= set(self.notebook.free())
            await self.remember("take", [len(self.notebook.entries) + 1])
            self.notebook.take(taken.numbers, name, method)

    async def pay(self) -> None:
        order, method = self.some_order("reserved"), self.chance.choice(tuple(PaymentMethod))
        entry = self.notebook.entries.get(order)
        owed = entry.total - entry.paid if entry else 0
        amount = self.chance.choice((owed, 100, 130, 260, 500, owed + 1, 0))
        if await self.attempt(
            self.notebook.why_not_pay(order, amount), pay, self.key_of(order), self.key.user_id, method, amount
        ):
            await self.remember("pay", [order])
            self.notebook.pay(order, amount, method)

    async def release(self) -> None:
        entry = self.notebook.entries.get(self.some_order("reserved"))
        reach = list(entry.prices) if entry and entry.prices else list(self.notebook.held()) or [1]
        numbers = self.chance.sample(reach, k=self.chance.randint(1, len(reach)))
        if self.chance.random() < 0.3:
            numbers.append(self.chance.randrange(125))
        if await self.attempt(self.notebook.why_not_release(numbers), release, self.key, numbers, self.key.user_id):
            await self.remember("release", {self.notebook.held()[number] for number in numbers})
            self.notebook.release(numbers)

    async def void(self) -> None:
        order = self.some_order("reserved", "paid")
        if await self.attempt(
            self.notebook.why_not_void(order), void, self.key_of(order), "By mistake", self.key.user_id
        ):
            await self.remember("void", [order])
            self.notebook.void(order)

    async def hand_on(self) -> None:
        order, name = self.some_order("reserved", "paid"), self.chance.choice(NAMES)
        refused = self.notebook.why_not_hand_on(order, name)
        if await self.attempt(refused, change_holder, self.key_of(order), TypedBuyer(name), self.key.user_id):
            await self.remember("hand on", [order])
            self.notebook.hand_on(order, name)

    async def extend(self) -> None:
        order, hold = self.some_order("reserved"), timedelta(minutes=self.chance.choice((5, 60)))
        refused = self.notebook.why_not_extend(order)
        if await self.attempt(refused, extend, self.key_of(order), hold, self.key.user_id):
            await self.remember("extend", [order])

    async def undo(self) -> None:
        """One of the last deeds, most often the very last."""
        deeds = self.notebook.deeds[-5:]
        if not deeds:
            return
        deed, now = self.chance.choice((*deeds, *deeds[-1:] * 5)), self.house.clock.now
        refused = self.notebook.why_not_undo(deed, now)
        if await self.attempt(refused, undo, self.key.user_id, deed.mark, self.key.user_id):
            self.notebook.undo(deed, now)
            self.undone += 1

    async def remember(self, kind: str, orders: Iterable[int]) -> None:
        (newest,) = await self.house.look(list_events, self.key.user_id, self.key.project_number, 1)
        self.notebook.remember(kind, json.loads(newest.after)["mark"], self.house.clock.now, orders)

    async def grow(self) -> None:
        index = self.chance.randrange(2)
        final = self.notebook.sets[index][1] + self.chance.choice((-1, 0, 1, 5, 200))
        if await self.attempt(
            self.notebook.why_not_grow(index, final), grow_set, SetKey(*self.key, index + 1), final, self.key.user_id
        ):
            self.notebook.grow(index, final)

    async def move(self) -> None:
        opens = self.chance.random() < 0.5 or not self.notebook.is_open
        refused = MoveNotAllowed if opens == self.notebook.is_open else None
        if await self.attempt(refused, reopen_project if opens else close_project, self.key, self.key.user_id):
            self.notebook.is_open = opens

    def some_order(self, *states: str) -> int:
        """Most often one in such a state."""
        fitting = [order for order, entry in self.notebook.entries.items() if entry.state in states]
        if fitting and self.chance.random() < 0.85:
            return self.chance.choice(fitting)
        return self.chance.randint(1, len(self.notebook.entries) + 1)

    def key_of(self, order: int) -> OrderKey:
        return OrderKey(*self.key, order)

    async def compare(self, work: Work) -> None:
        notebook = self.notebook
        for number, entry in notebook.entries.items():
            order = await find_order(work, self.key_of(number))
            assert (order.state, order.total, order.paid) == (entry.state, entry.total, entry.paid)
            assert order.buyer_number == notebook.buyer_number(entry.buyer)
            raffles = await list_numbers_of(work, self.key_of(number))
            assert {raffle.raffle_number: raffle.unit_price for raffle in raffles} == entry.prices
            for raffle in raffles:
                self.compare_raffle(raffle, entry.state, entry.payments[-1][1] if entry.state == "paid" else None)
        await self.compare_sums(work)

    def compare_raffle(self, raffle: Raffle, order_state: str, method: str | None) -> None:
        assert raffle.state == ("sold" if order_state == "paid" else "reserved")
        assert raffle.payment_method == method
        assert (raffle.receipt is not None) == (order_state == "paid")
        if raffle.receipt:
            holding = (raffle.raffle_number, raffle.order_number or 0, raffle.buyer_number or 0)
            assert self.receipts.setdefault(raffle.receipt, holding) == holding

    async def compare_sums(self, work: Work) -> None:
        notebook, free = self.notebook, self.notebook.free()
        stand = await stand_of(work, self.key)
        assert (stand.free, stand.sold + stand.reserved) == (len(free), len(notebook.held()))
        assert (stand.money_in, stand.owed) == (notebook.paid_in("reserved", "paid"), notebook.owed())
        assert stand.to_refund == notebook.paid_in("cancelled")
        assert stand.by_method == notebook.by_method()
        assert sum(stand.by_day.values()) == stand.money_in
        page = await find_numbers(work, self.key, Filter(state=RaffleState.AVAILABLE))
        assert [found.raffle_number for found in page.found] == free[:PAGE_SIZE]
        held = await find_numbers(work, self.key, Filter())
        assert [found.raffle_number for found in held.found] == sorted(notebook.held())[:PAGE_SIZE]


async def test_a_history_is_what_a_notebook_says(house: House, sized: Callable[[int, int], int]) -> None:
    for seed in range(sized(2, 50)):
        project = await house.open_project(ANA + seed, init=0, final=29, price=500)
        await house.add_set(project.key, 100, 119, 130)
        history = History(house, project.key, Random(seed))
        for _ in range(STEPS):
            await history.step()
        assert len(history.notebook.entries) > STEPS // 15
        assert history.undone > 0
        assert [finding async for finding in check(house.store)] == []
