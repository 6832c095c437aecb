"""Time that is over: what is not paid ends by itself, its buyer hears of it at once and the organizer now and then."""

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.clock import expire_all
from db.due import is_order_due
from db.invariants import check
from db.orders import find_order
from rules.keys import OrderKey
from rules.numbers import Chosen
from rules.states import PaymentMethod, ProofKind
from services.buying import buy
from services.endings import cancel_project
from services.expiries import expire_due, find_ended, list_ended
from services.orders import extend
from services.organizers import welcome
from services.own_orders import take_back
from services.payments import pay
from services.practice import start_practice
from services.proofs import reject_proof, send_proof
from services.strangers import Person
from services.totals import stand_of
from tests.cast import ANA, BETO, MARTA, House

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
OVER = 60 * HOUR
"""Two days that were told, and twelve hours of grace."""
LUIS = Person(2001, "Luis")


async def letters(house: House, about: str) -> list[tuple[int, dict[str, object], datetime]]:
    """To whom, by which keys, and not before when."""
    wanted = text("SELECT chat_id, payload, due_at FROM outbox WHERE method = :about ORDER BY letter_number")
    async with house.store.reading() as work:
        rows = list(await work.execute(wanted, {"about": about}))
    return [(row[0], json.loads(row[1]), _moment(row[2])) for row in rows]


def _moment(written: object) -> datetime:
    at = written if isinstance(written, datetime) else datetime.fromisoformat(str(written))
    return at if at.tzinfo else at.replace(tzinfo=UTC)


async def bought(house: House, *numbers: int, user_id: int = ANA) -> OrderKey:
    project = await house.open_project(user_id)
    return (await house.do(buy, project.key, Chosen(numbers), LUIS)).order.key


async def state_of(house: House, order: OrderKey) -> str:
    return (await house.look(find_order, order)).state


async def test_when_grace_is_over_the_numbers_are_free_and_not_a_second_before(house: House) -> None:
    order = await bought(house, 7, 8)
    house.clock.pass_(OVER - SECOND)
    assert not await house.look(is_order_due)
    await expire_all(house.store)
    assert await state_of(house, order) == "reserved"
    house.clock.pass_(SECOND)
    await expire_all(house.store)
    assert await state_of(house, order) == "expired"
    assert (await house.look(stand_of, order.project)).free == 100
    assert await house.do(expire_due) == 0
    assert [finding async for finding in check(house.store)] == []


async def test_what_is_paid_shown_to_be_paid_or_given_more_time_does_not_end(house: House) -> None:
    paid, shown, extended, off = [await bought(house, 7) for _ in range(4)]
    await house.do(pay, paid, ANA, PaymentMethod.CASH)
    proof = await house.do(send_proof, shown, LUIS.telegram_id, ProofKind.PHOTO, "file", "unique")
    await house.do(extend, extended, 24 * HOUR, ANA)
    await house.do(cancel_project, off.project, ANA)
    house.clock.pass_(OVER)
    await expire_all(house.store)
    states = [await state_of(house, one) for one in (paid, shown, extended, off)]
    assert states == ["paid", "reserved", "reserved", "cancelled"]
    await house.do(reject_proof, proof.key, "Not mine", ANA)
    await expire_all(house.store)
    assert await state_of(house, shown) == "expired"


async def test_the_buyer_hears_at_once_and_the_organizer_with_the_full_hour(house: House) -> None:
    order = await bought(house, 7, 8)
    await house.reserve(order.project, 9, buyer=MARTA)
    house.clock.pass_(OVER + 7 * HOUR)
    ended_at = house.clock.now
    await expire_all(house.store)
    ((chat, keys, _),) = await letters(house, "expired")
    assert (chat, keys["order_number"]) == (LUIS.telegram_id, order.order_number)
    ((chat, keys, due_at),) = await letters(house, "expiries")
    assert (chat, due_at) == (ANA, datetime(2026, 3, 5, 11, 0, tzinfo=UTC))
    ended = await house.look(list_ended, ANA, ended_at, practice=False)
    assert [(one.buyer_name, one.numbers) for one in ended] == [("Luis", (7, 8)), ("Marta", (9,))]
    assert await house.look(list_ended, BETO, ended_at, practice=False) == []


async def test_what_ends_in_one_hour_or_night_is_one_letter(house: House) -> None:
    for _ in range(3):
        await bought(house, 7)
        house.clock.pass_(HOUR)
    house.clock.pass_(OVER - 3 * HOUR)
    for _ in range(3):
        await expire_all(house.store)
        house.clock.pass_(HOUR)
    # From half past three at night on.
    assert [due for _, _, due in await letters(house, "expiries")] == [datetime(2026, 3, 5, 8, 0, tzinfo=UTC)]
    assert len(await letters(house, "expired")) == 3


async def test_what_was_taken_back_has_not_ended(house: House) -> None:
    order = await bought(house, 7, 8)
    house.clock.pass_(OVER)
    await expire_all(house.store)
    ended = await house.look(find_ended, order)
    assert ended is not None
    assert (ended.numbers, ended.telegram_id, ended.practice) == ((7, 8), LUIS.telegram_id, False)
    await house.do(take_back, order, LUIS.telegram_id)
    assert await house.look(find_ended, order) is None
    assert await house.look(list_ended, ANA, house.clock.now, practice=False) == []


async def test_in_practice_the_organizer_hears_within_a_minute(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos", "Tres"])
    house.clock.pass_(timedelta(minutes=4, seconds=5))
    await expire_all(house.store)
    ((_, keys, due_at),) = await letters(house, "expiries")
    assert (keys["practice"], due_at - house.clock.now) == (1, timedelta(seconds=55))
    assert len(await house.look(list_ended, ANA, house.clock.now, practice=True)) == 1


async def test_many_end_a_few_at_a_time_whoever_organizes_them(house: House) -> None:
    for user_id in (ANA, BETO):
        project = await house.open_project(user_id, final=299)
        for number in range(120):
            await house.reserve(project.key, number)
    house.clock.pass_(OVER)
    assert await house.do(expire_due) == 100
    await expire_all(house.store)
    assert not await house.look(is_order_due)
    assert [finding async for finding in check(house.store)] == []
