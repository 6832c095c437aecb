"""Whoever never said where they live is told every time as where the organizer lives; whoever did, as there."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.actions import Action
from bot.application import HANDLERS
from bot.buttons import data
from db.store import Store
from db.work import Work
from rules.keys import BuyerKey, OrderKey, ProjectKey
from rules.numbers import Chosen, NumberRange
from rules.states import PaymentMethod
from services.buying import buy
from services.links import claim_link
from services.orders import find_order_view
from services.organizers import choose_country, welcome
from services.payments import pay
from services.projects import create_project, set_draw_date
from services.releases import release
from services.sets import add_set_to
from services.strangers import Person
from services.waiting import wait_for
from tests.bot.desk import Desk, desk_of, said, tapped
from tests.cast import ANA, LUIS, House

pytestmark = pytest.mark.story

TRIP = ProjectKey(ANA, 1)
BUYER, STRANGER = 2001, 2002
EIGHT_IN_BOGOTA = datetime(2026, 12, 13, 1, 0, tzinfo=UTC)


@pytest.fixture
async def desk(store: Store, house: House) -> AsyncIterator[Desk]:
    """Ana lives in Bogota and draws at eight there; 07 is paid and 08 reserved, until half past ten, by her buyer."""

    async def make(work: Work) -> None:
        await welcome(work, ANA, "Ana", "en")
        await choose_country(work, ANA, "CO")
        await create_project(work, ANA, "Spring trip")
        await add_set_to(work, TRIP, NumberRange(0, 99, 2), 500, ANA)
        await set_draw_date(work, TRIP, EIGHT_IN_BOGOTA, ANA)
        for number in (7, 8):
            await buy(work, TRIP, Chosen((number,)), Person(BUYER, "Marta"))
        await pay(work, OrderKey(*TRIP, 1), ANA, PaymentMethod.CASH)

    await house.do(make)
    async with desk_of(store, house.clock, HANDLERS) as desk:
        yield desk


async def told(desk: Desk, person: int, words: str) -> str:
    await desk.take(said(person, words))
    return (await desk.texts(person))[-1]


async def test_in_the_list_of_what_one_holds(desk: Desk, house: House) -> None:
    listed = await told(desk, BUYER, "/mytickets")
    assert "Sat 12 Dec 20:00" in listed
    assert "10:30" in listed
    await house.do(choose_country, BUYER, "ES")
    listed = await told(desk, BUYER, "/mytickets")
    assert "Sun 13 Dec 02:00" in listed
    assert "16:30" in listed


async def test_where_anybody_checks_a_ticket(desk: Desk, house: House) -> None:
    code = (await house.look(find_order_view, OrderKey(*TRIP, 1))).order.check_code
    assert "Sat 12 Dec 20:00" in await told(desk, STRANGER, f"/start {code}")


async def test_where_a_buyer_connects_their_telegram(desk: Desk, house: House) -> None:
    await house.reserve(TRIP, 9, buyer=LUIS)
    code = await house.do(claim_link, BuyerKey(ANA, 2), ANA)
    assert "10:30" in await told(desk, STRANGER, f"/start {code}")


async def test_where_a_number_is_kept_for_somebody(desk: Desk, house: House) -> None:
    await house.do(wait_for, TRIP, 8, Person(STRANGER, "Zoe"))
    await house.do(release, TRIP, [8], ANA)
    await desk.take(tapped(STRANGER, data(Action.WAITING)))
    assert "kept for you until today 11:00" in (await desk.texts(STRANGER))[-1]
