"""Buyers at the same moment: on one number, against the organizer, in line for what becomes free."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy import text

from db.invariants import check
from db.orders import find_order
from db.outbox import NOTICE
from db.proofs import list_proofs
from db.waiting import list_line
from rules.buying import MOST_PROOFS_AN_HOUR, NumbersKept, ProofDecided, ProofWaits, ProvedTooOften
from rules.numbers import Chosen
from rules.phones import read_phone
from rules.refusals import ChangedSince, MoveNotAllowed, NumbersAlreadyPaid, NumbersTaken, OrderNotPayable, Refusal
from rules.states import OrderState, PaymentMethod, ProofKind
from services.buying import BOUGHT, buy
from services.erasing import erase
from services.expiring import expire
from services.links import open_claim
from services.my_tickets import my_tickets
from services.own_orders import release_by_buyer, take_back
from services.payments import pay
from services.proofs import accept_proof, reject_proof, send_proof
from services.releases import release, void
from services.sales import sell
from services.strangers import Person
from services.totals import stand_of
from services.undo import undo
from services.waiting import OFFERED, pass_on, wait_for
from tests.cast import ANA, BETO, SOFIA, House
from tests.cast import MARTA as TYPED
from tests.services.strangers import LUIS, MARTA, ZOE, bought, expired, proved

PHONE = read_phone("+57 300 123 4567", None)
A_WHILE = timedelta(hours=1) / MOST_PROOFS_AN_HOUR
"""Between proofs of one person: sent faster, they are refused."""


async def tried(deed: Awaitable[object]) -> Refusal | None:
    try:
        await deed
    except Refusal as refusal:
        return refusal
    return None


async def one_of(*deeds: Awaitable[object]) -> list[Refusal]:
    """The refusals of all but one."""
    refusals = [outcome for outcome in await asyncio.gather(*map(tried, deeds)) if outcome is not None]
    assert len(refusals) == len(deeds) - 1
    return refusals


async def count_notices(house: House, about: str) -> int:
    async with house.store.reading() as work:
        counted = text("SELECT count(*) FROM outbox WHERE kind = :kind AND method = :about")
        return int((await work.execute(counted.bindparams(kind=NOTICE, about=about))).scalar_one())


async def test_two_buyers_on_one_number_in_the_same_instant(house: House, sized: Callable[[int, int], int]) -> None:
    """One gets it, the other is told; nothing is half done, and the organizer hears of one sale."""
    for told, key in enumerate(await house.open_projects(sized(5, 100), final=9), 1):
        (refused,) = await one_of(house.do(buy, key, Chosen((6, 7)), LUIS), house.do(buy, key, Chosen((7, 8)), MARTA))
        assert isinstance(refused, NumbersTaken)
        assert refused.taken == (7,)
        assert (await house.look(stand_of, key)).reserved == 2
        assert await count_notices(house, BOUGHT) == told
    assert [finding async for finding in check(house.store)] == []


async def test_one_person_pressing_twice_is_one_buyer(house: House, sized: Callable[[int, int], int]) -> None:
    for key in await house.open_projects(sized(3, 40), final=9):
        person = Person(100 + key.project_number, "Luis", PHONE)
        await asyncio.gather(*(house.do(buy, key, Chosen((number,)), person) for number in range(4)))
        rows = (await house.look(my_tickets, person.telegram_id)).rows
        assert len({row.order.buyer_number for row in rows}) == 1
    assert [finding async for finding in check(house.store)] == []


async def test_two_helpers_who_accept_one_proof_sell_once(house: House, sized: Callable[[int, int], int]) -> None:
    for key in await house.open_projects(sized(3, 40), final=9):
        house.clock.pass_(A_WHILE)
        order = (await bought(house, key, 7)).order
        proof = (await proved(house, order.key)).key
        refusals = await one_of(*(house.do(accept_proof, proof, by) for by in (ANA, SOFIA, ANA)))
        assert {type(refusal) for refusal in refusals} == {ProofDecided}
        stand = await house.look(stand_of, key)
        assert (stand.sold, stand.money_in) == (1, 500)
    assert [finding async for finding in check(house.store)] == []


async def test_one_person_sends_no_more_proofs_at_once_than_one_after_the_other(house: House) -> None:
    """For orders of two organizers, whose locks are no one's but their own."""
    keys = [(await house.open_project(organizer)).key for organizer in (ANA, BETO)]
    orders = [(await bought(house, key, number)).order for number in range(7, 10) for key in keys]
    sent = MOST_PROOFS_AN_HOUR - 2
    for number in range(sent):
        await proved(house, orders[number % 6].key, picture=str(number))
    outcomes = await asyncio.gather(*(tried(proved(house, order.key, picture="another")) for order in orders))
    assert [type(refusal) for refusal in outcomes if refusal is not None] == [ProvedTooOften] * 4
    assert [finding async for finding in check(house.store)] == []


async def test_a_proof_is_accepted_or_something_else_ends_its_order(
    house: House, sized: Callable[[int, int], int]
) -> None:
    for number, key in enumerate(await house.open_projects(sized(8, 160), final=9)):
        house.clock.pass_(A_WHILE)
        order = (await bought(house, key, 7)).order
        proof = (await proved(house, order.key)).key
        others = (
            house.do(release, key, [7], ANA),
            house.do(void, order.key, "By mistake", ANA),
            house.do(reject_proof, proof, "Not ours", ANA),
            house.do(pay, order.key, SOFIA, PaymentMethod.CASH),
        )
        outcomes = await asyncio.gather(tried(house.do(accept_proof, proof, SOFIA)), tried(others[number % 4]))
        for unused in others[: number % 4] + others[number % 4 + 1 :]:
            unused.close()
        stands = await house.look(find_order, order.key)
        (settled,) = await house.look(list_proofs, order.key)
        assert stands.paid in (0, 500)
        assert (settled.state == "accepted") == (stands.paid == 500)
        assert None in outcomes
        possible = (ProofDecided, NumbersAlreadyPaid, MoveNotAllowed, OrderNotPayable)
        assert all(outcome is None or isinstance(outcome, possible) for outcome in outcomes)
    assert [finding async for finding in check(house.store)] == []


async def test_accepting_is_undone_or_goes_on(house: House, sized: Callable[[int, int], int]) -> None:
    for key in await house.open_projects(sized(4, 60), final=9):
        house.clock.pass_(A_WHILE)
        order = (await bought(house, key, 7)).order
        proof = (await proved(house, order.key)).key
        await house.do(accept_proof, proof, ANA)
        mark = str((await house.told())[-1].after["mark"])
        outcomes = await asyncio.gather(
            tried(house.do(undo, ANA, mark, ANA)), tried(house.do(void, order.key, "By mistake", ANA))
        )
        assert outcomes[0] is None or isinstance(outcomes[0], ChangedSince)
        state = (await house.look(find_order, order.key)).state
        assert state == OrderState.CANCELLED
        assert [one.state for one in await house.look(list_proofs, order.key)] in (["accepted"], ["rejected"])
    assert [finding async for finding in check(house.store)] == []


async def test_a_proof_comes_in_time_or_the_order_expires(house: House, sized: Callable[[int, int], int]) -> None:
    for key in await house.open_projects(sized(6, 100), final=9):
        order = (await bought(house, key, 7)).order
        assert order.release_at is not None
        house.clock.now = max(house.clock.now, order.release_at)
        sent, ended = await asyncio.gather(
            tried(house.do(send_proof, order.key, 71, ProofKind.PHOTO, "file", "unique")),
            tried(house.do(expire, order.key)),
        )
        assert (sent is None) != (ended is None)
        assert ended is None or isinstance(ended, ProofWaits)
    assert [finding async for finding in check(house.store)] == []


async def test_an_expired_order_is_taken_back_or_its_number_is_somebody_elses(
    house: House, sized: Callable[[int, int], int]
) -> None:
    for key in await house.open_projects(sized(6, 100), final=9):
        order = (await bought(house, key, 7)).order
        await expired(house, order)
        (refused,) = await one_of(
            house.do(take_back, order.key, 71),
            house.do(sell, key, Chosen((7,)), TYPED, ANA, PaymentMethod.CASH),
        )
        assert isinstance(refused, NumbersTaken)
    assert [finding async for finding in check(house.store)] == []


async def test_who_waits_is_asked_alone_however_many_free_it_and_want_it(
    house: House, sized: Callable[[int, int], int]
) -> None:
    for key in await house.open_projects(sized(4, 60), final=9):
        order = (await bought(house, key, 7)).order
        outcomes = await asyncio.gather(
            tried(house.do(wait_for, key, 7, MARTA)),
            tried(house.do(wait_for, key, 7, ZOE)),
            tried(house.do(release_by_buyer, order.key, [7], 71)),
            tried(house.do(buy, key, Chosen((7,)), LUIS)),
        )
        line = await house.look(list_line, key, 7)
        free = (await house.look(stand_of, key)).free == 10
        assert [one.state for one in line].count("offered") == (1 if free and line else 0)
        assert all(refusal is None or not isinstance(refusal, MoveNotAllowed) for refusal in outcomes)
    assert [finding async for finding in check(house.store)] == []


async def test_an_offer_is_taken_or_passed_on(house: House, sized: Callable[[int, int], int]) -> None:
    for round_number, key in enumerate(await house.open_projects(sized(4, 60), final=9), 1):
        order = (await bought(house, key, 7)).order
        for person in (MARTA, ZOE):
            await house.do(wait_for, key, 7, person)
        await house.do(release_by_buyer, order.key, [7], 71)
        (offered, _) = await house.look(list_line, key, 7)
        assert offered.offered_until is not None
        house.clock.now = offered.offered_until
        refused = await asyncio.gather(
            *(tried(house.do(pass_on, key)) for _ in range(3)), tried(house.do(buy, key, Chosen((7,)), MARTA))
        )
        assert not any(refused[:3])
        assert refused[3] is None or isinstance(refused[3], NumbersKept)
        line = await house.look(list_line, key, 7)
        if refused[3] is None:
            assert [one.state for one in line] == ["waiting"]
        else:
            assert [(one.buyer_number, one.state) for one in line] == [(3, "offered")]
        assert await count_notices(house, OFFERED) <= 2 * round_number
    assert [finding async for finding in check(house.store)] == []


async def test_who_is_erased_while_they_buy_is_erased_or_a_newcomer(
    house: House, sized: Callable[[int, int], int]
) -> None:
    for key in await house.open_projects(sized(4, 40), final=9):
        person = Person(500 + key.project_number, "Canary", PHONE)
        first = (await bought(house, key, 1, person=person)).order
        outcomes = await asyncio.gather(
            tried(house.do(erase, person.telegram_id, lambda _: "Nobody")),
            tried(house.do(buy, key, Chosen((2,)), person)),
            tried(house.do(pay, first.key, ANA, PaymentMethod.CASH)),
            tried(house.do(open_claim, "a" * 26, person.telegram_id)),
        )
        assert not any(outcomes[:3])
        shown = {row.order.order_number for row in (await house.look(my_tickets, person.telegram_id)).rows}
        assert shown in (set(), {2})
    assert [finding async for finding in check(house.store)] == []
