"""Of the counters: each stands at the last number given in its scope, and none was skipped."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Text, and_, cast, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from db.buyer_tables import Links, Proofs, Waiting
from db.draw_tables import Draws
from db.history_tables import Counters, Events
from db.import_tables import Imports
from db.invariants.telling import Broken, told
from db.tables import Buyers, Orders, Payments, Prizes, Projects, RaffleSets
from db.task_tables import Tasks
from db.work import Work

INVARIANTS = {
    "counter": "A counter stands at the newest number of its scope.",
    "counter-scope": "Every counter counts something that is known.",
    "no-gap": "The numbers of a scope are 1, 2, 3 and so on, without a gap but for those whose going is told.",
}

_SCOPE = re.compile(
    "project|buyer|link|event|draw|task|project:[1-9][0-9]*:(set|prize|order|payment|proof|waiting|draw|import)"
)


def _owned(scope: str, number: InstrumentedAttribute[Any], user_id: InstrumentedAttribute[int]) -> Any:
    return select(user_id, literal(scope), func.count(), func.min(number), func.max(number)).group_by(user_id)


def _of_project(noun: str, table: Any, number: InstrumentedAttribute[int]) -> Any:
    scope: ColumnElement[str] = literal("project:") + cast(table.project_number, Text) + literal(f":{noun}")
    numbers = (func.count(), func.min(number), func.max(number))
    return select(table.user_id, scope, *numbers).group_by(table.user_id, table.project_number)


# A practice raffle counts its draws by itself, for it will be gone.
_OF_REAL_DRAWS = (
    _owned("draw", Draws.seq, Draws.user_id)
    .join(Projects, and_(Projects.user_id == Draws.user_id, Projects.project_number == Draws.project_number))
    .where(Draws.seq.is_not(None), Projects.practice.is_(False))
)
_GIVEN = union_all(
    _owned("project", Projects.project_number, Projects.user_id),
    _owned("buyer", Buyers.buyer_number, Buyers.user_id),
    _owned("link", Links.link_number, Links.user_id),
    _owned("event", Events.event_number, Events.user_id),
    _owned("task", Tasks.task_number, Tasks.user_id),
    _of_project("set", RaffleSets, RaffleSets.set_number),
    _of_project("prize", Prizes, Prizes.prize_number),
    _of_project("order", Orders, Orders.order_number),
    _of_project("payment", Payments, Payments.payment_number),
    _of_project("proof", Proofs, Proofs.proof_number),
    _of_project("waiting", Waiting, Waiting.waiting_number),
    _of_project("draw", Draws, Draws.draw_number),
    _of_project("import", Imports, Imports.import_number),
    _OF_REAL_DRAWS,
)


# What belongs to no order is told of by an index: a few events of each project.
_GONE = (
    select(Events.user_id, Events.project_number, Events.kind, Events.after)
    .select_from(Projects)
    .join(Events, and_(Events.user_id == Projects.user_id, Events.project_number == Projects.project_number))
    .where(Events.order_number.is_(None), Events.kind.in_(["set.removed", "prize.removed", "project.hidden"]))
)


class _Numbers(NamedTuple):
    how_many: int
    least: int
    most: int


async def broken(work: Work) -> Broken:
    counters = {
        (row[0], row[1]): row[2] for row in await work.execute(select(Counters.user_id, Counters.scope, Counters.value))
    }
    given = {(row[0], row[1]): _Numbers(*row[2:]) for row in await work.execute(_GIVEN)}
    gone, out_of_sight = await _gone(work)
    for key in sorted(given.keys() | gone.keys()):
        numbers = _with(given.get(key, _Numbers(0, 1, 0)), gone.get(key, set()))
        if counters.pop(key, None) != numbers.most:
            yield "counter", told("counters", *key)
        if (numbers.least, numbers.most) != (1, numbers.how_many):
            yield "no-gap", told("counters", *key)
    for user_id, scope in counters:
        if _SCOPE.fullmatch(scope) is None:
            yield "counter-scope", told("counters", user_id, scope)
        elif (user_id, _owner(scope)) not in out_of_sight:
            yield "counter", told("counters", user_id, scope)


def _with(there: _Numbers, gone: set[int]) -> _Numbers:
    return _Numbers(
        there.how_many + len(gone), min(there.least, *gone, there.least), max(there.most, *gone, there.most)
    )


async def _gone(work: Work) -> tuple[dict[tuple[int, str], set[int]], set[tuple[int, str]]]:
    """The numbers of which it is told that their rows went, and the projects of which all went."""
    numbers: dict[tuple[int, str], set[int]] = defaultdict(set)
    projects = set()
    for user_id, project_number, kind, facts in await work.execute(_GONE):
        if kind == "project.hidden":
            projects.add((user_id, f"project:{project_number}"))
        for scope, gone in _gone_by(f"project:{project_number}", kind, facts):
            numbers[user_id, scope] |= gone
    return {key: gone for key, gone in numbers.items() if gone and (key[0], _owner(key[1])) not in projects}, projects


def _gone_by(project: str, kind: str, facts: str) -> Iterator[tuple[str, set[int]]]:
    try:
        after = json.loads(facts)
        if kind == "project.hidden":
            yield "buyer", set(after["buyers"])
            yield "link", set(after["links"])
        elif kind == "set.removed":
            yield f"{project}:set", {after["set_number"]}
        else:
            yield f"{project}:prize", {after["prize"]}
    except (ValueError, KeyError, TypeError):
        return  # the history itself is told to be wrong


def _owner(scope: str) -> str:
    """`project:2` of `project:2:order`."""
    return scope.rpartition(":")[0]
