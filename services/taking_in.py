"""Taking in a list: everything that its plan says in one unit, or nothing."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from db.buyers import Buyer
from db.counters import take_numbers
from db.events import note_event
from db.imports import Import, change_import, drop_parts, find_import
from db.many_orders import (
    Claimed,
    add_buyers,
    add_orders,
    add_payments,
    claim_for_many,
    list_on_telegram,
    prepare_for_many,
)
from db.orders import Order
from db.payments import Payment
from db.projects import Project, lock_project
from db.reminders import add_many_planned
from db.sets import list_sets
from db.slices import give_way, slices
from db.users import lock_user
from db.work import Work
from rules.codes import receipt
from rules.deadlines import deadlines
from rules.imports.planning import Plan, Share, World
from rules.imports.refusals import ImportOver
from rules.imports.states import ImportState
from rules.keys import BuyerKey, ImportKey
from rules.states import OrderState
from services.buyers import correct_phone
from services.payments import payment_scope
from services.projects import require_open
from services.readers import find_hours
from services.reminders import wanted_reminders
from services.surveys import Wanted, survey
from services.tickets import post_tickets

_TOLD = ("paid", "reserved", "paid_amount", "reserved_amount", "orders", "newcomers")


class Prepared(NamedTuple):
    """A plan, and what it was made of: it holds as long as that does."""

    wanted: Wanted
    world: World
    plan: Plan


class NotAsPlannedError(Exception):
    """Something happened meanwhile: nothing was taken in, and the plan is to be made anew."""


class _Made(NamedTuple):
    share: Share
    order: Order


async def take_in(work: Work, key: ImportKey, prepared: Prepared, by: int) -> Import:
    """Exactly what was shown. Buyers on Telegram get their tickets behind everything else; nobody else hears of it."""
    project = await lock_project(work, key.project)
    require_open(project, work.now)
    await lock_user(work, key.user_id)
    found = await find_import(work, key)
    if found.state != ImportState.READY:
        raise ImportOver(found.state)
    plan = prepared.plan
    await prepare_for_many(work)
    if found.digest != plan.digest or await survey(work, project, prepared.wanted) != prepared.world:
        raise NotAsPlannedError
    buyers = await _add_newcomers(work, project, plan, by)
    for number, phone in plan.phones:
        await correct_phone(work, BuyerKey(key.user_id, number), phone, by)
    made = await _add_orders(work, project, plan.shares, buyers, by)
    await _claim(work, project, made)
    await _plan_reminders(work, project, made)
    await _note(work, project, made, by)
    return await _end(work, found, made, by)


async def _add_newcomers(work: Work, project: Project, plan: Plan, by: int) -> dict[int, int]:
    """The numbers that they got, by those that the plan gave them."""
    count, user_id, practice = len(plan.newcomers), project.user_id, project.practice
    if not count:
        return {}
    numbers = await take_numbers(work, user_id, "buyer", count)
    buyers = []
    for number, (name, phone) in zip(numbers, plan.newcomers, strict=True):
        raw, e164 = phone or (None, None)
        buyers.append(Buyer(user_id, number, name, raw, e164, None, None, None, practice))
    await add_buyers(work, buyers)
    for some in slices(buyers):
        for buyer in some:
            after = {"has_phone": buyer.phone is not None, "practice": practice}
            note_event(work, "buyer.added", **buyer.key._asdict(), made_by=by, after=after)
        await give_way()
    return {-place: number for place, number in enumerate(numbers, 1)}


async def _add_orders(
    work: Work, project: Project, shares: Sequence[Share], buyers: dict[int, int], by: int
) -> list[_Made]:
    held, grace = timedelta(minutes=project.hold_minutes), timedelta(minutes=project.grace_minutes)
    until = deadlines(work.now, held, grace)
    numbers = await take_numbers(work, project.user_id, f"project:{project.project_number}:order", len(shares))
    made = [
        _Made(share, _order(work, project, number, share, buyers.get(share.buyer, share.buyer), until, by))
        for number, share in zip(numbers, shares, strict=True)
    ]
    coded = await add_orders(work, [one.order for one in made])
    return [_Made(one.share, order) for one, order in zip(made, coded, strict=True)]


def _order(
    work: Work, project: Project, number: int, share: Share, buyer: int, until: tuple[datetime, datetime], by: int
) -> Order:
    is_paid = share.method is not None
    told_at, release_at = (None, None) if is_paid else until
    return Order(
        user_id=project.user_id,
        project_number=project.project_number,
        order_number=number,
        buyer_number=buyer,
        state=(OrderState.PAID if is_paid else OrderState.RESERVED).value,
        code="",
        total=share.total,
        paid=share.total if is_paid else 0,
        made_by=by,
        told_deadline_at=told_at,
        release_at=release_at,
        void_reason=None,
        check_code=receipt(work.chance) if is_paid else None,
        numbers=len(share.numbers),
    )


async def _claim(work: Work, project: Project, made: Sequence[_Made]) -> None:
    claims = [
        Claimed(
            number,
            offer.set_number,
            one.order.order_number,
            one.order.buyer_number,
            offer.unit_price,
            one.share.method and one.share.method.value,
            receipt(work.chance) if one.share.method else None,
        )
        for one in made
        for number, offer in one.share.numbers
    ]
    if not await claim_for_many(work, project.key, await list_sets(work, project.key), claims):
        raise NotAsPlannedError


async def _plan_reminders(work: Work, project: Project, made: Sequence[_Made]) -> None:
    """Each at the hours of whoever is reminded; the deadline is the same for all."""
    telegram = await list_on_telegram(work, project.user_id)
    planned: dict[int | None, list] = {}  # type: ignore[type-arg]
    which = []
    for one in made:
        if one.order.state != OrderState.RESERVED:
            continue
        who = telegram.get(one.order.buyer_number)
        if who not in planned:
            hours = await find_hours(work, who, project.user_id)
            planned[who] = wanted_reminders(project, one.order, work.now, hours)
        which += [(one.order.key, reminder) for reminder in planned[who]]
    if which:
        await add_many_planned(work, which)


async def _note(work: Work, project: Project, made: Sequence[_Made], by: int) -> None:
    """Each order as though it was sold or reserved by itself, with its payment."""
    paid = [one for one in made if one.share.method is not None]
    scope = payment_scope(project.project_number)
    numbers = await take_numbers(work, project.user_id, scope, len(paid)) if paid else ()
    payments = {
        one.order.order_number: Payment(*one.order.key, number, one.order.total, str(one.share.method), by)
        for number, one in zip(numbers, paid, strict=True)
    }
    await add_payments(work, list(payments.values()))
    for some in slices(made):
        for one in some:
            _note_one(work, one, payments.get(one.order.order_number), by)
        await give_way()
    await post_tickets(work, [one.order for one in paid], await list_on_telegram(work, project.user_id), by)


def _note_one(work: Work, made: _Made, payment: Payment | None, by: int) -> None:
    order = made.order
    kind = "order.reserved" if payment is None else "order.sold"
    numbers = tuple(number for number, _ in made.share.numbers)
    after = order.facts | {"numbers": numbers} | (payment.facts if payment else {})
    note_event(work, kind, **order.key._asdict(), buyer_number=order.buyer_number, made_by=by, after=after)


async def _end(work: Work, found: Import, made: Sequence[_Made], by: int) -> Import:
    """Of the list itself nothing is kept."""
    work.leave_no_trace()
    taken = found._replace(
        state=ImportState.TAKEN.value,
        file_id=None,
        first_order=made[0].order.order_number,
        last_order=made[-1].order.order_number,
        mark=work.mark,
        taken_at=work.now,
    )
    await change_import(work, taken)
    await drop_parts(work, found.key)
    facts = {name: count for name, count in json.loads(found.counts).items() if name in _TOLD}
    after = {"import": found.import_number, "first_order": taken.first_order, "last_order": taken.last_order, **facts}
    note_event(work, "import.taken", **found.key.project._asdict(), made_by=by, after=after)
    return taken
