"""The door to the buyers of a project whom an announcement is meant for."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Exists, Select, and_, bindparam, exists, func, or_, select

from db.announcement_tables import OptOuts
from db.draw_tables import Draws, Winners
from db.tables import Buyers, Orders, Users
from db.total_tables import NumberTotals
from db.work import Work
from rules.announcements import Audience
from rules.keys import ProjectKey
from rules.numbers import MOST_COUNTED


class Meant(NamedTuple):
    """How many buyers an audience has, by how they are reached."""

    within_reach: int
    opted_out: int
    out_of_reach: int
    """Their organizer writes to them, or nobody does."""


class Addressee(NamedTuple):
    buyer_number: int
    telegram_id: int


ALL = 2**31
"""However many there are."""
_LIVE = {Audience.ALL: ("reserved", "paid"), Audience.UNPAID: ("reserved",), Audience.WINNERS: ("paid",)}
_ITS_ORDER = and_(
    Winners.user_id == Orders.user_id,
    Winners.project_number == Orders.project_number,
    Winners.order_number == Orders.order_number,
)
_HOLDS_GOOD = and_(
    Winners.state.in_(["waiting", "handed", "confirmed"]),
    exists().where(
        Draws.user_id == Winners.user_id,
        Draws.project_number == Winners.project_number,
        Draws.draw_number == Winners.draw_number,
        Draws.state == "drawn",
    ),
)
_WON = exists().where(_ITS_ORDER, _HOLDS_GOOD)


def _orders_meant(audience: Audience) -> list[ColumnElement[bool]]:
    """Of a buyer: whoever has one of these is written to."""
    meant: list[ColumnElement[bool]] = [
        Orders.user_id == bindparam("user_id"),
        Orders.project_number == bindparam("project_number"),
        Orders.state.in_(_LIVE[audience]),
    ]
    return [*meant, _WON] if audience is Audience.WINNERS else meant


def _is_meant(audience: Audience) -> Exists:
    return (
        exists()
        .where(Orders.user_id == Buyers.user_id, Orders.buyer_number == Buyers.buyer_number)
        .where(*_orders_meant(audience))
    )


_IS_OUT = exists().where(OptOuts.user_id == Buyers.user_id, OptOuts.telegram_id == Buyers.telegram_id)
_IS_REACHED = and_(Buyers.telegram_id.is_not(None), Users.unreachable_at.is_(None), Buyers.practice.is_(False))


_HOLDS = {
    Audience.ALL: or_(NumberTotals.sold > 0, NumberTotals.reserved > 0),
    Audience.UNPAID: NumberTotals.reserved > 0,
}
_WINNERS = (
    select(Orders.buyer_number)
    .select_from(Winners)
    .join(Orders, _ITS_ORDER)
    .where(
        Winners.user_id == bindparam("user_id"),
        Winners.project_number == bindparam("project_number"),
        Orders.state.in_(_LIVE[Audience.WINNERS]),
        _HOLDS_GOOD,
    )
)


def _of_audience(audience: Audience) -> Select[bool, bool]:
    """Found by their totals, or by what was drawn: nobody else is looked at."""
    rows = select(_IS_REACHED.label("reached"), _IS_OUT.label("out"))
    if audience is Audience.WINNERS:
        rows = rows.select_from(Buyers).where(Buyers.buyer_number.in_(_WINNERS))
    else:
        its = and_(Buyers.user_id == NumberTotals.user_id, Buyers.buyer_number == NumberTotals.member)
        rows = rows.select_from(NumberTotals).join(Buyers, its)
        of_project = NumberTotals.project_number == bindparam("project_number"), NumberTotals.kind == "buyer"
        rows = rows.where(NumberTotals.user_id == bindparam("user_id"), *of_project, _HOLDS[audience])
    return rows.outerjoin(Users, Users.id == Buyers.telegram_id).where(Buyers.user_id == bindparam("user_id"))


def _counting(audience: Audience) -> Select[int, int, int]:
    those = _of_audience(audience).limit(bindparam("most")).subquery()
    counted = func.count()
    reached = counted.filter(those.c.reached, ~those.c.out), counted.filter(those.c.reached, those.c.out)
    return select(*reached, counted).select_from(those)


def _listing(audience: Audience) -> Any:
    return (
        select(Buyers.buyer_number, Buyers.telegram_id)
        .outerjoin(Users, Users.id == Buyers.telegram_id)
        .where(
            Buyers.user_id == bindparam("user_id"),
            Buyers.buyer_number > bindparam("after"),
            _IS_REACHED,
            ~_IS_OUT,
            _is_meant(audience),
        )
        .order_by(Buyers.buyer_number)
        .limit(bindparam("most"))
    )


def _finding(audience: Audience) -> Any:
    return (
        select(Orders.code)
        .join(Buyers, and_(Buyers.user_id == Orders.user_id, Buyers.buyer_number == Orders.buyer_number))
        .where(*_orders_meant(audience), Buyers.telegram_id == bindparam("telegram_id"), ~_IS_OUT)
        .order_by(Orders.order_number.desc())
        .limit(1)
    )


_COUNT = {audience: _counting(audience) for audience in Audience}
_LIST = {audience: _listing(audience) for audience in Audience}
_CODE = {audience: _finding(audience) for audience in Audience}


async def count_meant(work: Work, project: ProjectKey, audience: Audience, most: int = MOST_COUNTED + 1) -> Meant:
    """Of so many of them at most: for a screen it is enough that there are more."""
    reached, out, every = (await work.execute(_COUNT[audience], {**project._asdict(), "most": most})).one()
    return Meant(reached, out, every - reached - out)


async def list_addressees(
    work: Work, project: ProjectKey, audience: Audience, after: int, most: int
) -> Sequence[Addressee]:
    """The next buyers within reach who want to be written to."""
    values = {**project._asdict(), "after": after, "most": most}
    return await work.rows(Addressee, _LIST[audience], values)


async def find_code_if_meant(work: Work, project: ProjectKey, audience: Audience, telegram_id: int) -> str | None:
    """Of the newest order for which they are written to; None when they are not meant, or want none."""
    code: str | None = (await work.execute(_CODE[audience], {**project._asdict(), "telegram_id": telegram_id})).scalar()
    return code
