"""Ana's raffle, sold online, and Luis who has reserved 07 and 12 of it: where stories about paying begin."""

from base64 import b64encode
from datetime import UTC, datetime
from io import BytesIO

from PIL import Image

from db.orders import Order
from db.work import Work
from rules.keys import OrderKey, ProjectKey
from rules.numbers import Chosen, NumberRange
from services.buying import buy
from services.orders import find_order_view
from services.organizers import welcome, write_payment_text
from services.prizes import add_prize_to
from services.projects import create_project
from services.sets import add_set_to
from services.strangers import Person as Buyer
from tests.cast import House
from tests.conftest import DATA_KEY
from tests.people import Person

KEY = {"DATA_KEY": b64encode(DATA_KEY).decode()}
"""The bot reads what the house sealed."""


async def open_raffle(house: House, ana: Person, name: str = "Spring trip") -> ProjectKey:
    """The numbers 00-99 at $5, a prize, and how Ana wants to be paid; today, as the bot knows it."""
    house.clock.now = datetime.now(UTC)

    async def make(work: Work) -> ProjectKey:
        await welcome(work, ana.id, "Anne", "en")
        await write_payment_text(work, ana.id, "Nequi 300 000 0000")
        project = await create_project(work, ana.id, name)
        await add_set_to(work, project.key, NumberRange(0, 99, 2), 500, ana.id)
        await add_prize_to(work, project.key, "A bicycle", ana.id)
        return project.key

    return await house.do(make)


async def reserve(house: House, trip: ProjectKey, luis: Person, *numbers: int) -> Order:
    taken = await house.do(buy, trip, Chosen(numbers or (7, 12)), Buyer(luis.id, "Luis Pérez"))
    return taken.order


async def order_of(house: House, key: OrderKey) -> Order:
    return (await house.look(find_order_view, key)).order


def receipt(colour: str = "teal") -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (300, 400), colour).save(drawn, "PNG")
    return drawn.getvalue()


async def claims(luis: Person, order: Order) -> None:
    """By the button of the order, as far as being asked for the picture."""
    await luis.say("/mytickets")
    await luis.sees("My tickets")
    await luis.tap("12")
    await luis.sees(order.code)
    await luis.tap("✅ I have paid")
    await luis.sees("Send me the photo or PDF")


async def tickets(luis: Person) -> list[str]:
    """The words under each that came."""
    return [one.text for one in await luis.messages() if one.sender != luis.id and one.photo and "Holder" in one.text]
