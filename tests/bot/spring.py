"""Ana's spring trip before a desk: what is looked at and reported in tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.application import HANDLERS
from db.store import Store
from rules.keys import ProjectKey
from rules.numbers import NumberRange
from rules.states import PaymentMethod
from services.buyers import TypedBuyer
from services.projects import create_project
from services.sets import add_set_to
from tests.bot.desk import Desk, desk_of
from tests.bot.hands import do
from tests.cast import ANA, LUIS, MARTA, House

TRIP = ProjectKey(ANA, 1)
GROUP = -1001


@asynccontextmanager
async def spring_desk(store: Store, house: House) -> AsyncIterator[Desk]:
    """Her raffle has the numbers 00-99 at $5 and 200-209 at $2."""
    async with desk_of(store, house.clock, HANDLERS) as desk:
        await do(desk, "/language en")
        await house.do(create_project, ANA, "Spring trip")
        await house.do(add_set_to, TRIP, NumberRange(0, 99, 2), 500, ANA)
        await house.do(add_set_to, TRIP, NumberRange(200, 209, 0), 200, ANA)
        yield desk


async def some_sales(house: House) -> None:
    """Luis bought 07, 12 and 200 in cash; Marta reserved 20-22 and Zoe bought 30 by card, a day later."""
    await house.sell(TRIP, 7, 12, 200, buyer=LUIS)
    house.clock.pass_(timedelta(days=1))
    await house.reserve(TRIP, 20, 21, 22, buyer=MARTA)
    await house.sell(TRIP, 30, buyer=TypedBuyer("Zoe"), method=PaymentMethod.CARD)
