"""Undoing at the same moment as something else: one of the two happens, wholly, and the other is refused."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random

from sqlalchemy import text

from db.invariants import check
from db.orders import find_order
from rules.keys import OrderKey, ProjectKey
from rules.numbers import Chosen
from rules.refusals import AlreadyUndone, ChangedSince, NumbersTaken, Refusal
from rules.states import PaymentMethod
from services.holders import change_holder
from services.orders import extend
from services.payments import pay
from services.releases import release, void
from services.sales import reserve, sell
from services.totals import stand_of
from services.undo import UNDO_FOR, undo
from tests.cast import ANA, MARTA, House

CASH = PaymentMethod.CASH


async def tried(deed: Awaitable[object]) -> Refusal | None:
    try:
        await deed
    except Refusal as refusal:
        return refusal
    return None


async def newest_mark(house: House) -> str:
    return str((await house.told())[-1].after["mark"])


async def one_of(*deeds: Awaitable[object]) -> list[Refusal]:
    """The refusals of all but one."""
    outcomes = await asyncio.gather(*map(tried, deeds))
    refusals = [outcome for outcome in outcomes if outcome is not None]
    assert len(refusals) == len(deeds) - 1
    return refusals


async def test_of_many_who_undo_one_sale_one_does(house: House, sized: Callable[[int, int], int]) -> None:
    for key in await house.open_projects(sized(3, 40)):
        await house.sell(key, 7)
        mark = await newest_mark(house)
        refusals = await one_of(*(house.do(undo, ANA, mark, ANA) for _ in range(6)))
        assert {type(refusal) for refusal in refusals} == {AlreadyUndone}
        assert (await house.look(stand_of, key)).free == 100
    assert [finding async for finding in check(house.store)] == []


async def test_looking_before_undoing_undoes_twice(house: House) -> None:
    """The control: whoever looks first and undoes then, in two units and without a lock."""
    async with house.store.work() as work:
        await work.execute(text("CREATE TABLE naive (undone BIGINT)"))
        work.keep()

    async def undo_naively() -> None:
        async with house.store.reading() as work:
            undone = (await work.execute(text("SELECT count(*) FROM naive"))).scalar_one()
        if not undone:
            async with house.store.work() as work:
                await work.execute(text("INSERT INTO naive VALUES (1)"))
                work.keep()

    await asyncio.gather(*(undo_naively() for _ in range(6)))
    async with house.store.reading() as work:
        assert (await work.execute(text("SELECT count(*) FROM naive"))).scalar_one() > 1


async def test_a_reservation_is_undone_or_paid(house: House, sized: Callable[[int, int], int]) -> None:
    for key in await house.open_projects(sized(6, 100)):
        order = (await house.reserve(key, 7)).order
        mark = await newest_mark(house)
        await one_of(house.do(undo, ANA, mark, ANA), house.do(pay, order.key, ANA, CASH))
        stand = await house.look(stand_of, key)
        assert (stand.sold, stand.money_in) in ((0, 0), (1, 500))
        assert (stand.reserved, stand.to_refund) == (0, 0)
    assert [finding async for finding in check(house.store)] == []


async def test_a_payment_is_undone_before_its_order_goes_on_or_not_at_all(
    house: House, sized: Callable[[int, int], int]
) -> None:
    for key in await house.open_projects(sized(6, 100)):
        order = (await house.reserve(key, 7)).order
        await house.do(pay, order.key, ANA, CASH)
        mark = await newest_mark(house)
        refusal, _ = await asyncio.gather(
            tried(house.do(undo, ANA, mark, ANA)), house.do(change_holder, order.key, MARTA, ANA)
        )
        stands = await house.look(find_order, order.key)
        assert stands.state == ("reserved" if refusal is None else "paid")
        assert refusal is None or isinstance(refusal, ChangedSince)
        assert stands.buyer_number != order.buyer_number
    assert [finding async for finding in check(house.store)] == []


async def test_a_release_is_undone_or_its_number_is_sold(house: House, sized: Callable[[int, int], int]) -> None:
    for key in await house.open_projects(sized(6, 100)):
        order = (await house.reserve(key, 7)).order
        await house.do(release, key, [7], ANA)
        mark = await newest_mark(house)
        (refusal,) = await one_of(house.do(undo, ANA, mark, ANA), house.do(sell, key, Chosen((7,)), MARTA, ANA, CASH))
        assert isinstance(refusal, NumbersTaken)
        stand = await house.look(stand_of, key)
        assert (stand.free, stand.sold + stand.reserved) == (99, 1)
        assert (await house.look(find_order, order.key)).state == ("cancelled" if stand.sold else "reserved")
    assert [finding async for finding in check(house.store)] == []


async def test_numbers_freed_by_undoing_are_taken_once(house: House, sized: Callable[[int, int], int]) -> None:
    for key in await house.open_projects(sized(3, 40)):
        await house.sell(key, 7)
        mark = await newest_mark(house)
        deeds = [house.do(reserve, key, Chosen((7,)), MARTA, ANA) for _ in range(4)]
        outcomes = await asyncio.gather(tried(house.do(undo, ANA, mark, ANA)), *map(tried, deeds))
        assert outcomes[0] is None
        assert outcomes[1:].count(None) <= 1
        assert (await house.look(stand_of, key)).reserved == outcomes[1:].count(None)
    assert [finding async for finding in check(house.store)] == []


async def test_a_crowd_that_does_and_undoes_leaves_a_sound_store(
    house: House, sized: Callable[[int, int], int]
) -> None:
    """Everybody undoes one of the newest marks, while others go on with the same orders."""
    project = await house.open_project(final=29)
    await asyncio.gather(*(house.reserve(project.key, number) for number in range(12)))
    undone = 0

    async def someone(number: int) -> None:
        nonlocal undone
        chance = Random(number)
        for _ in range(sized(8, 60)):
            if chance.random() < 0.3:
                undone += await tried(_undo_any(house, chance)) is None
            else:
                await tried(_go_on(house, project.key, chance))

    await asyncio.gather(*(someone(number) for number in range(12)))
    assert undone > 0
    assert [finding async for finding in check(house.store)] == []


async def _undo_any(house: House, chance: Random) -> None:
    marks = [told.after["mark"] for told in (await house.told())[-6:] if "mark" in told.after]
    await house.do(undo, ANA, chance.choice(marks), ANA)


async def _go_on(house: House, key: ProjectKey, chance: Random) -> None:
    order, numbers = OrderKey(*key, chance.randint(1, 12)), tuple(chance.sample(range(30), 2))
    match chance.randrange(6):
        case 0:
            await house.do(sell, key, Chosen(numbers), MARTA, ANA, CASH)
        case 1:
            await house.do(reserve, key, Chosen(numbers), MARTA, ANA)
        case 2:
            await house.do(release, key, numbers[:1], ANA)
        case 3:
            await house.do(void, order, "By mistake", ANA)
        case 4:
            await house.do(extend, order, UNDO_FOR, ANA)
        case 5:
            await house.do(pay, order, ANA, CASH)
