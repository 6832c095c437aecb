"""A draw that nobody has to be awake for: everybody hears before it, the round draws it, and the winner confirms."""

import sys
from collections.abc import AsyncIterator
from datetime import time, timedelta

import pytest

from db.work import Work
from rules.draw.verifying import verify
from rules.keys import DrawKey
from rules.numbers import Chosen, NumberRange
from rules.phones import read_phone
from rules.states import DrawMethod, PaymentMethod
from services.buyers import TypedBuyer
from services.buying import buy
from services.draws import proof_of
from services.locking import lock_for_draw
from services.organizers import choose_quiet_hours, welcome
from services.payments import pay
from services.prizes import add_prize_to
from services.projects import create_project, set_draw_method
from services.sales import sell
from services.sets import add_set_to
from services.strangers import Person as Stranger
from tests.bot.test_beacon import Relay, knows_the_real_rounds, relaying
from tests.cast import House
from tests.conftest import DATA_KEY
from tests.end_to_end.shifted_bot import BEGINS
from tests.people import BotUnderTest, Person, Telegram
from tests.services.drawn import DUE

SOON = 40.0
_BEFORE = timedelta(seconds=25)
_GONE = "http://127.0.0.1:9"


@pytest.fixture
async def relay() -> AsyncIterator[Relay]:
    async with relaying(knows_the_real_rounds) as relays:
        yield relays[0]


@pytest.fixture
def environment(environment: dict[str, str], relay: Relay) -> dict[str, str]:
    """Half a minute before the round; one relay is gone, the other one knows it."""
    moment = str((DUE - _BEFORE).timestamp())
    return environment | {"DATA_KEY": DATA_KEY.hex(), "BEACON_URLS": f"{_GONE},{relay.url}", BEGINS: moment}


@pytest.fixture
async def bot(telegram: Telegram, environment: dict[str, str]) -> AsyncIterator[BotUnderTest]:
    command = f"{sys.executable} -m tests.end_to_end.shifted_bot"
    async with BotUnderTest(telegram, command, environment=environment) as bot:
        yield bot


async def closed_list(house: House, ana: Person, luis: Person) -> DrawKey:
    """Luis has four numbers of five and one of two prizes at least; Marta, without Telegram, one number."""
    house.clock.now = DUE - timedelta(seconds=95)

    async def make(work: Work) -> DrawKey:
        for person, name in ((ana, "Anne"), (luis, "Luis")):
            await welcome(work, person.id, name, "en")
            await choose_quiet_hours(work, person.id, time(0), time(0))
        project = await create_project(work, ana.id, "Spring trip")
        await add_set_to(work, project.key, NumberRange(0, 99, 2), 500, ana.id)
        await set_draw_method(work, project.key, DrawMethod.BEACON, ana.id)
        for prize in ("A bicycle", "A helmet"):
            await add_prize_to(work, project.key, prize, ana.id)
        order = (await buy(work, project.key, Chosen((1, 2, 3, 4)), Stranger(luis.id, "Luis"))).order
        await pay(work, order.key, ana.id, PaymentMethod.CASH)
        marta = TypedBuyer("Marta", read_phone("+57 300 123 4567", None))
        await sell(work, project.key, Chosen((7,)), marta, ana.id, PaymentMethod.CASH)
        return (await lock_for_draw(work, project.key, ana.id, DUE)).key

    return await house.do(make)


async def test_the_round_draws_by_itself_and_everybody_hears(
    telegram: Telegram, bot: BotUnderTest, house: House, ana: Person, relay: Relay
) -> None:
    luis = await telegram.person("Luis", language_code="en")
    for person in (ana, luis):
        await person.say("/start")
        await person.sees("")
    key = await closed_list(house, ana, luis)
    before = await luis.sees("The list for the draw is closed: 5 numbers", within=SOON)
    assert "01-04" in before.text
    assert "round 1,000" in before.text
    await ana.sees("Forward the message above")
    told = await ana.sees("By public beacon round 1,000", within=SOON)
    assert "A bicycle" in told.text
    assert "A helmet" in told.text
    won = await luis.sees("Your code", within=SOON)
    after = await luis.sees("It is the list with this fingerprint, as before", within=SOON)
    fingerprint = verify(await house.look(proof_of, key)).commitment_hash
    assert fingerprint in before.text
    assert fingerprint in after.text
    assert {path.rpartition("/")[2] for path in relay.asked} == {"1000"}
    await luis.tap("I have my prize", on=won)
    await luis.sees("Do you have it in your hands")
    await luis.tap("Yes, I have it")
    await ana.sees("Luis has confirmed")
