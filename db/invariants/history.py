"""Of the history: the chain of every organizer is whole, and its newest telling of a thing is how the thing stands."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select

from db.events import Event
from db.history_tables import Events
from db.invariants.telling import Broken, told
from db.orders import TOLD
from db.payments import Payment
from db.projects import Project
from db.sets import RaffleSet
from db.tables import Orders, Payments, Projects, RaffleSets, Users
from db.users import User
from db.work import Work, columns
from rules.chain import START, Link, link_hash, told_time
from rules.states import is_allowed, is_allowed_undoing

INVARIANTS = {
    "event-hash": "The hash of every event covers what the event says.",
    "event-chain": "Every event holds the hash of the one before it, the first one holds none.",
    "event-time": "An event is never changed after it was written.",
    "order-as-told": "Every order stands, buyer and maker too, as its history says.",
    "order-moves": "An order went from state to state as orders may; backwards only where something was undone.",
    "payment-as-told": "Every payment is one that the history tells, undone if it says so, and it tells of no other.",
    "project-as-told": "Every project stands as its history says.",
    "set-as-told": "Every set stands as its history says.",
    "organizer-as-told": "Every organizer's settings are as their history says.",
}

_WAS_CHANGED = Events.updated_at != Events.created_at
_EVENTS = select(*columns(Events, Event), _WAS_CHANGED).order_by(Events.user_id, Events.event_number)
_ORDER_KEY = (Orders.user_id, Orders.project_number, Orders.order_number)
_ORDERS = select(*_ORDER_KEY, Orders.buyer_number, Orders.made_by, *(getattr(Orders, name) for name in TOLD))

KeyT = TypeVar("KeyT", bound=tuple[int, ...])

# The reader beneath `json.loads`, without what that looks at first: there may be millions of events.
_read = json.JSONDecoder().raw_decode


class _Telling:
    """The newest that was told of each thing, by its key."""

    def __init__(self) -> None:
        self.users: dict[int, Any] = {}
        self.projects: dict[tuple[int, int], Any] = {}
        self.sets: dict[tuple[int, int, int], Any] = {}
        self.orders: dict[tuple[int, int, int], tuple[Any, int, int]] = {}
        self.payments: dict[tuple[int, int, int, int], Any] = {}
        self.strayed: list[tuple[int, int, int]] = []
        self.merged: dict[tuple[int, int], int] = {}
        self.cancelled: set[tuple[int, int]] = set()
        self.hidden: set[tuple[int, int]] = set()
        """Of these nothing is left but what was told."""

    def hear(self, event: Event) -> None:
        noun = event.kind.partition(".")[0]
        if noun == "organizer":
            self.users[event.user_id] = json.loads(event.after)
        elif noun == "project" and event.project_number is not None:
            self._hear_of_project((event.user_id, event.project_number), event)
        elif event.kind == "set.removed" and event.project_number is not None:
            del self.sets[event.user_id, event.project_number, json.loads(event.after)["set_number"]]
        elif event.kind == "buyer.merged" and event.buyer_number is not None:
            self.merged[event.user_id, event.buyer_number] = json.loads(event.after)["into"]
        elif noun == "set" and event.project_number is not None:
            after = json.loads(event.after)
            self.sets[event.user_id, event.project_number, after["set_number"]] = after
        elif noun == "order" and event.project_number is not None and event.order_number is not None:
            self._hear_of_order((event.user_id, event.project_number, event.order_number), event)

    def _hear_of_project(self, key: tuple[int, int], event: Event) -> None:
        self.projects[key] = json.loads(event.after)
        if event.kind == "project.cancelled":
            self.cancelled.add(key)
        if self.projects[key].get("hidden_at") is not None:
            self.hidden.add(key)

    def order(self, key: tuple[int, int, int]) -> tuple[Any, int, int]:
        """Taken out of the telling. With its project a reservation ends, and a merged buyer's order is another's."""
        facts, buyer, made_by = self.orders.pop(key, (None, 0, 0))
        if facts is not None and facts["state"] == "reserved" and key[:2] in self.cancelled:
            facts = {**facts, "state": "cancelled"}
        while (key[0], buyer) in self.merged:
            buyer = self.merged[key[0], buyer]
        return facts, buyer, made_by

    def _hear_of_order(self, key: tuple[int, int, int], event: Event) -> None:
        after, _ = _read(event.after)
        made_by = event.made_by
        if key in self.orders:
            earlier, _, made_by = self.orders[key]
            if not _may_move(event.kind, earlier["state"], after["state"]):
                self.strayed.append(key)
        self.orders[key] = (after, event.buyer_number or 0, made_by)
        if "payment" in after:
            self.payments[*key, after["payment"]] = (after["amount"], after["method"], event.made_by, None)
        if "undone_payment" in after:
            *recorded, _ = self.payments[*key, after["undone_payment"]]
            self.payments[*key, after["undone_payment"]] = (*recorded, event.created_at)


def _may_move(kind: str, before: str, after: str) -> bool:
    if before == after:
        return True
    return is_allowed_undoing("order", before, after) if kind == "order.undone" else is_allowed("order", before, after)


async def broken(work: Work) -> Broken:
    telling = _Telling()
    async for finding in _chain(work, telling):
        yield finding
    for key in telling.strayed:
        yield "order-moves", told("orders", *key)
    for look in (_users, _projects, _sets, _orders, _payments):
        async for finding in look(work, telling):
            yield finding


async def _chain(work: Work, telling: _Telling) -> Broken:
    user_id, newest = 0, START
    async for chunk in work.chunks(_EVENTS):
        for row in chunk:
            event, was_changed = Event._make(row[:-1]), row[-1]
            if event.user_id != user_id:
                user_id, newest = event.user_id, START
            digest = link_hash(event.previous_hash, Link._make(row[:-3]))
            if event.previous_hash != newest or digest != event.hash or was_changed:
                for invariant in _wrong_with(event, newest, digest, was_changed):
                    yield invariant, told("events", event.user_id, event.event_number)
            newest = event.hash
            if not _is_told(telling, event):
                yield "event-hash", told("events", event.user_id, event.event_number)


def _is_told(telling: _Telling, event: Event) -> bool:
    """Whether it could be read at all; what cannot was not written by us."""
    try:
        telling.hear(event)
    except (ValueError, KeyError, TypeError):
        return False
    return True


def _wrong_with(event: Event, newest: str, digest: str, was_changed: bool) -> Iterator[str]:
    if event.previous_hash != newest:
        yield "event-chain"
    if digest != event.hash:
        yield "event-hash"
    if was_changed:
        yield "event-time"


async def _users(work: Work, telling: _Telling) -> Broken:
    for user in await work.rows(User, select(*columns(Users, User))):
        if not _agrees(user.facts, telling.users.pop(user.id, None)):
            yield "organizer-as-told", told("users", user.id)
    for user_id in telling.users:
        yield "organizer-as-told", told("users", user_id)


async def _projects(work: Work, telling: _Telling) -> Broken:
    for project in await work.rows(Project, select(*columns(Projects, Project))):
        if not _agrees(project.facts, telling.projects.pop(project.key, None)):
            yield "project-as-told", told("projects", *project.key)
    for key in telling.projects:
        yield "project-as-told", told("projects", *key)


async def _sets(work: Work, telling: _Telling) -> Broken:
    for raffle_set in await work.rows(RaffleSet, select(*columns(RaffleSets, RaffleSet))):
        if not _agrees(raffle_set.facts, telling.sets.pop(raffle_set.key, None)):
            yield "set-as-told", told("raffle_sets", *raffle_set.key)
    for key in _left(telling.sets, telling):
        yield "set-as-told", told("raffle_sets", *key)


async def _orders(work: Work, telling: _Telling) -> Broken:
    async for chunk in work.chunks(_ORDERS):
        for user_id, project_number, order_number, buyer_number, made_by, *facts in chunk:
            key = (user_id, project_number, order_number)
            told_facts, *people = telling.order(key)
            if people != [buyer_number, made_by] or not _agrees(dict(zip(TOLD, facts, strict=True)), told_facts):
                yield "order-as-told", told("orders", *key)
    for key in _left(telling.orders, telling):
        yield "order-as-told", told("orders", *key)


async def _payments(work: Work, telling: _Telling) -> Broken:
    async for chunk in work.chunks(select(*columns(Payments, Payment))):
        for row in chunk:
            payment = Payment._make(row)
            if telling.payments.pop(payment[:4], None) != payment[4:]:
                yield "payment-as-told", told("payments", *payment[:4])
    for key in _left(telling.payments, telling):
        yield "payment-as-told", told("payments", *key)


def _left(things: Iterable[KeyT], telling: _Telling) -> Iterator[KeyT]:
    """What was told of and is not there, though it should be."""
    return (key for key in things if key[:2] not in telling.hidden)


def _agrees(facts: dict[str, object], told_of_it: Any) -> bool:
    if not isinstance(told_of_it, dict):
        return False
    for name, value in facts.items():
        stands = told_time(value) if isinstance(value, datetime) else value
        if told_of_it.get(name) != stands:
            return False
    return True
