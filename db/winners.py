"""The door to winners, and to those who step in for them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, insert, select, update

from db.draw_tables import Winners
from db.tables import Buyers, Orders
from db.work import Work, columns
from rules.keys import BuyerKey, DrawKey, OrderKey, WinnerKey
from rules.refusals import NotFound


class Winner(NamedTuple):
    user_id: int
    project_number: int
    draw_number: int
    result_number: int
    place_number: int
    place: str
    prize_number: int | None
    raffle_number: int
    order_number: int
    holder: int
    state: str
    claim_code: str | None = None
    claim_until: datetime | None = None
    handed_at: datetime | None = None
    confirmed_at: datetime | None = None

    @property
    def key(self) -> WinnerKey:
        return WinnerKey(*self[:5])

    @property
    def draw(self) -> DrawKey:
        return DrawKey(*self[:3])

    @property
    def order(self) -> OrderKey:
        return OrderKey(self.user_id, self.project_number, self.order_number)


class HeldBy(NamedTuple):
    """Whose number it is: the buyer as they are called now, and for whom it was bought."""

    winner: Winner
    buyer: BuyerKey
    buyer_name: str
    holder_name: str | None
    telegram_id: int | None


_its_order = and_(
    Orders.user_id == Winners.user_id,
    Orders.project_number == Winners.project_number,
    Orders.order_number == Winners.order_number,
)
_its_buyer = and_(Buyers.user_id == Orders.user_id, Buyers.buyer_number == Orders.buyer_number)
_LIST = (
    select(*columns(Winners, Winner), Orders.buyer_number, Buyers.name, Orders.holder_name, Buyers.telegram_id)
    .join(Orders, _its_order)
    .join(Buyers, _its_buyer)
    .where(
        Winners.user_id == bindparam("user_id"),
        Winners.project_number == bindparam("project_number"),
        Winners.draw_number == bindparam("draw_number"),
    )
    .order_by(Winners.result_number, Winners.place_number)
)
_FIND = _LIST.where(
    Winners.result_number == bindparam("result_number"), Winners.place_number == bindparam("place_number")
)
_ADD = insert(Winners)
_CHANGE = update(Winners).where(
    Winners.user_id == bindparam("owner"),
    Winners.project_number == bindparam("project"),
    Winners.draw_number == bindparam("number"),
    Winners.result_number == bindparam("which"),
    Winners.place_number == bindparam("at"),
)


async def list_winners(work: Work, key: DrawKey) -> list[HeldBy]:
    """Those of a figure that was corrected come first."""
    return [_held_by(row) for row in await work.execute(_LIST, key._asdict())]


async def find_winner(work: Work, key: WinnerKey) -> HeldBy:
    row = (await work.execute(_FIND, key._asdict())).first()
    if row is None:
        raise NotFound("winner", key.place_number)
    return _held_by(row)


async def add_winners(work: Work, winners: Sequence[Winner]) -> None:
    dated = {"created_at": work.now, "updated_at": work.now}
    if winners:
        await work.execute(_ADD, [{**winner._asdict(), **dated} for winner in winners])


async def change_winner(work: Work, winner: Winner) -> None:
    """With the project's lock."""
    values = winner._asdict()
    names = {"owner": "user_id", "project": "project_number", "number": "draw_number"}
    names |= {"which": "result_number", "at": "place_number"}
    key = {short: values.pop(name) for short, name in names.items()}
    await work.execute(_CHANGE, {**values, **key, "updated_at": work.now})


def _held_by(row: Sequence[object]) -> HeldBy:
    winner = Winner._make(row[:-4])
    buyer_number, *rest = row[-4:]
    return HeldBy(winner, BuyerKey(winner.user_id, buyer_number), *rest)  # type: ignore[arg-type]
