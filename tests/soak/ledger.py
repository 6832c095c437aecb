"""What the database holds of a raffle, beside what its people were told."""

from sqlalchemy import select

from db.people_tables import Buyers
from db.store import Store
from db.tables import Orders, Raffles
from db.work import Work
from tests.soak.model import Raffle

Ledger = tuple[dict[int, tuple[str, str]], list[tuple[str, int, int]]]
"""Who holds which number in which state; and of each order that holds some the buyer, its total and what is paid."""


async def compare(store: Store, user_id: int, raffle: Raffle) -> None:
    async with store.reading() as work:
        held, orders = await _read(work, user_id)
    told = {number: (one.state, one.buyer) for number, one in raffle.holders.items()}
    for number in sorted(told.keys() | held.keys()):
        if told.get(number) != held.get(number):
            raffle.account.find(f"{raffle.name}: {number} is {held.get(number)}, told was {told.get(number)}")
    promised = sorted((one.buyer, one.total, one.paid) for one in raffle.orders)
    if promised != orders:
        raffle.account.find(f"{raffle.name}: the orders are {orders}, told was {promised}")


async def _read(work: Work, user_id: int) -> Ledger:
    of_raffles = select(Raffles.raffle_number, Raffles.state, Buyers.name).join(
        Buyers, (Buyers.user_id == Raffles.user_id) & (Buyers.buyer_number == Raffles.buyer_number)
    )
    of_orders = select(Buyers.name, Orders.total, Orders.paid).join(
        Buyers, (Buyers.user_id == Orders.user_id) & (Buyers.buyer_number == Orders.buyer_number)
    )
    held = {
        number: (state, name)
        for number, state, name in await work.execute(
            of_raffles.where(Raffles.user_id == user_id, Raffles.state != "available")
        )
    }
    living = of_orders.where(Orders.user_id == user_id, Orders.state.in_(("reserved", "paid")))
    return held, sorted((name, total, paid) for name, total, paid in await work.execute(living))
