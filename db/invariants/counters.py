"""Of the counters: each stands at the last number given in its scope, and none was skipped."""

import re
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from db.history_tables import Counters, Events
from db.invariants.telling import Broken, told
from db.tables import Buyers, Orders, Payments, Prizes, Projects, RaffleSets
from db.work import Work

INVARIANTS = {
    "counter": "A counter stands at the number of the newest row of its scope.",
    "counter-scope": "Every counter counts something that is known.",
    "no-gap": "The numbers of a scope are 1, 2, 3 and so on, without a gap.",
}

_SCOPE = re.compile("project|buyer|event|project:[1-9][0-9]*:(set|prize|order|payment)")


def _owned(scope: str, number: InstrumentedAttribute[int], user_id: InstrumentedAttribute[int]) -> Any:
    return select(user_id, literal(scope), func.count(), func.min(number), func.max(number)).group_by(user_id)


def _of_project(noun: str, table: Any, number: InstrumentedAttribute[int]) -> Any:
    scope: ColumnElement[str] = literal("project:") + cast(table.project_number, Text) + literal(f":{noun}")
    numbers = (func.count(), func.min(number), func.max(number))
    return select(table.user_id, scope, *numbers).group_by(table.user_id, table.project_number)


_GIVEN = union_all(
    _owned("project", Projects.project_number, Projects.user_id),
    _owned("buyer", Buyers.buyer_number, Buyers.user_id),
    _owned("event", Events.event_number, Events.user_id),
    _of_project("set", RaffleSets, RaffleSets.set_number),
    _of_project("prize", Prizes, Prizes.prize_number),
    _of_project("order", Orders, Orders.order_number),
    _of_project("payment", Payments, Payments.payment_number),
)


async def broken(work: Work) -> Broken:
    counters = {
        (row[0], row[1]): row[2] for row in await work.execute(select(Counters.user_id, Counters.scope, Counters.value))
    }
    for user_id, scope, count, least, most in await work.execute(_GIVEN):
        if counters.pop((user_id, scope), None) != most:
            yield "counter", told("counters", user_id, scope)
        if (least, most) != (1, count):
            yield "no-gap", told("counters", user_id, scope)
    for user_id, scope in counters:
        known = _SCOPE.fullmatch(scope) is not None
        yield "counter" if known else "counter-scope", told("counters", user_id, scope)
