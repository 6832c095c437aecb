"""What the database holds of a raffle, beside what its people were told."""

from sqlalchemy import select

from db.people_tables import Buyers
from db.store import Store
from db.tables import Orders, Raffles
from db.work import Work
from tests.soak.model import Raffle

Numbers = dict[int, tuple[str, str]]
"""Who holds which, in which state."""

_OF_RAFFLES = select(Raffles.raffle_number, Raffles.state, Buyers.name).join(
    Buyers, (Buyers.user_id == Raffles.user_id) & (Buyers.buyer_number == Raffles.buyer_number)
)
_OF_ORDERS = select(Buyers.name, Orders.total, Orders.paid).join(
    Buyers, (Buyers.user_id == Orders.user_id) & (Buyers.buyer_number == Orders.buyer_number)
)


async def compare(store: Store, user_id: int, raffle: Raffle) -> None:
    async with store.reading() as work:
        held, orders = await _list_held(work, user_id), await _list_orders(work, user_id)
    told = {number: (one.state, one.buyer) for number, one in raffle.holders.items()}
    for number in sorted(told.keys() | held.keys()):
        if told.get(number) != held.get(number):
            raffle.account.find(f"{raffle.name}: {number} is {held.get(number)}, told was {told.get(number)}")
    promised = sorted((one.buyer, one.total, one.paid) for one in raffle.orders)
    if promised != orders:
        raffle.account.find(f"{raffle.name}: the orders are {orders}, told was {promised}")


async def read_held(store: Store, user_id: int) -> Numbers:
    async with store.reading() as work:
        return await _list_held(work, user_id)


async def _list_held(work: Work, user_id: int) -> Numbers:
    held = await work.execute(_OF_RAFFLES.where(Raffles.user_id == user_id, Raffles.state != "available"))
    return {number: (state, name) for number, state, name in held}


async def _list_orders(work: Work, user_id: int) -> list[tuple[str, int, int]]:
    """Of each that holds some the buyer, its total and what is paid."""
    living = await work.execute(_OF_ORDERS.where(Orders.user_id == user_id, Orders.state.in_(("reserved", "paid"))))
    return sorted((name, total, paid) for name, total, paid in living)
