"""Buyers who come by themselves, and a project that they may buy from."""

from db.orders import Order
from db.proofs import Proof
from rules.keys import OrderKey, ProjectKey
from rules.numbers import Chosen
from rules.phones import read_phone
from rules.states import ProofKind
from services.buying import buy
from services.expiring import expire
from services.proofs import send_proof
from services.sales import Taken
from services.strangers import Person
from tests.cast import House

PHONE = read_phone("+57 300 123 4567", None)
LUIS = Person(71, "Luis Gómez", PHONE)
MARTA = Person(72, "Marta")
ZOE = Person(73, "Zoe")


async def bought(house: House, key: ProjectKey, *numbers: int, person: Person = LUIS) -> Taken:
    return await house.do(buy, key, Chosen(numbers), person)


async def proved(house: House, order: OrderKey, person: Person = LUIS, picture: str = "one") -> Proof:
    return await house.do(send_proof, order, person.telegram_id, ProofKind.PHOTO, f"file {picture}", picture)


async def expired(house: House, order: Order) -> None:
    assert order.release_at is not None
    house.clock.now = max(house.clock.now, order.release_at)
    await house.do(expire, order.key)
